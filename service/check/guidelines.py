"""Rules A1–A6 of the guidelines for the official accounts: voice, answer, thanks, criticism, tone."""

from __future__ import annotations

import re

from service.check.context import Subject, broken, verdict
from service.domain import QUESTION_INTENTS, Check
from service.norwegian import stems

_PRIVATE = re.compile(
    r"\b(jeg personlig|eg personleg|min private mening|mi private meining|i personally|in my (?:own )?opinion)\b", re.IGNORECASE
)
_THANKS = re.compile(r"\b(takk|tusen takk|thank)", re.IGNORECASE)
_BRUSH_OFF = re.compile(
    r"ikke (vårt|kommunens) problem|ikkje (vårt|kommunen sitt) problem|slapp av|ro deg ned|not our problem|calm down|"
    r"du får (bare|berre) (vente|leve)|sånn er det bare|slik er det berre",
    re.IGNORECASE,
)
LAUGHS = re.compile(r"[😂🤣😅😜😆😹🤡]|\b(haha|hehe|ha ha|he he|lol)\b", re.IGNORECASE)
_PICTURE = re.compile(r"[\U0001F300-\U0001FAFF☀-➿]")
PLAYS = re.compile(r"[😄😁😃😎🥳🎉🎣💩😅😉🎶🎵🍀⛸🧖🐟🤪😇🙃😏🎲🎪🏆]")
GRAVE = re.compile(
    r"\b(død\w*|døydd\w*|kondoler\w*|gravplass|begrav\w*|gravferd|ulykk\w*|ulukk\w*|skad(d|et|ar)\w*|falt|datt|syk(e|dom)\w*|"
    r"sjuk\w*|kreft\w*|redd(et|a)|slått seg|slo seg|køyrde av|kjørte av|rescued|died|dead|death|accident|injur\w*|funeral|"
    r"passed away|cancer)\b",
    re.IGNORECASE,
)
MONEY = re.compile(
    r"\d|\bgratis\b|gebyrfri|\bfree\b|\bkrone|\b(koster|kostar|betaler|betalar) (ikke|ikkje)|hundrelapp|promille|prosent|pris",
    re.IGNORECASE,
)
STIFF = 0.25
"""Chance from which a sentence is officialese; much that is merely formal lies below."""
_SENDS_ON = ("process", "asks_back", "formal_enquiry", "political_referral")
ENOUGH_NEW = 2
"""Stems of the sources, new to the conversation, from which a sentence tells something."""
TOLD = 0.25
"""Chance of stating a fact from which one such stem is enough."""
_NUMBERED = re.compile(r"\d|^(ja|nei|jo|yes|no)\b", re.IGNORECASE)
EVERYWHERE = frozenset(stems("utsira kommune kommunen øya island municipality kjekt fin flott"))


def speaks_as_municipality(subject: Subject) -> Check:
    """A1: whoever answers represents the municipality; no private opinion."""
    found = _PRIVATE.search(subject.draft)
    if found:
        return verdict("A1", "fail", f"«{found.group()}» er en privat stemme; kommunen svarer.", found.span())
    learned = broken(subject, "A1", "{} er en privat stemme; kommunen svarer.", "private_voice")
    return learned or verdict("A1", "pass", "Svarer på vegne av kommunen.")


def answers_the_question(subject: Subject) -> Check:
    """A2: questions about services and factual errors are always answered."""
    if subject.triage.political:
        return verdict("A2", "not_applicable", "Politiske spørsmål besvares ikke.")
    if any(claim.supported == "supported" for claim in subject.claims):
        return verdict("A2", "pass", "Svarer med opplysninger fra kunnskapsbasen.")
    learned = broken(subject, "A2", "Svaret svarer ikke på det som blir spurt om.")
    if learned and _only_praises(subject):
        return verdict("A2", "review", "Se etter om rosen også spør om noe.")
    if learned and learned.verdict == "fail":
        return learned
    asked = set(subject.triage.intents) & QUESTION_INTENTS or ("?" in subject.comment and subject.triage.reply == "required")
    if not asked:
        return learned or verdict("A2", "not_applicable", "Kommentaren stiller ikke noe spørsmål vi skal svare på.")
    if not subject.wording:
        return verdict("A2", "review", "Se etter at svaret faktisk svarer på spørsmålet.")
    plain = subject.triage.tone != "humorous" and not _PICTURE.search(subject.comment)
    if plain and subject.sources and not _tells(subject) and not any(map(subject.does, _SENDS_ON)):
        return verdict("A2", "fail", "Svaret sier ikke noe av det kildene sier om dette.")
    return learned or verdict("A2", "pass", "Svarer på spørsmålet.")


