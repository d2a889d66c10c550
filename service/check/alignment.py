"""Which clause of the sources a clause of the draft speaks of: shared words weighed by rarity, shared values, the topic."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from service.check.clauses import Clause, keys
from service.check.lexicon import nearest
from service.check.values import Value, agree

BEFORE, NEAR, ABOUT, EARLIER = 0.75, 0.45, 0.45, 0.2
"""Weights of where a source holds a word, beside its own clause (1): what its sentence said before, the rest of the sentence,
its title, the sentence before."""
TOPIC, THEME, CONTEXT, ANCHOR, SURPLUS = 0.8, 0.4, 0.35, 0.9, 0.1
"""What a word gains that the citizen used too, or that begins the clause; what the draft's surroundings count; what a shared
value gains, and what a word of the source costs that the draft does not say."""


ROOMS = (1.0, BEFORE, NEAR, ABOUT, EARLIER)
IDLE = keys(
    "bruk bruke brukes bruka tas ta take use kommer come gjør gjer tar tek ha ring ringe imot forbudt forbode forbod forbud "
    "forbidden prohibited banned tillatt tillate tillatne lov allowed permitted "
    "accept accepted accepts godta godtas godtatt mulig mogleg possible"
)
"""Verbs and permissions of any matter: what a clause says by these is its stance, not what it speaks of."""
MUTUAL = 0.6
"""The share of a source clause's words that a draft must speak of to deny it."""
LEADING = 0.6
"""The lead of the source a draft speaks most of."""
TIE = 1e-9
"""Less than this is no difference: words are summed in no fixed order."""


@dataclass(frozen=True)
class Placed:
    """A clause of a source, with the id of the source."""

    clause: Clause
    source_id: str


Keys = frozenset[str]
Side = Callable[[Clause], bool]
Best = tuple[float, Placed | None]


