"""What a draft says of a thing that its sources say otherwise: names, stance, denials and reasons, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from operator import attrgetter

from service.check.alignment import Aligner, Best, Placed
from service.check.clauses import Clause, keys
from service.check.conditions import whatever
from service.check.contest import DENIED, SAME, ahead, any_same, contest, limits_turned, named, plain, same_time, same_values
from service.check.denials import NEEDED, denial, lone_denial, same_wording
from service.check.examples import outside
from service.check.finding import FLOOR, LEAD, Finding, against, leads, short
from service.check.inclusion import inclusion
from service.check.kinds import kinds_in, member
from service.check.lexicon import same
from service.check.needs import needs
from service.check.reading import is_english
from service.check.reasons import reason

_IF = re.compile(r"\b(?:hvis|viss|om|dersom|if|når|when|såfremt|unless|med mindre)\b", re.IGNORECASE)
_SPARED = re.compile(r"^\W{0,5}(?:uten|utan) .{2,80}\b(?:slipper|slepp)\b", re.IGNORECASE)
"""«Uten kjøkken slipper du» says what holds of some, and not of what is with one."""
_WHEN = re.compile(r"\b(?:før|before|etter|after|i forkant av|i etterkant av|"
    r"ahead of) (?P<what>(?:[\w-]+ ?){1,4})", re.IGNORECASE)
_RANGE = re.compile(r"\b(?:fra|frå|from)\b.+\b(?:til|to|until)\b", re.IGNORECASE)
_CUT_OFF = re.compile(
    r"\b(?:steng\w*|borte|brudd\w*|brot\w*|avbr[uo]\w*|kutt\w*|fjern\w*|remov\w*|tas av|teken av|slås av|slått av|shut|"
    r"off|outage|cut)\b", re.IGNORECASE
)
"""What is shut off or broken is without: «vannet stenges» is «uten vann»."""
EXACT = ("direction", "side", "room", "booking", "sign-up", "boil")
"""Axes whose poles are as exact as a number: one that no source speaks of is wrong where a source speaks of another."""
SURE = 0.7
"""The lead from which a name that a source knows surely belongs to another thing; below it a person looks."""
OF_IT = 0.35
"""The share of a clause's other words that a source clause must hold to name another of a kind in the same statement."""
NEAREST = 5
"""Words after «må» or «trenger» that may be what is needed."""


def contraries(clause: Clause, aligner: Aligner) -> Iterator[Finding]:
    """Everything in a clause that the sources say otherwise; nothing where one of them says it in the same words."""
    if any(_says_the_same(item.clause, clause) for item in aligner.placed):
        return
    for look in (_names, _agents, _kinds, _poles, _with_and_without, denial, lone_denial, needs, inclusion, whatever, reason):
        yield from look(clause, aligner)


def _says_the_same(source: Clause, clause: Clause) -> bool:
    same_words = same_wording(clause.text, source.text) == same_wording(source.text, clause.text) == 1
    return same_words and source.stance.denied == clause.stance.denied


def _names(clause: Clause, aligner: Aligner) -> Iterator[Finding]:
    """Names compete with names, and places told by common nouns with such places."""
    for sort in (attrgetter("names"), attrgetter("places")):
        yield from _named_otherwise(clause, aligner, sort)


def _named_otherwise(clause: Clause, aligner: Aligner, sort: Callable[[Clause], frozenset[str]]) -> Iterator[Finding]:
    mine = sort(clause)
    unsaid = frozenset().union(*map(keys, mine))
    for name in sorted(name for name in mine if keys(name)):
        own = keys(name)
        held, rival = contest(
            clause, aligner, lambda source, own=own: any_same(own, source.words | source.near | source.about),
            lambda source: bool(sort(source)) and not any(named(n, m) for n in sort(source) for m in mine), unsaid,
        )  # fmt: skip
        if held[1] is None:
            rival = aligner.best(clause, lambda source: bool(sort(source)), unsaid=unsaid)
        known = held[1] is not None or any_same(own, aligner.topic)
        at = clause.start + max(0, clause.text.lower().find(name))
        if not known and not any_same(own, aligner.vocabulary):
            yield Finding("review", f"«{name.capitalize()}» står ikke i noen kilde; se over selv.", (at, at + len(name)))
        asked = any_same(own, aligner.topic)
        alike = aligner.own_coverage(clause, rival[1].clause, own) >= SAME if asked and rival[1] else True
        if rival[1] and ahead(held, rival) and alike and (known or aligner.coverage(clause, rival[1].clause) >= DENIED):
            other = next(iter(sorted(sort(rival[1].clause))))
            why = f"Kilden sier {other.capitalize()}, ikke {name.capitalize()}."
            same_language = is_english(clause.sentence) == is_english(rival[1].clause.sentence)
            sure = same_language and (held[1] is None or rival[0] - held[0] >= SURE)
            yield Finding("fail" if sure else "review", why, (at, at + len(name)), held[1] is not None)


