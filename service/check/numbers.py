"""Numbers in a text, in digits and in words, in bokmål, nynorsk and English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from service.check.units import unit_of

_TOKEN = re.compile(
    r"\d{1,3}(?:[ \u00a0]\d{3})+(?:,\d+)?(?![\d.,:]*\d)|\d+(?:[.,:]\d+)*|m/s|km/t|km/h|[^\W\d_]+\d+|"
    r"[^\W\d_]+(?:['’][^\W\d_]+)?[²³]?|[%‰€£$°²–—-]|[^\s\w]"
)
_SMALL = {
    "null": 0, "zero": 0, "én": 1, "éin": 1, "éi": 1, "ett": 1, "eitt": 1, "one": 1, "to": 2, "two": 2, "tre": 3, "tri": 3,
    "three": 3, "fire": 4, "four": 4, "fem": 5, "five": 5, "seks": 6, "six": 6, "sju": 7, "syv": 7, "seven": 7,
    "åtte": 8, "eight": 8,
    "ni": 9, "nine": 9, "ti": 10, "ten": 10, "elleve": 11, "eleven": 11, "tolv": 12, "twelve": 12, "tretten": 13,
    "thirteen": 13, "fjorten": 14, "fourteen": 14, "femten": 15, "fifteen": 15, "seksten": 16, "sixteen": 16, "sytten": 17,
    "seventeen": 17, "atten": 18, "eighteen": 18, "nitten": 19, "nineteen": 19, "tjue": 20, "tyve": 20, "twenty": 20,
    "tretti": 30, "tredve": 30, "thirty": 30, "førti": 40, "førr": 40, "forty": 40, "femti": 50, "fifty": 50, "seksti": 60,
    "sixty": 60, "sytti": 70, "seventy": 70, "åtti": 80, "eighty": 80, "nitti": 90, "ninety": 90,
}  # fmt: skip
_LARGE = {
    "hundre": 100, "hundred": 100, "tusen": 1000, "thousand": 1000, "million": 10**6, "millioner": 10**6, "millionar": 10**6,
    "millions": 10**6, "mill": 10**6, "milliard": 10**9, "milliarder": 10**9, "milliardar": 10**9, "billion": 10**9,
}  # fmt: skip
_ONES = {"en": 1, "ein": 1, "ei": 1, "et": 1, "eit": 1}
_PART = re.compile("|".join(sorted([*_SMALL, *_LARGE, *_ONES, "og"], key=len, reverse=True)))
ARTICLES = frozenset("en ei et ein eit a an".split())
"""Words that stand before a noun and are the number 1 only where something else says so."""
_AND = ("og", "and")
_HALVES = {("en", "halv"), ("ein", "halv"), ("eit", "halvt"), ("et", "halvt"), ("a", "half"), ("ei", "halv")}
_ONE_AND_A_HALF = {(one, "og", *half) for one in ("en", "ein", "ei", "et", "eit", "én") for half in _HALVES} | {
    ("one", "and", "a", "half")
}
_BEGINS_A_PHRASE = ARTICLES | {phrase[0] for phrase in (*_HALVES, *_ONE_AND_A_HALF)}
_ONE_AND_A_HALF_WORDS = frozenset("halvannen halvannan halvanna halvannet halvtanna".split())
_ENGLISH_ONLY = frozenset("one two eleven".split())


class Token(NamedTuple):
    """A word, a sign or a number of a text. ``numbers`` are the ways to read it as a number; ``weak`` is an article."""

    text: str
    start: int
    end: int
    numbers: frozenset[float] = frozenset()
    spelled: bool = False
    raw: str = ""

    @property
    def number(self) -> float | None:
        """The likeliest reading as a number."""
        return max(self.numbers) if self.numbers else None


def tokens(text: str, english: bool = False) -> list[Token]:
    """The tokens of a text, number phrases joined to one token («fire og en halv million», «two hundred and ten»)."""
    plain = [
        Token(raw.lower(), match.start(), match.end(), _digits(raw) if raw[0].isdecimal() else frozenset(), False, raw)
        for match in _TOKEN.finditer(text) for raw in (match.group(),)
    ]
    found: list[Token] = []
    at = 0
    while at < len(plain):
        size, number = _phrase(plain, at, english)
        if size:
            last = plain[at + size - 1]
            raw = text[plain[at].start : last.end]
            spelled = not plain[at].numbers
            found.append(Token(raw.lower(), plain[at].start, last.end, number, spelled, raw))
        else:
            found.append(plain[at])
        at += size or 1
    return found


def _digits(text: str) -> frozenset[float]:
    """The readings of digits: «1,2» and «3,000» and «14 000» and «10.30»."""
    text = re.sub(r"[ \u00a0]", "", text)
    if text.isdecimal():
        return frozenset({float(text)})
    found = set()
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", text):
        found.add(float(re.sub(r"\D", "", text)))
    elif re.fullmatch(r"\d+[.,]\d+", text):
        found.add(float(text.replace(",", ".")))
    elif re.fullmatch(r"\d{1,3}(?:,\d{3})+\.\d+", text):
        found.add(float(text.replace(",", "")))
    return frozenset(found)


@lru_cache(maxsize=20_000)
def word_number(word: str) -> int | None:
    """The number a single word spells, compounds too: trehundreogti, femogtjue, tjueén, totusen; None for any other."""
    if word in _SMALL or word in _LARGE:
        return _SMALL.get(word) or _LARGE.get(word, 0)
    parts, at = [], 0
    while at < len(word):
        match = _PART.match(word, at)
        if not match:
            return None
        parts.append(match.group())
        at = match.end()
    if len(parts) < 2 or parts[0] == "og" or parts[-1] == "og" or (len(parts) == 2 and parts[0] in _ONES and parts[1] in _ONES):
        return None
    return _joined(parts)


def _joined(parts: Sequence[str]) -> int | None:
    total = current = 0
    last = 0
    for part in parts:
        if part == "og":
            continue
        value = _LARGE.get(part)
        if value == 100:
            current = (current or 1) * 100
        elif value:
            total, current = total + (current or 1) * value, 0
        else:
            value = _SMALL.get(part, _ONES.get(part, 0))
            if last and not (value < 10 <= last or last >= 100 or (last < 10 and value >= 20)):
                return None
            current += value
        last = value
    return total + current


def _phrase(plain: list[Token], at: int, english: bool) -> tuple[int, frozenset[float]]:
    """How many tokens from ``at`` make one number, and the readings; (0, …) where none begins."""
    first = plain[at]
    base = first.numbers or _spelled(first.text, english)
    size = 1
    if not base and first.text not in _BEGINS_A_PHRASE:
        return 0, frozenset()
    if not base and first.text in ARTICLES and at + 1 < len(plain) and plain[at + 1].text in _LARGE:
        base, size = frozenset({float(_LARGE[plain[at + 1].text])}), 2
    if not base and tuple(t.text for t in plain[at : at + 2]) in _HALVES and at + 2 < len(plain):
        return (2, frozenset({0.5})) if unit_of(plain[at + 2].text) else (0, frozenset())
    if not base and (first.text, *(t.text for t in plain[at + 1 : at + 4])) in _ONE_AND_A_HALF:
        return 4, frozenset({1.5})
    if not base:
        return 0, frozenset()
    while at + size < len(plain):
        more, grown = _grown(plain, at + size, base, bool(first.numbers), english)
        if not more:
            break
        size, base = size + more, grown
    return size, base


def _grown(plain, at, base, digits, english) -> tuple[int, frozenset[float]]:
    """The tokens at ``at`` that make the number before them larger: a hundred, a million, «og femti», «og en halv»."""
    word = plain[at].text
    if word in _LARGE and min(base) < _LARGE[word]:
        return 1, frozenset(n * _LARGE[word] for n in base)
    joined = word in _AND or (english and word == "-")
    if joined and at + 2 < len(plain) and (plain[at + 1].text, plain[at + 2].text) in _HALVES:
        return 3, frozenset(n + 0.5 for n in base)
    follows = at + 1 if joined else at
    if digits or follows >= len(plain):
        return 0, base
    least = min(base)
    more, value = 1, _spelled(plain[follows].text, english)
    if least >= 1000 and value:
        more, value = _phrase(plain, follows, english)
    tail = next(iter(value), 0)
    fits = tail and any(least >= size and least % size == 0 and tail < size for size in (100, 1000))
    tens = english and tail and least in range(20, 100, 10) and tail < 10 and word not in _AND
    if fits or tens:
        return follows - at + more, frozenset(a + b for a, b in product(base, value))
    return 0, base


@lru_cache(maxsize=20_000)
def _spelled(word: str, english: bool) -> frozenset[float]:
    if (english and word in ("to", "fire", "tre", "ti", "ni", "fem")) or (not english and word in _ENGLISH_ONLY):
        return frozenset()
    if word in _ONE_AND_A_HALF_WORDS:
        return frozenset({1.5})
    value = word_number(word)
    return frozenset() if value is None else frozenset({float(value)})
