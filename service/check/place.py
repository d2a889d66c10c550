"""Whether a value that stands in the sources stands in its own place in the draft, and what is wrong where it does not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.check.alignment import Aligner, Placed
from service.check.classes import MEASURED, belongs, measures
from service.check.clauses import Clause
from service.check.finding import Finding, wrong
from service.check.pairing import of_another
from service.check.rivals import differs, holds, shut_then
from service.check.values import Value, agree

_TOTAL = re.compile(r"\W{1,3}(?:til sammen|tilsammen|til saman|totalt|i alt|altogether|in total|in all)\b", re.IGNORECASE)


def stays(clause: Clause, value: Value, held: Placed, rival: Placed, draft: Sequence[Clause], aligner: Aligner) -> bool:
    """Whether a value is where it belongs though another source clause is more like the draft's."""
    return (
        _reached_by(clause, value, held.clause, rival.clause)
        or limited_so(clause, value, aligner, rival)
        or _better_so(clause, value, held, rival, draft, aligner)
    )


def shut_on(clause: Clause, value: Value, aligner: Aligner) -> Placed | None:
    """The source clause that says it is closed on a day the draft says it is open."""
    return next((item for item in aligner.placed if holds(item.clause, value) and shut_then(clause, value, item.clause)
                 and aligner.about_the_same(clause, item.clause)), None)  # fmt: skip


def told_elsewhere(clause: Clause, value: Value, rival: Placed | None, draft: Sequence[Clause]) -> bool:
    """Whether the draft tells elsewhere what a source clause has in place of a value: both may be so."""
    theirs = [other for other in rival.clause.values if other.dimension == value.dimension] if rival else []
    mine = [own for other in draft if other is not clause for own in other.values]
    return any(agree(own, other) for own in mine for other in theirs)


def limited_so(clause: Clause, value: Value, aligner: Aligner, rival: Placed | None = None) -> bool:
    """Whether a source gives the very limit that the draft does, and the rival none of its kind."""
    facing = {bound for bound, other in _bounds(rival.clause, value) if other} if rival else set()
    return not any(facing) and any(_same_limit(clause, value, item.clause) for item in aligner.placed)


def misplaced(clause: Clause, value: Value, held: Placed) -> Finding | None:
    """A price by the day that is given as a total, or a value of the other of two things in one sentence."""
    if _summed(clause, value, held.clause):
        return wrong(value, held, misattributed=True)
    if other := of_another(clause, value, held.clause):
        return Finding("fail", f"Kilden sier {other.text}, ikke {value.text}.", (value.start, value.end), misattributed=True)
    return None


def of_class(
    clause: Clause, value: Value, held: Placed, asked: Sequence[Value], aligner: Aligner
) -> tuple[Finding, ...] | None:
    """What is wrong with a price by class (nothing, where it is the thing's own); None where classes tell nothing."""
    found = [measure for measure in measures(clause.values, asked) if measure is not value]
    told = [(measure, belongs(measure, held.clause)) for measure in found]
    if len(told) != 1 or told[0][1] is None:
        return None
    measure, own = told[0]
    if own:
        return ()
    classes = [item for item in aligner.placed if belongs(measure, item.clause)]
    other = next((item for item in classes if differs(item.clause, value, None, clause)), None)
    return (wrong(value, other, misattributed=True),) if other else None


def _reached_by(draft: Clause, value: Value, held: Clause, rival: Clause) -> bool:
    """Whether a clause gives, beside a value, a number or an address that only one of two source clauses has."""
    contacts = [other for other in draft.values if other.kind == "contact" != value.kind]
    return any(holds(held, other) and not holds(rival, other) for other in contacts)


def _better_so(
    clause: Clause, value: Value, held: Placed, rival: Placed, draft: Sequence[Clause], aligner: Aligner
) -> bool:
    """Whether the draft tells what the rival has too, and each of the two is better where it stands than if they changed."""
    theirs = [other for other in rival.clause.values if other.kind == value.kind in ("contact", "clock")]
    for beside in draft:
        told = next((own for own in beside.values if any(agree(own, other) for other in theirs)), None)
        if told is None or beside is clause or any(agree(own, value) for own in beside.values):
            continue
        like = aligner.likeness
        kept = like(clause, held.clause, value) + like(beside, rival.clause, told)
        return kept >= like(clause, rival.clause, value) + like(beside, held.clause, told)
    return False


def _bounds(clause: Clause, value: Value) -> list[tuple[str, Value]]:
    """The values of a clause that have a value's dimension, each after its limit."""
    pairs = zip(clause.stance.bounds, clause.values, strict=True)
    return [(bound, other) for bound, other in pairs if other.dimension == value.dimension]


def _same_limit(clause: Clause, value: Value, source: Clause) -> bool:
    """Whether a measure is told as the very limit that the source gives: «over 10 metres»."""
    mine, theirs = clause.stance.bounds[clause.values.index(value)], _bounds(source, value)
    same = len(theirs) == 1 and theirs[0][0] == mine and agree(value, theirs[0][1])
    return value.dimension in MEASURED and bool(mine) and same


def _summed(clause: Clause, value: Value, source: Clause) -> bool:
    """Whether a clause gives as a total what its source gives by the day («440 kroner til sammen» of 440 a day)."""
    counted = [held for held in source.values if agree(value, held)]
    total = value.dimension == "kroner" and not value.per and _TOTAL.match(clause.text, value.end - clause.start)
    return bool(total) and bool(counted) and all(held.per for held in counted)
