"""What a draft says of a thing that its sources say otherwise: names, stance, denials and reasons, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from operator import attrgetter

from service.check.alignment import IDLE, Aligner, Best, Placed, Side
from service.check.clauses import Clause, keys
from service.check.finding import FLOOR, LEAD, Finding, against, denies, leads, short
from service.check.lexicon import same
from service.check.values import agree

_REASON = re.compile(
    r"\b(?:fordi|siden det|ettersom|because|grunnen (?:er|var)|begrunnelsen (?:er|var)|grunngjevinga (?:er|var)|"
    r"årsaken (?:er|var)|årsaka (?:er|var)|"
    r"på grunn av|grunna|skyldes|skuldast|kommer av|kjem av|due to|the reason (?:is|was)|av hensyn til|"
    r"av omsyn til)\b(?P<reason>.*)", re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_NEEDED = re.compile(
    r"\b(?:må|skal|treng\w*|trenger|need\w*|krev\w*|krav|nødvendig\w*|påbudt|must|have to|has to)\b", re.IGNORECASE
)
_FREED = re.compile(r"\b(?:treng\w*|trenger|need\w*|krav|krev\w*|nødvendig\w*|behøv\w*)\b", re.IGNORECASE)
_NEARLY_NO = re.compile(
    r"\b(?:bare|berre|kun|only|unntatt|unnateke|except|steng\w*|closed|forb[ou]d\w*|slutt|full\w*|utsol[gd]t\w*|sold out|nei|"
    r"avsla\w*|gratis|free|frivillig\w*|valgfri\w*|voluntary|optional|heller|hellar|instead|tidligere|tidlegare|"
    r"(?:u|im|un|il)(?:lovlig|lovleg|mulig|mogleg|possible|gyldig|able|legal|nødvendig|naudsynt|necessary|tilgjengel)\w*)\b",
    re.IGNORECASE,
)
"""What says no without a denial: beside one of these, turning a statement round may keep it true."""
EXACT = ("direction", "side", "room")
"""Axes whose poles are as exact as a number: one that no source speaks of is wrong where a source speaks of another."""
NEAREST = 5
"""Words after «må» or «trenger» that may be what is needed."""
DENIED, SAME = 0.5, 0.7
"""The share of a clause's words that a source must hold before it can deny it, and from which it says the same thing."""


def contraries(clause: Clause, aligner: Aligner) -> Iterator[Finding]:
    """Everything in a clause that the sources say otherwise."""
    for look in (_names, _agents, _poles, _with_and_without, _denial, _lone_denial, _reason):
        yield from look(clause, aligner)


def _names(clause: Clause, aligner: Aligner) -> Iterator[Finding]:
    """Names compete with names, and places told by common nouns with such places."""
    for sort in (attrgetter("names"), attrgetter("places")):
        yield from _named_otherwise(clause, aligner, sort)


def _named_otherwise(clause: Clause, aligner: Aligner, sort: Callable[[Clause], frozenset[str]]) -> Iterator[Finding]:
    mine = sort(clause)
    unsaid = frozenset().union(*map(keys, mine))
    for name in sorted(name for name in mine if keys(name)):
        own = keys(name)
        held, rival = _contest(
            clause, aligner, lambda source, own=own: _any(own, source.words | source.near | source.about),
            lambda source: bool(sort(source)) and not any(_named(n, m) for n in sort(source) for m in mine), unsaid,
        )  # fmt: skip
        if held[1] is None:
            rival = aligner.best(clause, lambda source: bool(sort(source)), unsaid=unsaid)
        known = held[1] is not None or _any(own, aligner.topic)
        if rival[1] and _ahead(held, rival) and (known or aligner.coverage(clause, rival[1].clause) >= DENIED):
            other = next(iter(sorted(sort(rival[1].clause))))
            at = clause.start + max(0, clause.text.lower().find(name))
            why = f"Kilden sier {other.capitalize()}, ikke {name.capitalize()}."
            yield Finding("fail", why, (at, at + len(name)), held[1] is not None)


def _agents(clause: Clause, aligner: Aligner) -> Iterator[Finding]:
    """Who does what: «fylt av en sykepleier», «given by the county governor»."""
    doer = clause.stance.doer
    if not doer or clause.stance.denied:
        return
    held, rival = _contest(
        clause, aligner, lambda source: _any({doer}, source.words | source.names) and not source.stance.denied,
        lambda source: bool(source.stance.doer) and not same(source.stance.doer, doer) and not source.stance.denied,
        frozenset({doer}),
    )  # fmt: skip
    if rival[1] and _ahead(held, rival) and aligner.own_coverage(clause, rival[1].clause, frozenset({doer})) >= SAME:
        yield against(clause, rival[1], held[1] is not None)


