"""All of a day and all of a year («hele døgnet», «year round»), a time and a month of their own; and all days but one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from service.check.numbers import Token
from service.check.values import DAYTIME, WHOLE, Kind, Value

PHRASES: dict[Kind, str] = {
    "clock": "hele døgnet,heile døgnet,heile døgeret,døgnet rundt,døgnåpent,døgnåpen,døgnope,døgnopen,around the clock,"
    "round the clock,24 hours a day,24 timer i døgnet,24 timar i døgnet,natt og dag,dag og natt,day and night,night and day,"
    "all day and all night,all day and night",
    "month": "hele året,heile året,året rundt,hele året rundt,all year,year round,all the year,throughout the year",
}
BY_DAY = "på dagtid,i dagtid,in the daytime,during the day,by day,daytime only".split(",")
_KIND: dict[tuple[str, ...], Kind] = {tuple(said.split()): kind for kind, all_ in PHRASES.items() for said in all_.split(",")}
_KIND |= {tuple(said.split()): "clock" for said in BY_DAY}
_LONGEST = max(map(len, _KIND))
BEGINNINGS = frozenset(first for first, *_ in _KIND)
"""The words that one of them may begin with."""


def whole(at: int, found: Sequence[Token], text: str) -> tuple[int, list[Value]]:
    """How many tokens from ``at`` say all of a day or a year, and the value; none where they do not."""
    if found[at].text not in BEGINNINGS:
        return 0, []
    for size in range(_LONGEST, 0, -1):
        words = found[at : at + size]
        if kind := _KIND.get(tuple(token.text for token in words)):
            start, end = words[0].start, words[-1].end
            reading = DAYTIME if text[start:end].lower() in BY_DAY else WHOLE
            return len(words), [Value(kind, frozenset({reading}), start, end, text[start:end])]
    return 0, []


_BUT = frozenset(
    "unntatt,unnateke,utenom,utanom,bortsett fra,bortsett frå,med unntak av,except,except for,but,but not".split(",")
)


Days = frozenset[int]


def all_but(at: int, found: Sequence[Token], days: Days, day: Callable[[str], Days]) -> tuple[int, Days]:
    """How many tokens tell several days and the one left out («hverdager unntatt onsdag»), and the days that remain."""
    for size in (1, 2, 3):
        said = " ".join(token.text for token in found[at + 1 : at + 1 + size])
        if said in _BUT and at + 1 + size < len(found) and (out := day(found[at + 1 + size].text)) < days:
            return size + 2, days - out
    return 1, days
