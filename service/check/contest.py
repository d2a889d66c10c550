"""How two clauses are held against each other: what both speak of, when, and which of two is ahead."""

from __future__ import annotations

from collections.abc import Collection

from service.check.alignment import Aligner, Best, Side
from service.check.clauses import Clause
from service.check.finding import leads
from service.check.lexicon import same
from service.check.values import agree

DENIED, SAME = 0.5, 0.7
"""The share of a clause's words that a source must hold before it can deny it, and from which it says the same thing."""


def contest(clause: Clause, aligner: Aligner, bears_out: Side, denies: Side, unsaid: frozenset[str]) -> tuple[Best, Best]:
    return aligner.best(clause, bears_out, unsaid=unsaid), aligner.best(clause, denies, unsaid=unsaid)


def ahead(held: Best, rival: Best) -> bool:
    return leads(rival[0], held[0] if held[1] else 0.0)


def any_same(wanted: Collection[str], held: Collection[str]) -> bool:
    return any(same(word, other) for word in wanted for other in held)


def named(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and len(long) - len(short) <= 3


def same_time(draft: Clause, source: Clause) -> bool:
    """Whether two clauses can speak of the same day and hour: what is so on Mondays says nothing of Sundays."""
    for kind in ("weekday", "date", "month", "clock"):
        mine, theirs = ([value for value in clause.values if value.kind == kind] for clause in (draft, source))
        if mine and theirs and not any(agree(one, other) for one in mine for other in theirs):
            return False
    return True


def same_values(draft: Clause, source: Clause) -> bool:
    """Whether a draft's clause has values, all of which a source clause holds."""
    return bool(draft.values) and all(any(agree(one, other) for other in source.values) for one in draft.values)


def plain(clause: Clause) -> bool:
    """Whether a clause says that something is so: no denial, no condition, no limit that turning it round could meet."""
    return not (clause.stance.denied or clause.stance.conditional or any(clause.stance.bounds))


def limits_turned(draft: Clause, source: Clause) -> bool:
    """Whether both the limit and the denial are turned round: «under 16 med voksne» is «16 uten voksne»."""
    limits = {bound for bound in draft.stance.bounds if bound}, {bound for bound in source.stance.bounds if bound}
    return limits[0] != limits[1] and bool(draft.values) and bool(source.values)
