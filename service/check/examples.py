"""Values that a draft gives as an example of what its source says of a whole range: a five-year-old, a day in July."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.check.alignment import Placed
from service.check.classes import MEASURED, belongs, lies_between
from service.check.clauses import Clause
from service.check.values import Value, agree

_AGED = re.compile(r"-?[^\W\d_]{0,20}(?:åring|fotar|foter)|[- ]?(?:years?[- ])?old\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:før|before)\s+$", re.IGNORECASE)
_EDGE = re.compile(
    r"\b(?:ut|fra|frå|til|fram til|from|to|until|till|by|before|after|innen|innan|etter|før|senest|seinast|since|siden|sidan|"
    r"through)"
    r"\s+(?:og med |midten av |slutten av |the end of )?$", re.IGNORECASE)  # fmt: skip
"""What makes a month an end of a range rather than one within it."""
_UNTIL = re.compile(r"\b(?:til|fram til|until|till)\s+$", re.IGNORECASE)
_OTHERWISE = re.compile(r"\b(?:ellers|elles|utenom|utanom|resten|andre (?:dager|dagar|tider|månader|måneder)|otherwise|"
    r"other (?:days|times|months)|rest of the (?:year|week))\b", re.IGNORECASE)
_OUTSIDE = re.compile(r"\b(?:utenom|utanom|utafor|utenfor|outside|ellers|elles)\b.{0,30}\b(?:tid|tida|tiden|tidene|tider|"
    r"hours|times?)\b|"
    r"\b(?:utenom|utanom) (?:kontor|arbeids|opnings|åpnings|telefon)tid", re.IGNORECASE)
"""Where a source speaks of the hours it names no days for."""
_ONLY = re.compile(r"\b(?:bare|berre|kun|only|just)\b", re.IGNORECASE)


def is_example(clause: Clause, value: Value, placed: Sequence[Placed]) -> bool:
    """Whether a value that stands in no source is one of those a range or a limit of theirs speaks of."""
    if _AGED.search(value.text) or _AGED.match(clause.text[value.end - clause.start :]):
        return any(
            bound and other.dimension in ("months", "length")
            for item in placed for other, bound in zip(item.clause.values, item.clause.stance.bounds, strict=True)
        )  # fmt: skip
    if value.dimension in MEASURED and not clause.stance.bounds[clause.values.index(value)]:
        beside = [other for other in clause.values if other is not value]
        return any(
            lies_between(value, item.clause)
            or (belongs(value, item.clause) and any(agree(other, held) for other in beside for held in item.clause.values))
            for item in placed
        )  # fmt: skip
    if value.kind == "weekday":
        named = frozenset().union(*(held.readings for item in placed for held in item.clause.values if held.kind == "weekday"))
        outside_hours = any(_OUTSIDE.search(item.clause.sentence) for item in placed)
        return outside_hours and not (clause.stance.denied or named & value.readings)
    if value.kind == "month" and _BEFORE.search(clause.text[: value.start - clause.start]):  # «før desember»: by 30 November
        return any((reading - 2) % 12 + 1 in _months(item.clause) for item in placed for reading in value.readings)  # type: ignore[operator]
    if value.kind != "month" or value.whole or _EDGE.search(clause.text[: value.start - clause.start]):
        return False
    if sum(other.kind in ("month", "date") for other in clause.values) > 1:
        return False
    whole = any(held.whole and held.kind == "month" for item in placed for held in item.clause.values)
    if whole and not _ONLY.search(clause.text):
        return True
    month = next(iter(value.readings))
    outside = clause.stance.denied or ("open", "closed") in clause.stance.poles
    return any(_keeps_to(month, item.clause) for item in placed) or any(
        _within(month, found) or outside or _OTHERWISE.search(item.clause.sentence)
        for item in placed if len(found := _months(item.clause)) > 1
    )  # fmt: skip


def _keeps_to(month: int, source: Clause) -> bool:
    """Whether a source clause names one month or date, as a limit that this month keeps to: «fram til 14. juni»."""
    found = [(value, bound) for value, bound in zip(source.values, source.stance.bounds, strict=True)
             if value.kind in ("month", "date") and not value.whole]  # fmt: skip
    if len(found) != 1:
        return False
    last = _months(source)[0]
    until = found[0][1] == "upper" or _UNTIL.search(source.text[: found[0][0].start - source.start])
    return bool(until and month <= last)


def outside(clause: Clause, source: Clause) -> bool:
    """Whether the months a draft names lie outside the range a source tells: shut in October, or else, open in summer."""
    told, span = _months(clause), _months(source)
    if not told and len(span) > 1 and _OTHERWISE.search(clause.sentence):
        return True
    return bool(told) and len(span) > 1 and not any(_within(month, span) for month in told)


def _months(source: Clause) -> list[int]:
    """The months a source clause names, alone or in dates, in order."""
    found = [value for value in source.values if value.kind in ("month", "date") and not value.whole]
    return [reading if value.kind == "month" else reading[1] for value in found for reading in value.readings]  # type: ignore[index]


def _within(month: int, months: Sequence[int]) -> bool:
    """Whether a month lies from the first to the last named, over New Year where they turn back."""
    first, last = months[0], months[-1]
    return first <= month <= last if first <= last else month >= first or month <= last
