"""Dates as people say them."""

from __future__ import annotations

import re

_MONTHS = {
    "nb": "januar februar mars april mai juni juli august september oktober november desember".split(),
    "nn": "januar februar mars april mai juni juli august september oktober november desember".split(),
    "en": "January February March April May June July August September October November December".split(),
}


def spoken(as_of: str | None, language: str) -> str | None:
    """«2022-11» as «november 2022», «2020-03-04» as «4. mars 2020»; None where no date is known."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", as_of or "")
    if not match:
        return None
    year, month, day = match.groups()
    if not month or not 1 <= int(month) <= 12:
        return year
    name = _MONTHS[language][int(month) - 1]
    if not day:
        return f"{name} {year}"
    return f"{int(day)} {name} {year}" if language == "en" else f"{int(day)}. {name} {year}"
