"""Dates and months that follow from others: the day after a period ends, three weeks before the day the citizen names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from service.check.values import Value

_FROM = re.compile(
    r"\b(?:fra(?: og med)?|frå(?: og med)?|from|as of|vent\w* til|wait until|til|until|etter|first|første|fyrste|altså|innen|"
    r"innan|by|senest|seinast|before|før|due)\W+(?:on |den |the |klokka )?$", re.IGNORECASE)
YEAR = 2025
"""A year in which February has 28 days."""
LONGEST = 70
"""Days a deadline is told ahead."""
_DAY = 1440.0


def dated(value: Value, before: str, held: Sequence[Value], counted: Sequence[Value]) -> bool:
    """Whether a date or a month follows from those the sources hold (``held``) and those told beside it (``counted``).

    ``before`` is what the draft says before it: the day after or before one of the sources' is so only from or until it.
    """
    if not _FROM.search(before):
        return False
    if value.kind == "month":
        return any(day.month % 12 + 1 in value.readings and (day + timedelta(1)).day == 1 for day in _days(held))
    mine = set(_days([value]))
    ends = {day + timedelta(1) for day in _days(held)}
    terms = {timedelta(minutes=amount) for other in held if other.dimension == "time" for amount in _minutes(other)}
    ahead = {day - term for day in _days([*counted]) for term in terms if timedelta(1) <= term <= timedelta(LONGEST)}
    return bool(mine & (ends | ahead))


def _minutes(value: Value) -> Iterator[float]:
    return (float(reading[1]) for reading in value.readings if float(reading[1]) % _DAY == 0)  # type: ignore[index]


def _days(values: Iterable[Value]) -> Iterator[date]:
    """The days of dates that are told by day and month."""
    for value in values:
        for reading in value.readings if value.kind == "date" else ():
            day, month = reading  # type: ignore[misc]
            if isinstance(day, int) and isinstance(month, int) and month:
                try:
                    yield date(YEAR, month, day)
                except ValueError:
                    continue