def _agents(clause: Clause, aligner: Aligner) -> Iterator[Finding]:
    """Who does what: «fylt av en sykepleier», «given by the county governor»."""
    doer = clause.stance.doer
    if not doer or clause.stance.denied:
        return
    held, rival = contest(
        clause, aligner, lambda source: any_same({doer}, source.words | source.names) and not source.stance.denied,
        lambda source: bool(source.stance.doer) and not same(source.stance.doer, doer) and not source.stance.denied,
        frozenset({doer}),
    )  # fmt: skip
    if rival[1] and ahead(held, rival) and aligner.own_coverage(clause, rival[1].clause, frozenset({doer})) >= SAME:
        yield against(clause, rival[1], held[1] is not None)


def _kinds(clause: Clause, aligner: Aligner) -> Iterator[Finding]:
    """One of a kind where the source has another: who does it, where it is."""
    for kind, mine in kinds_in(clause.text).items():
        for number, (start, end) in mine.items():
            own = member(kind, number) | keys(clause.text[start:end])
            asked = bool(own & aligner.topic)
            held, rival = contest(
                clause, aligner,
                lambda source, kind=kind, number=number, own=own: number in kinds_in(source.sentence).get(kind, {})
                or any_same(own & clause.words, source.words | source.near | source.about),
                lambda source, kind=kind, mine=mine, number=number: _other_of(kind, number, mine, source)
                and source.stance.denied == clause.stance.denied,
                own,
            )  # fmt: skip
            wins = rival[1] is not None and leads(rival[0], held[0] if held[1] else 0.0, LEAD / 2)
            if rival[1] and wins and aligner.own_coverage(clause, rival[1].clause, own) >= (SAME if asked else OF_IT):
                at = clause.start + start, clause.start + end
                yield Finding("fail", f"Kilden sier: «{short(rival[1])}»", at, held[1] is not None)


def _other_of(kind: str, number: int, mine: Collection[int], source: Clause) -> bool:
    """Whether a source clause names another of a kind in place of this one, beside those that both name."""
    theirs = kinds_in(source.text).get(kind, {})
    return number not in theirs and bool(theirs.keys() - mine)


def _poles(clause: Clause, aligner: Aligner) -> Iterator[Finding]:
    axes = [axis for axis, _ in clause.stance.poles]
    for axis, pole in sorted(clause.stance.poles):
        if axes.count(axis) > 1:
            continue
        held, rival = contest(
            clause, aligner, lambda source, side=(axis, pole): side in source.stance.poles,
            lambda source, axis=axis, pole=pole: _other_pole(source, axis, pole) and same_time(clause, source),
            clause.stance.spoken,
        )  # fmt: skip
        if held[1] is not None and not clause.values and not clause.words - clause.stance.spoken:
            continue
        if rival[1] and (_of_another(axis, clause, rival[1].clause) or _named_by(clause, held, rival[1])):
            continue
        alone = held[1] is None and rival[1] is not None
        alone = alone and (_exact(axis, clause, rival[1]) or _elliptical(clause, rival[1], aligner))
        alike = rival[1] and (
            same_values(clause, rival[1].clause)
            or aligner.own_coverage(clause, rival[1].clause, clause.stance.spoken) >= DENIED
        )
        if rival[1] and (alone or (alike and ahead(held, rival))):
            yield against(clause, rival[1], held[1] is not None)


