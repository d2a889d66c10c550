"""Rules A7–A10 of the guidelines for the official accounts: who signs, formal enquiries, politics."""

from __future__ import annotations

import re

from service.check.context import Subject, broken, shown, verdict
from service.domain import Check
from service.norwegian import sentences

FORMAL_ENQUIRY = re.compile(
    r"formell\w* (henvend\w+|førespurnad\w*|søknad\w*|klage\w*)|formal(?:ly)?\b|skriftl[ei]g\w*|in writing|\bwritten\b|"
    r"\b(send|sende|senda) (inn )?(en|ein|ei|søknad|klage|skjema)|\bsøknadsskjema|\bapplication form",
    re.IGNORECASE,
)
_CASE = re.compile(
    r"\b(som en sak|som ei sak|som sak|as a case|formell\w* (henvendelse|førespurnad|søknad)|"
    r"formal (enquiry|request|application))\b",
    re.IGNORECASE,
)
_FREED = re.compile(
    r"\b(?:uten|utan) (?:å )?søk(?:nad|e|ja)\b|\b(?:ikke|ikkje) (?:søknadspliktig|nødvendig å søke|naudsynt å søkje)|"
    r"\b(?:trenger|treng|må)(?: (?:du|dere|de|ein|man))? (?:ikke|ikkje) (?:å )?søk(?:e|je|ja)\b|"
    r"\b(?:slipper|slepp)(?: (?:du|dere|de|ein|man))? å søk(?:e|je|ja)\b|"
    r"\b(?:krever|krev)(?: \w+)? (?:ikke|ikkje|ingen|inga) (?:søknad|løyve|tillatelse)|"
    r"\bwithout (?:an? )?(?:application|permit)|\bno (?:application|permit) (?:is )?(?:needed|required|necessary)",
    re.IGNORECASE,
)
"""What frees a matter from applications."""
_NOT_FREED = re.compile(r"\b(?:ikke|ikkje|aldri|not|never|forb[ou]d\w*)\b|n['’]t\b", re.IGNORECASE)
DEMAND = re.compile(
    r"\b(?:skriftl[ei]g\w*|in writing|written)\b|\b(?:søknad\w*|søknaden|klage\w*|krav\w*|application|complaint|claim)\s+"
    r"(?:\w+\s+){0,3}(?:sendes|sendast|sendt|skal|må|leveres|leverast|must|is sent|are sent|should)\b|"
    r"\b(?:på|via|gjennom|bruk|fyll\w* ut|on|use|fill in) (?:\w+ ){0,2}(?:\w*skjema\w*|form)\b|"
    r"\bskjema\w* (?:sendes|må|skal|blir sendt)\b|\b(?:brev|letter) (?:eller|or)\b|"
    r"\b(?:eller|or) (?:i |in )?(?:brev|letter|e-post|e-mail)\b|"
    r"\b(?:må|skal) (?:det )?(?:søkes|søkjast|søke|søkja|meldes inn|meldast inn)\b",
    re.IGNORECASE,
)
"""Where a source says that it must be asked for in writing: a letter, an e-mail, a form, an application."""
WHERE = re.compile(
    r"\w@[\w-]{1,60}\.\w|postmottak|statsforvalter|county governor|fellesråd|kyrkjeverje|kirkeverge|politiet|postboks|"
    r"https?://|\w\.(?:kommune\.)?no\b|skjema|eDialog|legekontoret|kommunehuset|rådhuset|town hall|resepsjon|reception|"
    r"nettsid|heimesid|website|portal|\bsend\w* (?:det |den |han )?(?:til|to) (?-i:[A-ZÆØÅ])|\b\d{4} (?-i:[A-ZÆØÅ])",
    re.IGNORECASE,
)
POLITICAL_LEVEL = re.compile(
    r"politisk nivå|folkevalg|folkevald|ordfører|ordførar|kommunestyre|formannskap|politiker|politikar|elected|mayor|council|"
    r"political level|politicians|storting|fylkesting|regjering|parliament|government",
    re.IGNORECASE,
)
SIDES = re.compile(
    r"\b(vi|me|kommunen|utsira kommune|we) (støtter|støttar|er (enig|einig|samd|samde|uenig|ueinig|usamd)\w*|heier|heiar|"
    r"are (?:all )?(?:for|against)|support|oppose|agree|disagree)\b",
    re.IGNORECASE,
)
CERTAIN = 0.93
"""Chance of politics from which a missing referral is a failure where no source is told; below it, a person looks (0: the
caller's own label)."""
OPINION = 0.95
"""Chance of an opinion from which a sentence that names the political level takes sides, whatever else the draft says: so
does none of 1,638 good development drafts, read by heads that had not read their writer."""
FORMAL = 0.5
"""Chance of a case from which a reply that answers with facts must point to a formal enquiry; below it, a person looks."""


