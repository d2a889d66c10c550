"""Which values of a source bear out a value of the draft, and which may stand in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.check.alignment import Placed
from service.check.classes import MEASURED, lies_between
from service.check.clauses import Clause
from service.check.finding import denies
from service.check.lexicon import nearest
from service.check.reading import is_english, read
from service.check.values import Value, agree, within

_CONFIRMS = re.compile(r"^\W*(?:(?:hei|hi|hello)\W+)?(?:ja|jo|jepp|jau|yes|stemmer|stemmar|det stemmer|riktig|rett|correct|"
    r"that is right)\b", re.IGNORECASE)  # fmt: skip
"""What the citizen said is a fault only where the draft says yes to it."""
_SOME_OF = re.compile(r"\W{1,3}(?:av|of)\s{1,3}(?:dem|de|dei|desse|disse|them|these|the)\b", re.IGNORECASE)
_AVERAGE = re.compile(r"\b(?:i snitt|snitt(?:et|a)|gjennomsnitt\w*|median\w*|on average|average)\b", re.IGNORECASE)
"""A mean says nothing against a limit."""
_UNTIL = re.compile(
    r"\b(?:til|fra|frå|igjen|until|from|again|unntatt|unnateke|except|før|etter|before|after)\W+(?:og med\W+)?$", re.IGNORECASE
)
_ABOUT = re.compile(r"\b(?:snau|knapp|knap|vel|godt|drøy|omtrent|rundt|omkring|cirka|nærmere|nærare|nesten|nearly|almost|about|"
    r"roughly|"
    r"around|rett (?:over|etter|før|under)|just (?:over|under|after|before))e?t?\s+$", re.IGNORECASE)  # fmt: skip
_NOT = re.compile(r"\b(?:ikke|ikkje|not)\b|n['’]t\b", re.IGNORECASE)
_SHUT = re.compile(r"\b(?:steng|lukk|clos|shut|ikk|ingen|inga|not?\b)", re.IGNORECASE)
_THESE = re.compile(r"\b(?:de|dei|dere|vi|me|the|these|those|alle)\s+$", re.IGNORECASE)
"""«To av dem», «de to»: a count of what has just been named, not a number of the source's."""
_TERM_AFTER = re.compile(r"\s{1,3}(?:før|etter|i forveien|i forvegen|i førevegen|på forhånd|på førehand|before|after|ahead|in "
    r"advance)\b", re.IGNORECASE)  # fmt: skip
_AT = re.compile(r"\bat(?: \d\d?(?:,| or| and) at)?\s+$", re.IGNORECASE)
"""An English time of day without «o'clock»: «join us at 12»."""
_TERM_BEFORE = re.compile(r"\b(?:etter|after|innen|innan|inntil|senest|seinast|within|up to|at least|minst)\s+$", re.IGNORECASE)
_FOR = re.compile(r"\s{1,3}(?:for|per|pr\.?)\b", re.IGNORECASE)
LONGEST_GAP = 20
"""Characters between a price and the time it is for."""
ROUNDED = 0.75
"""How large a part of the source's figure one that is told as «some six weeks» must at least be, or the other way round."""
COUNTS_ONE = frozenset("1 én éin éi".split())
"""How one is written where it is a count, and no article."""
SMALL = 12
"""Up to this a number in words may be said of anything («to tre ting»)."""
PER = {"hour": 60.0, "day": 1440.0, "night": 1440.0, "week": 10080.0}
"""The minutes of what prices are counted by: «one night costs 200» of 200 a night."""
DAY_BEFORE, DAY = ("day", "before"), 1440.0
"""«The day before» is one day, in minutes."""
FEW = 4
"""Up to this «de to» may point back to what was named."""
FAR = 20
"""How many times larger another number may be and still be what was meant."""
REPEATED = 0.55
"""The share of a clause's words from which it is the source's statement, with the citizen's number in it."""


def holds(source: Clause, value: Value) -> bool:
    daily = DAY_BEFORE in source.stance.poles or any("day" in held.per for held in source.values)
    if daily and ("time", DAY) in value.readings:
        return True
    if any(("time", PER[name]) in value.readings for held in source.values for name in held.per & PER.keys()):
        return True
    if value.kind == "weekday":
        days = _days_of(source)
        return value.readings <= days and not _cut_short(value, source)
    return any(agree(value, held) and not _for_longer(value, held, source) for held in source.values)


