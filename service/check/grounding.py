"""Whether a draft states what its sources say: its values, names and stance, clause by clause.

Every fact competes: the source clauses that bear it out against those that say otherwise. It is wrong where none bears it
out, or where the clauses that speak most of the same thing say something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from service.check.alignment import Aligner, Best, Placed
from service.check.clauses import Clause, clauses, keys, source_clauses
from service.check.context import Subject, verdict
from service.check.contrary import contraries
from service.check.counting import (
    SMALL,
    counts_listed,
    counts_other_things,
    is_a_count_of_its_own,
    is_a_term,
    is_about,
    is_numbering,
    says_no_value,
)  # fmt: skip
from service.check.dates import dated
from service.check.derived import follows
from service.check.evidence import SEPARATOR
from service.check.examples import is_example
from service.check.finding import FLOOR, LEAD, Finding, against, denies, leads, limits, wrong
from service.check.place import limited_so, misplaced, of_class, shut_on, stays, told_elsewhere
from service.check.reading import is_english, read
from service.check.rivals import (
    DAY_BEFORE,
    REPEATED,
    all_held,
    allowed,
    confirms,
    differs,
    holds,
    kin,
    shut_on_others,
    shut_then,
)  # fmt: skip
from service.check.talk import is_talk, said_at, states_nothing
from service.check.values import Value, agree, contacts
from service.domain import Check

_SUM = re.compile(r"\b(?:til sammen|tilsammen|til saman|totalt|i alt|altogether|in total|in all)\b", re.IGNORECASE)
SURE = 0.76
"""The lead from which a value surely belongs to another thing; below it a person looks."""
WIDE = 1.2
"""How far another clause must lead one that holds every value of the draft's."""
MOST = 400
"""Clauses and values of one draft that are weighed; a reply has a tenth of it."""
EMERGENCY = ("110", "112", "113")
"""Numbers that are right whatever the sources say."""
LITTLE = 0.4
"""The chance of stating a fact below which a value no source speaks of is for a person."""
INVENTED = 0.7
"""The chance of stating a fact from which a value is made up where there is no source at all."""
KNOWN = 0.5
"""The share of a clause's words that a source must hold to speak of the same thing."""


def grounding(subject: Subject) -> Check:
    """Every value, name and stance of the draft is that of the source clause it speaks of; the first that is not is shown."""
    found = findings(subject)
    for result in ("fail", "review"):
        for finding in found:
            if finding.verdict == result:
                return verdict("grounding", result, finding.why, finding.span)
    if not subject.sources:
        return verdict("grounding", "not_applicable", "Svaret bygger ikke på kilder.")
    return verdict("grounding", "pass", "Opplysningene står i kildene.")


def findings(subject: Subject) -> tuple[Finding, ...]:
    """Everything the draft states that its sources do not, what stands nowhere first."""
    return tuple(sorted(subject.examination.findings, key=lambda finding: (finding.misattributed, finding.span)))