def _frees(text: str) -> bool:
    """Whether a text says that nothing need be applied for: «uten søknad», and not «ikke uten søknad»."""
    said = ((sentence, _FREED.search(sentence)) for sentence in sentences(text))
    return any(found and not _NOT_FREED.search(sentence[: found.start()]) for sentence, found in said)


def no_name_on_general_answers(subject: Subject) -> Check:
    """A7: general questions are answered as the municipality, without name or title."""
    if subject.signer or subject.triage.signature == "named":
        return verdict("A7", "not_applicable", "Faglig svar: her gjelder A8.")
    signature = subject.signature
    named = signature.person or signature.given_name or signature.title
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
    found, where = FORMAL_ENQUIRY.search(subject.body), WHERE.search(subject.body)
    why = "Si hvor den formelle henvendelsen skal sendes." if found else "Si at saken må sendes som en formell henvendelse."
    if _frees(subject.body) and any(_frees(text) for _, text in subject.sources):
        return verdict("A9", "not_applicable", "Krever ingen søknad.")
    if not (found and where) and (learned := broken(subject, "A9", why)):
        return learned
    if not subject.triage.formal_enquiry and not _CASE.search(subject.body):
        return verdict("A9", "not_applicable", "Krever ikke saksbehandling.")
    said = subject.does("formal_enquiry")
    if not found and not said and not (0 < subject.triage.formal_chance < FORMAL and subject.supported()):
        return verdict("A9", "fail", why)
    if not where:
        return verdict("A9", "fail", "Si hvor den formelle henvendelsen skal sendes.", found.span() if found else None)
    if not (found or said):
        return verdict("A9", "review", why)
    return verdict("A9", "pass", "Viser til formell henvendelse og hvor den sendes.", found.span() if found else said.span)


def politics_is_referred(subject: Subject) -> Check:
    """A10: politics is referred to the political level, and nothing else is said on the matter."""
    may_be = subject.triage.political or subject.triage.political_doubt
    sides = SIDES.search(subject.body)
    if sides and may_be:
        return verdict("A10", "fail", f"«{sides.group()}» tar side i en politisk sak.", sides.span())
    own = subject.at_fault("opinion")
    if own and own.chances["opinion"] >= OPINION and POLITICAL_LEVEL.search(own.sentence):
        return verdict("A10", "fail", f"{shown(own)} mener noe om det de folkevalgte avgjør.", own.span)
    if learned := broken(subject, "A10", "Svaret tar stilling eller viser ikke til politisk nivå: {}", "opinion"):
        return learned
    if not subject.triage.political:
        return verdict("A10", "not_applicable", "Ikke en politisk henvendelse.")
    referral, told = POLITICAL_LEVEL.search(subject.body), subject.does("political_referral")
    if not referral and not told:
        chance = subject.triage.political_chance
        sure = chance == 0 or (chance >= CERTAIN and not subject.supported())
        return verdict("A10", "fail" if sure else "review", "Politisk henvendelse: vis til politisk nivå.")
    return verdict("A10", "pass", "Viser til politisk nivå.", referral.span() if referral else told.span)


def _signature_span(subject: Subject) -> tuple[int, int] | None:
    start = subject.signature.start
    return (start, len(subject.draft.rstrip())) if subject.signature.text else None
