"""A model's sentences, one by one, held against the sources it was shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.answer import AnswerSentence
from service.domain import Check, Claim, Found
from service.fence import visible
from service.norwegian import sentences as cut
from service.support import Vocabulary, support
from service.tokens import Tokens

_SIGN_OFF = re.compile(
    r"^(med |vennlig |vennleg |best |kind |warm )*(hilsen|helsing|regards|wishes|mvh)\b[^.!?]{0,60}[.!]?$", re.IGNORECASE
)
_SOURCE = re.compile(r"kilde_(\d+)", re.IGNORECASE)
_YES = re.compile(r"^(ja|jo|jau|nei|yes|no|joda|neida)\b\s*[,.!:–-]\s*", re.IGNORECASE)
MOST_COURTESY = 4
"""Sentences of a reply that may state nothing."""
_KIND = "😊🙂😀😃😄☺👍❤💙🎉☀🌊⛴🙌👏🥰🌞🎶"
"""The pictures a reply may hold; any other sign must stand in a source."""
_ODD = re.compile(rf"[^\w\s.,;:!?'\"«»“”’()/%&+°–—…{_KIND}-]")
_CITED = re.compile(r"\s{0,3}[\[(]\s{0,3}kilde_\d+(?:\s{0,3},\s{0,3}kilde_\d+)*\s{0,3}[\])]", re.IGNORECASE)


@dataclass(frozen=True)
class Verified:
    """Sentences with the source that carries each, their claims, and what is wrong: ``faults`` in words for the model.

    ``used`` are the sources they rest on; ``notes`` say what was taken out or put right.
    """

    said: tuple[tuple[str, Found | None], ...]
    claims: tuple[Claim, ...]
    faults: tuple[str, ...]
    notes: tuple[Check, ...]

    @property
    def used(self) -> tuple[Found, ...]:
        """The sources the sentences rest on, in order."""
        return tuple({found.passage.id: found for _, found in self.said if found}.values())


def verified(
    answer: Sequence[AnswerSentence], shown: Sequence[Found], language: str, tokens: Tokens, vocabulary: Vocabulary
) -> Verified:
    """Hold every sentence against the sources: the one it names, or else another that was shown."""
    look = _Look(shown, language, vocabulary)
    said, claims, faults, notes = [], [], [], []
    for item in answer:
        written = visible(_CITED.sub("", item.text))
        text, taken_out = tokens.restored(written)
        own = tokens.own_contacts(written)
        named = _named(item.source, shown)
        notes += [_note(f"«{token}» er ikke noe vi ga, og er tatt ut.") for token in (*taken_out, *named.unknown)]
        faults += [f"Skriv ikke «{contact}»: nettadresser, telefonnumre og e-post settes inn av oss." for contact in own]
        for sentence in cut(text) if not own else ():
            sentence = _without_yes(sentence)
            if _SIGN_OFF.match(sentence) or not sentence:
                continue
            found, claim, fault = look.at(sentence, named.found)
            said.append((sentence, found))
            claims += [claim] if claim else []
            faults += [fault] if fault else []
            if found and claim and named.found and found is not named.found:
                notes.append(_note("En setning var ført på feil kilde; det er rettet."))
    if len(said) - len(claims) > MOST_COURTESY:
        faults.append(f"Svaret har mer enn {MOST_COURTESY} setninger uten opplysninger.")
    return Verified(tuple(said), tuple(claims), tuple(dict.fromkeys(faults)), tuple(notes))


@dataclass(frozen=True)
class _Named:
    found: Found | None
    unknown: tuple[str, ...]


def _named(source: str | None, shown: Sequence[Found]) -> _Named:
    match = _SOURCE.search(source or "")
    if match and 1 <= int(match.group(1)) <= len(shown):
        return _Named(shown[int(match.group(1)) - 1], ())
    return _Named(None, (match.group(),) if match else ())


@dataclass(frozen=True)
class _Look:
    shown: Sequence[Found]
    language: str
    vocabulary: Vocabulary

    def at(self, sentence: str, named: Found | None) -> tuple[Found | None, Claim | None, str | None]:
        """The source that carries a sentence, its claim, and what is wrong with it."""
        odd = next((char for char in _ODD.findall(sentence) if not any(char in text for text in self._texts())), None)
        if odd:
            return None, None, f"Tegnet «{odd}» kan ikke brukes."
        if self.vocabulary.is_courtesy(sentence):
            return None, None, None
        lacks: tuple[str, ...] = ()
        for found in [*([named] if named else []), *(item for item in self.shown if item is not named)]:
            result = support(sentence, found.passage, self.language, self.vocabulary)
            if result.quote:
                claim = Claim(sentence=sentence, source_ids=(found.passage.id,), quote=result.quote, supported="supported")
                return found, claim, None
            lacks = lacks or result.lacks
        if named is None:
            return None, None, f"Setningen «{sentence[:160]}» har ingen kilde og er ikke bare høflighet."
        return None, None, f"Setningen «{sentence[:160]}» sier noe kilden ikke sier: {', '.join(lacks[:6])}."


    def _texts(self) -> Iterator[str]:
        return (found.passage.words(self.language) for found in self.shown)


def _without_yes(sentence: str) -> str:
    """The sentence without the yes or no it begins with, which no source says: what it rests on stays."""
    rest = _YES.sub("", sentence)
    return rest[:1].upper() + rest[1:]


def _note(why: str) -> Check:
    return Check(rule="grounding", verdict="review", why=why)
