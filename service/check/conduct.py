"""Checks on conduct: nothing is promised that nobody decided, nobody is insulted, nobody's data is told or asked for."""

from __future__ import annotations

import re

from service.check.context import Subject, broken, verdict
from service.domain import Check
from service.personal_data import find_personal_data

_PROMISE = re.compile(
    r"\b(?:vi|me) (lover|lovar|garanterer|garanterar)\b|\b(?:det|dette) (?:kan|skal) (?:vi|me) (?:garantere|love|lova)\b|"
    r"\b(?:du|dere|de) (?:får|vil få|kommer til å få) (?:innvilget|innvilga|medhold|tillatelse|løyve|ja)\b|"
    r"\b(?:søknaden|kravet|klagen|klaga)?(?: din| di| ditt)? ?(?:blir|vil bli|vert|går) (?:søknaden |kravet |klagen |klaga )?"
    r"(?:din |di |ditt )?(?:innvilget|innvilga|godkjent|godkjend|i orden)\b|"
    r"\b(?:i|we) (?:promise|guarantee)\b|\byou have (?:our|my) word\b|"
    r"\b(?:vi|me) (?:ordner|ordnar|fikser|fiksar)\b",
    re.IGNORECASE,
)
_NO_PROMISE = re.compile(r"\b(ikke|ikkje|not|never|aldri|can't|cannot)\b", re.IGNORECASE)
_SECRET = (
    r"fødselsnummer\w*|personnummer\w*|fødselsdato\w*|kontonummer\w*|diagnos\w*|sykdom\w*|sjukdom\w*|telefonnummeret ditt|"
    r"full(?:e|t|stendig\w*)? na[vm]n\w*|full name|account number|social security|national id\w*|date of birth"
)
_ASKS = re.compile(
    r"\b(?:oppgi|oppgje|send|skriv|legg|del|fortell|gi oss|gje oss|hva er|kva er|post|write|tell us|give us|share|what is)\b"
    rf"[^.?!]{{0,60}}\b(?:{_SECRET})",
    re.IGNORECASE,
)
WARNED_BEFORE = 15
"""Characters before a request in which a «not» turns it into a warning."""
_WARNS = re.compile(r"\b(ikke|ikkje|aldri|uten|utan|never|not|without|don't)\b", re.IGNORECASE)
_HOSTILE = re.compile(
    r"\b(idiot\w*|dumming\w*|dumt spørsmål|tullprat|sludder|hold kjeft|hald kjeft|latterlig|latterleg|tåpelig\w*|tåpeleg\w*|"
    r"teit\w*|tosk\w*|skaff deg et liv|få deg eit? liv|folk som deg|stupid|nonsense|shut up|you fool|moron\w*|get a life|"
    r"people like you)\b",
    re.IGNORECASE,
)


def promise(subject: Subject) -> Check:
    """Nothing is promised that nobody has decided; what a source says will happen may be told."""
    for found in _PROMISE.finditer(subject.body):
        before = subject.body[max(0, found.start() - 25) : found.end() + 12]
        if not _NO_PROMISE.search(before):
            return verdict("promise", "fail", f"«{found.group()}» lover noe ingen har vedtatt.", found.span())
    learned = broken(subject, "promise", "{} lover noe ingen har vedtatt.", "promise")
    return learned or verdict("promise", "pass", "Lover ikke noe utfall.")


def hostility(subject: Subject) -> Check:
    """The municipality is never rude."""
    found = _HOSTILE.search(subject.body)
    if found:
        return verdict("hostility", "fail", f"«{found.group()}» er uhøflig.", found.span())
    learned = broken(subject, "hostility", "{} er uhøflig.", "hostile", "brush_off")
    return learned or verdict("hostility", "pass", "Høflig.")


def personal_data(subject: Subject) -> Check:
    """A public reply neither repeats personal data nor asks for it, and never confirms that someone is a client."""
    own = "".join(re.sub(r"\s", "", way.lower()) for way in subject.known_contacts + tuple(t for _, t in subject.sources))
    for datum in find_personal_data(subject.draft):
        if datum.kind == "national_id" or re.sub(r"\s", "", datum.text.lower()) not in own:
            return verdict("personal_data", "fail", "Personopplysninger skal ikke stå i et offentlig svar.",
                           (datum.start, datum.end))  # fmt: skip
    asks = next((found for found in _ASKS.finditer(subject.body) if not _is_warning(subject.body, found)), None)
    if asks:
        return verdict("personal_data", "fail", "Be aldri om personopplysninger i kommentarfeltet.", asks.span())
    why = "{} ber om eller røper noe om en person."
    learned = broken(subject, "personal_data", why, "asks_personal_data", "reveals_person")
    if learned and not (learned.span and _WARNS.search(subject.draft[slice(*learned.span)])):
        return learned
    return verdict("personal_data", "pass", "Ingen personopplysninger.")


def _is_warning(text: str, found: re.Match[str]) -> bool:
    """Whether the words say what not to write: «ikke skriv fødselsnummer her»."""
    return bool(_WARNS.search(text[max(0, found.start() - WARNED_BEFORE) : found.end()]))
