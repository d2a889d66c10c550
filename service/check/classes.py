"""Prices and rules by class: boats up to 30 feet, children under 12. Which class what the draft speaks of belongs to."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from service.check.clauses import Clause
from service.check.values import Value

MEASURED = ("length", "months", "area", "weight")
"""What things and people are put into classes by: their size, age and weight."""
_TO = re.compile(r"^\s{0,2}(?:til|to|–|-|og|and)\s{0,2}$", re.IGNORECASE)


def measures(said: Sequence[Value], asked: Sequence[Value]) -> list[Value]:
    """What the draft's clause measures a thing by, or else the one such measure that the citizen tells."""
    own = [value for value in said if value.dimension in MEASURED]
    return own or [value for value in asked if value.dimension in MEASURED][:2]


def belongs(measure: Value, clause: Clause) -> bool | None:
    """Whether a measure keeps to the limits of a source clause; None where it gives none of its kind."""
    spans = list(_spans(clause, measure.dimension))
    return _within(measure, spans) if spans else None


def lies_between(measure: Value, clause: Clause) -> bool:
    """Whether a measure lies between two that a source clause gives: 38 feet in «fra 31 til 45 fot»."""
    return _within(measure, [span for span in _spans(clause, measure.dimension) if math.isfinite(span[1] - span[0])])


def _within(measure: Value, spans: Sequence[tuple[float, float]]) -> bool:
    amounts = [float(reading[1]) for reading in measure.readings]  # type: ignore[index]
    return any(low <= amount <= high for low, high in spans for amount in amounts)


def _spans(clause: Clause, dimension: str) -> Iterator[tuple[float, float]]:
    """From where to where each limit of a clause reaches: «inntil 30 fot», «fra 31 til 45 fot»."""
    found = [(value, bound) for value, bound in zip(clause.values, clause.stance.bounds, strict=True)
             if value.dimension == dimension and value.kind == "quantity"]  # fmt: skip
    for at, (value, bound) in enumerate(found):
        amount = max(float(reading[1]) for reading in value.readings)  # type: ignore[index]
        following = found[at + 1][0] if at + 1 < len(found) else None
        if bound:
            yield (-math.inf, amount) if bound == "upper" else (amount, math.inf)
        elif following and _TO.match(clause.text[value.end - clause.start : following.start - clause.start]):
            yield amount, max(float(reading[1]) for reading in following.readings)  # type: ignore[index]
