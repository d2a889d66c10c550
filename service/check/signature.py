"""Where a reply ends and its signature begins, and who has signed: the municipality, a unit, a title or a person."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SIGN_OFF = re.compile(
    r"^(?:(?:med|beste|venn?lege?|vennlig|varm|kjær|kind|best|warm|yours)\b[\w ]{0,12})?"
    r"(?:hilsen|helsing|hilsing|mvh|regards|wishes|greetings|sincerely|cheers|vh)\b[ ,:–-]*",
    re.IGNORECASE,
)
_AFTER_SENTENCE = re.compile(r"(?<=[^\w\s,:;–-])\s{1,3}")
"""Between a sentence, or an emoji, and what follows."""
_MUNICIPALITY = re.compile(r"(?:[–-] ?)?Utsira (?:kommune|municipality)\.?", re.IGNORECASE)
_LONGEST, _FARTHEST = 14, 160
"""Words of the longest signature, and characters from the end where one may begin; a longer last paragraph is the reply's."""
_TITLE = re.compile(
    r"\b\w*(?:leder|leiar|sjef|rådgiver|rådgjevar|konsulent|behandlar?|handsamar|ansvarlige?|ansvarleg|direktør|rektor|styrer|styrar|"
    r"koordinator|bibliotekar|sykepleier|sjukepleiar|lege|lærer|lærar|inspektør|mester|meister|ingeniør|arkitekt|fullmektig|"
    r"sekretær|assistent|medarbeider|medarbeidar|manager|director|officer|adviser|advisor|head|nurse|doctor|teacher|librarian|"
    r"engineer|coordinator|principal|harbourmaster|planner|consultant|fører|førar|vakt|vert|feier|feiar|betjent|operatør|receptionist|resepsjonist|host)(?:en|a|n|s)?\b",
    re.IGNORECASE,
)
_CAPITAL = r"[A-ZÆØÅ][a-zæøåéüöä'’-]+(?:-[A-ZÆØÅ][a-zæøåé]+)?"
_PERSON = re.compile(rf"\b{_CAPITAL}(?: (?:[A-ZÆØÅ]\.|{_CAPITAL})){{1,3}}")
_GIVEN_NAME = re.compile(r"(?:fra |frå |from )?([A-ZÆØÅ][a-zæøåéüöä]+)(?=$|,|\.| (?:på|i|ved|hos|fra|frå|at|from|og|and|in)\b)")
"""A signature that begins with a given name alone: «Hilsen Kari på servicekontoret»."""
_NOT_A_PERSON = re.compile(
    r"torg|omsorg|pleie|velferd|oppvekst|kultur|miljø|renovasjon|bygg|ferj|ferg|turist|lag\b|forening|klubb|sentral|teneste|"
    r"tjeneste|stasjon|vesen|redaksjon|administrasjon|siratun|resepsjon|museet|museum|team|the |vi |oss|yours|sincerely|"
    r"kommun|municip|council|utsira|skole|skule|barnehage|bibliotek|avdeling|enhet|eining|etat|senter|kontor|hilsen|helsing|"
    r"regards|brann|havn|helse|plan|drift|teknisk|norway|town hall",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Signature:
    """The signature of a draft as written, and where it begins (characters); empty where there is none."""

    text: str
    start: int

    @property
    def person(self) -> str | None:
        """The name of a person in it, if any."""
        found = (match.group() for match in _PERSON.finditer(self.text))
        return next((name for name in found if not _NOT_A_PERSON.search(name)), None)

    @property
    def given_name(self) -> str | None:
        """A given name that it begins with, if any."""
        found = _GIVEN_NAME.match(self.text)
        return found[1] if found and not _NOT_A_PERSON.search(found[1]) else None

    @property
    def title(self) -> str | None:
        """A title in it, if any."""
        found = _TITLE.search(self.text)
        return found.group() if found else None


def signature_of(draft: str) -> Signature:
    """The signature at the end of a draft: its last lines from a sign-off, or a last short paragraph that is no sentence."""
    lines = draft.rstrip().split("\n")
    for back in range(1, min(4, len(lines)) + 1):
        at = len("\n".join(lines[:-back])) + (1 if back < len(lines) else 0)
        tail = draft[at:].strip()
        sign_off = _SIGN_OFF.match(tail)
        if sign_off and len(tail.split()) <= _LONGEST:
            return Signature(tail[sign_off.end() :].strip(), at + (len(draft[at:]) - len(draft[at:].lstrip())))
    if inline := _inline(draft.rstrip()):
        return inline
    last = lines[-1].strip()
    alone = len(lines) > 1 and len(last.split()) <= _LONGEST and not last.endswith((".", "!", "?", ":"))
    if alone and (_PERSON.search(last) or _TITLE.search(last) or "ommune" in last):
        return Signature(last, len(draft.rstrip()) - len(lines[-1].rstrip()) + (len(lines[-1]) - len(lines[-1].lstrip())))
    return Signature("", len(draft))


def _inline(draft: str) -> Signature | None:
    """A sign-off that follows the last sentence on its own line: «Velkommen! Hilsen Utsira kommune»."""
    starts = [match.end() for match in _AFTER_SENTENCE.finditer(draft, max(0, len(draft) - _FARTHEST))]
    for start in (start for start in starts if len(draft[start:].split()) <= _LONGEST):
        tail = draft[start:]
        if sign_off := _SIGN_OFF.match(tail):
            return Signature(tail[sign_off.end() :].strip(" .\n"), start)
        if _MUNICIPALITY.fullmatch(tail):
            return Signature(tail, start)
    return None


def body_of(draft: str) -> str:
    """The draft without its signature; positions in it are positions in the draft."""
    return draft[: signature_of(draft).start]
