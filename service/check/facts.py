"""Checks on what a draft promises, and what it may rest on."""

from __future__ import annotations

import re

from service.check.context import Subject, verdict
from service.check.evidence import SEPARATOR, evidence_of
from service.domain import Check

__all__ = ["SEPARATOR", "evidence_of", "promise"]

_PROMISE = re.compile(
    r"\bvi (ordner|ordnar|fikser|fiksar|lover|lovar|garanterer|garanterar|skal (ordne|fikse|sørge for|bygge|reparere)|"
    r"kommer til å (ordne|fikse|bygge|gi)|kjem til å (ordne|fikse|byggje|gi))\b|"
    r"\bdu (får|vil få|kommer til å få) (innvilget|innvilga|pengene|medhold|tillatelse|løyve)\b|"
    r"\bsøknaden (blir|vil bli) (innvilget|innvilga|godkjent)\b|"
    r"\bwe (promise|guarantee|will (fix|build|make sure|repair))\b",
    re.IGNORECASE,
)


def promise(subject: Subject) -> Check:
    """Nothing is promised that nobody has decided."""
    found = _PROMISE.search(subject.draft)
    if found:
        return verdict("promise", "fail", f"«{found.group()}» lover noe ingen har vedtatt.", found.span())
    return verdict("promise", "pass", "Lover ikke noe utfall.")
