"""Values that follow from a source without standing in it: three days at 210 kroner, the day before Sunday."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise, product

from service.check.values import Value

_BESIDE = re.compile(r"\b(?:(?:dagen|kvelden|dag) (?:før|etter)|day (?:before|after)|evening before)\b", re.IGNORECASE)
_SUM = re.compile(r"\b(?:til sammen|tilsammen|til saman|totalt|i alt|sum(?:men)?|altså|dvs|det vil si|igjen|forskjell\w*|"
    r"skilnad\w*|"
    r"altogether|in total|in all|left|difference)\b|\d \+ \d", re.IGNORECASE)  # fmt: skip
_MORE = re.compile(r"\b(?:mer|meir|mindre|opp|ned|økt|auka|spar\w*|billig\w*|dyr(?:ere|are)|pluss|more|less|up|down|saves?|"
    r"cheaper|plus)\b", re.IGNORECASE)  # fmt: skip
"""Words of what is added to a price or taken from it."""
_LATER = re.compile(r"\b(?:senere|seinere|seinare|etterpå|later|afterwards|before|after|etter|før)\b", re.IGNORECASE)
_MONTHLY = re.compile(r"måned|månad|\bmonth|på tolv|by twelve", re.IGNORECASE)
MONTHS = 12
MULTIPLIED = ("kroner", "time", "number", "volume", "weight")
"""What a count may stand for so and so many of: a price, a lesson, things."""
DAY, NEXT = 1440, 8
"""Minutes of a day, and characters between the two times of «kl. 12–16» or «from 12 to 16»."""
MOST = 40
"""Values that are tried with each other."""
SUMMED, TOGETHER = 10, 4
"""Amounts that are added to each other, and how many at a time: the fees of a year."""


def follows(value: Value, held: Sequence[Value], counted: Sequence[Value], text: str, day_before: bool = False) -> bool:
    """Whether a value follows from those the sources hold and those that are counted in the draft and the comment.

    A price times a count or an amount of days (with ``altså`` also one the draft has worked out), so many per cent of an
    amount or off it, a sum or a difference (of two only where ``text`` says so), the time between two times of day or a
    yearly price by the month (where it says so), a weekday beside one (where it says so, or a source does: ``day_before``).
    """
    if value.kind == "weekday":
        days = [other for other in (*held, *counted) if other.kind == "weekday"]
        return (day_before or bool(_BESIDE.search(text))) and any(_beside(value, other) for other in days)
    if value.dimension in ("clock", "date", "contact", "month"):
        return False
    dimension = "kroner" if value.kind == "number" else value.dimension
    like = [other for other in held if other.dimension == dimension][:MOST]
    others = [other for other in counted if other.text != value.text][:MOST]
    known = {amount for other in like for amount in _amounts(other)}
    parts = _parts(known, (*held, *counted))
    said = bool(_SUM.search(text) or (dimension == "kroner" and _MORE.search(text)))
    found = parts | (_sums(known | parts, 2 if said else 3) if said or dimension == "kroner" else set())
    if dimension in MULTIPLIED or any(other.per for other in like):
        told = {amount for other in others if said and other.dimension == dimension for amount in _amounts(other)}
        found |= _products(known | told, others)
    if dimension == "kroner" and _MONTHLY.search(text):
        found |= {amount / MONTHS for amount in known}
    if dimension == "time":
        found |= _between(held) if _LATER.search(text) else _spans(held)
    return bool(_amounts(value) & (found - known))


def _products(amounts: Iterable[float], counted: Sequence[Value]) -> set[float]:
    """Each amount so many times as anything is counted."""
    factors = {factor for value in counted for factor in _factors(value) if factor > 1}
    return {amount * factor for amount, factor in product(amounts, factors)}


def _spans(held: Sequence[Value]) -> set[float]:
    """How long it is open: the minutes from a time of day to the one told next, and the days of a run of weekdays."""
    clocks = [other for other in held[:MOST] if other.kind == "clock"]
    pairs = [(one, other) for one, other in pairwise(clocks) if other.start > one.end and other.start - one.end < NEXT]
    lengths = {(late - early) % DAY for one, other in pairs for early, late in product(_clock(one), _clock(other))}
    days = {DAY * len(other.readings) for other in held if other.kind == "weekday" and len(other.readings) > 1}
    return {float(length) for length in lengths if length} | days


def _clock(value: Value) -> set[int]:
    return {reading for reading in value.readings if isinstance(reading, int) and reading >= 0}


def _between(held: Sequence[Value]) -> set[float]:
    """The minutes from each time of day to each later one."""
    clocks = [other for other in held[:MOST] if other.kind == "clock"]
    times = {reading for other in clocks for reading in other.readings if isinstance(reading, int)}
    return {float(late - early) for early, late in combinations(sorted(times), 2)}


def _parts(known: Iterable[float], said: Sequence[Value]) -> set[float]:
    """So many per cent of each amount, and what is left of it."""
    shares = {amount / 100 for value in said if value.dimension == "prosent" for amount in _amounts(value)}
    return {round(amount * part, 2) for amount, share in product(known, shares) for part in (share, 1 - share)}


def _sums(known: Iterable[float], least: int) -> set[float]:
    """The sums of ``least`` to ``TOGETHER`` amounts, and the differences of two where two may be added."""
    amounts = sorted(known)[:SUMMED]
    together = {sum(chosen) for size in range(least, TOGETHER + 1) for chosen in combinations(amounts, size)}
    return together | {other - one for one, other in combinations(amounts, 2) if least == 2}


def _amounts(value: Value) -> set[float]:
    return {float(reading[1]) for reading in _pairs(value)} if value.kind == "quantity" else set(value.numbers)


def _factors(value: Value) -> Iterable[float]:
    """What a price is multiplied by: a count, or how many days and hours a time has."""
    yield from value.numbers
    if value.dimension == "time":
        for _, minutes in _pairs(value):
            yield from (minutes / size for size in (60.0, 1440.0) if minutes % size == 0)


def _pairs(value: Value) -> list[tuple[str, float]]:
    return [reading for reading in value.readings if isinstance(reading, tuple) and len(reading) == 2]  # type: ignore[misc]


def _beside(one: Value, other: Value) -> bool:
    return any((int(a) - int(b)) % 7 in (1, 6) for a, b in product(one.readings, other.readings))  # type: ignore[call-overload]
