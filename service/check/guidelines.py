"""Rules A1–A6 of the guidelines for the official accounts: voice, answer, thanks, criticism, tone."""

from __future__ import annotations

import re

from service.check.context import Subject, shown, verdict
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
_LAUGHS = re.compile(r"[😂🤣😅😜😆😹🤡]|\b(haha|hehe|ha ha|he he|lol)\b", re.IGNORECASE)
_PICTURE = re.compile(r"[\U0001F300-\U0001FAFF☀-➿]")
_PLAYS = re.compile(r"[😄😁😃😎🥳🎉🎣💩😅😉🎶🎵🍀⛸🧖🐟🤪😇🙃😏🎲🎪🏆]")
_GRAVE = re.compile(
    r"\b(død\w*|døydd\w*|kondoler\w*|gravplass|begrav\w*|gravferd|ulykk\w*|ulukk\w*|skad(d|et|ar)\w*|falt|datt|syk(e|dom)\w*|"
    r"sjuk\w*|kreft\w*|redd(et|a)|slått seg|slo seg|køyrde av|kjørte av|rescued|died|dead|death|accident|injur\w*|funeral|"
    r"passed away|cancer)\b",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"\b(hva koster|kva kostar?|ka kosta|hvor mye koster|kor mykje kostar|kva pris|hvilken pris|prisen på|how much|"
    r"what does .{0,40}cost)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\d|\bgratis\b|gebyrfri|\bfree\b|\bkrone|\b(koster|kostar|betaler|betalar) (ikke|ikkje)|hundrelapp|promille|prosent|pris",
    re.IGNORECASE,
)
_SENDS_ON = ("process", "asks_back", "formal_enquiry", "political_referral")
_ANSWERS = ("fact", "acknowledges", *_SENDS_ON)
STIFF = 0.25
"""Chance from which a sentence is officialese; much that is merely formal lies below."""
OWN_VOICE = 0.9
"""Chance from which a sentence is a private voice where a named person answers and may say «jeg»."""
TEMPTED = 0.6
"""Part of its threshold from which a brush-off counts where the comment is criticism: there it is to be expected."""
ENOUGH_NEW = 2
"""Stems of the sources, new to the conversation, from which a sentence tells something."""
_EVERYWHERE = frozenset(stems("utsira kommune kommunen øya island municipality kjekt fin flott"))
_NUMBERED = re.compile(r"\d|^(ja|nei|jo|yes|no)\b", re.IGNORECASE)
SURE = 0.25
"""Chance from which a sentence may count as an answer of some kind."""


def speaks_as_municipality(subject: Subject) -> Check:
    """A1: whoever answers represents the municipality; no private opinion."""
    found = _PRIVATE.search(subject.draft)
    if found:
        return verdict("A1", "fail", f"«{found.group()}» er en privat stemme; kommunen svarer.", found.span())
    said = subject.at_fault("private_voice", OWN_VOICE if subject.signer else None)
    if said:
        return verdict("A1", "fail", f"{shown(said)} er en privat stemme; kommunen svarer.", said.span)
    return verdict("A1", "pass", "Svarer på vegne av kommunen.")


def answers_the_question(subject: Subject) -> Check:
    """A2: questions about services and factual errors are always answered."""
    asked = set(subject.triage.intents) & QUESTION_INTENTS or ("?" in subject.comment and subject.triage.reply == "required")
    if not asked or subject.triage.political or subject.triage.tone == "humorous" or _PICTURE.search(subject.comment):
        return verdict("A2", "not_applicable", "Kommentaren stiller ikke noe spørsmål vi skal svare på.")
    if any(claim.supported == "supported" for claim in subject.claims):
        return verdict("A2", "pass", "Svarer med opplysninger fra kunnskapsbasen.")
    evidence = " ".join(text for _, text in subject.sources)
    if _PRICE.search(subject.comment) and _MONEY.search(evidence) and not _MONEY.search(subject.body):
        return verdict("A2", "fail", "Det blir spurt om pris, og svaret nevner ingen.")
    if not subject.wording:
        return verdict("A2", "review", "Se etter at svaret faktisk svarer på spørsmålet.")
    if subject.sources and not _tells(subject, evidence) and not any(map(subject.does, _SENDS_ON)):
        return verdict("A2", "fail", "Svaret sier ikke noe av det kildene sier om dette.")
    if not subject.sources and not any(subject.does(name, SURE) for name in _ANSWERS):
        return verdict("A2", "fail", "Svaret svarer ikke på det som blir spurt om.")
    return verdict("A2", "pass", "Svarer på spørsmålet.")


