"""Which clause of the sources a clause of the draft speaks of: shared words weighed by rarity, shared values, the topic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from service.check.clauses import Clause
from service.check.lexicon import same
from service.check.values import Value, agree

NEAR, ABOUT, TOPIC, ANCHOR, CONTEXT, EARLIER = 0.55, 0.45, 0.8, 0.7, 0.35, 0.2
"""Weights beside a clause's own words (1): the rest of its sentence, its title, the citizen's words on top, a shared value,
the draft's own surroundings, and the sentence before."""


@dataclass(frozen=True)
class Placed:
    """A clause of a source, with the id of the source."""

    clause: Clause
    source_id: str


@dataclass
class Aligner:
    """Measures how far clauses of a draft and of its sources speak of the same thing."""

    placed: Sequence[Placed]
    topic: frozenset[str]
    _rarity: dict[str, float] = field(default_factory=dict)

    def rarity(self, word: str) -> float:
        """1 for a word of one clause only, less for one of many; 0 for one no source holds."""
        if word not in self._rarity:
            holders = sum(any(same(word, other) for other in (*item.clause.words, *item.clause.about)) for item in self.placed)
            self._rarity[word] = holders**-0.5 if holders else 0.0
        return self._rarity[word]

    def likeness(self, draft: Clause, source: Clause, without: Value | None = None, unsaid: frozenset[str] = frozenset()) -> float:
        """How much the two share, but for one value and some words."""
        total = sum(self._word(word, source) for word in draft.words - unsaid)
        total += CONTEXT * sum(self._word(word, source) for word in draft.before - unsaid)
        said = draft.words | draft.before | unsaid
        total += CONTEXT * sum(self.rarity(word) * _held(word, source) for word in self.topic - said)
        total += EARLIER * sum(self.rarity(word) * _held(word, source) for word in draft.about - self.topic - said)
        others = [value for value in draft.values if value is not without and (without is None or value.kind != without.kind)]
        total += ANCHOR * min(2, sum(any(agree(value, held) for held in source.values) for value in others))
        return total

    def _word(self, word: str, source: Clause) -> float:
        boost = TOPIC if any(same(word, topic) for topic in self.topic) else 0.0
        return self.rarity(word) * _held(word, source) * (1 + boost)

    def coverage(self, draft: Clause, source: Clause) -> float:
        """The share of a draft clause's words that a source clause holds, its sentence and title counted a little."""
        if not draft.words:
            return 0.0
        return sum(_held(word, source) for word in draft.words) / len(draft.words)

    def best(self, draft: Clause, fits: Callable[[Clause], bool], without: Value | None = None, unsaid: frozenset[str] = frozenset()) -> tuple[float, Placed | None]:
        """The source clause most like a draft's among those that fit, and how like it is."""
        top: tuple[float, Placed | None] = (0.0, None)
        for item in self.placed:
            if fits(item.clause) and ((like := self.likeness(draft, item.clause, without, unsaid)) > top[0] or top[1] is None):
                top = (like, item)
        return top


def _held(word: str, source: Clause) -> float:
    if any(same(word, other) for other in source.words):
        return 1.0
    if any(same(word, other) for other in source.near):
        return NEAR
    return ABOUT if any(same(word, other) for other in source.about) else 0.0
