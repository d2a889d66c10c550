"""Which values of a source bear out a value of the draft, and which may stand in its place."""

from __future__ import annotations

import re

from service.check.alignment import Placed
from service.check.classes import MEASURED, lies_between
from service.check.clauses import Clause
from service.check.lexicon import nearest
from service.check.reading import is_english, read
from service.check.values import Value, agree, within

_CONFIRMS = re.compile(r"^\W*(?:(?:hei|hi|hello)\W+)?(?:ja|jo|jepp|jau|yes|stemmer|stemmar|det stemmer|riktig|rett|correct|"
    r"that is right)\b", re.IGNORECASE)  # fmt: skip
"""What the citizen said is a fault only where the draft says yes to it."""
_AVERAGE = re.compile(r"\b(?:i snitt|snitt(?:et|a)|gjennomsnitt\w*|median\w*|on average|average)\b", re.IGNORECASE)
"""A mean says nothing against a limit."""
_UNTIL = re.compile(
    r"\b(?:til|fra|frå|igjen|until|from|again|unntatt|unnateke|except|før|etter|before|after)\W+(?:og med\W+)?$", re.IGNORECASE
)
_NOT = re.compile(r"\b(?:ikke|ikkje|not)\b|n['’]t\b", re.IGNORECASE)
_SHUT = re.compile(r"\b(?:steng|lukk|clos|shut|ikk|ingen|inga|not?\b)", re.IGNORECASE)
_AT = re.compile(r"\bat(?: \d\d?(?:,| or| and) at)?\s+$", re.IGNORECASE)
"""An English time of day without «o'clock»: «join us at 12»."""
_FOR = re.compile(r"\s{1,3}(?:for|per|pr\.?)\b", re.IGNORECASE)
LONGEST_GAP = 20
"""Characters between a price and the time it is for."""
PER = {"hour": 60.0, "day": 1440.0, "night": 1440.0, "week": 10080.0}
"""The minutes of what prices are counted by: «one night costs 200» of 200 a night."""
DAY_BEFORE, DAY = ("day", "before"), 1440.0
"""«The day before» is one day, in minutes."""
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
    sentence = source.sentence
    told = source.values if _SHUT.search(sentence) else (*source.values, *read(sentence, is_english(sentence)))
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
    if value.kind == "weekday" and shut_on_others(draft, source):
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


def shut_on_others(draft: Clause, source: Clause) -> bool:
    """Whether a draft says that it is closed on days that are none of those a source says it is open on."""
    days = [[value.readings for value in part.values if value.kind == "weekday"] for part in (draft, source)]
    mine, theirs = (frozenset().union(*named) for named in days)
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


def shut_then(clause: Clause, value: Value, source: Clause) -> bool:
    """Whether a source says that it is closed on a day the draft says it is open on; «open until Tuesday» names no such day."""
    mine, theirs = ({pole for axis, pole in part.stance.poles if axis == "open"} for part in (clause, source))
    day = value.kind in ("weekday", "date") and not _UNTIL.search(clause.text[: value.start - clause.start])
    return day and mine == {"open"} and theirs == {"closed"}


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


