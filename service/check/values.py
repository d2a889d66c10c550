"""Typed values in a text: what a statement can be wrong about. Two that are written differently can be the same."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal

_SPANS = frozenset("hour day night week month year halfyear weekend season".split())
"""The times that prices are counted by; what else they are counted by is a thing or a person."""
WHOLE, DAYTIME = -1, -2
"""The reading of a time or a month that is all of the day or the year, and of what is open by day only."""
DURATIONS = {"time": 1.0, "workdays": 1.4 * 1440, "months": 30.4 * 1440}
"""Minutes of what lengths of time are told in; five working days are a week."""
Kind = Literal["contact", "clock", "date", "weekday", "month", "quantity", "number"]


@dataclass(frozen=True)
class Value:
    """A value and where it stands. ``readings`` are the ways to read it as its kind: minutes of the day, (day, month),
    days of the week, (dimension, amount). ``numbers`` are its bare numbers, ``per`` what a quantity is counted by;
    a ``weak`` one is told by its article alone («en uke»).
    """

    kind: Kind
    readings: frozenset[Hashable]
    start: int
    end: int
    text: str
    numbers: frozenset[float] = frozenset()
    per: frozenset[str] = frozenset()
    weak: bool = False

    @property
    def whole(self) -> bool:
        """Whether it is all of a day or a year, and no part of it."""
        return WHOLE in self.readings

    @property
    def dimension(self) -> str:
        """What it can be confused with: money with money, a time of day with a time of day."""
        if self.kind == "quantity":
            return "/".join(sorted({str(reading[0]) for reading in self.readings}))  # type: ignore[index]
        return self.kind


_HOUR_ALONE = re.compile(r"\d{1,2}|[^\W\d_]+")
"""A time of day that may be an age instead: «mellom 13 og 17»."""


def agree(draft: Value, source: Value) -> bool:
    """Whether a draft's value is the source's: the readings meet, and the units where both have one."""
    kinds = {draft.kind, source.kind}
    if kinds == {"contact"}:  # a page's site alone points to the page
        sites = {(kind, plain.split("/")[0]) for kind, plain in source.readings}  # type: ignore[misc]
        return bool(draft.readings & (source.readings | sites))
    if kinds == {"weekday"}:
        return draft.readings <= source.readings
    if kinds == {"clock"} and DAYTIME in draft.readings | source.readings:
        return WHOLE not in draft.readings | source.readings
    if kinds == {"quantity"}:
        times, things = ((draft.per & kind, source.per & kind) for kind in (_SPANS, (draft.per | source.per) - _SPANS))
        same_per = all(not mine or not theirs or mine & theirs for mine, theirs in (times, things))
        same_per = same_per and not ("person" in things[0] and source.per and not things[1])  # not the night's
        return same_per and (bool(draft.readings & source.readings) or _as_long(draft, source))
    if kinds == {"date", "month"}:
        return draft.kind == "month" and bool(draft.readings & {reading[1] for reading in source.readings})  # type: ignore[index]
    if kinds == {"number", "clock"}:
        number, clock = (draft, source) if draft.kind == "number" else (source, draft)
        return bool({hour for n in number.numbers for hour in hours(n)} & clock.readings or draft.numbers & source.numbers)
    if kinds == {"number", "date"}:  # «den 15.»
        number, date = (draft, source) if draft.kind == "number" else (source, draft)
        return bool(number.numbers & {reading[0] for reading in date.readings})  # type: ignore[index]
    if kinds == {"clock", "quantity"}:  # «mellom 13 og 17» of an age
        clock = draft if draft.kind == "clock" else source
        told = "months" in (draft.dimension, source.dimension) and bool(_HOUR_ALONE.fullmatch(clock.text))
        return told and bool(draft.numbers & source.numbers)
    if "number" in kinds:
        return bool(draft.numbers & source.numbers)
    return draft.kind == source.kind and bool(draft.readings & source.readings)


def _as_long(one: Value, other: Value) -> bool:
    """Whether two lengths of time told in other units are as good as the same: a month is four weeks or thirty days."""
    if one.dimension == other.dimension:
        return False
    return any(abs(mine - theirs) <= 0.09 * theirs for mine in _minutes(one) for theirs in _minutes(other))


def _minutes(value: Value) -> list[float]:
    return [amount * DURATIONS[dimension] for dimension, amount in value.readings if dimension in DURATIONS]  # type: ignore[misc]


def hours(number: float) -> frozenset[int]:
    """The times of day, in minutes, that a bare number can be: seven is 07:00 and 19:00, seventeen is 17:00."""
    if number != int(number) or not 0 <= number <= 24:
        return frozenset()
    hour = int(number) * 60
    return frozenset({hour % 1440, hour + 720}) if 1 <= number < 12 else frozenset({hour % 1440})


_CONTACT = re.compile(
    r"(?P<email>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+)"
    r"|(?P<link>(?:https?://|www\.)[^\s<>«»\"]+|\b(?:[\w-]{1,63}\.){1,8}(?:no|com|org|net|eu|io|dk|se|uk|"
    r"info)\b(?:/[^\s<>«»\",;]*)?)"
    r"|(?P<phone>(?<![\d.,])(?:\+47[ \u00a0]?)?(?:\d\d(?:[ \u00a0]\d\d){3}|\d{3}[ \u00a0]\d\d[ \u00a0]\d{3}|"
    r"\d{8}|0\d{4}|116[ \u00a0]?\d{3}|(?:(?<=[Rr]ing )|(?<=[Cc]all )|(?<=[Dd]ial ))11[0-3])(?![\d]))"
)


_MAY_BE_CONTACT = re.compile(r"[@\d/]|\.\S")


def contacts(text: str) -> tuple[list[Value], str]:
    """Phone numbers, links and e-mail addresses, and the text with blanks in their place."""
    found: list[Value] = []
    if not _MAY_BE_CONTACT.search(text):
        return found, text
    for match in _CONTACT.finditer(text):
        shown = match.group().rstrip(".,;:!?)»")
        end = match.start() + len(shown)
        found.append(Value("contact", frozenset({_plain(match.lastgroup or "", shown)}), match.start(), end, shown))
        text = text[: match.start()] + " " * len(shown) + text[end:]
    return found, text


def _plain(kind: str, shown: str) -> tuple[str, str]:
    if kind == "phone":
        digits = re.sub(r"\D", "", shown)
        return "phone", digits[2:] if len(digits) == 10 else digits
    return kind, re.sub(r"^(https?://)?(www\.)?", "", shown.lower()).rstrip("/")


def within(value: Value, limit: Value, bound: str) -> bool:
    """Whether a value keeps to an upper or lower limit of its dimension; never where either cannot be counted."""
    mine, theirs = (sorted(_amounts(item)) for item in (value, limit))
    if not mine or not theirs:
        return False
    return mine[-1] <= theirs[-1] if bound == "upper" else mine[0] >= theirs[0]


def _amounts(value: Value) -> set[float]:
    """Minutes of the day, amounts in their unit, or bare numbers."""
    if value.kind == "quantity":
        return {float(reading[1]) for reading in value.readings}  # type: ignore[index]
    if value.kind in ("clock", "number"):
        return {float(reading) for reading in value.readings if isinstance(reading, int | float)} or set(value.numbers)
    return set()