@dataclass
class Aligner:
    """Measures how far clauses of a draft and of its sources speak of the same thing."""

    placed: Sequence[Placed]
    topic: frozenset[str]
    lead: dict[str, float] = field(default_factory=dict)
    _rarity: dict[str, float] = field(default_factory=dict)
    _seen: dict[tuple[str, int], float] = field(default_factory=dict)
    _shared: dict[tuple[int, int, Keys], float] = field(default_factory=dict)
    _weighed: dict[tuple[int, Keys], tuple[list[tuple[str, float]], Keys]] = field(default_factory=dict)

    @cached_property
    def _told(self) -> list[Keys]:
        """The keys of each source clause and its title."""
        return [item.clause.words | item.clause.about for item in self.placed]

    @cached_property
    def vocabulary(self) -> Keys:
        """The keys of every word of the sources and their titles."""
        return frozenset().union(*self._told)

    def rarity(self, word: str) -> float:
        """1 for a word of one clause only, less for one of many; 0 for one no source holds."""
        if word not in self._rarity:
            holders = sum(nearest(word, told) for told in self._told)
            self._rarity[word] = min(1.0, holders**-0.5) if holders else 0.0
        return self._rarity[word]

    def likeness(self, draft: Clause, source: Clause, without: Value | None = None, unsaid: Keys = frozenset()) -> float:
        """How much the two share, but for one value and some words."""
        pair = id(draft), id(source), unsaid
        if pair not in self._shared:
            self._shared[pair] = self._words(draft, source, unsaid)
        return self._shared[pair] + ANCHOR * max(-2, min(2, sum(_anchors(draft, source, without))))

    def _words(self, draft: Clause, source: Clause, unsaid: Keys) -> float:
        """What the two say and do not say alike, values aside."""
        weights, said = self._weights(draft, unsaid)
        total = sum([weight * self._held(word, source) for word, weight in weights])
        if draft.theme and draft.theme not in unsaid:
            total += THEME * self.rarity(draft.theme) * nearest(draft.theme, (source.theme,))
        return total - SURPLUS * min(4, sum([self.rarity(word) for word in source.words if not nearest(word, said)]))

    def _weights(self, draft: Clause, unsaid: Keys) -> tuple[list[tuple[str, float]], Keys]:
        """What each word in and around a draft's clause weighs, and the words that are said."""
        place = id(draft), unsaid
        if place not in self._weighed:
            said = draft.words | draft.before | unsaid
            rooms = (
                (draft.words - unsaid, 1.0), (draft.before - unsaid, CONTEXT), (self.topic - said, CONTEXT),
                (draft.earlier - self.topic - said, EARLIER),
            )  # fmt: skip
            weights = [(word, weight * self.rarity(word) * self._boost(word, draft))
                       for words, weight in rooms for word in words]  # fmt: skip
            self._weighed[place] = [item for item in weights if item[1]], said
        return self._weighed[place]

    def _boost(self, word: str, draft: Clause) -> float:
        """What a word gains by the topic and by being the theme, where it is said in this sentence."""
        if word not in draft.words and word not in draft.before:
            return 1.0
        return 1 + TOPIC * nearest(word, self.topic) + (THEME if word in draft.words and word == draft.theme else 0.0)

    def coverage(self, draft: Clause, source: Clause) -> float:
        """The share of a draft clause's words that a source clause holds; values they share count as words both hold."""
        if not draft.words:
            return 0.0
        shared = [any(agree(value, held) for held in source.values) for value in draft.values]
        return (sum(self._held(word, source) for word in draft.words) + sum(shared)) / (len(draft.words) + sum(shared))

    def own_coverage(self, draft: Clause, source: Clause, unsaid: Keys = frozenset()) -> float:
        """The share of a draft clause's words that a source clause itself says, or the clauses before it.

        A single word («de gjør ikke») is no statement without what was said before it.
        """
        words = (draft.words if len(draft.words) > 1 else draft.words | draft.before) - unsaid
        held = [max(nearest(word, source.words), BEFORE * nearest(word, source.before)) for word in words]
        own = sum(held) / len(words) if words else 0.0
        return own if unsaid else min(self.coverage(draft, source), own)

    def about_the_same(self, draft: Clause, source: Clause) -> bool:
        """Whether what a source clause says is mostly what the draft's sentence and the citizen speak of."""
        said = draft.words | draft.before | draft.near | self.topic
        stated = (source.words if len(source.words) > 1 else source.words | source.before) - IDLE
        return sum(nearest(word, said) for word in stated) >= MUTUAL * len(stated)

    def _held(self, word: str, source: Clause) -> float:
        """How far a source clause speaks of a word, measured once."""
        place = word, id(source)
        if place not in self._seen:
            self._seen[place] = _held(word, source)
        return self._seen[place]

    def leading(self, source_id: str) -> bool:
        """Whether a source is the one, or one of those, that the draft speaks most of."""
        return self.lead.get(source_id, LEADING) > 0.8 * LEADING

    def best(self, draft: Clause, fits: Side, without: Value | None = None, unsaid: Keys = frozenset()) -> Best:
        """The source clause most like a draft's among those that fit, and how like it is."""
        top: Best = (0.0, None)
        for item in self.placed:
            if fits(item.clause):
                like = self.likeness(draft, item.clause, without, unsaid) + self.lead.get(item.source_id, 0.0)
                if like > top[0] + TIE or top[1] is None:
                    top = (like, item)
        return top

    def weigh_sources(self, draft: Sequence[Clause]) -> None:
        """Give the sources a draft speaks most of a lead over the others: it seldom leaves them in half a sentence."""
        totals: dict[str, float] = {}
        for clause in draft:
            nearest: dict[str, float] = {}
            for item in self.placed:
                nearest[item.source_id] = max(nearest.get(item.source_id, 0.0), self.likeness(clause, item.clause))
            for name, like in nearest.items():
                totals[name] = totals.get(name, 0.0) + like
        most = max(totals.values(), default=0.0)
        if most > 0 and len(totals) > 1:
            self.lead = {name: LEADING * (total / most) ** 2 for name, total in totals.items()}


def _anchors(draft: Clause, source: Clause, without: Value | None) -> Iterator[int]:
    """For each other value of the draft: 1 where the source has it, -1 where it has another day or the other limit, else 0."""
    limits = dict(zip(source.values, source.stance.bounds, strict=True))
    for value, limit in zip(draft.values, draft.stance.bounds, strict=True):
        if value is without or (without is not None and value.dimension == without.dimension):
            continue
        held = [other for other in source.values if agree(value, other)]
        if held:
            yield -1 if all(limit and limits[other] and limits[other] != limit for other in held) else 1
        elif value.kind in ("weekday", "date") and any(other.kind == value.kind for other in source.values):
            yield -1


def _held(word: str, source: Clause) -> float:
    """How far a source clause speaks of a word: in its own words, its sentence, its title, or the sentence before."""
    best = 0.0
    for room, weight in zip((source.words, source.before, source.near, source.about, source.earlier), ROOMS, strict=True):
        if best >= weight:
            break
        best = max(best, weight * nearest(word, room))
    return best
