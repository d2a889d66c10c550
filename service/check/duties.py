"""Rules A7–A10 of the guidelines for the official accounts: who signs, formal enquiries, politics."""

from __future__ import annotations

import re

from service.check.context import Subject, shown, verdict
from service.domain import Check

_FORMAL = re.compile(
    r"formell\w* (henvend\w+|førespurnad\w*|søknad\w*|klage\w*)|formal(?:ly)?\b|skriftl[ei]g\w*|in writing|\bwritten\b|"
    r"\b(send|sende|senda) (inn )?(en|ein|ei|søknad|klage|skjema)|\bsøknadsskjema|\bapplication form",
    re.IGNORECASE,
)
_CASE = re.compile(
    r"\b(som en sak|som ei sak|som sak|as a case|formell\w* (henvendelse|førespurnad|søknad)|"
    r"formal (enquiry|request|application))\b",
    re.IGNORECASE,
)
_DEMAND = re.compile(
    r"\b(?:skriftl[ei]g\w*|in writing|written)\b|\b(?:søknad\w*|søknaden|klage\w*|krav\w*|application|complaint|claim)\s+"
    r"(?:\w+\s+){0,3}(?:sendes|sendast|sendt|skal|må|leveres|leverast|must|is sent|are sent|should)\b",
    re.IGNORECASE,
)
"""Where a source says that it must be asked for in writing."""
_WHERE = re.compile(r"[\w.+-]+@[\w-]+\.\w+|postmottak|statsforvalter|county governor|fellesråd|kyrkjeverje|kirkeverge|politiet|postboks|https?://|\b[\w-]+\.(?:kommune\.)?no\b|\bskjema|eDialog|legekontoret|"
                    r"kommunehuset|rådhuset|town hall|resepsjon|reception|\b\d{4} (?-i:[A-ZÆØÅ])", re.IGNORECASE)  # fmt: skip
_POLITICAL_LEVEL = re.compile(
    r"politisk nivå|folkevalg|folkevald|ordfører|ordførar|kommunestyre|formannskap|politiker|politikar|elected|mayor|council|"
    r"political level|politicians|storting|fylkesting|regjering|parliament|government",
    re.IGNORECASE,
)
_SIDES = re.compile(
    r"\b(vi|me|kommunen|utsira kommune|we) (støtter|støttar|er (enig|einig|samd|samde|uenig|ueinig|usamd)\w*|heier|heiar|"
    r"are (?:all )?(?:for|against)|support|oppose|agree|disagree)\b",
    re.IGNORECASE,
)
CERTAIN = 0.93
"""Chance of politics from which a missing referral is a failure; below it, a person looks (0: the caller's own label)."""
FORMAL = 0.5
"""Chance of a case from which a reply that answers with facts must point to a formal enquiry; below it, a person looks."""
TOUCHED, ASKED = 0.05, 0.09
"""The same where the sources say that an application or a complaint must be sent: from the first a person looks, from the
second, set on the development drafts, it fails."""
DOUBTED = 0.8
"""Part of its threshold from which an opinion counts where the matter is, or may be, political."""
PRIVATE = 1.3
"""The same where nothing of what is said is political: joy over a bench is no opinion."""


def no_name_on_general_answers(subject: Subject) -> Check:
    """A7: general questions are answered as the municipality, without name or title."""
    if subject.signer or subject.triage.signature == "named":
        return verdict("A7", "not_applicable", "Faglig svar: her gjelder A8.")
    signature = subject.signature
    named = signature.person or signature.title
    if named:
        at = subject.draft.find(named, signature.start)
        return verdict("A7", "fail", f"«{named}»: generelle svar skal ikke ha navn eller tittel.", (at, at + len(named)))
    return verdict("A7", "pass", "Svarer som Utsira kommune, uten navn.")


def name_on_professional_answers(subject: Subject) -> Check:
    """A8: professional questions are answered with full name, title and unit."""
    signer = subject.signer
    if signer is None:
        if subject.triage.signature != "named":
            return verdict("A8", "not_applicable", "Ikke et faglig spørsmål.")
        if subject.signature.person and subject.signature.title:
            return verdict("A8", "pass", "Signert med navn og tittel.")
        return verdict("A8", "review", "Kan være et faglig spørsmål: fyll inn navn, tittel og enhet.")
    low = subject.draft.lower()
    parts = {"navn": signer.name, "tittel": signer.title, "enhet": signer.unit}
    missing = [what for what, value in parts.items() if value.lower() not in low]
    if missing:
        return verdict("A8", "fail", f"Signaturen mangler {' og '.join(missing)}.", _signature_span(subject))
    return verdict("A8", "pass", "Signert med navn, tittel og enhet.")


def formal_enquiry_is_pointed_out(subject: Subject) -> Check:
    """A9: what needs case handling must be sent as a formal enquiry, and the reply says where."""
    found, said = _FORMAL.search(subject.body), subject.does("formal_enquiry")
    chance, case = subject.triage.formal_chance, subject.triage.formal_enquiry or bool(_CASE.search(subject.body))
    demanded = chance >= TOUCHED and any(_DEMAND.search(text) for _, text in subject.sources)
    if not case and not demanded:
        return verdict("A9", "not_applicable", "Krever ikke saksbehandling.")
    if not found and not said:
        unsure = chance < ASKED if demanded else (0 < chance < FORMAL and subject.supported())
        return verdict("A9", "review" if unsure else "fail", "Si at saken må sendes som en formell henvendelse.")
    span = found.span() if found else said.span
    if not _WHERE.search(subject.body):
        return verdict("A9", "fail" if case else "review", "Si hvor den formelle henvendelsen skal sendes.", span)
    return verdict("A9", "pass", "Viser til formell henvendelse og hvor den sendes.", span)


def politics_is_referred(subject: Subject) -> Check:
    """A10: politics is referred to the political level, and nothing else is said on the matter."""
    may_be = subject.triage.political or subject.triage.political_doubt
    sides = _SIDES.search(subject.body)
    if sides and may_be:
        return verdict("A10", "fail", f"«{sides.group()}» tar side i en politisk sak.", sides.span())
    public = may_be or _POLITICAL_LEVEL.search(subject.body) or _POLITICAL_LEVEL.search(subject.comment)
    said = subject.at_fault("opinion", subject.limit("opinion") * (DOUBTED if public else PRIVATE))
    if said:
        return verdict("A10", "fail", f"{shown(said)} er en mening om noe de folkevalgte avgjør.", said.span)
    if not subject.triage.political:
        return verdict("A10", "not_applicable", "Ikke en politisk henvendelse.")
    referral, told = _POLITICAL_LEVEL.search(subject.body), subject.does("political_referral")
    if not referral and not told:
        sure = subject.triage.political_chance >= CERTAIN or subject.triage.political_chance == 0
        return verdict("A10", "fail" if sure else "review", "Politisk henvendelse: vis til politisk nivå.")
    return verdict("A10", "pass", "Viser til politisk nivå.", referral.span() if referral else told.span)


def _signature_span(subject: Subject) -> tuple[int, int] | None:
    start = subject.signature.start
    return (start, len(subject.draft.rstrip())) if subject.signature.text else None