def _days_of(source: Clause) -> frozenset[object]:
    """The days of the week a source clause names, and those of its sentence where it says nothing of being shut."""
    told = source.values if _SHUT.search(source.sentence) else (*source.values, *read(source.sentence, is_english(source.sentence)))
    return frozenset().union(*(held.readings for held in told if held.kind == "weekday"))


def _for_longer(value: Value, held: Value, source: Clause) -> bool:
    """Whether a price by the hour or day is the source's for several of them: «350 kroner for inntil fire timer»."""
    after = [other for other in source.values if other.dimension == "time" and 0 < other.start - held.end < LONGEST_GAP]
    between = source.text[held.end - source.start : after[0].start - source.start] if after else ""
    return bool(value.per & {"hour", "day", "night", "week"}) and bool(_FOR.match(between))


def _cut_short(value: Value, source: Clause) -> bool:
    """Whether a run of days begins as one of the source's and ends before it: «mandag til torsdag» of «mandag til fredag»."""
    runs = [held.readings for held in source.values if held.kind == "weekday" and len(held.readings) > 2]
    return len(value.readings) > 2 and value.readings not in runs and any(
        value.readings < run and min(value.readings) == min(run) for run in runs  # type: ignore[type-var]
    )  # fmt: skip


def all_held(draft: Clause, source: Clause) -> bool:
    """Whether a source clause holds two or more values of a draft's, and all of them."""
    return len(draft.values) > 1 and all(holds(source, value) for value in draft.values)


def differs(source: Clause, value: Value, held: Placed | None, draft: Clause) -> bool:
    """Whether a source clause has another value where the draft has this one, and not one the draft gives beside it."""
    if holds(source, value) or (held is not None and _AVERAGE.search(source.text) and not _AVERAGE.search(draft.text)):
        return False
    if value.kind == "weekday" and not source.stance.denied and _NOT.search(draft.text):  # «not at weekends», «every weekday»
        return False
    if value.kind == "weekday" and _shut_on_others(draft, source):
        return False
    if (value.dimension == "kroner" and _is_free(source)) or (value.kind == "weekday" and _cut_short(value, source)):
        return True
    dimensions = {value.dimension}
    if held is not None:
        theirs = {other.dimension for other in held.clause.values if agree(value, other)}
        counted = {other.dimension for other in held.clause.values if agree(value, other) and other.kind == "quantity"}
        hour = theirs == {"clock"} and _AT.search(draft.text[: value.start - draft.start])
        meant = counted or (theirs if theirs == {"date"} or hour else set())
        dimensions = meant if value.kind == "number" and meant else dimensions | theirs
    others = [other for other in source.values
              if any(kin(other.dimension, mine) if held is None else other.dimension == mine for mine in dimensions)
              and not _far(value, other) and not _ranks(other, source, value) and _of_one_sort(value, other, held)
              and not (other.dimension not in dimensions and any(own.dimension == other.dimension for own in draft.values))
              and not _of_another_day(draft, source, other) and not (held and _of_another_rate(value, other))]  # fmt: skip
    return any(not any(agree(beside, other) for beside in draft.values) for other in others)


def _shut_on_others(draft: Clause, source: Clause) -> bool:
    """Whether a draft says that it is closed on days that are none of those a source says it is open on."""
    mine, theirs = (frozenset().union(*(value.readings for value in part.values if value.kind == "weekday")) for part in (draft, source))
    sides = [{pole for axis, pole in part.stance.poles if axis == "open"} for part in (draft, source)]
    return sides == [{"closed"}, {"open"}] and bool(theirs) and not mine & theirs


def _is_free(source: Clause) -> bool:
    """Whether a source clause says that a thing is free, for all: no limit, no price, and not within another price."""
    sides = {("paid", "free"), ("included", "in")} & source.stance.poles
    limited = any(source.stance.bounds) or source.stance.conditional
    return sides == {("paid", "free")} and not limited and not any(other.dimension == "kroner" for other in source.values)


