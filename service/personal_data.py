"""Finds personal data in text: national identity numbers, phone numbers, e-mail addresses.

Organisation, account and case numbers are not personal numbers and are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import phonenumbers
from stdnum.no import fodselsnummer, kontonr

_DIGIT = re.compile(r"\d")
_ELEVEN = re.compile(r"(?<!\d)\d{6}[ .]?\d{5}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
FEWEST_DIGITS = 5
"""A text with fewer holds no number of a person's, and is not looked through for one, which takes time."""
_TENOR_MONTHS = {"8": "0", "9": "1"}

_MASKS = {"national_id": "fødselsnummer", "phone": "telefonnummer", "email": "e-postadresse"}
_OWN_NAME = re.compile(
    r"\b((?i:jeg heter|eg heiter|navnet mitt er|namnet mitt er|mitt navn er|mitt namn er|my name is))"
    r" [A-ZÆØÅ][\w.-]*(?: [A-ZÆØÅ][\w.-]*){0,3}"
)

_ACCOUNT = re.compile(r"(?<!\d)\d{4}[ .]?\d{2}[ .]?\d{5}(?!\d)")
_NAME = r"([A-ZÆØÅ][\w.'-]*(?: [A-ZÆØÅ][\w.'-]*){0,3}|[a-zæøå][\w'-]+(?: [a-zæøå][\w'-]+)?)"
_SAID_NAMES = (
    re.compile(rf"\b(?i:jeg heter|eg heite?r|e heite|(?:navnet|namnet) mitt e[r]?|mitt na[vm]n e[r]?|my name is) {_NAME}"),
    re.compile(r"\b(?i:hilsen|helsing|mvh|regards|cheers),? ([A-ZÆØÅ][\w.'-]+(?: [A-ZÆØÅ][\w.'-]*){0,3})"),
)


@dataclass(frozen=True)
class PersonalDatum:
    """One find; ``start`` and ``end`` are positions in the text."""

    kind: Literal["national_id", "phone", "email"]
    start: int
    end: int
    text: str


def find_personal_data(text: str) -> list[PersonalDatum]:
    """Every find, in order of position. An identity number is not reported again as a phone number."""
    found = [PersonalDatum("email", m.start(), m.end(), m.group()) for m in _EMAIL.finditer(text)] if "@" in text else []
    if len(_DIGIT.findall(text)) < FEWEST_DIGITS:
        return found
    elevens = list(_ELEVEN.finditer(text))
    found += [PersonalDatum("national_id", m.start(), m.end(), m.group()) for m in elevens
              if _is_national_id(re.sub(r"\D", "", m.group()))]  # fmt: skip
    taken = [(item.start, item.end) for item in found] + [m.span() for m in elevens]
    for match in phonenumbers.PhoneNumberMatcher(text, "NO"):
        if not any(start < match.end and match.start < end for start, end in taken):
            found.append(PersonalDatum("phone", match.start, match.end, match.raw_string))
    return sorted(found, key=lambda item: item.start)


def mask(text: str, keep: Sequence[str] = ()) -> str:
    """The text with every find, and a name somebody gives as their own, replaced by what it is.

    ``keep`` holds the municipality's own contacts, which are no one's personal data.
    """
    kept = {re.sub(r"\W", "", item) for item in keep}
    for item in reversed(find_personal_data(text)):
        if re.sub(r"\W", "", item.text) not in kept:
            text = f"{text[: item.start]}[{_MASKS[item.kind]}]{text[item.end :]}"
    return _OWN_NAME.sub(lambda match: f"{match.group(1)} [navn]", text)


def find_private(text: str) -> list[tuple[str, str]]:
    """What is taken out before a text leaves the house, as (kind, text): more than is checked for, and rather too much.

    Identity numbers, phones and addresses as found, every other row of eleven digits, account numbers, and the names
    people give as their own or sign with.
    """
    kinds = {"national_id": "nummer", "phone": "telefon", "email": "epost"}
    found = [(kinds[item.kind], item.text) for item in find_personal_data(text)]
    found += [("konto", m.group()) for m in _ACCOUNT.finditer(text) if kontonr.is_valid(re.sub(r"\D", "", m.group()))]
    found += [("nummer", m.group()) for m in _ELEVEN.finditer(text)]
    return found + [("navn", m.group(1)) for pattern in _SAID_NAMES for m in pattern.finditer(text)]


def _is_national_id(digits: str) -> bool:
    """Fødselsnummer, D-number, or Tenor's synthetic ones, which add 80 to the month."""
    tenor = _TENOR_MONTHS.get(digits[2])
    if tenor is not None:
        return _checksums_hold(digits)
    return fodselsnummer.is_valid(digits)


def _checksums_hold(digits: str) -> bool:
    numbers = [int(digit) for digit in digits]
    first = -sum(w * n for w, n in zip((3, 7, 6, 1, 8, 9, 4, 5, 2), numbers, strict=False)) % 11
    second = -sum(w * n for w, n in zip((5, 4, 3, 2, 7, 6, 5, 4, 3, 2), [*numbers[:9], first], strict=False)) % 11
    return [first, second] == numbers[9:]