def _only_praises(subject: Subject) -> bool:
    """Whether a comment is praise that asks nothing, says nothing wrong and is no case."""
    intents, asking = set(subject.triage.intents), {*QUESTION_INTENTS, "factual_error", "case_handling"}
    return "praise" in intents and not intents & asking and "?" not in subject.comment


def _tells(subject: Subject) -> bool:
    """Whether some sentence says something of the sources which the comment did not say already."""
    asked, held = set(stems(subject.comment)) | EVERYWHERE, set(stems(" ".join(text for _, text in subject.sources)))
    for said in subject.said:
        new, supported = (set(stems(said.sentence)) & held) - asked, subject.supported(said.sentence)
        if len(new) >= ENOUGH_NEW or (new and (said.chances["fact"] >= TOLD or supported)):
            return True
        if supported and _NUMBERED.search(said.sentence):
            return True
    return False


def thanks_for_praise(subject: Subject) -> Check:
    """A3: say thank you for praise."""
    found, said = _THANKS.search(subject.body), subject.does("thanks")
    learned = None if found else broken(subject, "A3", "Kommentaren er ros; si takk.")
    if learned and (learned.verdict == "fail" or not said):
        return learned
    if "praise" not in subject.triage.intents or subject.triage.political:
        return verdict("A3", "not_applicable", "Kommentaren er ikke ros.")
    if found or said:
        return verdict("A3", "pass", "Takker for rosen.", found.span() if found else said.span)
    return verdict("A3", "review", "Kommentaren kan være ros; si gjerne takk.")


def reply_is_called_for(subject: Subject) -> Check:
    """A4: a neutral comment need not be answered, but may be."""
    if subject.triage.reply == "optional":
        return verdict("A4", "pass", "Svar er ikke nødvendig, men det er lov.")
    return verdict("A4", "not_applicable", "Kommentaren bør eller må besvares.")


def meets_criticism(subject: Subject) -> Check:
    """A5: answer criticism too, without brushing it off."""
    critical = _is_critical(subject)
    found = _BRUSH_OFF.search(subject.draft)
    if found and critical:
        return verdict("A5", "fail", f"«{found.group()}» avviser kritikken.", found.span())
    if learned := broken(subject, "A5", "{} avviser kritikken.", "brush_off", "hostile"):
        return learned
    if not critical:
        return verdict("A5", "not_applicable", "Kommentaren er ikke kritikk.")
    return verdict("A5", "pass", "Møter kritikken uten å avvise den.")


def tone_fits(subject: Subject) -> Check:
    """A6: the tone fits sender, form and content: no joke on a complaint or a death, no officialese on a joke."""
    joke = LAUGHS.search(subject.draft) or PLAYS.search(subject.draft)
    if joke and GRAVE.search(subject.comment) and not LAUGHS.search(subject.comment):
        return verdict("A6", "fail", "Spøk passer ikke når kommentaren er alvorlig eller kritisk.", joke.span())
    if joke and LAUGHS.search(subject.comment) and subject.triage.sentiment != "negative" and not GRAVE.search(subject.comment):
        return verdict("A6", "pass", "Svarer lett på en lett kommentar.")
    if learned := broken(subject, "A6", "Tonen passer ikke til kommentaren: {}", "humour", "officialese"):
        return learned
    stiff = subject.does("officialese", STIFF)
    if stiff:
        return verdict("A6", "review", "Skriv det enklere.", stiff.span)
    return verdict("A6", "pass", "Tonen passer til kommentaren.")


def _is_critical(subject: Subject) -> bool:
    return "criticism" in subject.triage.intents or subject.triage.sentiment == "negative"
