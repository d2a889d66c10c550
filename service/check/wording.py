"""What the sentences of a draft do (thank, promise, hold an opinion …), read by the heads that have learned it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from service.check.breaches import Breaches
from service.check.linear import Linear
from service.check.signature import body_of
from service.dictionaries import Dictionaries
from service.domain import Language
from service.errors import KnowledgeError
from service.heads import Heads
from service.labelled import LabelledSentence, read_sentences
from service.norwegian import placed, sentences

FAULTS = ("opinion", "promise", "private_voice", "brush_off", "hostile", "humour", "officialese", "asks_personal_data",
          "reveals_person", "against_profile")  # fmt: skip
"""What a plain sentence of the knowledge base never does."""
MERITS = ("thanks", "acknowledges", "courtesy", "political_referral", "process", "formal_enquiry", "asks_back", "fact")
LANGUAGES = ("nb", "nn", "en")
KNOWN_FORM = 3
"""Sentences in one written form that hold a word, from which the word may belong to it."""
SHARE = 0.97
"""Share of a word's sentences that must be in that form: writers slip, and the labels with them."""
RIVALS = {
    "opinion": ("acknowledges", "courtesy", "political_referral"), "promise": ("asks_back", "process"),
    "brush_off": ("acknowledges", "political_referral", "courtesy"), "humour": ("fact",), "private_voice": ("asks_back",),
    "hostile": ("asks_back", "acknowledges", "courtesy", "political_referral"), "reveals_person": ("acknowledges", "courtesy"),
}  # fmt: skip
"""The good things that a fault may be mistaken for."""
_CLAUSE = re.compile(
    r"(?:[,;:]| –)\s+(?=(?:og|men|så|for|fordi|då|da|det|den|vi|me|du|dere|de|and|but|so|we|you|because)\b)", re.IGNORECASE
)
_POINTER = re.compile(r"^(les meir|les mer|sjå|se|read more|see|more|kilde|kjelde)\W+\S+$", re.IGNORECASE)
"""«Les mer: …» says nothing but where."""
_WORD = re.compile(r"[^\W\d_]+")
TELLING, COMPOUND = 5, 8
"""Letters up to which a word with a capital is no name, and from which one of no dictionary is a compound."""
_FORMS = (("nn", "nb"), ("nb", "nn"))
"""Each written form and the other."""
SPOKEN = frozenset("va ska detta te e ka ke kem dokker dåkke".split())
"""Words of dialect, some of which the dictionaries take for others («te»)."""
_LETTER = re.compile(r"\b[^\W\d_]-(?=\w)")
"""The letter of «e-bok»."""
_SHORTEST = 3
"""Words of the shortest clause that is read by itself."""


@dataclass(frozen=True)
class Said:
    """A sentence of the draft, where it stands, and the chance of each thing it may do (0 to 1; by clause where higher)."""

    sentence: str
    span: tuple[int, int]
    chances: Mapping[str, float]

    def rather(self, fault: str) -> bool:
        """Whether the fault is likelier than every good thing it may be mistaken for."""
        return all(self.chances[fault] > self.chances[merit] for merit in RIVALS.get(fault, ()))


