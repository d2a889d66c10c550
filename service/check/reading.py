"""Reading a text: every typed value in it, in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from service.check.calendar import NONE, Found, clock, day_of_month, named_day, opens, says_clock
from service.check.intervals import BEGINNINGS as RECURRING
from service.check.intervals import interval
from service.check.numbers import ARTICLES, Token, tokens, word_number
from service.check.units import COUNTED_BY, SIGNS_BEFORE, UNITS, unit_of
from service.check.values import Value, contacts
from service.check.whole import BEGINNINGS, whole

_ENGLISH = frozenset("the of is are at by with and for you we it your there this will be an from on must may in "
    "a has have was were not their our".split())
_NORWEGIAN = frozenset("og er på for med til av det den som ikke ikkje vi me du dere de har kan må frå fra en "
    "ein ei et eit".split())
_RANGE = frozenset("– - — til to eller or og and".split())
_LEAD_TO_COUNT = frozenset("per pr i om for a an the each every hver kvar en ein ei et eit hele heile whole . pr.".split())
_HALF_UNIT = {
    ("halvannen", "time"): 90, ("halvannan", "time"): 90, ("en", "halv", "time"): 30, ("ein", "halv", "time"): 30,
    ("half", "an", "hour"): 30, ("et", "kvarter"): 15, ("eit", "kvarter"): 15, ("an", "hour", "and", "a", "half"): 90,
}  # fmt: skip
_BEGINS_A_TIME = frozenset(phrase[0] for phrase in _HALF_UNIT) | frozenset(ARTICLES)
_SPEEDS = {
    "sekund": "wind", "sekundet": "wind", "second": "wind", "time": "speed", "timen": "speed", "hour": "speed",
}  # fmt: skip
_AGED = re.compile(r"^(.+?)-?(åring|åringer|åringar|åringen|årig|årige|års)$")
_UNIT_JOINED = re.compile(r"^([^\W\d_]+?)-?((?:års|ukers|vekers|dagers|dagars|døgns|timers|timars|minutters|minuttars|måneders|"
    r"månaders)[^\W\d_]*)$")  # fmt: skip
"""«Toukersfrist», «fireårsperioden»."""
_THANKS = re.compile(r"(?:tusen|hundre|thousand)\s+(?:hjertelig|hjarteleg)?\s*(?:takk|thanks)|(?:én|éin|ein|"
    r"ett) (?:gang|gong)\b", re.IGNORECASE)
_NOTE = re.compile(r"^(.+?)-?(lapp|lappen|lapper|lappar)$")


def is_english(text: str) -> bool:
    """Whether a text is more English than Norwegian, by its small words."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return sum(word in _ENGLISH for word in words) > sum(word in _NORWEGIAN for word in words)


@lru_cache(maxsize=2_000)
def read(text: str, english: bool = False) -> tuple[Value, ...]:
    """Every value a text states, in the order they stand; ``english`` decides what «to» and «fire» are."""
    found, blanked = contacts(text)
    parts = tokens(blanked, english)
    at, last = 0, None
    while at < len(parts):
        size, values = _one(at, parts, blanked, last) if _begins(parts[at]) else NONE
        found += values
        last = values[-1] if values else last
        at += size or 1
    return tuple(sorted(found, key=lambda value: value.start))


def _begins(token: Token) -> bool:
    """Whether a token can begin a value: what most cannot need not be looked at in every way."""
    return bool(token.numbers) or token.text[0].isdecimal() or _opens(token.text)


@lru_cache(maxsize=20_000)
def _opens(word: str) -> bool:
    known = word in _BEGINS_A_TIME or word in SIGNS_BEFORE or word in BEGINNINGS or word in RECURRING
    return known or opens(word) or _in_one_word(word) is not None


def _one(at: int, parts: Sequence[Token], text: str, last: Value | None) -> Found:
    for look in (whole, interval, day_of_month, named_day, _length_of_time, _measured):
        if (found := look(at, parts, text))[0]:
            return found
    if (found := clock(at, parts, text, last))[0] or (found := _compound(parts[at], text))[0]:
        return found
    return _bare(parts[at], text)


def _measured(at: int, parts: Sequence[Token], text: str) -> Found:
    """A number with its unit and what it is counted by: «150 kroner a night», «kr 50,-», «15–18 år», «to og tre uker»."""
    token = parts[at]
    if token.text in SIGNS_BEFORE:
        follow = at + 2 if at + 1 < len(parts) and parts[at + 1].text == "." else at + 1
        if follow < len(parts) and parts[follow].numbers:
            return _quantity(at, follow, follow, parts, text, token.text)
    if not token.numbers or says_clock(at, parts):
        return NONE
    unit = at + 2 if at + 2 < len(parts) and parts[at + 1].text == "-" else at + 1
    if unit < len(parts) and unit_of(parts[unit].text):
        return _quantity(at, at, unit, parts, text, parts[unit].text)
    if at + 3 < len(parts) and parts[at + 1].text in _RANGE and parts[at + 2].numbers and unit_of(parts[at + 3].text):
        return 1, _quantity(at, at, at, parts, text, parts[at + 3].text)[1]
    return NONE


