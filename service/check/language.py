"""The check on language: the reply is in the wanted language, and in one written form only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.check.context import Subject, shown, verdict
from service.check.wording import LANGUAGES, Said
from service.domain import Check
from service.norwegian import words

_NAMES = {"nb": "bokmål", "nn": "nynorsk", "en": "engelsk"}
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"«[^»]*»|\"[^\"]*\"|https?://\S+|[\w.+-]{1,64}@\S+|(?<![\w-])[\w-]{1,63}(?:\.[\w-]{1,63})+(?:/\S*)?")
SURE = 0.8
"""Chance from which a sentence is surely in another language than the wanted one."""
ENOUGH = 4
"""Words a sentence needs before its language can be told."""
MIXED = 2
"""Different words of another form from which a reply is mixed, not merely slipped."""
_LAUGHTER = re.compile(r"(?:h[aeio]){1,9}h?", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiouyæøåéèêóòôáà]", re.IGNORECASE)
"""What every word has, and an abbreviation («kl», «nr») has not."""


def language(subject: Subject) -> Check:
    """The reply is in the wanted language, in one written form; a sentence quoted from a source as it stands is for a look."""
    if not subject.wording:
        return verdict("language", "review", "Språket er ikke kontrollert.")
    wrong = next(_wrong_sentences(subject), None)
    if wrong:
        said, other = wrong
        if any(said.sentence in text for _, text in subject.sources):
            return verdict("language", "review", f"{shown(said)} er sitert på {_NAMES[other]}.", said.span)
        why = f"{shown(said)} er {_NAMES[other]}; svaret skal være på {_NAMES[subject.language]}."
        return verdict("language", "fail", why, said.span)
    strays = list(_stray_words(subject))
    if strays:
        borrowed = _own_words(subject)
        strays = [stray for stray in strays if stray[0].lower() not in borrowed]
    everyday = [stray for stray in strays if _is_everyday(subject, *stray[:2])]
    if len({word.lower() for word, *_ in strays}) >= MIXED or everyday:
        strays = everyday or strays
        told = ", ".join(f"«{word}»" for word in dict.fromkeys(word for word, *_ in strays[:4]))
        return verdict("language", "fail", f"Blandede former: {told} hører til {_NAMES[strays[0][1]]}.", strays[0][2])
    if strays:
        word, other, span = strays[0]
        return verdict("language", "review", f"Blandede former: «{word}» hører til {_NAMES[other]}.", span)
    return verdict("language", "pass", "Riktig språk.")


def _wrong_sentences(subject: Subject) -> Iterator[tuple[Said, str]]:
    for said in subject.said:
        if len(words(_QUOTED.sub(" ", said.sentence))) < ENOUGH:
            continue
        other = max(LANGUAGES, key=lambda name: said.chances[name])
        surely = said.chances[other] >= SURE and said.chances[subject.language] <= 1 - SURE
        if other != subject.language and surely and _tells(subject, said.sentence, other):
            yield said, other


def _tells(subject: Subject, sentence: str, other: str) -> bool:
    """Whether words bear out that a sentence is in the other language: one that is surely its own, or two that mostly are."""
    said = {word for word in words(sentence) if _VOWEL.search(word)}
    mostly = sum(subject.wording.forms.get(word) == other for word in said)
    return mostly >= MIXED or any(subject.wording.stray(word, subject.language) == other for word in said)


def _stray_words(subject: Subject) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Words that belong to another written form: (word, form, span); names and quotations are left out."""
    text = _QUOTED.sub(lambda found: " " * len(found.group()), subject.body)
    for found in _WORD.finditer(text):
        word = found.group()
        named = word[0].isupper() and not _begins_sentence(text, found.start())
        if named or not _VOWEL.search(word) or _LAUGHTER.fullmatch(word):
            continue
        form = subject.wording.stray(word.lower(), subject.language)
        if form:
            yield word, form, found.span()


def _is_everyday(subject: Subject, word: str, other: str) -> bool:
    """Whether a word is one that the other Norwegian form uses all the time («nokon», «hele»): one is a mixture."""
    norwegian = "en" not in (other, subject.language) and subject.wording and subject.wording.dictionaries
    return bool(norwegian) and len(word) > 2 and subject.wording.forms.get(word.lower()) == other


def _own_words(subject: Subject) -> set[str]:
    """The words of the sources that are themselves in the wanted language: dictionaries hold few compounds."""
    chances = [(text, subject.wording.heads.chances(text)) for _, text in subject.sources] if subject.wording else []
    own = [text for text, found in chances if max(LANGUAGES, key=lambda name: found[name]) == subject.language]
    return {word.lower() for text in own for word in _WORD.findall(text)}


def _begins_sentence(text: str, at: int) -> bool:
    return not text[:at].strip() or text[:at].rstrip()[-1] in ".!?:\n"