def _named_by(clause: Clause, held: Best, rival: Placed) -> bool:
    """Whether one sentence says the one of a thing and the other of its like, and the draft names the first as well."""
    return held[1] is not None and held[1].clause.sentence == rival.clause.sentence and all(
        any_same({word}, held[1].clause.words) for word in clause.words if any_same({word}, rival.clause.words)
    )  # fmt: skip


def _of_another(axis: str, clause: Clause, source: Clause) -> bool:
    """Whether two clauses say before and after of different things («før start», «etter slutt»), or speak of other seasons,
    or one of what is with a thing and the other of what is without.

    That one form is not enough, or not needed, is what a source says that asks for the other.
    """
    if clause.stance.lacking & source.stance.having or clause.stance.having & source.stance.lacking:
        return True
    if axis == "paid" and ("included", "in") in clause.stance.poles and (
        ("included", "in") in source.stance.poles or any_same(clause.words - clause.stance.spoken, source.stance.having)
    ):
        return True
    if axis == "form":
        return clause.stance.denied
    if axis == "often" and sum(value.kind == "weekday" for value in clause.values) > 1:
        return True
    if axis == "when":
        mine, theirs = ([keys(match["what"]) for match in _WHEN.finditer(part.text)] for part in (clause, source))
        return bool(mine and theirs) and not any(any_same(one, other) for one in mine for other in theirs)
    if axis == "open" and outside(clause, source):
        return True
    seasons, known = ({pole for name, pole in part.stance.poles if name == "season"} for part in (clause, source))
    return bool(_RANGE.search(source.text)) if axis == "season" else bool(seasons - known)


def _exact(axis: str, clause: Clause, rival: Placed) -> bool:
    """Whether the other pole is a contradiction wherever it stands; not under a condition («only cabins must be booked»)."""
    return axis in EXACT and not (clause.stance.conditional or rival.clause.stance.conditional)


def _elliptical(clause: Clause, rival: Placed, aligner: Aligner) -> bool:
    """Whether a clause says no more of its own than this («det er gratis»), where the source it follows says otherwise."""
    left = clause.words - clause.stance.spoken
    return len(left) < 2 and aligner.leading(rival.source_id) and all(any_same({word}, rival.clause.words) for word in left)


def _other_pole(source: Clause, axis: str, pole: str) -> bool:
    poles = {side for name, side in source.stance.poles if name == axis}
    return bool(poles) and pole not in poles


def _with_and_without(clause: Clause, aligner: Aligner) -> Iterator[Finding]:
    stance = clause.stance
    need = NEEDED.search(clause.text)
    needed = keys(" ".join(clause.text[need.end() :].split()[:NEAREST])) if need and plain(clause) else frozenset()
    elsewhere = {other for item in aligner.placed for other in item.clause.stance.lacking}
    needed = frozenset(word for word in needed if any_same({word}, elsewhere))
    provided = keys(" ".join(_IF.split(clause.text)[1:])) & stance.having
    provided |= stance.lacking if _SPARED.match(clause.text) else frozenset()
    for word in sorted((stance.lacking - stance.spoken) | stance.having | needed):
        lacks = word in stance.lacking
        held, rival = contest(
            clause, aligner, lambda source, word=word, lacks=lacks: _lacks(source, word, lacks) is lacks,
            lambda source, word=word, lacks=lacks: _lacks(source, word, lacks) is (not lacks), frozenset({word}),
        )  # fmt: skip
        if word in provided or not rival[1] or limits_turned(clause, rival[1].clause):
            continue
        if lacks and _CUT_OFF.search(rival[1].clause.text):
            continue
        lost = lacks and held[1] is None and rival[1] is not None and not (rival[1].clause.stance.denied or stance.conditional)
        lost = lost and rival[0] >= FLOOR and aligner.own_coverage(clause, rival[1].clause) >= DENIED
        if rival[1] and (ahead(held, rival) or lost):
            yield against(clause, rival[1], held[1] is not None)


def _lacks(source: Clause, word: str, denying: bool) -> bool | None:
    """Whether a source clause is without a thing, or None where it does not speak of it.

    To deny the clause is to be without it only where the draft says so too: «ingen bunnfradrag» is «uten bunnfradrag».
    """
    if any(same(word, other) for other in source.stance.lacking):
        return True
    if any(same(word, other) for other in source.words):
        return None if ("included", "extra") in source.stance.poles else denying and source.stance.denied
    return None