def _tells(subject: Subject, evidence: str) -> bool:
    """Whether some sentence that states a fact says something of the sources which the comment did not say already."""
    asked, held = set(stems(subject.comment)) | _EVERYWHERE, set(stems(evidence))
    for said in subject.said:
        new = (set(stems(said.sentence)) & held) - asked
        if len(new) >= ENOUGH_NEW or new and (said.chances["fact"] >= SURE or subject.supported(said.sentence)):
            return True
        if _NUMBERED.search(said.sentence) and subject.supported(said.sentence):
            return True
    return False


def thanks_for_praise(subject: Subject) -> Check:
    """A3: say thank you for praise."""
    thanked = _THANKS.search(subject.comment)
    praised = "praise" in subject.triage.intents and "?" not in subject.comment and subject.triage.sentiment != "negative"
    if not (praised or thanked) or subject.triage.political:
        return verdict("A3", "not_applicable", "Kommentaren er ikke ros.")
    found = _THANKS.search(subject.body)
    said = subject.does("thanks")
    if found or said:
        return verdict("A3", "pass", "Takker for rosen.", found.span() if found else said.span)
    return verdict("A3", "fail", "Kommentaren er ros; si takk.")


def reply_is_called_for(subject: Subject) -> Check:
    """A4: a neutral comment need not be answered, but may be."""
    if subject.triage.reply == "optional":
        return verdict("A4", "pass", "Svar er ikke nødvendig, men det er lov.")
    return verdict("A4", "not_applicable", "Kommentaren bør eller må besvares.")


def meets_criticism(subject: Subject) -> Check:
    """A5: answer criticism too, without brushing it off."""
    if not _is_critical(subject):
        return verdict("A5", "not_applicable", "Kommentaren er ikke kritikk.")
    found = _BRUSH_OFF.search(subject.draft)
    if found:
        return verdict("A5", "fail", f"«{found.group()}» avviser kritikken.", found.span())
    said = subject.at_fault("brush_off", TEMPTED * subject.limit("brush_off")) or subject.at_fault("hostile")
    if said:
        return verdict("A5", "fail", f"{shown(said)} avviser kritikken.", said.span)
    return verdict("A5", "pass", "Møter kritikken uten å avvise den.")


def tone_fits(subject: Subject) -> Check:
    """A6: the tone fits sender, form and content: no joke on a complaint or a death, no officialese on a joke."""
    grave = _GRAVE.search(subject.comment)
    joke = _LAUGHS.search(subject.draft) or _PLAYS.search(subject.draft)
    if joke and (grave or _is_serious(subject)):
        return verdict("A6", "fail", "Spøk passer ikke når kommentaren er alvorlig eller kritisk.", joke.span())
    said = subject.at_fault("humour")
    if said and (grave or _is_critical(subject)):
        return verdict("A6", "fail", f"{shown(said)} er en spøk, og kommentaren er alvorlig.", said.span)
    stiff = subject.does("officialese", STIFF)
    cheerful = subject.triage.tone == "humorous" or subject.triage.sentiment == "positive" or _LAUGHS.search(subject.comment)
    if stiff and (cheerful or grave):
        return verdict("A6", "fail", "Stiv kansellistil passer ikke til en slik kommentar.", stiff.span)
    if stiff:
        return verdict("A6", "review", "Skriv det enklere.", stiff.span)
    return verdict("A6", "pass", "Tonen passer til kommentaren.")


def _is_critical(subject: Subject) -> bool:
    return "criticism" in subject.triage.intents or subject.triage.sentiment == "negative"


def _is_serious(subject: Subject) -> bool:
    if _LAUGHS.search(subject.comment):
        return False
    return subject.triage.sentiment == "negative" or bool({"emergency", "case_handling"} & set(subject.triage.intents))