def _poles(clause: Clause, aligner: Aligner) -> Iterator[Finding]:
    axes = [axis for axis, _ in clause.stance.poles]
    for axis, pole in sorted(clause.stance.poles):
        if axes.count(axis) > 1:
            continue
        held, rival = _contest(
            clause, aligner, lambda source, side=(axis, pole): side in source.stance.poles,
            lambda source, axis=axis, pole=pole: _other_pole(source, axis, pole) and same_time(clause, source),
            clause.stance.spoken,
        )  # fmt: skip
        if held[1] is not None and not clause.values and not clause.words - clause.stance.spoken:
            continue
        alone = held[1] is None and rival[1] is not None and (axis in EXACT or _elliptical(clause, rival[1], aligner))
        alike = rival[1] and (
            _same_values(clause, rival[1].clause)
            or aligner.own_coverage(clause, rival[1].clause, clause.stance.spoken) >= DENIED
        )
        if rival[1] and (alone or (alike and _ahead(held, rival))):
            yield against(clause, rival[1], held[1] is not None)


def _elliptical(clause: Clause, rival: Placed, aligner: Aligner) -> bool:
    """Whether a clause says no more of its own than this («det er gratis»), where the source it follows says otherwise."""
    left = clause.words - clause.stance.spoken
    return len(left) < 2 and aligner.leading(rival.source_id) and all(_any({word}, rival.clause.words) for word in left)


def _other_pole(source: Clause, axis: str, pole: str) -> bool:
    poles = {side for name, side in source.stance.poles if name == axis}
    return bool(poles) and pole not in poles


def _with_and_without(clause: Clause, aligner: Aligner) -> Iterator[Finding]:
    stance = clause.stance
    need = _NEEDED.search(clause.text)
    needed = keys(" ".join(clause.text[need.end() :].split()[:NEAREST])) if need and _plain(clause) else frozenset()
    elsewhere = {other for item in aligner.placed for other in item.clause.stance.lacking}
    for word in sorted(stance.lacking | stance.having | {word for word in needed if _any({word}, elsewhere)}):
        lacks = word in stance.lacking
        held, rival = _contest(
            clause, aligner, lambda source, word=word, lacks=lacks: _lacks(source, word, lacks) is lacks,
            lambda source, word=word, lacks=lacks: _lacks(source, word, lacks) is (not lacks), frozenset({word}),
        )  # fmt: skip
        lost = lacks and held[1] is None and rival[1] is not None and not rival[1].clause.stance.denied
        lost = lost and rival[0] >= FLOOR and aligner.own_coverage(clause, rival[1].clause) >= DENIED
        if rival[1] and (_ahead(held, rival) or lost):
            yield against(clause, rival[1], held[1] is not None)


def _lacks(source: Clause, word: str, denying: bool) -> bool | None:
    """Whether a source clause is without a thing, or None where it does not speak of it.

    To deny the clause is to be without it only where the draft says so too: «ingen bunnfradrag» is «uten bunnfradrag».
    """
    if any(same(word, other) for other in source.stance.lacking):
        return True
    if any(same(word, other) for other in source.words):
        return denying and source.stance.denied
    return None


def _denial(clause: Clause, aligner: Aligner) -> Iterator[Finding]:
    denied = clause.stance.denied
    if clause.stance.conditional or (clause.stance.refusing and not denied):
        return
    if denied and any(denies(clause, value) for value in clause.values):
        return
    held = aligner.best(clause, lambda source: source.stance.denied == denied)
    rival = aligner.best(clause, lambda source: source.stance.denied != denied and same_time(clause, source))
    if not rival[1] or not _turns_round(clause, rival[1], held[1], aligner):
        return
    coverage = aligner.own_coverage(clause, rival[1].clause)
    lead = LEAD / 3 if coverage >= SAME else LEAD
    if coverage >= DENIED and leads(rival[0], held[0], lead) and (coverage >= SAME or not _has_own(clause, held[1], rival[1])):
        sure = not denied or aligner.about_the_same(clause, rival[1].clause)
        yield against(clause, rival[1], held[1] is not None, "fail" if sure else "review")


