"""What a draft says holds whatever else is so («uansett alder»), where its source sets a condition."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.check.alignment import Aligner
from service.check.clauses import Clause
from service.check.finding import Finding, against, short

_WHATEVER = re.compile(
    r"\b(?:uansett|uavhengig av|sam(?:m)?e (?:kor|kva|kven|hvor|hva|hvem)|(?:anten|enten)\b.* eller (?:ikke|ikkje|ei)\b|"
    r"regardless|irrespective|no matter|whatever \w+ (?:you|they|it|is)\b|whether or not|with or without|med eller ut[ae]n)\b",
    re.IGNORECASE,
)  # fmt: skip
_ALWAYS = re.compile(
    r"\b(?:uansett|uavhengige?|sam(?:m)?e (?:kor|kva|kven|hvor|hva|hvem)|alltid|heile|hele|alle|all|always|every\w*|whole|"
    r"whatever|regardless|også|òg|both|begge|anten|enten)\b", re.IGNORECASE)  # fmt: skip
"""What a source says where it sets no condition."""
KNOWN, DENIED = 0.3, 0.45
"""The share of a clause's words that a source clause must hold to be what the draft tells without its condition, or denies."""


def whatever(clause: Clause, aligner: Aligner) -> Iterator[Finding]:
    """«Uansett hvor mange» fails where a source tells the same and no such thing; where none speaks of it a person looks."""
    match = _WHATEVER.search(clause.text)
    _, best = aligner.best(clause, lambda _: True)
    if not match or best is None or _ALWAYS.search(best.clause.sentence):
        return
    if aligner.coverage(clause, best.clause) >= (DENIED if clause.stance.denied else KNOWN):
        yield against(clause, best, True)
    else:
        at = clause.start + match.start()
        yield Finding("review", f"Kilden sier ikke «{match.group()}»: «{short(best)}»", (at, clause.end))