def _quantity(at: int, number: int, end: int, parts: Sequence[Token], text: str, unit: str) -> Found:
    dimension, size = unit_of(unit) or UNITS[unit]
    if dimension == "length" and (speed := _speed(end + 1, parts)):
        dimension, size, end = speed, 1.0 if speed == "wind" else size / 1000, end + 2
    numbers = parts[number].numbers
    amounts = {n * size for n in numbers}
    counted, per = _counted_by(end + 1, parts)
    if dimension == "time" and size == 60 and (more := _and_minutes(end + 1, parts)):
        amounts, end, numbers = {amount + more[1] for amount in amounts}, end + more[0], frozenset()
    span = slice(parts[at].start, parts[end + counted].end)
    readings = frozenset((dimension, round(amount, 4)) for amount in amounts)
    value = Value("quantity", readings, span.start, span.stop, text[span], numbers, per)
    return end + counted - at + 1, [value]


def _speed(at: int, parts: Sequence[Token]) -> str | None:
    """What «(meter) per sekund» and «(kilometer) i timen» measure."""
    words = [part.text for part in parts[at : at + 2]]
    if len(words) < 2 or words[0] not in ("per", "pr", "i", "an", "a"):
        return None
    return _SPEEDS.get(words[1])


def _counted_by(at: int, parts: Sequence[Token]) -> tuple[int, frozenset[str]]:
    """How many tokens say what a price is counted by («per dag», «a night», «per tent per night»), and its names."""
    skip = 0
    while skip < 3 and at + skip < len(parts) and parts[at + skip].text in _LEAD_TO_COUNT:
        skip += 1
    if at + skip < len(parts) and parts[at + skip].text in COUNTED_BY:
        noun = parts[at + skip].text
        if skip or noun.endswith(("en", "et", "a")):
            more, further = _counted_by(at + skip + 1, parts)
            return skip + 1 + more, COUNTED_BY[noun] | further
    return 0, frozenset()


def _and_minutes(at: int, parts: Sequence[Token]) -> tuple[int, float] | None:
    """«(en time) og ti», «(to timer) og 15 minutter», «(en time) og et kvarter»."""
    if at + 1 >= len(parts) or parts[at].text not in ("og", "and"):
        return None
    if parts[at + 1].text in ARTICLES and at + 2 < len(parts) and parts[at + 2].text in ("kvarter", "quarter"):
        return 3, 15.0
    minutes = parts[at + 1].number
    unit = at + 2 < len(parts) and UNITS.get(parts[at + 2].text)
    if minutes is None or minutes >= 60 or (unit and unit != ("time", 1.0)):
        return None
    return (3 if unit else 2), minutes


def _length_of_time(at: int, parts: Sequence[Token], text: str) -> Found:
    """«halvannen time», «en halv time», and an hour or so with an article: «ein time og ti»."""
    if parts[at].text not in _BEGINS_A_TIME:
        return NONE
    words = tuple(part.text for part in parts[at : at + 5])
    for phrase, minutes in _HALF_UNIT.items():
        if words[: len(phrase)] == phrase:
            return len(phrase), [_time(minutes, parts[at], parts[at + len(phrase) - 1], text)]
    if len(words) > 2 and words[0] in ARTICLES and words[1] in ("time", "hour") and (more := _and_minutes(at + 2, parts)):
        return 2 + more[0], [_time(60 + more[1], parts[at], parts[at + 1 + more[0]], text)]
    if len(words) > 1 and words[0] in ARTICLES and UNITS.get(words[1], ("", 0))[0] in ("time", "months"):
        start, end = parts[at].start, parts[at + 1].end
        return 2, [Value("quantity", frozenset({UNITS[words[1]]}), start, end, text[start:end], weak=True)]
    return NONE


def _time(minutes: float, first: Token, last: Token, text: str) -> Value:
    return Value("quantity", frozenset({("time", float(minutes))}), first.start, last.end, text[first.start : last.end])


def _compound(token: Token, text: str) -> Found:
    found = _in_one_word(token.text)
    return (1, [_joined(token, *found)]) if found else NONE


@lru_cache(maxsize=20_000)
def _in_one_word(word: str) -> tuple[int, str, float] | None:
    """The number, dimension and unit of «hundrelapp», «tolvåring», «18-årsgrense»."""
    for pattern, dimension, size in ((_NOTE, "kroner", 1), (_AGED, "months", 12)):
        if (match := pattern.match(word)) and (number := word_number(match[1])):
            return number, dimension, size
    if (match := _UNIT_JOINED.match(word)) and (number := word_number(match[1])) and (unit := unit_of(match[2])):
        return number, *unit
    return None


def _joined(token: Token, number: int, dimension: str, size: float) -> Value:
    readings = frozenset({(dimension, float(number * size))})
    return Value("quantity", readings, token.start, token.end, token.raw, frozenset({float(number)}))


def _bare(token: Token, text: str) -> Found:
    if (not token.numbers and not token.text[0].isdecimal()) or _THANKS.match(text[token.start :]):
        return NONE
    numbers = token.numbers or frozenset({float(re.sub(r"\D", "", token.text)[:300] or 0)})
    return 1, [Value("number", numbers, token.start, token.end, text[token.start : token.end], numbers)]
