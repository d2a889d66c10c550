"""What is wrong with a draft: where, why in plain Norwegian, and how far the sources must lead to say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.check.alignment import Placed
from service.check.clauses import Clause
from service.check.lexicon import nearest
from service.check.values import Value, agree
from service.domain import Verdict

_NOT_SO = re.compile(r"\b(?:ikke|ikkje|not)\W+(?:\w+\W+)?$", re.IGNORECASE)
LEAD, FLOOR = 0.45, 0.8
"""How far the contrary must lead what bears a fact out, and how like the draft's clause it must be at all."""
ALIKE = 0.4
"""The share of a clause's words a source must hold for the two to differ in a limit alone."""
LOOK = 40
"""How many characters before a value may deny it."""


@dataclass(frozen=True)
class Finding:
    """Something a draft states that its sources do not: where, why, how sure, and whether it stands elsewhere in them."""

    verdict: Verdict
    why: str
    span: tuple[int, int]
    misattributed: bool = False


def leads(rival: float, support: float, lead: float = LEAD) -> bool:
    """Whether the contrary is more like what the draft speaks of than what bears it out."""
    return rival >= FLOOR and rival > support + lead


def wrong(value: Value, rival: Placed | None, misattributed: bool) -> Finding:
    """A value that is not the source's, and what the source says instead."""
    span = (value.start, value.end)
    other = next((o.text for o in rival.clause.values if o.dimension == value.dimension), None) if rival else None
    if other and other != value.text:
        return Finding("fail", f"Kilden sier {other}, ikke {value.text}.", span, misattributed)
    if rival is None:
        return Finding("fail", f"«{value.text}» står ikke i noen kilde.", span, misattributed)
    return Finding("fail", f"«{value.text}» gjelder noe annet. Kilden sier: «{short(rival)}»", span, misattributed)


def denies(clause: Clause, value: Value) -> bool:
    """Whether a clause denies the value and nothing else: «ikke 10 km»."""
    return bool(_NOT_SO.search(clause.text[: value.start - clause.start][-LOOK:]))


def limits(clause: Clause, value: Value, held: Placed) -> Iterator[Finding]:
    """The other limit than the source's: «minst 5 000» where it says «inntil 5 000», all else being the same."""
    source = held.clause
    mine = clause.stance.bounds[clause.values.index(value)]
    theirs = {bound for other, bound in zip(source.values, source.stance.bounds, strict=True) if agree(value, other)}
    shut, opposite = ("open", "closed") in source.stance.poles, source.stance.denied != clause.stance.denied
    if opposite and not shut and len(source.words) < 2 and outright(clause, source):
        yield against(clause, held, misattributed=True)
    told = sum(nearest(word, source.words) for word in clause.words)
    stated = [own for own in clause.values if not own.weak]
    shared = all(any(agree(own, other) for other in source.values) for own in stated)
    alike = shared and told + len(stated) >= ALIKE * (len(clause.words) + len(stated))
    opposed = bool(mine and theirs) and not theirs & {mine, ""}
    if opposed and alike and clause.stance.denied == source.stance.denied:
        yield Finding("fail", f"Kilden sier det motsatte om grensen: «{short(held)}»", (value.start, value.end), True)


def outright(clause: Clause, source: Clause) -> bool:
    return not any(stance.conditional or stance.refusing for stance in (clause.stance, source.stance))


def against(clause: Clause, rival: Placed, misattributed: bool, sure: Verdict = "fail") -> Finding:
    return Finding(sure, f"Kilden sier: «{short(rival)}»", (clause.start, clause.end), misattributed)


def short(placed: Placed) -> str:
    text = " ".join(placed.clause.text.split())
    return text if len(text) <= 120 else f"{text[:119]}…"
