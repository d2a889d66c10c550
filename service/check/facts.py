"""The check on what a draft states: numbers, links and words that its sources hold."""

from __future__ import annotations

import re

from service.check.context import Subject, verdict
from service.dates import spoken
from service.domain import Check, Passage
from service.norwegian import sentences, stems

_NUMBER = re.compile(r"\d[\d .:,/–-]*\d|\d")
_LINK = re.compile(r"https?://\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
SEPARATOR = " ; "
"""Between pieces of evidence, so that two numbers never read as one."""
SUPPORT = 0.35
"""Share of a sentence's stems that the sources must hold before it may pass without a person's look."""


def evidence_of(passage: Passage) -> str:
    """Everything a draft may state on the strength of a passage: its text, its page, the date it speaks of."""
    dates = (spoken(passage.as_of, language) or "" for language in ("nb", "en"))
    return SEPARATOR.join([passage.title, passage.heading, passage.url or "", *passage.text.values(), *dates])


def grounding(subject: Subject) -> Check:
    """Every number, link and address stands in a source; every stated fact shares its words with one."""
    evidence = SEPARATOR.join([text for _, text in subject.sources] + list(subject.known_contacts))
    digits = {_plain(number) for number in _NUMBER.findall(evidence)} | {_plain(evidence)}
    stated = [claim.sentence for claim in subject.claims] or sentences(subject.draft)
    for sentence in sentences(subject.draft):
        wrong = _unfounded(sentence, subject, evidence, digits)
        if wrong:
            at = subject.draft.find(wrong)
            return verdict("grounding", "fail", f"«{wrong}» står ikke i noen kilde.", (at, at + len(wrong)))
    if not subject.sources:
        return verdict("grounding", "not_applicable", "Svaret bygger ikke på kilder.")
    weak = next(
        (s for s in stated if s in subject.draft and _NUMBER.search(s) and _overlap(s, evidence) < SUPPORT), None
    )
    if weak:
        at = subject.draft.find(weak)
        return verdict("grounding", "review", "Setningen ligner lite på kildene.", (at, at + len(weak)))
    return verdict("grounding", "pass", "Tall, lenker og adresser står i kildene.")


def _unfounded(sentence: str, subject: Subject, evidence: str, digits: set[str]) -> str | None:
    signer = " ".join(subject.signer.model_dump().values()) if subject.signer else ""
    for link in _LINK.findall(sentence):
        link = link.rstrip(".,;:)")
        if subject.sources and link not in evidence and not _is_source_link(link, subject):
            return link
    for number in _NUMBER.findall(_LINK.sub(" ", sentence)):
        number = number.strip(" .,:–-/")
        if not subject.sources and number in subject.comment:
            continue
        if not _stands_in(number, digits) and number not in signer:
            return number
    return None


def _is_source_link(link: str, subject: Subject) -> bool:
    return any(link in name for name, _ in subject.sources)


def _stands_in(number: str, digits: set[str]) -> bool:
    """Whether the number, or each part of a range or list of numbers, stands in the sources."""
    if _plain(number) in digits:
        return True
    parts = [part for part in re.split(r"[^\d]+", number) if part]
    return len(parts) > 1 and all(_plain(part) in digits for part in parts)


def _plain(number: str) -> str:
    return re.sub(r"\D", "", number)


def _overlap(sentence: str, evidence: str) -> float:
    wanted = set(stems(sentence))
    return len(wanted & set(stems(evidence))) / len(wanted) if wanted else 1.0
