"""What a number counts: things just named, what is listed after it, how long ahead, or nothing at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.check.alignment import Placed
from service.check.clauses import Clause
from service.check.finding import denies
from service.check.values import Value

_SOME_OF = re.compile(r"\W{1,3}(?:av|of)\s{1,3}(?:dem|de|dei|desse|disse|them|these|the)\b", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:snau|knapp|knap|vel|godt|drøy|omtrent|rundt|omkring|cirka|nærmere|nærare|nesten|nearly|almost|about|"
    r"roughly|"
    r"around|rett (?:over|etter|før|under)|just (?:over|under|after|before))e?t?\s+$", re.IGNORECASE)  # fmt: skip
_THESE = re.compile(r"\b(?:de|dei|dere|vi|me|the|these|those|alle)\s+$", re.IGNORECASE)
"""«To av dem», «de to»: a count of what has just been named, not a number of the source's."""
_TERM_AFTER = re.compile(r"\s{1,3}(?:før|etter|i forveien|i forvegen|i førevegen|på forhånd|på førehand|before|after|ahead|in "
    r"advance)\b", re.IGNORECASE)  # fmt: skip
_TERM_BEFORE = re.compile(r"\b(?:etter|after|innen|innan|inntil|senest|seinast|within|up to|at least|minst)\s+$", re.IGNORECASE)
ROUNDED = 0.75
"""How large a part of the source's figure one that is told as «some six weeks» must at least be, or the other way round."""
COUNTS_ONE = frozenset("1 én éin éi".split())
"""How one is written where it is a count, and no article."""
SMALL = 12
"""Up to this a number in words may be said of anything («to tre ting»)."""
FEW = 4
"""Up to this «de to» may point back to what was named."""


def counts_named(clause: Clause, value: Value) -> bool:
    """Whether a number in words counts things the draft has just named («to av dem», «de to»), and sets no limit."""
    if (value.kind != "number" and value.dimension != "time") or value.text[0].isdecimal():
        return False
    start, end = value.start - clause.start, value.end - clause.start
    few = max(value.numbers, default=0) <= FEW and not clause.stance.bounds[clause.values.index(value)]
    return bool(_SOME_OF.match(clause.text, end) or (few and _THESE.search(clause.text[:start])))


def is_numbering(draft: str, value: Value) -> bool:
    """Whether a number only numbers a point of a list: «1) …», «2. …» where a sentence may begin."""
    after, before = draft[value.end : value.end + 3], draft[max(0, value.start - 2) : value.start]
    opens = not before.strip() or before.strip()[-1] in ".:!?"
    return value.kind == "number" and len(value.text) == 1 and bool(
        (after[:1] == ")" and "(" not in before) or (opens and after[:2] == ". " and after[2:].isupper())
    )  # fmt: skip


def counts_listed(value: Value, beside: Sequence[Value]) -> bool:
    """Whether a small number counts the days or weeks listed after it: «to dager, 16. og 20. oktober»."""
    count, at = max(value.numbers, default=0), next((at for at, own in enumerate(beside) if own.text == value.text), 0)
    listed = beside[at + 1 :]
    sorts = (("date",), ("number",), ("weekday",), ("date", "number"))
    return 1 < count <= SMALL and any(sum(other.kind in kinds for other in listed) == count for kinds in sorts)


def is_a_count_of_its_own(value: Value, rival: Placed) -> bool:
    """Whether a small number in words counts what it likes where the source counts nothing: «to formiddager» of two dates."""
    small = value.kind == "number" and not value.text[0].isdecimal() and max(value.numbers, default=0) <= SMALL
    return small and not any(other.kind in ("number", "quantity") for other in rival.clause.values)


def is_a_term(clause: Clause, value: Value) -> bool:
    """Whether a time told by its article alone is a term: «en uke før», «within a month»."""
    start, end = value.start - clause.start, value.end - clause.start
    return bool(_TERM_AFTER.match(clause.text, end) or _TERM_BEFORE.search(clause.text[:start]))


def is_about(clause: Clause, value: Value, rival: Placed | None) -> bool:
    """Whether a value is told as nearly so («snaue tre uker»), and the source's own is not far from it."""
    if not _ABOUT.search(clause.text[: value.start - clause.start]):
        return False
    facing = [_size(other) for other in rival.clause.values if other.dimension == value.dimension] if rival else []
    own = _size(value)
    near = any(min(own, other) >= ROUNDED * max(own, other) for other in facing)
    return near or not facing or value.kind not in ("quantity", "number")


def _size(value: Value) -> float:
    """The amount of a quantity in its dimension's unit, or a bare number."""
    amounts = [float(reading[1]) for reading in value.readings] if value.kind == "quantity" else value.numbers  # type: ignore[index]
    return max(amounts, default=0.0)


def counts_other_things(value: Value, asked: Value) -> bool:
    """Whether a bare number of the citizen's is of other things than a value: «to senger» and «to veker», «15» and a date.

    An age in one word («an eight-year-old») may be what the citizen told by its number alone.
    """
    if asked.kind != "number" or value.kind == "date":
        return asked.kind == "number"
    age = value.dimension == "months" and " " not in value.text
    return value.kind == "quantity" and not age and max(asked.numbers, default=0) <= SMALL


def says_no_value(clause: Clause, value: Value) -> bool:
    """Whether a value is only an article, a count of what the draft has just named, or «ikke én»."""
    one = value.kind == "number" and value.numbers == {1.0}
    article = one and (value.text.lower() not in COUNTS_ONE or denies(clause, value))
    return article or (value.weak and not is_a_term(clause, value)) or counts_named(clause, value)