@dataclass(frozen=True)
class Wording:
    """The fitted heads, with the chance from which each counts (``knowledge/wording.json``), and what is learned on top:
    which sentences answer what is asked, and which rules a draft breaks.
    """

    heads: Heads
    forms: Mapping[str, str]
    thresholds: Mapping[str, float]
    dictionaries: Dictionaries | None = None
    breaches: Breaches | None = None
    answering: Linear | None = None

    def stray(self, word: str, wanted: str) -> str | None:
        """The language a word in lower case belongs to, where that is surely not the wanted one.

        The dictionaries decide between the two written forms where they are installed; else what was learned.
        """
        form = self.forms.get(word)
        if self.dictionaries and wanted != "en" and form != "en":
            return self.dictionaries.belongs_to(word, wanted)
        return form if form != wanted else None

    def surely(self, comment: str, form: str) -> bool:
        """Whether a comment is in one Norwegian written form; dialect («ka», «e») may be answered in either, and so may what
        could be in both. A long word that no dictionary holds is a compound, and one with a capital a name.
        """
        found = _WORD.findall(_LETTER.sub("", comment))
        said = {word.lower() for word in found if word.islower() or (word.istitle() and len(word) <= TELLING)}
        telling = any(self.stray(word, "nn" if form == "nb" else "nb") == form for word in said)
        spoken = said & SPOKEN or any(self._alien(word, form) for word in said if not self._is_compound(word, form))
        return telling and not spoken

    def _is_compound(self, word: str, form: str) -> bool:
        """Whether a long word of no other form ends in one that the dictionary holds; all may, where there is none."""
        if self.forms.get(word, form) != form:
            return False
        if len(word) < COMPOUND or self.dictionaries is None:
            return len(word) >= COMPOUND
        return any(self.dictionaries.knows(form, word[at:]) for at in range(_SHORTEST, len(word) - _SHORTEST + 1))

    def _alien(self, word: str, form: str) -> bool:
        """Whether a word belongs to the other written form, or is told in a nynorsk comment and no nynorsk."""
        unknown = form == "nn" and self.dictionaries is not None and not self.dictionaries.knows(form, word)
        return unknown or self.stray(word, form) is not None

    def form_of(self, draft: str) -> Language:
        """The Norwegian written form a draft is in, by the words that only one of them has, or else the likelier one."""
        said = {word for word in _WORD.findall(body_of(draft) or draft) if word.islower() and len(word) >= _SHORTEST}
        nynorsk, bokmal = (sum(self.stray(word, other) == form for word in said) for form, other in _FORMS)
        if nynorsk != bokmal:
            return "nn" if nynorsk > bokmal else "nb"
        chances = self.heads.chances(body_of(draft) or draft)
        return "nn" if chances["nn"] > chances["nb"] else "nb"

    def read(self, draft: str) -> tuple[Said, ...]:
        """Every sentence of the draft before its signature."""
        return tuple(self._said(draft))

    def _said(self, draft: str) -> Iterator[Said]:
        for start, end in placed(sentences(body_of(draft)), draft):
            sentence = draft[start:end]
            if not _POINTER.match(sentence):
                yield Said(sentence, (start, end), self._chances(sentence))

    def _chances(self, sentence: str) -> dict[str, float]:
        parts = [part for part in _CLAUSE.split(sentence) if len(part.split()) >= _SHORTEST]
        read = [self.heads.chances(text) for text in (sentence, *(parts if len(parts) > 1 else ()))]
        return {name: max(chances[name] for chances in read) for name in self.heads.names} | {
            name: read[0][name] for name in LANGUAGES
        }


def read_thresholds(path: Path) -> dict[str, float]:
    """The chance from which each label counts. Raises KnowledgeError where the file is broken or lacks a label."""
    try:
        found = {name: float(value) for name, value in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"{path}: {error}") from None
    if missing := {*FAULTS, *MERITS} - found.keys():
        raise KnowledgeError(f"{path}: mangler {', '.join(sorted(missing))}")
    return found


def learned(folder: Path, plain: Sequence[tuple[str, str]]) -> tuple[Heads, dict[str, str]]:
    """Heads that have learned from the labelled sentences of a folder, and the words of one written form only."""
    rows = read_sentences(folder)
    return fitted(rows, plain), forms_of([*((row.lang, row.sentence) for row in rows), *plain])


def fitted(rows: Sequence[LabelledSentence], plain: Sequence[tuple[str, str]]) -> Heads:
    """Heads for everything a sentence may do, and its language.

    ``plain`` are (language, sentence) of the knowledge base, which commit no fault.
    """
    spoken = [*((row.lang, row.sentence) for row in rows), *plain]
    labels: dict[str, list[bool | None]] = {name: [language == name for language, _ in spoken] for name in LANGUAGES}
    labels |= {name: [name in row.does for row in rows] + [False] * len(plain) for name in FAULTS}
    labels |= {
        name: [None if row.only_faults else name in row.does for row in rows] + [None] * len(plain) for name in MERITS
    }
    return Heads.fit([sentence for _, sentence in spoken], labels)


def forms_of(spoken: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The words that stand in KNOWN_FORM sentences of one language, and hardly ever in another."""
    held: dict[str, Counter[str]] = {}
    for language, sentence in spoken:
        for word in set(re.findall(r"[^\W\d_]+", sentence)):
            if word.islower() or word == word.capitalize():
                held.setdefault(word.lower(), Counter())[language] += 1
    most = {word: counts.most_common(1)[0] for word, counts in held.items()}
    return {word: language for word, (language, times) in most.items()
            if times >= KNOWN_FORM and times >= SHARE * held[word].total()}  # fmt: skip
