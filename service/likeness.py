"""How much of a question's words a passage holds, each word weighed by how rare it is in the knowledge base."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import log1p
from typing import NamedTuple

from service.domain import Passage
from service.norwegian import grams, stems

Rarity = Callable[[str, str], float]
"""(``stems`` or ``grams``, token) → inverse document frequency."""
KEPT = 2_000
"""Passages whose words are kept in memory, 30 kB each: those that are asked for."""


def whole(passage: Passage) -> str:
    """All the words of a passage, in every language, with its title and its questions."""
    return " ".join([passage.title, passage.heading, *passage.text.values(), *passage.questions])


class _Words(NamedTuple):
    stems: frozenset[str]
    grams: frozenset[str]
    questions: tuple[tuple[frozenset[str], float], ...]
    """The stems of each written question, and their summed rarity."""


class Likeness:
    """Compares questions with the passages of one index."""

    def __init__(self, passages: Sequence[Passage], rarity: Rarity) -> None:
        self._passages, self._rarity = passages, rarity
        self._words = lru_cache(maxsize=KEPT)(self._read)
        self._asked = lru_cache(maxsize=2)(self._read_question)  # all candidates of a question are compared in a row

    def of(self, question: str, n: int) -> dict[str, float]:
        """What of the question the passage in that place, with its written questions, covers.

        ``grams``: share of the question's character 4-grams; ``missing``: summed rarity of its stems that nothing covers;
        ``rarest_missing``: the rarest of them; ``question_held``: the greatest share of one written question that the
        question holds; ``words``: logarithm of how many stems it has.
        """
        held, (asked, pieces, total) = self._words(n), self._asked(question)
        missing = [self._rarity("stems", token) for token in asked - held.stems]
        return {
            "grams": self._sum("grams", pieces & held.grams) / total if total else 0.0,
            "missing": sum(missing),
            "rarest_missing": max(missing, default=0.0),
            "question_held": max([self._sum("stems", written & asked) / all_of_it for written, all_of_it in held.questions
                                  if all_of_it], default=0.0),
            "words": log1p(len(asked)),
        }

    def _sum(self, analyser: str, tokens: frozenset[str]) -> float:
        return sum([self._rarity(analyser, token) for token in sorted(tokens)])

    def _read_question(self, question: str) -> tuple[frozenset[str], frozenset[str], float]:
        """Its stems, its 4-grams, and the summed rarity of these."""
        pieces = frozenset(grams(question))
        return frozenset(stems(question)), pieces, self._sum("grams", pieces)

    def _read(self, n: int) -> _Words:
        passage = self._passages[n]
        text = whole(passage)
        questions = passage.questions or (passage.heading,)
        written = [frozenset(stems(item)) for item in questions]
        weighed = tuple((item, self._sum("stems", item)) for item in written)
        return _Words(frozenset(stems(text)), frozenset(grams(text)), weighed)