def _turns_round(clause: Clause, rival: Placed, held: Placed | None, aligner: Aligner) -> bool:
    """Whether one of two clauses denies what the other says, and no more: its words, its sentence, no limit or condition."""
    source, denied = rival.clause, clause.stance.denied
    if (source.stance.conditional and not denied) or _turned(clause, source) or clause.stance.turned or source.stance.turned:
        return False
    if held and held.clause.sentence == source.sentence:
        if aligner.own_coverage(clause, held.clause) >= aligner.own_coverage(clause, source):
            return False
    affirmed, denial = (source, clause) if denied else (clause, source)
    told = sum(_any({word}, affirmed.words | affirmed.before) for word in denial.stance.focus)
    if told < DENIED * len(denial.stance.focus) or affirmed.stance.lacking or _NEARLY_NO.search(affirmed.text):
        return False
    return (denied and len(clause.words) > 2) or aligner.about_the_same(clause, source)


def _has_own(clause: Clause, held: Placed | None, rival: Placed) -> bool:
    """Whether what bears a clause out holds a word of it that what denies it does not."""
    return held is not None and any(
        _any({word}, held.clause.words) and not _any({word}, rival.clause.words) for word in clause.words
    )


def _same_values(draft: Clause, source: Clause) -> bool:
    """Whether a draft's clause has values, all of which a source clause holds."""
    return bool(draft.values) and all(any(agree(one, other) for other in source.values) for one in draft.values)


def same_time(draft: Clause, source: Clause) -> bool:
    """Whether two clauses can speak of the same day and hour: what is so on Mondays says nothing of Sundays."""
    for kind in ("weekday", "date", "month", "clock"):
        mine, theirs = ([value for value in clause.values if value.kind == kind] for clause in (draft, source))
        if mine and theirs and not any(agree(one, other) for one in mine for other in theirs):
            return False
    return True


def _plain(clause: Clause) -> bool:
    """Whether a clause says that something is so: no denial, no condition, no limit that turning it round could meet."""
    return not (clause.stance.denied or clause.stance.conditional or any(clause.stance.bounds))


def _turned(draft: Clause, source: Clause) -> bool:
    """Whether both the limit and the denial are turned round: «under 16 med voksne» is «16 uten voksne»."""
    limits = {bound for bound in draft.stance.bounds if bound}, {bound for bound in source.stance.bounds if bound}
    return limits[0] != limits[1] and bool(draft.values) and bool(source.values)


def _lone_denial(clause: Clause, aligner: Aligner) -> Iterator[Finding]:
    """A thing the draft allows that stands in the sources only to be denied: «kort eller kontanter»."""
    if clause.stance.denied or clause.stance.conditional or clause.stance.refusing:
        return
    for word in sorted(clause.words - clause.stance.spoken - IDLE - frozenset().union(*map(keys, clause.names | clause.places))):
        holders = [item for item in aligner.placed if any(same(word, other) for other in item.clause.words)]
        said = clause.words | clause.before | aligner.topic
        alike = len(holders) == 1 and all(_any({other}, said) for other in holders[0].clause.words - IDLE)
        alike = alike and aligner.about_the_same(clause, holders[0].clause)
        if alike and not _NEARLY_NO.search(clause.text) and _only_denied(clause, holders[0].clause):
            sure = aligner.own_coverage(clause, holders[0].clause) >= DENIED
            yield against(clause, holders[0], True, "fail" if sure else "review")
            return


def _only_denied(clause: Clause, only: Clause) -> bool:
    """Whether a source clause does little else than deny a thing, outright."""
    bare = only.stance.denied and len(only.words) <= 3 and not only.stance.conditional
    freed = _FREED.search(only.text) and not _NEEDED.search(clause.text)
    return bare and not freed and not _turned(clause, only)


def _reason(clause: Clause, aligner: Aligner) -> Iterator[Finding]:
    """A reason must share a word with the reason its source gives."""
    match = _REASON.search(clause.text)
    if not match:
        return
    given = keys(match["reason"])
    giving = [item for item in aligner.placed if _REASON.search(item.clause.text)]
    if not given or not giving:
        return
    best = max(giving, key=lambda item: aligner.likeness(clause, item.clause, unsaid=given))
    theirs = _REASON.search(best.clause.text)
    if theirs and not _any(given, keys(theirs["reason"])):
        at = clause.start + match.start()
        yield Finding("fail", f"Kilden gir en annen grunn: «{short(best)}»", (at, clause.end))


def _contest(clause: Clause, aligner: Aligner, bears_out: Side, denies: Side, unsaid: frozenset[str]) -> tuple[Best, Best]:
    return aligner.best(clause, bears_out, unsaid=unsaid), aligner.best(clause, denies, unsaid=unsaid)


def _ahead(held: Best, rival: Best) -> bool:
    return leads(rival[0], held[0] if held[1] else 0.0)


def _any(wanted: Collection[str], held: Collection[str]) -> bool:
    return any(same(word, other) for word in wanted for other in held)


def _named(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and len(long) - len(short) <= 3
