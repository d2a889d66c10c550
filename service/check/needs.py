"""What a draft says is needed that its sources say is not, and the other way round: «du trenger ikke henvisning»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.check.alignment import IDLE, Aligner, Placed
from service.check.clauses import Clause
from service.check.contest import any_same, same_time
from service.check.finding import Finding, against
from service.check.lexicon import key
from service.norwegian import words

_NO = r"(?:ikke|ikkje|ingen|inga|not|no|aldri|never)"
_NOT_NEEDED = re.compile(
    rf"\b(?:(?:treng|behøv|krev|need)\w*(?: (?!{_NO}\b)[^\W\d_]+){{0,3}} {_NO}|"
    r"(?:treng|behøv|krev|need)\w*(?: [^\W\d_]+)? (?:verken|hverken|korkje|neither)|(?:do|does|did) not (?:need|have|"
    r"require)|(?:don|doesn)['’]t (?:need|have|require)|needn['’]t|"
    rf"{_NO} (?:er |is |blir )?(?:nødvendig|naudsynt|necessary|required|needed|påkrevd|påkravd|krav|obligatorisk)\w*|"
    rf"{_NO}(?: one| need(?= to))?(?: [^\W\d_]+)? (?:treng|behøv|need)\w*(?: å| to)?|no need(?: to| for)?|"
    r"(?:slipper|slepp) å)\b",
    re.IGNORECASE,
)
_NEEDED = re.compile(
    r"\b(?:må|must|have to|has to|need(?:s|ed)?(?: to)?|trenger?|treng|trengs|trengst|kreves|krevst|krever|krev|requires?|"
    r"husk|hugs|remember|legg(?:e|ja)? (?:også )?ved|ta (?:også )?med|please bring|bring|be om)\b"
    rf"(?! {_NO}\b)",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\b(?:nødvendig|naudsynt|necessary|required|needed|påkrevd|påkravd|obligatorisk)\w*", re.IGNORECASE)
"""What stands after the thing that is not needed: «valgkort er ikke nødvendig»."""
_GENERAL = frozenset(
    name
    for word in (
        "noe noko anything something først first bare berre også tenke tenkje bekymre worry egen eigen få gi gje "
        "get give gir gjev gjøre gjere gjera do legge leggje put la late let oppgi oppgje state eier eieren eigar "
        "eigaren owner søker søkeren søkjar søkjaren applicant leietaker leietakeren leigar leigaren kunden "
        "brukeren brukaren innbyggere innbyggjarar residents tilbud tilbudet tilbodet ordning ordningen ordninga "
        "gratis free"
    ).split()
    if (name := key(word))
)
"""What is needed of no matter in particular."""
_OF_SOME = re.compile(
    r"\b(?:når|då|da|when|hvis|viss|dersom|if|andre|anna|annet|other|ellers|elles|otherwise|bare|berre|kun|only)\b|"
    r"^\W*(?:er|skal|selger|sel|har|vil)\s",
    re.IGNORECASE,
)
"""What says that it is so of some, or at some time."""
_EVEN_SO = re.compile(r"\b(?:selv om|sjølv om|even if|even though)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\b(?:kan|can|er|is|are|går|ligger|ligg|blir|vert)\b", re.IGNORECASE)
"""The verb of a statement put beside another with a comma."""
OTHERS = 0.5
"""The share of what a source says is not needed that a draft must name to ask for it, and the other way round."""


@dataclass(frozen=True)
class Need:
    """The keys of what is needed, or is not, the nearest first; ``free`` where it is not."""

    things: tuple[str, ...]
    free: bool


def need_of(text: str) -> Need | None:
    """What a clause says is needed or is not; None where it says neither, or both."""
    freed = _NOT_NEEDED.search(text)
    if freed is None:
        needed = _NEEDED.search(text)
        listed = text[needed.end() :].split(",") if needed else []
        things = _things(" ".join(part for at, part in enumerate(listed) if not (at and _ASIDE.search(part))))
        return Need(things, False) if things else None
    if _NEEDED.search(text[: freed.start()] + " . " + text[freed.end() :]):
        return None
    before = _AFTER.search(freed.group())
    things = (
        (_things(text[freed.end() :]) or tuple(reversed(_things(text[: freed.start()]))))
        if before
        else _things(text[freed.end() :])
    )
    return Need(things, True) if things else None


def needs(clause: Clause, aligner: Aligner) -> Iterator[Finding]:
    """A thing that is needed by the draft and not by its sources, or the other way round, where none says the same."""
    mine = need_of(clause.text)
    some = clause.stance.conditional or any(clause.stance.bounds) or _OF_SOME.search(_led_by(clause))
    if mine is None or some:
        return
    told = [(item, need) for item in aligner.placed if (need := need_of(item.clause.text))]
    if any(need.free == mine.free and _of_one(mine, need) for _, need in told):
        return
    for item, need in told:
        if need.free != mine.free and _of_one(mine, need) and _outright(clause, item, aligner):
            yield against(clause, item, True)
            return


def _of_one(mine: Need, other: Need) -> bool:
    """Whether two speak of the need of one thing: the nearest of what is not needed, and half of the rest."""
    free, needed = (mine, other) if mine.free else (other, mine) if other.free else (mine, other)
    if not any_same({free.things[0]}, needed.things):
        return False
    return sum(any_same({thing}, needed.things) for thing in free.things) >= OTHERS * len(free.things)


def _outright(clause: Clause, item: Placed, aligner: Aligner) -> bool:
    """Whether a source clause says so outright, of what the draft speaks of and at its time."""
    source = item.clause
    if (
        (source.stance.conditional and not _EVEN_SO.search(source.text))
        or source.stance.lacking
        or any(source.stance.bounds)
        or _OF_SOME.search(_led_by(source))
    ):
        return False
    whose = _things(_subject(source.text))
    said = clause.words | clause.before | aligner.topic
    return same_time(clause, source) and sum(any_same({name}, said) for name in whose) >= OTHERS * len(whose)


def _subject(text: str) -> str:
    """What stands before the words that say it is needed, or not."""
    found = _NOT_NEEDED.search(text) or _NEEDED.search(text)
    return text[: found.start()] if found else ""


def _led_by(clause: Clause) -> str:
    """The words of a clause's sentence that lead to what is needed."""
    at = max(0, clause.sentence.find(clause.text))
    return clause.sentence[:at] + _subject(clause.text)


def _things(text: str) -> tuple[str, ...]:
    return tuple(name for word in words(text) if (name := key(word)) and name not in IDLE | _GENERAL)
