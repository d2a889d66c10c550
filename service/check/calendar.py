"""Days, months and times of day as people say them, in bokmål, nynorsk and English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from service.check.numbers import ARTICLES, Token
from service.check.units import UNITS
from service.check.values import Kind, Value, hours
from service.check.whole import all_but

MONTHS = {
    name: number
    for names in (
        "januar februar mars april mai juni juli august september oktober november desember",
        "january february march april may june july august september october november december",
        "jan feb mar apr . jun jul aug sept okt nov des",
    )
    for number, name in enumerate(names.split(), 1) if name != "."
}
_FULL = frozenset(name for name in MONTHS if len(name) > 3 or name in ("mai", "may"))
_DAYS = {
    0: "mandag måndag monday", 1: "tirsdag tysdag tuesday", 2: "onsdag wednesday", 3: "torsdag thursday",
    4: "fredag friday", 5: "lørdag laurdag saturday", 6: "søndag sundag sunday",
}  # fmt: skip
WEEKDAYS = {
    name + ending: frozenset({day}) for day, names in _DAYS.items() for name in names.split()
    for ending in ("", "en", "er", "ene", "ar", "ane", "s")
} | {
    word: frozenset(days)
    for words, days in (
        ("hverdag hverdager hverdagene kvardag kvardagar kvardagane weekday weekdays yrkedag yrkedagar virkedag", range(5)),
        ("helg helga helgen helger helgene helgar weekend weekends", (5, 6)),
        ("daglig dagleg daily", range(7)),
    )
    for word in words.split()
}  # fmt: skip
_DAY_NAMES = [name for names in _DAYS.values() for name in names.split()]
_DAY_STARTS = frozenset(name[:3] for name in _DAY_NAMES)
_DAY_FIRST = re.compile(rf"({'|'.join(_DAY_NAMES)})(?:s|s?(?:kveld|morg|form|føremidd|etterm|natt)[^\W\d_]*)$")
_EVERY = {("hver", "dag"), ("kvar", "dag"), ("every", "day"), ("alle", "dager"), ("alle", "dagar")}
_HOLIDAYS = {
    "julaften": (24, 12), "julaftan": (24, 12), "julekvelden": (24, 12), "nyttårsaften": (31, 12), "nyttårsaftan": (31, 12),
    "nyttårsdag": (1, 1), "nyttår": (1, 1), "grunnlovsdagen": (17, 5), "nasjonaldagen": (17, 5),
}  # fmt: skip
_EASTER = re.compile(
    r"(skjærtorsdag|langfredag|påskeaft[ea]n|palmesøndag|palmesundag|kristi himmelfartsdag)(?:en)?$"
)
_CHRISTMAS = 13
_FEASTS = {"juledag": _CHRISTMAS, "påskedag": 14, "pinsedag": 15, "pinsedagen": 15, "påskedagen": 14}
"""Feasts whose days are numbered («2. påskedag»), as months of their own; Christmas is in December."""
_ORDINALS = {
    word: number
    for words in (
        "første andre tredje fjerde femte sjette sjuende åttende niende tiende ellevte tolvte trettende fjortende femtende",
        "fyrste . . . . . sjuande åttande niande tiande . . trettande fjortande femtande",
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth",
    )
    for number, word in enumerate(words.split(), 1) if word != "."
} | {"syttende": 17, "syttande": 17, "twentieth": 20, "thirtieth": 30, "tjuende": 20, "tjuande": 20}
_JOINERS = frozenset("og til – - — , and to or eller until".split())
_RANGES = frozenset("til – - — to until".split())
_OPENERS = frozenset("fra frå from mellom between at".split())
_AFTER_CLOCK = frozenset("o’clock o'clock am pm".split())
_BEFORE_CLOCK = frozenset("kl klokka klokken klokkå at".split())
_LATE = re.compile(r"^[ ,]*(?:(?:om|på|in the|i) )?(?:ettermiddagen|ettermiddag|kvelden|kveld|afternoon|"
    r"evening|p\.?m)\b")
_EARLY = re.compile(r"^[ ,]*(?:(?:om|på|in the|i) )?(?:morgenen|morgonen|morgen|formiddagen|føremiddagen|morning|a\.?m)\b")
_NIGHT = re.compile(r"^[ ,]*(?:(?:om|på|at) )?(?:natta|natten|night)\b")
_NOON = {"noon": 720, "midday": 720, "midnight": 0, "midnatt": 0}
_DAY_AND_MONTH = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{2}|\d{4}))")
_HOUR_AND_MINUTE = re.compile(r"(\d{1,2})[.:](\d\d)")
_LITTLE = frozenset("lille litle vesle".split())
_OPENINGS = frozenset((*_ORDINALS, *MONTHS, *_HOLIDAYS, *_LITTLE, *_NOON, *(first for first, _ in _EVERY),
    "kvart", "quarter", "half", "halv"))  # fmt: skip
Found = tuple[int, list[Value]]
NONE: Found = (0, [])


def _value(kind: Kind, readings, first: Token, last: Token, text: str) -> Value:
    numbers = first.numbers if first is last else frozenset()
    return Value(kind, frozenset(readings), first.start, last.end, text[first.start : last.end], numbers)


def opens(word: str) -> bool:
    """Whether a word that is no number can begin a day, a month or a time of day."""
    return word in _OPENINGS or bool(_days(word)) or bool(_EASTER.match(word))


def day_of_month(at: int, found: Sequence[Token], text: str) -> Found:
    """«1. april», «27. og 28. desember», «the first of March», «March 3rd», «12.06.2026», «1. juledag»."""
    token = found[at]
    if written := _DAY_AND_MONTH.fullmatch(token.text):
        return 1, [_value("date", {(int(written[1]), int(written[2]))}, token, token, text)]
    if (days := _day(token)) and not says_clock(at, found) and (month := _month_after(at + 1, found)):
        when = (days + 24, 12) if month[0] == _CHRISTMAS else (days, month[0])
        return month[1] - at, [_value("date", {when}, token, found[month[1] - 1], text)]
    if token.text in MONTHS and _is_month(token) and at + 1 < len(found) and (days := _day(found[at + 1])):
        return 2, [_value("date", {(days, MONTHS[token.text])}, token, found[at + 1], text)]
    return NONE


def _day(token: Token) -> int | None:
    day = _ORDINALS.get(token.text) or (token.number if not token.spelled else None)
    return int(day) if day and 1 <= day <= 31 and day == int(day) else None


def _month_after(at: int, found: Sequence[Token]) -> tuple[int, int] | None:
    """The month a day belongs to, over «.», «of» and further days, and where the value ends."""
    end = at
    while end < len(found) and found[end].text in (".", "of", "st", "nd", "rd", "th"):
        end += 1
    if end < len(found) and found[end].text in MONTHS:
        return MONTHS[found[end].text], end + 1
    if end < len(found) and found[end].text in _FEASTS:
        return _FEASTS[found[end].text], end + 1
    listed = end + 1 < len(found) and found[end].text in _JOINERS and _day(found[end + 1])
    if listed and found[end + 1].start - found[at - 1].end < 8:
        further = _month_after(end + 2, found)
        return (further[0], at) if further else None
    return None


def named_day(at: int, found: Sequence[Token], text: str) -> Found:
    """Holidays, days of the week and their ranges, and months alone."""
    token = found[at]
    if token.text in _LITTLE and at + 1 < len(found) and _HOLIDAYS.get(found[at + 1].text) == (24, 12):
        return 2, [_value("date", {(23, 12)}, token, found[at + 1], text)]
    if token.text in _HOLIDAYS:
        near = {(31, 12), (1, 1)} if token.text == "nyttår" else {_HOLIDAYS[token.text]}
        return 1, [_value("date", near, token, token, text)]
    if easter := _EASTER.match(token.text):
        return 1, [_value("date", {(easter[1].replace("aftan", "aften"), 0)}, token, token, text)]
    if _days(token.text):
        return _weekdays(at, found, text)
    if at + 1 < len(found) and (token.text, found[at + 1].text) in _EVERY:
        size, left = all_but(at + 1, found, frozenset(range(7)), _days)
        return size + 1, [_value("weekday", left, token, found[at + size], text)]
    if token.text in _FULL and _is_month(token):
        return 1, [_value("month", {MONTHS[token.text]}, token, token, text)]
    return NONE


def _is_month(token: Token) -> bool:
    return token.text not in ("may", "march", "mar", "des") or token.raw[0].isupper()


def _days(word: str) -> frozenset[int]:
    """The days of the week that a word names, alone or as the first part of another («tirsdagskveld»)."""
    if word in WEEKDAYS or word[:3] not in _DAY_STARTS:
        return WEEKDAYS.get(word, frozenset())
    named = _DAY_FIRST.match(word)
    return WEEKDAYS[named[1]] if named else frozenset()


def _weekdays(at: int, found: Sequence[Token], text: str) -> Found:
    first, days = found[at], _days(found[at].text)
    if at + 2 < len(found) and found[at + 1].text in _RANGES and _days(found[at + 2].text):
        start, end = min(days), max(_days(found[at + 2].text))
        span = range(start, end + 1) if start <= end else [*range(start, 7), *range(end + 1)]
        return 3, [_value("weekday", span, first, found[at + 2], text)]
    night = at > 1 and found[at - 1].text == "til" and found[at - 2].text == "natt"
    size, left = all_but(at, found, days, _days)
    value = _value("weekday", left, first, found[at + size - 1], text)
    length = first.text in ("helg", "weekend") and at > 0 and found[at - 1].text in ARTICLES  # «for ei helg»: how long
    return size, [replace(value, weak=True) if night or length else value]


def clock(at: int, found: Sequence[Token], text: str, after: Value | None) -> Found:
    """Times of day: «10.00», «klokka fem», «halv tre», «kvart over seks», «half past ten», «fra ni til fire»."""
    token = found[at]
    size, minutes = _spoken(at, found) or _written(token) or (0, frozenset())
    if not size and token.numbers and _is_hour(at, found, after):
        number = token.number or 0.0
        spoken = token.spelled or (number < 8 and token.text[0] != "0")
        size, minutes = 1, hours(number) if spoken else frozenset({int(number) * 60 % 1440})
    if not size:
        return NONE
    last = found[at + size - 1]
    value = _value("clock", _narrowed(minutes, text[last.end : last.end + 24].lower()), token, last, text)
    return size, [value]


def _narrowed(minutes: frozenset[int], follows: str) -> frozenset[int]:
    if _LATE.match(follows):
        return frozenset(m for m in minutes if m >= 720) or frozenset(m + 720 for m in minutes if m < 720)
    if _EARLY.match(follows):
        return frozenset(m for m in minutes if m < 720) or minutes
    if _NIGHT.match(follows):
        return frozenset(m for m in minutes if m < 360 or m >= 1260) or frozenset((m + 720) % 1440 for m in minutes)
    return minutes


def _written(token: Token) -> tuple[int, frozenset[int]] | None:
    match = _HOUR_AND_MINUTE.fullmatch(token.text)
    if match and int(match[1]) < 25 and int(match[2]) < 60:
        return 1, frozenset({(int(match[1]) * 60 + int(match[2])) % 1440})
    noon = _NOON.get(token.text)
    return None if noon is None else (1, frozenset({noon}))


def _spoken(at: int, found: Sequence[Token]) -> tuple[int, frozenset[int]] | None:
    """«halv tre», «kvart over seks», «ti på halv ni», «half past ten», «five to six»."""
    word = [token.text for token in found[at : at + 5]]
    shift, skip = 0, 0
    minutes = 15 if word[0] in ("kvart", "quarter") else found[at].number if found[at].spelled else None
    ranged = at and found[at - 1].text in ("from", "between", "open") and word[0] != "quarter"
    if minutes in (5, 10, 15, 20, 25) and not ranged and len(word) > 2 and word[1] in ("over", "på", "past", "to"):
        shift, skip = int(minutes) * (1 if word[1] in ("over", "past") else -1), 2
    elif word[:2] == ["half", "past"]:
        shift, skip = 30, 2
    half = len(word) > skip + 1 and word[skip] == "halv"
    if not (half or skip) or at + skip + half >= len(found):
        return None
    hour = found[at + skip + half].number
    if hour is None or not 1 <= hour <= 24 or hour != int(hour):
        return None
    exact = int(hour) * 60 + shift - (30 if half else 0)
    return skip + half + 1, frozenset({exact % 1440, (exact + 720) % 1440} if hour <= 12 else {exact % 1440})


def says_clock(at: int, found: Sequence[Token]) -> bool:
    """Whether «klokka» or «kl.» stands before a number: «kl. 16 dagen før» is not 16 days."""
    before = found[at - 1].text if at else ""
    return before in _BEFORE_CLOCK - {"at"} or (before == "." and at > 1 and found[at - 2].text == "kl")


def _is_hour(at: int, found: Sequence[Token], after: Value | None) -> bool:
    """Whether a bare number is a time: after «klokka», before «o'clock», in a range or list of times."""
    token = found[at]
    if not any(0 <= n <= 24 and n == int(n) for n in token.numbers):
        return False
    before = found[at - 1].text if at else ""
    follows = [item.text for item in found[at + 1 : at + 4]]
    if says_clock(at, found):
        return True
    if follows and (follows[0] in _AFTER_CLOCK or (follows[0] in ("a", "p") and follows[1:3] == [".", "m"])):
        return True
    if any(part.match(" ".join(follows)) for part in (_LATE, _EARLY, _NIGHT)):
        return True
    if after and after.kind == "clock" and before in _JOINERS and token.start - after.end < 7:
        return True
    opened = before in _OPENERS or (after is not None and after.kind in ("weekday", "date"))
    joined = len(follows) > 1 and (follows[0] in _RANGES or (before in ("mellom", "between") and follows[0] in ("og", "and")))
    second = found[at + 2] if len(follows) > 1 else token
    unit = len(follows) > 2 and follows[2] in UNITS
    timed = not unit and (bool(second.numbers) or second.text in ("halv", "kvart", "half", "quarter", "a"))
    return joined and timed and (opened or not token.spelled and follows[0] != "to" and not token.text.endswith("."))
