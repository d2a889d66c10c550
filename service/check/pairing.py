"""Which of several like values in one sentence belongs to what: «1 850 kroner for fritidsboliger, 4 200 for helårsboliger»."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from service.check.alignment import IDLE, Keys
from service.check.clauses import Clause, keys, without_values
from service.check.contest import any_same
from service.check.reading import is_english, read
from service.check.values import Value, agree

_HARD = re.compile(r"[,;]\s|\b(?:mens|medan|men|while|whereas|but)\b", re.IGNORECASE)
_SOFT = re.compile(r"\b(?:og|and|eller|or)\b", re.IGNORECASE)
_PREPOSITION = re.compile(r"^\W*(for|til|på|i|ved|fra|frå|om|in|at|on|to|from)\b", re.IGNORECASE)
_VERBS = keys("koster kostar cost costs betaler betalar pay pays er blir går open åpen åpent ope") | IDLE


@dataclass(frozen=True)
class Part:
    """One of the values of a sentence, the words that say what it is of, and all words beside it that no other has."""

    value: Value
    words: Keys
    beside: Keys


@lru_cache(maxsize=5_000)
def parts(sentence: str, dimension: str) -> tuple[Part, ...]:
    """The values of a dimension in a sentence, each with what tells it from the others; none where there is but one."""
    values = [value for value in read(sentence, is_english(sentence)) if value.dimension == dimension]
    cuts = [_cut(sentence, one, other) for one, other in zip(values, values[1:], strict=False)]
    if not cuts or None in cuts:
        return ()
    spans = list(zip([0, *cuts], [*cuts, len(sentence)], strict=True))
    follows = not keys(sentence[spans[1][0] : values[1].start])
    told = _apart([_words(sentence, span, value, follows, spans[1]) for span, value in zip(spans, values, strict=True)])
    beside = _apart([keys(without_values(sentence[start:end], is_english(sentence))) for start, end in spans])
    return tuple(Part(value, words, all_) for value, words, all_ in zip(values, told, beside, strict=True))


def _cut(sentence: str, one: Value, other: Value) -> int | None:
    """Where what is said of a value ends and that of the next begins; None where it cannot be told."""
    between = sentence[one.end : other.start]
    if hard := _HARD.search(between):
        return one.end + hard.end()
    soft = list(_SOFT.finditer(between))
    if not soft or (len(soft) > 1 and keys(between[soft[-1].end() :])):
        return None
    return one.end + soft[-1].end()


def _apart(told: Sequence[Keys]) -> list[Keys]:
    """Of each set of words, those that none of the others has."""
    return [
        frozenset(word for word in words if not any(any_same({word}, other) for at, other in enumerate(told) if at != number))
        for number, words in enumerate(told)
    ]


def _words(sentence: str, span: tuple[int, int], value: Value, follows: bool, second: tuple[int, int]) -> Keys:
    """The words beside a value that say what it is of: after it where those of the next follow it, else before it."""
    if follows:
        return keys(sentence[value.end : span[1]]) - _VERBS
    text = sentence[span[0] : value.start]
    if span[0] == 0 and (lead := _PREPOSITION.match(sentence[second[0] : second[1]])):
        found = list(re.finditer(rf"\b{lead[1]}\b", text, re.IGNORECASE))
        text = text[found[-1].end() :] if found else ""
    return keys(text) - _VERBS


def of_another(clause: Clause, value: Value, source: Clause) -> Value | None:
    """The source's value of what the draft's clause speaks of, where the draft gives it that of another thing.

    Of what is no price two values must have changed places.
    """
    mine, theirs = parts(clause.text, value.dimension), parts(source.sentence, value.dimension)
    if value.dimension == "kroner" and theirs:
        own = _at(mine, value.start - clause.start)
        said = own.words if own else clause.words - _VERBS
        return _other(theirs, value, said, said if own else said | clause.near, lambda part: part.beside)
    if len(mine) != 2 or not theirs:
        return None
    there = [_other(theirs, part.value, part.words, part.words, lambda part: part.words) for part in mine]
    changed = all(other and any(agree(part.value, other) for part in mine) for other in there)
    return next((other for part, other in zip(mine, there, strict=True) if part.value.start == value.start - clause.start),
                None) if changed else None  # fmt: skip


def _at(mine: Sequence[Part], start: int) -> Part | None:
    return next((part for part in mine if part.value.start == start), None)


def _other(theirs: Sequence[Part], value: Value, said: Keys, around: Keys, telling: Callable[[Part], Keys]) -> Value | None:
    """The value of the one part that speaks of what is said, where those that hold ``value`` tell of nothing ``around`` it."""
    own = [part for part in theirs if agree(value, part.value)]
    if not own or not all(part.words for part in own) or any(any_same(telling(part), around) for part in own):
        return None
    others = [part.value for part in theirs if part not in own and any_same(part.words, said)]
    return others[0] if len(others) == 1 else None
