"""Cutting a text into sentences and clauses, each with its words, values, names and stance."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from service.check.intervals import INTERVAL
from service.check.lexicon import DEADLINE, keys_of
from service.check.reading import is_english, read
from service.check.stance import Stance, stance_of
from service.check.values import Value
from service.norwegian import placed, sentences

_SPLIT = re.compile(
    r"\s{0,3};\s{1,3}|:\s{1,3}|,?\s{1,3}(?=(?:fordi|because|ettersom)\b)|,?\s{1,3}(?:men|but|mens|while|medan|imens)\s{1,3}|"
    r",\s{1,3}(?:og|"
    r"and|så|so|or|eller|then)\s{1,3}"
    r"|,\s{1,3}for\s{1,3}(?=då\b|da\b|det\b|du\b|vi\b|me\b|den\b|"
    r"(?:[^\W\d_]{1,20}\s{1,3}){1,4}(?:er|må|skal|kan|krever|krev|har)\b)|"
    r",\s{1,3}(?=[^\W\d_]{2,20}\s{1,3}(?:må|skal|must)\b)|,\s{1,3}(?=(?:den|dei?)\s{1,3}(?:står|går|ligger|ligg|blir)\b)|,\s{1,3}(?=(?:det|du|vi|me|dei|it|you|they|we)\s{1,3}(?:er|"
    r"held|holder|kan|må|får|is|are|can|must|may)\b)|,\s{1,3}(?=(?:except|unntatt|unnateke|bortsett|"
    r"med unntak)\b)|(?:,|\s{1,3}og|\s{1,3}and)\s{1,3}(?=(?:ikke|ikkje|not|aldri|never)\b)|\s{1,3}[–—]\s{1,3}|"
    r",\s{1,3}(?=(?:som|which|who|berre|bare|der (?:det )?(?:alltid )?(?:må|skal|kan|gjeld(?:er)?))\b)|"
    r",?\s{1,3}(?=(?:rather than|instead of|"
    r"i stedet for|i staden for|heller enn)\b)|,\s{1,3}(?=(?:opp|ned|mot|up|down)\b)|"
    r"(?P<soft>(?<!\btil)\s{1,3}(?:og|and|eller|or)\s{1,3}|,\s{1,3})", re.IGNORECASE,
)
_CONDITION = re.compile(r"\W{0,5}(?:er|har|vil|skal|går|bur|bor|kjem|kommer|hvis|viss|om|dersom|når|if|when|for|i|"
    r"på|in|on)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_DENIED = re.compile(r"\b(?:ikke|ikkje|not)\b")
_NAME = re.compile(r"(?:(?<=[\w,(–-]\s)|(?<=[«\"“]))[A-ZÆØÅ][^\W\d_]{2,}")
_AFTER_NUMBER = re.compile(r"(?<=\d\.)\s+(?=[A-ZÆØÅ][a-zæøå]+\s)(?!January|February|March|April|May|June|July|"
    r"August|September|October|November|December)")
_DAYS = ("date", "weekday", "month")
LOOK = 160
"""How many characters on each side of «og» or a comma decide whether it cuts."""
_PLACE = re.compile(
    r"\b(?:ved|på|i|til|fra|frå|hos|bak|foran|utenfor|utanfor|at|by|in|from|near|outside)\s+(?:det |den |the |"
    r"ei |en |eit |et |a )?(?:[^\W\d_]+\s+)?"
    r"(skolen|skulen|kaia|kaien|brygga|bryggen|kirken|kyrkja|kirka|butikken|fyret|kommunehuset|rådhuset|"
    r"biblioteket|hallen|idrettshallen|symjehallen|"
    r"svømmehallen|parkeringsplassen|torget|stranda|stranden|havna|hamna|legekontoret|barnehagen|grendehuset|"
    r"museet|brannstasjonen|ferjekaia|fergekaia|"
    r"tippen|[^\W\d_]+(?:boden|stasjonen|sentralen|huset|salen|hallen|plassen|bygget|kontoret|brygga|stova)|"
    r"school|quay|pier|church|shop|lighthouse|hall|library|beach|harbour|museum|museet|"
    r"playground|station)\b", re.IGNORECASE,
)  # fmt: skip
_NOT_NAMES = frozenset(
    "hei hi hello utsira norge noreg norway norsk english facebook instagram messenger dykk dykkar de deres "
    "dere i internett "
    "god jul easter christmas monday tuesday wednesday thursday friday saturday sunday january february march "
    "april may june july norwegian nynorsk bokmål polish polsk german tysk ukrainian ukrainsk "
    "august september october november december regards hilsen helsing".split()
)


@dataclass(frozen=True)
class Clause:
    """A clause of a text and where it stands. ``near`` are words of its sentence beside its own, ``before`` those
    of the clauses before it, ``earlier`` those of the sentence before, ``about`` those of its title;
    ``theme`` is the first of its words."""

    text: str
    start: int
    end: int
    sentence: str
    words: frozenset[str]
    near: frozenset[str]
    before: frozenset[str]
    earlier: frozenset[str]
    about: frozenset[str]
    values: tuple[Value, ...]
    names: frozenset[str]
    places: frozenset[str]
    theme: str
    stance: Stance


@lru_cache(maxsize=20_000)
def keys(text: str) -> frozenset[str]:
    """The keys of the words of a text that say something."""
    return frozenset(found for word in _WORD.findall(text.lower()) for found in keys_of(word))


@lru_cache(maxsize=500)
def source_clauses(text: str, separator: str) -> tuple[Clause, ...]:
    """The clauses of a source; the first piece before the separator is its title."""
    title, _, rest = text.partition(separator)
    if not rest:
        title, rest = "", text
    about = keys(title)
    found = [clause for clause in clauses(title, is_english(title)) if clause.values]
    for piece in rest.split(separator):
        found += clauses(piece, is_english(piece), about)
    return tuple(_filled(clause) for clause in found)


def _filled(clause: Clause) -> Clause:
    """A clause that says nothing of its own («det er gratis») speaks of what the one before and the title speak of."""
    if clause.words - clause.stance.spoken:
        return clause
    return replace(clause, before=clause.before | clause.earlier | clause.about)


def clauses(text: str, english: bool, about: frozenset[str] = frozenset()) -> list[Clause]:
    """The clauses of a text in order, with positions in it."""
    found: list[Clause] = []
    before: frozenset[str] = frozenset()
    for start, end in placed(_sentences(text), text):
        sentence = text[start:end]
        for first, last in _cut(sentence, english):
            found.append(_clause(sentence, start, slice(first, last), before, about, english))
        before = keys(sentence)
    return found


def _sentences(text: str) -> Iterator[str]:
    """Sentences, cut also after a number («før klokka 7. Glass …»), which is no ordinal before a capital letter."""
    for sentence in sentences(text):
        yield from _AFTER_NUMBER.split(sentence)


def _clause(sentence: str, start: int, part: slice, earlier: frozenset[str], about: frozenset[str], english: bool) -> Clause:
    own = sentence[part]
    values = read(own, english)
    blank = own
    for value in (value for value in values if value.dimension != INTERVAL):  # how often is a stance too
        blank = blank[: value.start] + " " * (value.end - value.start) + blank[value.end :]
    words, at = keys(blank) | _counted_by(values), start + part.start
    stance = stance_of(blank, values, english)
    if any(bound == "upper" and value.kind in _DAYS for bound, value in zip(stance.bounds, values, strict=True)):
        words |= {DEADLINE}
    return Clause(
        text=own, start=at, end=start + part.stop, sentence=sentence, words=words, near=keys(sentence) - words,
        before=keys(sentence[: part.start]) - words, earlier=earlier, about=about,
        values=tuple(replace(value, start=value.start + at, end=value.end + at) for value in values),
        names=names_in(blank, sentence) - places_in(own), places=places_in(own), theme=_theme(blank), stance=stance,
    )  # fmt: skip


def _counted_by(values: Iterable[Value]) -> frozenset[str]:
    """The keys of the people a price is for, which are words of the clause as well («30 kroner for barn»)."""
    return frozenset().union(*(keys(value.text.rpartition(" ")[2]) for value in values if " for " in value.text))


def _is_label(text: str, english: bool) -> bool:
    """Whether one side of a colon is no more than a time, a price or a size: «Kl. 11.30: barnetoget går», «Dusj: 20 kroner»."""
    for value in (values := read(text, english)):
        text = text[: value.start] + " " * (value.end - value.start) + text[value.end :]
    return bool(values) and not keys(text) and all(value.kind in ("clock", "quantity", "date") for value in values)


def _theme(text: str) -> str:
    """The first word that says something: what the clause is about."""
    return next((found[0] for word in _WORD.findall(text.lower()) if (found := keys_of(word))), "")


def names_in(text: str, sentence: str) -> frozenset[str]:
    """Names in lower case: words with a capital letter that do not begin the sentence."""
    first = re.match(r"\W*(?:(?:ja|nei|jo|yes|no)\b\W*)?", sentence, re.IGNORECASE)
    opening = sentence[first.end() :].split(" ", 1)[0].strip(".,!?«»\"") if first else ""
    found = {m.group() for m in _NAME.finditer(text)}
    return frozenset(name.lower() for name in found if name != opening and name.lower() not in _NOT_NAMES)


def places_in(text: str) -> frozenset[str]:
    """Places that are common nouns, where they say where: «ved skolen», «at the town hall»."""
    return frozenset(match.group(1).lower() for match in _PLACE.finditer(text))


def _cut(sentence: str, english: bool) -> Iterator[tuple[int, int]]:
    """Where the clauses of a sentence stand in it. «og» cuts only between two that can each stand alone."""
    at = 0
    values = read(sentence, english)
    for match in _SPLIT.finditer(sentence):
        left, right = sentence[max(at, match.start() - LOOK) : match.start()], sentence[match.end() : match.end() + LOOK]
        if any(value.start < match.start() < value.end for value in values):
            continue
        if not left.strip() or not right.strip() or (match["soft"] and not _two(left, right, english)):
            continue
        if match.group().strip() == "," and _CONDITION.match(left):
            continue
        if len(keys(left)) == 0 and not read(left, english):
            continue
        labelled = match.group().strip() == ":" and not _DENIED.search(left)
        if labelled and (_is_label(left, english) or _is_label(right, english)):
            continue
        yield at, match.start()
        at = match.end()
    yield at, len(sentence.rstrip())


def _two(left: str, right: str, english: bool) -> bool:
    """Whether «og» joins two statements: each has its own value and word, or its own day and time."""
    mine, theirs = read(left, english), read(right, english)
    if not mine or not theirs:
        return False
    day, time = {"weekday", "date", "month"}, {"clock"}
    kinds = {value.kind for value in mine}, {value.kind for value in theirs}
    if all(kind & day and kind & time for kind in kinds):
        return True
    head = re.split(r",|\s+(?:og|and)\s+", right)[0]
    lists = kinds[0] <= day if theirs[0].kind in day else kinds[0] == {"clock"} == {theirs[0].kind}
    if lists and not keys(right[: theirs[0].start]):
        return False
    alone = bool(keys(without_values(head, english))) and theirs[0].start < len(head)
    return alone and bool(keys(without_values(left, english)))


def without_values(text: str, english: bool) -> str:
    """A text with a blank in place of each value."""
    for value in reversed(read(text, english)):
        text = text[: value.start] + " " + text[value.end :]
    return text
