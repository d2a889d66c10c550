"""Whether a draft states what its sources say: its values, names and stance, clause by clause, against the clauses they speak of.

Every fact competes: the source clauses that bear it out against those that say otherwise. It is wrong where none bears it
out, or where the clauses that speak most of the same thing say something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.check.alignment import Aligner, Placed
from service.check.clauses import Clause, clauses, keys, source_clauses
from service.check.context import Subject, verdict
from service.check.evidence import SEPARATOR
from service.check.lexicon import same
from service.check.reading import is_english, read
from service.check.values import Value, agree
from service.domain import Check, Verdict

_SIGN_OFF = re.compile(r"^\W*(?:(?:med|vennlig|vennleg|beste?|kind|warm)\s+)*(?:hilsen|helsing|regards|wishes|mvh)\b", re.IGNORECASE)
_PLEDGE = re.compile(
    r"\b(?:lover|lovar|garanter\w*|promise|guarantee|our word|svarer deg|svarar deg|vi svarer|vi svarar|tar kontakt|tek kontakt|ringer deg|ringjer deg|"
    r"kommer tilbake|kjem tilbake|get back to you|we will (?:reply|answer|call))\b", re.IGNORECASE,
)  # fmt: skip
_REASON = re.compile(
    r"\b(?:fordi|siden det|ettersom|because|grunnen (?:er|var)|begrunnelsen (?:er|var)|grunngjevinga (?:er|var)|årsaken (?:er|var)|årsaka (?:er|var)|"
    r"på grunn av|grunna|due to|the reason (?:is|was)|av hensyn til|av omsyn til)\b(?P<reason>.*)", re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_NOT_SO = re.compile(r"\b(?:ikke|ikkje|not|feil|wrong|mistake)\W+(?:\w+\W+){0,2}$", re.IGNORECASE)
MARGIN, FLOOR, DENIED, KNOWN = 1.15, 0.8, 0.5, 0.5
"""How far the contrary must lead, how like it must be at all, and the share of a clause's words it must hold."""


@dataclass(frozen=True)
class Finding:
    """Something a draft states that its sources do not: where, why, how sure, and whether it stands elsewhere in them."""

    verdict: Verdict
    why: str
    span: tuple[int, int]
    misattributed: bool = False


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
    """Everything the draft states that its sources do not, in the order it stands."""
    return tuple(sorted(Examination(subject).findings(), key=lambda finding: finding.span))


class Examination:
    """A draft held against its sources."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        english = subject.language == "en" or is_english(subject.draft)
        self.clauses = [clause for clause in clauses(subject.draft, english) if not self._signs(clause)]
        placed = [Placed(clause, name) for name, text in subject.sources for clause in source_clauses(text, SEPARATOR)]
        self.aligner = Aligner(placed, keys(subject.comment))
        self.asked = read(subject.comment, is_english(subject.comment))
        own = SEPARATOR.join([*subject.known_contacts, *(name for name, _ in subject.sources)])
        self.own = read(own, False)

    def findings(self) -> Iterator[Finding]:
        """What is wrong, clause by clause."""
        for clause in self.clauses:
            for value in clause.values:
                yield from self._value(clause, value)
            if self.subject.sources and not clause.text.rstrip().endswith("?"):
                yield from self._stance(clause)

    def _signs(self, clause: Clause) -> bool:
        signer = self.subject.signer
        return bool(_SIGN_OFF.match(clause.sentence)) or bool(signer and signer.name in clause.sentence)

    def _value(self, clause: Clause, value: Value) -> Iterator[Finding]:
        if any(agree(value, own) for own in self.own if own.kind == value.kind) or _PLEDGE.search(clause.sentence):
            return
        asked = any(agree(value, other) for other in self.asked)
        if not self.subject.sources:
            if not asked:
                yield _unsourced(value)
            return
        held = self.aligner.best(clause, lambda source: _holds(source, value), value)
        rival = self.aligner.best(clause, lambda source: _differs(source, value, held[1]), value)
        leads = _leads(rival[0], held[0] if held[1] else 0.0)
        if held[1] is None and not (asked and not leads) and not self._denied_before(value):
            yield self._unsupported(clause, value, rival[1] if rival[0] > 0 else None)
        elif held[1] is not None and rival[1] is not None and leads:
            yield _wrong(value, rival[1], misattributed=True)

    def _denied_before(self, value: Value) -> bool:
        return bool(_NOT_SO.search(self.subject.draft[: value.start]))

    def _unsupported(self, clause: Clause, value: Value, rival: Placed | None) -> Finding:
        return _wrong(value, rival, misattributed=False)

    def _stance(self, clause: Clause) -> Iterator[Finding]:
        return iter(())


def _holds(source: Clause, value: Value) -> bool:
    if value.kind == "weekday":
        days = frozenset().union(*(held.readings for held in source.values if held.kind == "weekday"))
        return value.readings <= days
    return any(agree(value, held) for held in source.values)


def _differs(source: Clause, value: Value, held: Placed | None) -> bool:
    if _holds(source, value):
        return False
    dimensions = {value.dimension}
    if held is not None:
        dimensions |= {other.dimension for other in held.clause.values if agree(value, other)}
    return any(other.dimension in dimensions for other in source.values)


def _leads(rival: float, support: float) -> bool:
    return rival >= FLOOR and rival > MARGIN * support + 0.3


def _unsourced(value: Value) -> Finding:
    if value.kind == "contact":
        return Finding("fail", f"«{value.text}» er ikke kommunens eget, og står ikke i noen kilde.", (value.start, value.end))
    return Finding("review", f"«{value.text}» står ikke i noen kilde; se over selv.", (value.start, value.end))


def _wrong(value: Value, rival: Placed | None, misattributed: bool) -> Finding:
    span = (value.start, value.end)
    other = next((o.text for o in rival.clause.values if o.dimension == value.dimension), None) if rival else None
    if other:
        return Finding("fail", f"Kilden sier {other}, ikke {value.text}.", span, misattributed)
    where = f"Om dette sier kilden: «{rival.clause.text[:120]}»" if rival else "Det står ikke i noen kilde."
    return Finding("fail", f"«{value.text}»: {where}", span, misattributed)
