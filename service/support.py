"""Whether a source carries a sentence: word by word and number by number, because the writer is not trusted.

A sentence is carried when all its words stand in the source (or only join them, or name what the source's own questions
are about), all its numbers stand beside them, and it denies nothing that the source does not deny. One that names no
source may hold words of courtesy only.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from service.domain import Passage
from service.errors import ServiceError
from service.norwegian import STOPWORDS, sentences, stem, words

NEARLY = 3
"""Letters by which an inflected form may be longer than the other (minutt, minuttar)."""
SHORTEST = 4
"""A shorter stem must be the same word."""
_COUNTED = re.compile(r"(?<!\d)(?<!\d[.,])(\d+(?:[.,]\d+)*)\.?\s+([^\W\d_]+)")
KEPT = 0.6
"""Share of a source's words a sentence must keep when it judges or allows: «gratis for barn» is not «gratis»."""
_DENIALS = frozenset("ikke ikkje aldri ingen inga ingenting inkje uten utan not never none without nei cannot".split())
_ALLOWS = re.compile(r"\b(kan|får|må|skal|kommer til|kjem til|vil|can|may|must|shall|will)\b", re.IGNORECASE)
_ONLY_TALK = re.compile(r"\b(kontakt\w*|spør\w*|les\w*|se|sjå|hjelp\w*|svar\w*|si|seie|help|read|ask|see)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Vocabulary:
    """Stems that need no source: ``courtesy`` in sentences that state nothing, ``joining`` beside a source's words.

    ``judging`` stems are what is said of a thing: they must stand in the source's text, never in its questions alone.
    """

    courtesy: frozenset[str]
    joining: frozenset[str]
    judging: frozenset[str]

    @classmethod
    def read(cls, path: Path) -> Vocabulary:
        """The lists in a file, each under its name in brackets. Raises ServiceError where it is missing."""
        found: dict[str, set[str]] = {"courtesy": set(), "joining": set(), "judging": set()}
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except OSError as error:
            raise ServiceError(f"Ordlisten {path} kan ikke leses: {error.strerror}.") from None
        for line in lines:
            if line.startswith("["):
                section = found[line.strip("[] ")]
            elif not line.startswith("#"):
                section.update(map(stem, words(line)))
        return cls(**{name: frozenset(stems) for name, stems in found.items()})

    def weighs(self, word: str) -> bool:
        """Whether a word in lower case says something of its own, in a sentence that has a source."""
        name = stem(word)
        small = word in STOPWORDS or word[0].isdigit() or name in self.joining
        return name in self.judging or not small

    def is_courtesy(self, sentence: str) -> bool:
        """Whether a sentence states nothing: courtesy and small words only, no number, no leave given."""
        said = words(sentence)
        weighty = [stem(word) for word in said if word not in STOPWORDS]
        if any(char.isdigit() for char in sentence) or not set(weighty) <= self.courtesy:
            return False
        if _ALLOWS.search(sentence) and not _ONLY_TALK.search(sentence):
            return False
        return bool(weighty) or not said or bool(set(map(stem, said)) & self.courtesy)


@dataclass(frozen=True)
class Support:
    """What a source says to a sentence: the span that carries it, or the words it lacks."""

    quote: str | None
    lacks: tuple[str, ...] = ()


def support(sentence: str, passage: Passage, language: str, vocabulary: Vocabulary) -> Support:
    """The first span of a passage that carries the sentence: one of its sentences, or else all of it."""
    text = passage.words(language)
    named = f"{passage.title} {passage.heading}"
    spans = [*sentences(text), text]
    topic = _topic(passage.questions) - vocabulary.judging
    lacking = [_lacks(sentence, span, named, topic, vocabulary) for span in spans]
    for span, lacks in zip(spans, lacking, strict=True):
        if not lacks:
            return Support(span)
    return Support(None, min(lacking, key=len))


@lru_cache(maxsize=4_000)
def _topic(questions: tuple[str, ...]) -> frozenset[str]:
    """What a passage is about: the stems that more than one of its questions use."""
    counts = Counter(name for question in questions for name in set(map(stem, words(question))))
    return frozenset(name for name, count in counts.items() if count > 1 and len(name) > 2)


def _lacks(sentence: str, span: str, named: str, topic: frozenset[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    held = {stem(word) for word in words(f"{named} {span}")}
    numbers = _numbers(span)
    said, counted = words(sentence), _numbers(sentence)
    weighty = [word for word in said if vocabulary.weighs(word)]
    lacks = [number for number in counted if number not in numbers]
    lacks += _misplaced(sentence, span, vocabulary)
    missing = [word for word in weighty if not _stands(stem(word), held)]
    lacks += [word for word in missing if stem(word) not in topic]
    if len(weighty) + len(counted) <= 2 * len(missing):  # half of what it says, at least, is the source's own
        lacks += missing or [sentence]
    lacks += (_judged(said, vocabulary) - _judged(words(span), vocabulary)).elements()
    if vocabulary.judging & set(map(stem, weighty)) and _share_kept(span, set(map(stem, said)), vocabulary) < KEPT:
        lacks.append("…")
    there = words(span)
    if bool(_DENIALS & set(said)) != bool(_DENIALS & set(there)):
        lacks.append(next(iter(_DENIALS & (set(said) ^ set(there)))))
    elif _DENIALS & set(said) and not _denied(said) & _denied(there):
        lacks.append(next(word for word in said if word in _DENIALS))
    return tuple(dict.fromkeys(lacks))


def _judged(said: list[str], vocabulary: Vocabulary) -> Counter[str]:
    """What is said of a thing, and how often: once more than the source is a judgement of the writer's own."""
    return Counter(name for word in said if (name := stem(word)) in vocabulary.judging)


def _denied(said: list[str]) -> set[str]:
    """Stems of what is denied: the words before and after a denial, the small ones left out."""
    places = [at for at, word in enumerate(said) if word in _DENIALS]
    beside = {said[at + step] for at in places for step in (-1, 1) if 0 <= at + step < len(said)}
    return {stem(word) for word in beside if word not in STOPWORDS} or set(said)


def _misplaced(sentence: str, span: str, vocabulary: Vocabulary) -> list[str]:
    """Numbers in another order than the source's, or before another word (70 minutter, 1. april)."""
    order = iter(_numbers(span))
    moved = [number for number in _numbers(sentence) if number not in order]
    pairs = {(number, stem(word.lower())) for number, word in _COUNTED.findall(span)}
    return moved + [f"{number} {word}" for number, word in _COUNTED.findall(sentence)
                    if vocabulary.weighs(word.lower()) and (number, stem(word.lower())) not in pairs]  # fmt: skip


def _share_kept(span: str, said: set[str], vocabulary: Vocabulary) -> float:
    """The share of what a span says that a sentence keeps."""
    weighty = {stem(word) for word in words(span) if vocabulary.weighs(word)}
    return sum(_stands(name, said) for name in weighty) / len(weighty) if weighty else 1.0


def _stands(wanted: str, held: set[str]) -> bool:
    if wanted in held:
        return True
    for other in held:
        short, long = sorted((wanted, other), key=len)
        if len(short) >= SHORTEST and long.startswith(short) and len(long) - len(short) <= NEARLY:
            return True
    return False


def _numbers(text: str) -> list[str]:
    """Numbers as written in digits, the space in «1 000» left out."""
    joined = re.sub(r"(?<=\d)[ \u00a0](?=\d{3}(?!\d))", "", text)
    return re.findall(r"\d+(?:[.,]\d+)*", joined)