class Examination:
    """A draft held against its sources."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        english = subject.language == "en" or is_english(subject.draft)
        self.clauses = [clause for clause in clauses(subject.draft, english) if not states_nothing(clause, subject)]
        placed = [Placed(clause, name) for name, text in subject.sources for clause in _in_language(text, english)]
        self.aligner = Aligner(placed, keys(subject.comment))
        self.aligner.weigh_sources(self.clauses)
        self.asked = read(subject.comment, is_english(subject.comment))
        named = contacts(SEPARATOR.join(name for name, _ in subject.sources))[0]
        known = read(SEPARATOR.join(subject.known_contacts))
        self.held = [value for item in placed for value in item.clause.values]
        self.own = (*named, *(value for value in known if value.kind == "contact" or value.text.isdecimal()))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong, clause by clause."""
        return tuple(self._findings())

    def _findings(self) -> Iterator[Finding]:
        weighed = 0
        for clause in self.clauses:
            weighed += 1 + len(clause.values)
            if weighed > MOST:
                yield Finding("review", "Svaret er for langt til å kontrolleres; se over selv.", (clause.start, clause.end))
                return
            for value in clause.values:
                yield from self._value(clause, value)
            if self.subject.sources and not is_talk(clause, self.subject):
                yield from contraries(clause, self.aligner)

    def _value(self, clause: Clause, value: Value) -> Iterator[Finding]:
        own = any(agree(value, own) for own in self.own if own.kind == value.kind)
        if is_numbering(self.subject.draft, value) or (own if value.kind == "contact" else self._is_talk(clause, value)):
            return
        asked = own or any(agree(value, other) and not counts_other_things(value, other) for other in self.asked)
        if not self.subject.sources:
            if not asked:
                yield _unsourced(value, self._fact(clause))
            return
        if not says_no_value(clause, value):
            yield from self._against_sources(clause, value, asked)

    def _against_sources(self, clause: Clause, value: Value, asked: bool) -> Iterator[Finding]:
        """A value against the source clauses that hold it and those that have another in its place."""
        held = self.aligner.best(clause, lambda source: holds(source, value) and not shut_then(clause, value, source), value)
        shut = shut_on(clause, value, self.aligner) if held[1] is None else None
        if shut:
            yield against(clause, shut, True)
            return
        if held[1] is None and is_example(clause, value, self.aligner.placed):
            return
        rival = self.aligner.best(
            clause, lambda source: differs(source, value, held[1], clause)
            or (held[1] is None and self._bare(source, value, clause)), value
        )  # fmt: skip
        ahead = leads(rival[0], held[0] if held[1] else 0.0, WIDE if held[1] and all_held(clause, held[1].clause) else LEAD)
        if held[1] is None:
            said = ahead and confirms(clause, rival[1]) and not allowed(clause, value, rival[1])
            if not asked or (said and not told_elsewhere(clause, value, rival[1], self.clauses)):
                yield from self._missing(clause, value, rival)
        elif rival[1] is not None and (other := of_class(clause, value, held[1], self.asked, self.aligner)) is not None:
            yield from other
        elif value.dimension == "time" and follows(value, self.held, (), ""):
            return
        elif rival[1] is not None and ahead and not stays(clause, value, held[1], rival[1], self.clauses, self.aligner):
            found = wrong(value, rival[1], misattributed=True)
            sure = rival[0] - held[0] >= SURE and not is_a_count_of_its_own(value, rival[1])
            yield found if sure else misplaced(clause, value, held[1]) or replace(found, verdict="review")
        else:
            yield from self._in_place(clause, value, held[1], asked)

    def _missing(self, clause: Clause, value: Value, rival: Best) -> Iterator[Finding]:
        """A value that no source holds, unless it is denied, follows from them or counts what is listed."""
        beside = read(clause.sentence)
        if denies(clause, value) or self._is_emergency(value) or counts_listed(value, beside):
            return
        if value.kind == "weekday" and any(shut_on_others(clause, item.clause) for item in self.aligner.placed):
            return
        bound = clause.stance.bounds[clause.values.index(value)]
        day_before = bound == "upper" and any(DAY_BEFORE in item.clause.stance.poles for item in self.aligner.placed)
        before = clause.text[: value.start - clause.start]
        if value.kind in ("date", "month") and dated(value, before, self.held, (*beside, *self.asked)):
            return
        if not follows(value, self.held, (*beside, *self.asked), clause.sentence, day_before):
            yield self._unsupported(clause, value, rival[1] if rival[0] > 0 else None)

    def _in_place(self, clause: Clause, value: Value, held: Placed, asked: bool) -> Iterator[Finding]:
        """What may be wrong with a value that its source holds: a total, the other of two things, another source, the limit."""
        if found := misplaced(clause, value, held):
            yield found
        elif not asked and self._elsewhere(clause, held):
            yield wrong(value, held, misattributed=True)
        elif not limited_so(clause, value, self.aligner):
            yield from limits(clause, value, held)

    def _bare(self, source: Clause, value: Value, clause: Clause) -> bool:
        """Whether a bare number («under 12») stands where a source that says the same has another number, with its unit."""
        if value.kind != "number" or holds(source, value) or len(clause.values) > 1:
            return False
        facing = any(other.kind == "quantity" for other in source.values)
        return facing and self.aligner.own_coverage(clause, source) >= REPEATED

    def _is_emergency(self, value: Value) -> bool:
        """Whether a value is an emergency number, and the sources name no other («ring 110» of a fire)."""
        return value.text in EMERGENCY and all(held.text == value.text for held in self.held if held.text in EMERGENCY)

    def _is_talk(self, clause: Clause, value: Value) -> bool:
        """Whether a value stands in talk, and no source says much the same with its like («vi svarer innen ti dager»)."""
        return is_talk(clause, self.subject, value) and not any(
            any(kin(other.dimension, value.dimension) for other in item.clause.values)
            and self.aligner.own_coverage(clause, item.clause) >= REPEATED
            for item in self.aligner.placed
        )

    def _elsewhere(self, clause: Clause, held: Placed) -> bool:
        """Whether a value stands only in a source the draft leaves aside, of which the clause says not a word."""
        mine = {item.source_id for item in self.aligner.placed if self.aligner.leading(item.source_id)}
        about = any(self.aligner.coverage(clause, item.clause) for item in self.aligner.placed if item.source_id in mine)
        return held.source_id not in mine and about and not self.aligner.coverage(clause, held.clause)

    def _unsupported(self, clause: Clause, value: Value, rival: Placed | None) -> Finding:
        """A value that stands nowhere; a small number in words is a fault only where a source speaks of the thing."""
        like, spoken_of = self.aligner.best(clause, lambda _: True, value)
        summed = value.kind == "quantity" and _SUM.search(clause.text)
        facing = rival is not None and any(kin(other.dimension, value.dimension) for other in rival.clause.values)
        facing |= value.dimension == "time" and spoken_of is not None and DAY_BEFORE in spoken_of.clause.stance.poles
        spelled = value.kind in ("number", "quantity") and bool(value.numbers) and not value.text[0].isdecimal()
        few = max(value.numbers, default=0) <= SMALL if value.kind == "number" else not facing
        few |= value.numbers == {1.0} and not is_a_term(clause, value)
        vague = spelled and value.dimension != "kroner" and few
        known = spoken_of is not None and like >= FLOOR and self.aligner.coverage(clause, spoken_of.clause) >= KNOWN
        denied = value.kind == "number" and spoken_of is not None and spoken_of.clause.stance.denied
        unsure = (vague and (clause.stance.conditional or not (known and (facing or denied)))) or is_about(clause, value, rival)
        dated = any(held.kind in ("month", "date") for held in self.held)
        day = value.kind == "weekday" or (value.kind == "month" and not dated)
        lone = not facing and (day or value.whole or self._fact(clause) < LITTLE)
        if summed or unsure or lone or (self.subject.looked_up and not known and value.kind != "contact"):
            return Finding("review", f"«{value.text}» står ikke i noen kilde; se over selv.", (value.start, value.end))
        return wrong(value, rival, misattributed=False)

    def _fact(self, clause: Clause) -> float:
        """The chance that a clause's sentence states a fact; in between where nothing was learned."""
        said = said_at(clause, self.subject)
        return said.chances["fact"] if said else LITTLE


def _in_language(text: str, english: bool) -> list[Clause]:
    """The clauses of a source, without its English version where the draft is Norwegian and there is a Norwegian one."""
    found = list(source_clauses(text, SEPARATOR))
    own = [clause for clause in found if not is_english(clause.sentence)]
    return found if english or 2 * len(own) < len(found) else own


def _unsourced(value: Value, fact: float) -> Finding:
    if value.kind == "contact":
        return Finding("fail", f"«{value.text}» er ikke kommunens eget, og står ikke i noen kilde.", (value.start, value.end))
    exact = value.kind in ("clock", "date", "quantity") or value.text[0].isdecimal() or max(value.numbers, default=0) > SMALL
    why = f"«{value.text}» står ikke i noen kilde"
    if exact and fact >= INVENTED:
        return Finding("fail", f"{why}.", (value.start, value.end))
    return Finding("review", f"{why}; se over selv.", (value.start, value.end))
