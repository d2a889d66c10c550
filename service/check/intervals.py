"""How often something recurs, told by an ordinal or a count: «hvert fjerde år», «annakvar veke», «every six weeks»."""

from __future__ import annotations

from collections.abc import Sequence

from service.check.numbers import Token
from service.check.units import unit_of
from service.check.values import DURATIONS, Value

INTERVAL = "interval"
"""The dimension: days from one time to the next."""
_EACH = frozenset("hver hvert kvar kvart every each".split())
_SECOND = frozenset("annen anna annan annet andre andra other second".split())
_SECOND_JOINED = frozenset("annenhver annethvert annahver annakvar annakvart annankvar annenkvar annankvart".split())
_ORDINALS = (
    "tredje third", "fjerde fourth", "femte fifth", "sjette sixth", "sjuende syvende sjuande seventh", "åttende åttande eighth",
    "niende niande ninth", "tiende tiande tenth", "ellevte eleventh", "tolvte twelfth", "trettende trettande",
    "fjortende fjortande fourteenth", "femtende femtande", "sekstende sekstande",
)  # fmt: skip
_ORDINAL = {word: number for number, words in enumerate(_ORDINALS, 3) for word in words.split()}
_DAY = 1440
"""Minutes of a day."""
BEGINNINGS = _EACH | _SECOND_JOINED
"""The words that an interval may begin with."""


def interval(at: int, found: Sequence[Token], text: str) -> tuple[int, list[Value]]:
    """How many tokens from ``at`` say how often, and the value in days; none where they do not, or where it is each one."""
    words = [token.text for token in found[at : at + 4]]
    if len(words) < 2 or words[0] not in BEGINNINGS:
        return 0, []
    if words[0] in _SECOND_JOINED:
        return _value(at, 1, 2, found, text)
    number = 2 if words[1] in _SECOND else _ORDINAL.get(words[1]) or found[at + 1].number
    ordinal_sign = len(words) > 2 and words[2] == "."
    return _value(at, 3 if ordinal_sign else 2, number, found, text) if number else (0, [])


def _value(at: int, size: int, number: float, found: Sequence[Token], text: str) -> tuple[int, list[Value]]:
    unit = unit_of(found[at + size].text) if at + size < len(found) else None
    if number < 2 or (unit is None and number == 2) or (unit and unit[0] not in DURATIONS):
        return 0, []
    if unit is None:  # «hvert fjerde», the unit having been named
        start, end, numbers = found[at].start, found[at + size - 1].end, frozenset({float(number)})
        return size, [Value("number", numbers, start, end, text[start:end], numbers)]
    days = number * unit[1] * DURATIONS[unit[0]] / _DAY
    start, end = found[at].start, found[at + size].end
    readings = frozenset({(INTERVAL, round(days))})
    return size + 1, [Value("quantity", readings, start, end, text[start:end], frozenset({float(number)}))]
