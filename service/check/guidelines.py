"""Rules A1–A10 of the guidelines for the official accounts."""

from __future__ import annotations

import re

from service.check.context import Subject, verdict
from service.domain import QUESTION_INTENTS, Check
from service.norwegian import sentences

_PRIVATE = re.compile(
    r"\b(jeg personlig|eg personleg|jeg synes|eg synest|eg tykkjer|jeg mener|eg meiner|jeg tror|eg trur|"
    r"min private mening|personally|i personally|in my opinion|i think|i believe)\b",
    re.IGNORECASE,
)
_THANKS = re.compile(r"\b(takk|thank)", re.IGNORECASE)
_FORMAL = re.compile(
    r"formell\w* (henvend\w+|førespurnad\w*)|formal (enquiry|inquiry|request)|skriftl?i?e?g\w* (søknad|henvendelse|klage)",
    re.IGNORECASE,
)
_WHERE = re.compile(r"[\w.+-]+@[\w-]+\.\w+|postmottak|postboks|https?://|\bskjema\b|eDialog", re.IGNORECASE)
_POLITICAL_LEVEL = re.compile(
    r"politisk nivå|folkevalg|folkevald|ordfører|ordførar|kommunestyre|formannskap|elected|mayor|municipal council|"
    r"political level",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(vi|kommunen|utsira kommune|we) (mener|meiner|synes|synest|støtter|støttar|håper|håpar|ønsker|ønskjer|vil heller|"
    r"er (enig|einig|uenig|ueinig|for|imot)|think|believe|support|oppose|hope|agree|disagree)\b",
    re.IGNORECASE,
)
_BRUSH_OFF = re.compile(
    r"ikke (vårt|kommunens) problem|ikkje (vårt|kommunen sitt) problem|slapp av|ro deg ned|not our problem|calm down|"
    r"du får (bare|berre) (vente|leve)|sånn er det bare|slik er det berre",
    re.IGNORECASE,
)
_JOKE = re.compile(r"😄|😂|🤣|😅|😜|haha|hehe", re.IGNORECASE)


def speaks_as_municipality(subject: Subject) -> Check:
    """A1: whoever answers represents the municipality; no private opinion."""
    found = _PRIVATE.search(subject.draft)
    if found:
        return verdict("A1", "fail", f"«{found.group()}» er en privat stemme; kommunen svarer.", found.span())
    return verdict("A1", "pass", "Svarer på vegne av kommunen.")


def answers_the_question(subject: Subject) -> Check:
    """A2: questions about services and factual errors are always answered."""
    if not set(subject.triage.intents) & QUESTION_INTENTS:
        return verdict("A2", "not_applicable", "Kommentaren stiller ikke noe spørsmål.")
    if any(claim.supported == "supported" for claim in subject.claims):
        return verdict("A2", "pass", "Svarer med opplysninger fra kunnskapsbasen.")
    if subject.triage.formal_enquiry and _FORMAL.search(subject.draft):
        return verdict("A2", "pass", "Viser videre til formell henvendelse.")
    return verdict("A2", "review", "Se etter at svaret faktisk svarer på spørsmålet.")


def thanks_for_praise(subject: Subject) -> Check:
    """A3: say thank you for praise."""
    if "praise" not in subject.triage.intents:
        return verdict("A3", "not_applicable", "Kommentaren er ikke ros.")
    found = _THANKS.search(subject.draft)
    if found:
        return verdict("A3", "pass", "Takker for rosen.", found.span())
    return verdict("A3", "fail", "Kommentaren er ros; si takk.")


def reply_is_called_for(subject: Subject) -> Check:
    """A4: a neutral comment need not be answered, but may be."""
    if subject.triage.reply == "optional":
        return verdict("A4", "pass", "Svar er ikke nødvendig, men det er lov.")
    return verdict("A4", "not_applicable", "Kommentaren bør eller må besvares.")


def meets_criticism(subject: Subject) -> Check:
    """A5: answer criticism too, without brushing it off."""
    if "criticism" not in subject.triage.intents:
        return verdict("A5", "not_applicable", "Kommentaren er ikke kritikk.")
    found = _BRUSH_OFF.search(subject.draft)
    if found:
        return verdict("A5", "fail", f"«{found.group()}» avviser kritikken.", found.span())
    return verdict("A5", "pass", "Møter kritikken uten å avvise den.")


def tone_fits(subject: Subject) -> Check:
    """A6: the tone fits sender, form and content; no joke on a complaint."""
    found = _JOKE.search(subject.draft)
    serious = subject.triage.sentiment == "negative" or {"emergency", "case_handling"} & set(subject.triage.intents)
    if found and serious:
        return verdict("A6", "fail", "Spøk passer ikke når kommentaren er alvorlig eller kritisk.", found.span())
    return verdict("A6", "pass", "Tonen passer til kommentaren.")


def no_name_on_general_answers(subject: Subject) -> Check:
    """A7: general questions are answered as the municipality, without name or title."""
    if subject.triage.signature == "named":
        return verdict("A7", "not_applicable", "Faglig spørsmål: her gjelder A8.")
    if subject.signer:
        at = subject.draft.find(subject.signer.name)
        if at >= 0:
            return verdict("A7", "fail", "Generelle svar skal ikke ha navn.", (at, at + len(subject.signer.name)))
    return verdict("A7", "pass", "Svarer som Utsira kommune, uten navn.")


def name_on_professional_answers(subject: Subject) -> Check:
    """A8: professional questions are answered with full name, title and unit."""
    if subject.triage.signature != "named":
        return verdict("A8", "not_applicable", "Ikke et faglig spørsmål.")
    if subject.signer is None:
        return verdict("A8", "fail", "Faglig spørsmål: fyll inn navn, tittel og enhet.")
    parts = {"navn": subject.signer.name, "tittel": subject.signer.title, "enhet": subject.signer.unit}
    missing = [what for what, value in parts.items() if value.lower() not in subject.draft.lower()]
    if missing:
        return verdict("A8", "fail", f"Signaturen mangler {', '.join(missing)}.")
    return verdict("A8", "pass", "Signert med navn, tittel og enhet.")


def formal_enquiry_is_pointed_out(subject: Subject) -> Check:
    """A9: what needs case handling must be sent as a formal enquiry, and the reply says where."""
    if not subject.triage.formal_enquiry:
        return verdict("A9", "not_applicable", "Krever ikke saksbehandling.")
    found = _FORMAL.search(subject.draft)
    if not found:
        return verdict("A9", "fail", "Si at saken må sendes som en formell henvendelse.")
    if not _WHERE.search(subject.draft):
        return verdict("A9", "fail", "Si hvor den formelle henvendelsen skal sendes.", found.span())
    return verdict("A9", "pass", "Viser til formell henvendelse og hvor den sendes.", found.span())


def politics_is_referred(subject: Subject) -> Check:
    """A10: politics is referred to the political level, and nothing else is said on the matter."""
    found = _OPINION.search(subject.draft)
    if found and (subject.triage.political or subject.triage.political_doubt or "mener" in found.group().lower()):
        return verdict("A10", "fail", f"«{found.group()}» er en mening om en politisk sak.", found.span())
    if not subject.triage.political:
        return verdict("A10", "not_applicable", "Ikke en politisk henvendelse.")
    referral = _POLITICAL_LEVEL.search(subject.draft)
    if not referral:
        return verdict("A10", "fail", "Politisk henvendelse: vis til politisk nivå.")
    if len(sentences(subject.draft)) > 6:
        return verdict("A10", "review", "Se etter at svaret ikke sier mer om saken enn hvor den hører hjemme.")
    return verdict("A10", "pass", "Viser til politisk nivå.", referral.span())
