"""How Norwegian text is cut for search: words, stems, character 4-grams, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import snowballstemmer

from service.written_forms import BOKMAL

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_PICTURES = "\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d"
"""Emoji, as a class of characters."""
_SENTENCE_END = re.compile(rf"(?<=[.!?…{_PICTURES}])[\"»”)]*\s+(?=[^\W\d_a-zæøå]|\d|[\"«“({_PICTURES}])|\n+")
_ABBREVIATION = re.compile(r"(?:\b(?:kl|nr|ca|bl\.a|f\.eks|t\.d|m\.a|jf|pkt|tlf|mill|mrd|St|(?<!\.)No|e\.g|i\.e|\d)\.)$", re.I)
_STEMMER = snowballstemmer.stemmer("norwegian")

STOPWORDS = frozenset(
    "og i jeg eg det d at en ei ein et eit den til er e som på de dei dykk dere dåke dokker med han av ikke ikkje der så "
    "var va meg seg men har om vi me mitt min mi ha hadde hun hu ho nå no over da då ved fra frå du ut sin dem oss opp "
    "man kan hans hvor kor eller hva ka kva skal selv her alle vil bli ble blei være vere vær inn når noe noko noen "
    "nokon jo bare berre for å the a an is are of to in on at for and or do does i you we it be can there my me any "
    "please hei hallo hi hello takk".split()
)
"""Words that say nothing of what a question is about, in bokmål, nynorsk, dialect and English."""


def lowered(text: str) -> str:
    """A text in lower case, every character in its place: the few that have no single small letter stay as they are."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(small if len(small := sign.lower()) == 1 else sign for sign in text)


def words(text: str) -> list[str]:
    """The words of a text, in lower case, digits included."""
    return _WORD.findall(text.lower())


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The Snowball stem of a Norwegian word in lower case."""
    return _STEMMER.stemWord(word)


def telling(text: str) -> list[str]:
    """The words that carry meaning, as bokmål where that is known."""
    return [BOKMAL.get(word, word) for word in words(text) if word not in STOPWORDS]


def stems(text: str) -> list[str]:
    """Stems of the words that carry meaning, whatever written form they stand in; every word where none does."""
    return [stem(word) for word in telling(text)] or [stem(word) for word in words(text)]


def grams(text: str, size: int = 4) -> list[str]:
    """Character n-grams within words that carry meaning, word edges marked; a short word is a gram of its own."""
    found: list[str] = []
    for word in telling(text):
        marked = f"_{word}_"
        found.extend(marked[i : i + size] for i in range(max(1, len(marked) - size + 1)))
    return found


def sentences(text: str) -> list[str]:
    """The sentences of a text, stripped; an abbreviation or an ordinal number does not end one, and emoji close one."""
    found: list[str] = []
    for part in _SENTENCE_END.split(text):
        if not part or not part.strip():
            continue
        if found and (_ABBREVIATION.search(found[-1]) or not any(map(str.isalnum, part))):
            found[-1] = f"{found[-1]} {part.strip()}"
        else:
            found.append(part.strip())
    return found


def placed(parts: Iterable[str], text: str) -> Iterator[tuple[int, int]]:
    """Where each of the parts stands in the text they were cut from, in order; white space in them may be another."""
    at = 0
    for part in parts:
        start = text.find(part, at)
        end = start + len(part)
        if start < 0:
            match = re.compile(r"\s+".join(map(re.escape, part.split()))).search(text, at)
            if match is None:
                continue
            start, end = match.span()
        at = end
        yield start, end