def kin(one: str, other: str) -> bool:
    """Whether values of two dimensions can be confused: months and working days are time."""
    return one == other or {one, other} in ({"months", "time"}, {"workdays", "time"})


def _of_another_day(draft: Clause, source: Clause, other: Value) -> bool:
    """Whether a day of the week only belongs to a date of the source's («mandag 19. august») the draft does not speak of."""
    dated = other.kind == "weekday" and any(value.kind == "date" for value in source.values)
    return dated and not any(value.kind == "date" for value in draft.values)


def _of_another_rate(value: Value, other: Value) -> bool:
    """Whether two prices are counted by other things: by the day and by the month."""
    return bool(value.per and other.per) and not value.per & other.per


def _of_one_sort(value: Value, other: Value, held: Placed | None) -> bool:
    """Whether two contacts can be confused where both are the source's: numbers with numbers, pages with pages."""
    mine, theirs = ({sort for sort, _ in one.readings} if one.kind == "contact" else set() for one in (value, other))  # type: ignore[misc]
    return held is None or value.kind != "contact" or mine == theirs


def _ranks(other: Value, source: Clause, value: Value) -> bool:
    """Whether a source's number tells which one («7. klasse»), where the draft's counts («to doser»)."""
    ordinal = re.match(r"\.\s{1,2}[a-zæøå]", source.text[other.end - source.start :])
    return other.kind == value.kind == "number" and bool(ordinal) and not value.text[0].isdecimal()


def _far(one: Value, other: Value) -> bool:
    """Whether two bare numbers are too unlike for one to stand for the other: «to» and 1924."""
    small, large = sorted(max(value.numbers, default=0.0) for value in (one, other))
    return one.kind == other.kind == "number" and large > FAR * small


def counts_named(clause: Clause, value: Value) -> bool:
    """Whether a number in words counts things the draft has just named («to av dem», «de to»)."""
    if (value.kind != "number" and value.dimension != "time") or value.text[0].isdecimal():
        return False
    start, end = value.start - clause.start, value.end - clause.start
    few = max(value.numbers, default=0) <= FEW
    return bool(_SOME_OF.match(clause.text, end) or (few and _THESE.search(clause.text[:start])))


def shut_then(clause: Clause, value: Value, source: Clause) -> bool:
    """Whether a source says that it is closed on a day the draft says it is open on; «open until Tuesday» names no such day."""
    mine, theirs = ({pole for axis, pole in part.stance.poles if axis == "open"} for part in (clause, source))
    day = value.kind in ("weekday", "date") and not _UNTIL.search(clause.text[: value.start - clause.start])
    return day and mine == {"open"} and theirs == {"closed"}


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


def confirms(draft: Clause, rival: Placed | None) -> bool:
    """Whether a draft says yes to what the citizen said, or says it itself where a source clause says another thing."""
    said = sum(nearest(word, rival.clause.words | rival.clause.about) for word in draft.words) if rival else 0.0
    return bool(_CONFIRMS.match(draft.sentence)) or (len(draft.words) > 0 and said >= REPEATED * len(draft.words))


def allowed(draft: Clause, value: Value, rival: Placed | None) -> bool:
    """Whether what the citizen said is denied, or keeps to a limit that the source gives («14 m» and «inntil 15 m»).

    A limit of the draft's own («under 12») is the draft's to answer for.
    """
    own = draft.stance.bounds[draft.values.index(value)]
    if draft.stance.denied or own or rival is None:
        return draft.stance.denied and not own
    limits = zip(rival.clause.values, rival.clause.stance.bounds, strict=True)
    between = value.dimension in MEASURED and lies_between(value, rival.clause)
    alike = [(other, bound) for other, bound in limits if bound and kin(other.dimension, value.dimension)]
    return between or any(within(value, other, bound) for other, bound in alike)


def says_no_value(clause: Clause, value: Value) -> bool:
    """Whether a value is only an article, a count of what the draft has just named, or «ikke én»."""
    one = value.kind == "number" and value.numbers == {1.0}
    article = one and (value.text.lower() not in COUNTS_ONE or denies(clause, value))
    return article or (value.weak and not is_a_term(clause, value)) or counts_named(clause, value)
