"""Finds personal data in text: national identity numbers, phone numbers, e-mail addresses.

Organisation, account and case numbers are not personal numbers and are left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import phonenumbers
from stdnum.no import fodselsnummer

_ELEVEN = re.compile(r"(?<!\d)\d{6}[ .]?\d{5}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_TENOR_MONTHS = {"8": "0", "9": "1"}


@dataclass(frozen=True)
class PersonalDatum:
    """One find; ``start`` and ``end`` are positions in the text."""

    kind: Literal["national_id", "phone", "email"]
    start: int
    end: int
    text: str


def find_personal_data(text: str) -> list[PersonalDatum]:
    """Every find, in order of position. An identity number is not reported again as a phone number."""
    found = [PersonalDatum("national_id", m.start(), m.end(), m.group()) for m in _ELEVEN.finditer(text)
             if _is_national_id(re.sub(r"\D", "", m.group()))]  # fmt: skip
    found += [PersonalDatum("email", m.start(), m.end(), m.group()) for m in _EMAIL.finditer(text)]
    taken = [(item.start, item.end) for item in found] + [m.span() for m in _ELEVEN.finditer(text)]
    for match in phonenumbers.PhoneNumberMatcher(text, "NO"):
        if not any(start < match.end and match.start < end for start, end in taken):
            found.append(PersonalDatum("phone", match.start, match.end, match.raw_string))
    return sorted(found, key=lambda item: item.start)


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
