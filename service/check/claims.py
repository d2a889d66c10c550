"""The sentences of a draft that state a fact, each with the source clause that carries it, or that it is at odds with."""

from __future__ import annotations

from collections.abc import Sequence

from service.check.clauses import Clause
from service.check.context import Subject
from service.check.finding import Finding
from service.check.grounding import Examination
from service.check.talk import is_talk
from service.domain import Claim

CARRIED = 0.5
"""The share of a sentence's words a source must hold for it to state a fact of that source."""


def claims_of(subject: Subject) -> tuple[Claim, ...]:
    """A claim for each sentence that states a fact; none where the draft has no sources to be held against."""
    if not subject.sources:
        return ()
    examined = subject.examination
    findings = examined.findings
    sentences: dict[int, list[Clause]] = {}
    for clause in examined.clauses:
        sentences.setdefault(subject.draft.find(clause.sentence), []).append(clause)
    found = (_claim(parts, examined, findings) for _, parts in sorted(sentences.items()))
    return tuple(claim for claim in found if claim)


def _claim(parts: Sequence[Clause], examined: Examination, findings: Sequence[Finding]) -> Claim | None:
    wrong = [f for f in findings if any(part.start <= f.span[0] < part.end for part in parts)]
    nearest = [examined.aligner.best(part, lambda _: True) for part in parts]
    like, best = max(nearest, key=lambda item: item[0])
    states = any(part.values or part.names or part.places or part.stance.poles for part in parts)
    covered = best is not None and any(examined.aligner.coverage(part, best.clause) >= CARRIED for part in parts)
    talk = all(is_talk(part, examined.subject) for part in parts)
    if not (wrong or covered or (states and not talk)):
        return None
    if wrong:
        supported = "misattributed" if all(finding.misattributed for finding in wrong) else "unsupported"
        return Claim(sentence=parts[0].sentence, source_ids=(), quote=None, supported=supported)
    if best is None or like <= 0:
        return None
    quote = best.clause.text.strip()
    return Claim(sentence=parts[0].sentence, source_ids=(best.source_id,), quote=quote, supported="supported")
