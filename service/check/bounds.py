"""Whether a value is told as an upper or a lower limit: «inntil 30 fot», «minst to dager før», «two nights at most»."""

from __future__ import annotations

import re

from service.check.values import Value

LOOK = 40
"""How many characters before and after a value may say that it is a limit."""
_UPPER = re.compile(r"\b(?:(?:ikke|ikkje|aldri|never|not) (?:er |is |være |vere |vera |be |blir |bli |vert )?(?:mer enn|"
    r"meir enn|more than|over|higher than|lenger enn|lengre enn|longer than|"
    r"høyere enn)|under|inntil|maks\w*|høyst|høgst|opptil|opp til|senest|seinast|innen|innan|før|"
    r"yngre enn|mindre enn|at most|up to|before|within|by|(?<!no )less than|no (?:more|longer|higher|later) than|"
    r"younger than)\W*(?:klokka|"
    r"kl\.?|the|den|fylte|fylt)?\W*$", re.IGNORECASE)  # fmt: skip
_LOWER = re.compile(r"\b(?:over|minst|minimum|etter|tidligst|tidlegast|eldre enn|mer enn|meir enn|fleire enn|"
    r"flere enn|lenger enn|lengre enn|longer than|at least|no less than|no fewer than|after|(?<!no )more than|older than|"
    r"fylt)\W*(?:klokka|kl\.?|the|den|"
    r"fylte|fylt)?\W*$",
    re.IGNORECASE)  # fmt: skip
_NOT_UNDER = re.compile(r"\b(?:ikke|ikkje|not|aldri|never) (?:(?:vere|vera|være|be) )?(?:under|yngre enn|younger than|"
    r"before|før)\W*(?:klokka|kl\.?|the|den|fylte|fylt)?\W*$", re.IGNORECASE)  # fmt: skip
_UPPER_AFTER = re.compile(r"\W{1,3}(?:at (?:the )?most|at the latest|or (?:less|fewer|younger|earlier)|på det meste|"
    r"eller (?:mindre|"
    r"færre|yngre|tidligere|før)|som (?:maks\w*|mest))\b", re.IGNORECASE)
_LOWER_AFTER = re.compile(r"\W{1,3}(?:at (?:the )?least|or (?:more|older|later)|and (?:up|over|above|older)|eller (?:mer|"
    r"meir|flere|fleire|eldre|"
    r"senere|seinere|seinare)|og (?:oppover|eldre)|som minimum|i det minste)\b", re.IGNORECASE)
_AGED = re.compile(
    r"\b(?:(?P<older>eldre enn|older than)|yngre enn|younger than|newer than|nyere enn|nyare enn)\W*$", re.IGNORECASE
)
YEAR = 4
"""Digits of a year."""
_AHEAD = re.compile(r"\W{0,5}(?:før|i forveien|i forvegen|i førevegen|i forkant|på førehand|på forhånd|in advance|"
    r"before)\b", re.IGNORECASE)
_LATEST = re.compile(r"\b(?:senest|seinast|innen|innan|no later than|at the latest)\W*$", re.IGNORECASE)
_EARLIEST = re.compile(r"\b(?:tidligst|tidlegast|at the earliest|no earlier than)\W*$", re.IGNORECASE)


def bound(text: str, value: Value) -> str:
    """``upper`` or ``lower``, or nothing where the text around a value sets no limit."""
    before = text[max(0, value.start - LOOK) : value.start]
    ahead = value.dimension in ("time", "months", "workdays") and bool(_AHEAD.match(text[value.end : value.end + LOOK]))
    if ahead and _EARLIEST.search(before):  # «tidligst to dager før» is at most two days
        return "upper"
    if ahead and _LATEST.search(before):  # «senest to dager før» is at least two days
        return "lower"
    if _NOT_UNDER.search(before):
        return "lower"
    if (aged := _AGED.search(before)) and value.text.isdecimal() and len(value.text) == YEAR:  # older than 1964 is before it
        return "upper" if aged.group("older") else "lower"
    if (upper := _UPPER.search(before)) or _LOWER.search(before):
        return "upper" if upper else "lower"
    after = text[value.end : value.end + LOOK]
    return "upper" if _UPPER_AFTER.match(after) else "lower" if _LOWER_AFTER.match(after) else ""
