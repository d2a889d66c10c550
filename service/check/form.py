"""Checks on form: length, language, personal data, hostility, profile, plain language."""

from __future__ import annotations

import re

from service.check.context import Subject, verdict
from service.domain import LENGTH_LIMITS, Check
from service.norwegian import sentences, words
from service.personal_data import find_personal_data

_MARKERS = {
    "nb": frozenset("ikke jeg fra hva hvor hvordan hvem noe noen mye være gjøre bare også dere hjem uke skole kommer "
                    "går får ble hvilke deres".split()) - {"kommer", "går", "får", "skole"},
    "nn": frozenset("ikkje eg frå kva kvar korleis kven noko nokon mykje vere gjere berre dykk veke kjem vart kva "
                    "deira ein eit ei dei meir saman no".split()) - {"ei", "no"},
    "en": frozenset("the and are you your please with from this that not thank".split()),
}  # fmt: skip
_ASKS = re.compile(r"(oppgi|send|skriv|legg igjen)\b[^.?!]{0,40}\b(fødselsnummer|personnummer|telefonnummeret ditt)", re.I)
_HOSTILE = re.compile(
    r"\b(idiot\w*|dum(t|me|ming)?|tullprat|tull|sludder|hold kjeft|latterlig|latterleg|tåpelig|stupid|nonsense|shut up)\b",
    re.IGNORECASE,
)
_PROFILE = re.compile(r"klima|miljø|utslipp|energi|kultur|kunst|musikk|festival|climate|emission|culture|art\b", re.IGNORECASE)
LIX_LIMIT = 45
LONG_SENTENCE = 28


def personal_data(subject: Subject) -> Check:
    """A public reply neither repeats personal data nor asks for it."""
    own = "".join(re.sub(r"\s", "", way.lower()) for way in subject.known_contacts + tuple(t for _, t in subject.sources))
    for datum in find_personal_data(subject.draft):
        if datum.kind == "national_id" or re.sub(r"\s", "", datum.text.lower()) not in own:
            return verdict("personal_data", "fail", "Personopplysninger skal ikke stå i et offentlig svar.",
                           (datum.start, datum.end))  # fmt: skip
    asks = _ASKS.search(subject.draft)
    if asks:
        return verdict("personal_data", "fail", "Be aldri om personopplysninger i kommentarfeltet.", asks.span())
    return verdict("personal_data", "pass", "Ingen personopplysninger.")


def length(subject: Subject) -> Check:
    """The reply fits the channel."""
    limit, size = LENGTH_LIMITS[subject.channel], len(subject.draft)
    if size > limit:
        return verdict("length", "fail", f"{size} tegn; {subject.channel} tar {limit}.", (limit, size))
    return verdict("length", "pass", f"{size} av {limit} tegn.")


def language(subject: Subject) -> Check:
    """The reply is in the wanted language, and in one written form only."""
    found = {form: [word for word in words(subject.draft) if word in marks] for form, marks in _MARKERS.items()}
    wanted = found[subject.language]
    others = {form: hits for form, hits in found.items() if form != subject.language and hits}
    if not others:
        return verdict("language", "pass", "Riktig språk.")
    form, hits = max(others.items(), key=lambda item: len(item[1]))
    at = re.search(rf"\b{re.escape(hits[0])}\b", subject.draft, re.IGNORECASE)
    span = at.span() if at else None
    if len(hits) > len(wanted) + 1:
        return verdict("language", "fail", f"Svaret skal være på {subject.language}, men ser ut til å være {form}.", span)
    return verdict("language", "review", f"Blandede former: «{hits[0]}» hører til {form}.", span)


def hostility(subject: Subject) -> Check:
    """The municipality is never rude."""
    found = _HOSTILE.search(subject.draft)
    if found:
        return verdict("hostility", "fail", f"«{found.group()}» er uhøflig.", found.span())
    return verdict("hostility", "pass", "Høflig.")


def profile(subject: Subject) -> Check:
    """The interests to show: the zero-emission municipality, the culture island. Advice, never a failure."""
    if not _PROFILE.search(subject.comment):
        return verdict("profile", "not_applicable", "Kommentaren handler ikke om miljø eller kultur.")
    if _PROFILE.search(subject.draft):
        return verdict("profile", "pass", "Viser nullutslippskommunen eller kulturøya.")
    return verdict("profile", "review", "Her er det rom for å vise fram nullutslippskommunen eller kulturøya.")


def plain_language(subject: Subject) -> Check:
    """Short sentences and everyday words (LIX). Advice, never a failure."""
    parts = sentences(re.sub(r"https?://\S+", "", subject.draft))
    longest = max(parts, key=lambda part: len(words(part)), default="")
    found = words(subject.draft)
    lix = len(found) / max(1, len(parts)) + 100 * sum(len(word) > 6 for word in found) / max(1, len(found))
    if len(words(longest)) > LONG_SENTENCE:
        at = subject.draft.find(longest)
        span = (at, at + len(longest)) if at >= 0 else None
        return verdict("plain_language", "review", f"En setning har {len(words(longest))} ord; del den gjerne.", span)
    if lix > LIX_LIMIT and len(found) > 25:
        return verdict("plain_language", "review", f"Tung tekst (LIX {lix:.0f}); prøv kortere ord og setninger.")
    return verdict("plain_language", "pass", f"Lettlest (LIX {lix:.0f}).")
