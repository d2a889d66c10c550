"""What a draft denies that its sources say, and says that they deny."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.check.alignment import IDLE, MUTUAL, Aligner, Placed
from service.check.clauses import Clause, keys
from service.check.contest import DENIED, SAME, any_same, limits_turned, same_time
from service.check.finding import LEAD, Finding, against, denies, leads
from service.check.lexicon import nearest, same
from service.norwegian import stem, words

WORDED = 0.8
"""The share of a clause's very words that a source clause must have for the two to be one wording, but for a denial."""
_REGRETS = frozenset("ikke ikkje ingen inga inkje aldri not no never dessverre diverre unfortunately heller".split())
OWN = 0.4
"""The share of a clause's words that must stand in the very clause that turns it round."""
NEEDED = re.compile(r"\b(?:må|skal|treng\w*|need\w*|krev\w*|krav|nødvendig\w*|påbudt|must|ha(?:ve|s) to|husk å|hugs å|"
    r"remember to|please|"
    r"(?=(?:bestill|meld|book)\b))\b", re.IGNORECASE)
_FREED = re.compile(r"\b(?:treng\w*|trenger|need\w*|krav|krev\w*|nødvendig\w*|behøv\w*)\b", re.IGNORECASE)
_NEARLY_NO = re.compile(
    r"\b(?:bare|berre|kun|only|unntatt|unnateke|except|steng\w*|closed|forb[ou]d\w*|slutt|full\w*|utsol[gd]t\w*|sold out|nei|"
    r"avsla\w*|unn?a?taket?|exception|ennå|enno|enda|endå|yet|\w{3,20}fri(?:e|tt)?|selv(?! om)|sjølve?(?! om)|yoursel(?:f|"
    r"ves)|i fred|gratis|free|frivillig\w*|før i tida|lenge siden|lenge sidan|i gamle dager|i gamle dagar|used to|long ago|"
    r"formerly|valgfri\w*|voluntary|optional|heller|hellar|instead|tidligere|tidlegare|"
    r"(?:u|im|un|il)(?:lovlig|lovleg|mulig|mogleg|possible|gyldig|able|legal|nødvendig|naudsynt|necessary|tilgjengel)\w*)\b",
    re.IGNORECASE,
)
"""What says no without a denial: beside one of these, turning a statement round may keep it true."""


def denial(clause: Clause, aligner: Aligner) -> Iterator[Finding]:
    denied = clause.stance.denied
    if clause.stance.conditional or (clause.stance.refusing and not denied):
        return
    if denied and any(denies(clause, value) for value in clause.values):
        return
    held = aligner.best(clause, lambda source: source.stance.denied == denied)
    rival = aligner.best(clause, lambda source: source.stance.denied != denied and same_time(clause, source))
    if not rival[1]:
        return
    worded = same_wording(clause.text, rival[1].clause.text) >= WORDED and _plainly(clause, rival[1].clause)
    if worded and same_wording(rival[1].clause.text, clause.text) >= SAME:
        yield against(clause, rival[1], held[1] is not None)
        return
    if not _turns_round(clause, rival[1], held[1], aligner):
        return
    coverage = aligner.own_coverage(clause, rival[1].clause)
    lead = LEAD / 3 if coverage >= SAME else LEAD
    if coverage >= DENIED and leads(rival[0], held[0], lead) and (coverage >= SAME or not _has_own(clause, held[1], rival[1])):
        sure = worded or (coverage >= SAME and _said(rival[1].clause, clause) >= MUTUAL)
        yield against(clause, rival[1], held[1] is not None, "fail" if sure else "review")


def _turns_round(clause: Clause, rival: Placed, held: Placed | None, aligner: Aligner) -> bool:
    """Whether one of two clauses denies what the other says, and no more: its words, its sentence, no limit or condition."""
    source, denied = rival.clause, clause.stance.denied
    turned = clause.stance.turned or source.stance.turned or limits_turned(clause, source)
    if turned or (source.stance.conditional and not denied):
        return False
    beside = held is not None and held.clause.sentence == source.sentence
    if held and beside and aligner.own_coverage(clause, held.clause) >= aligner.own_coverage(clause, source):
        return False
    if sum(nearest(word, source.words) for word in clause.words) < OWN * len(clause.words):
        return False
    affirmed, denial = (source, clause) if denied else (clause, source)
    told = sum(any_same({word}, affirmed.words | affirmed.before) for word in denial.stance.focus)
    if told < DENIED * len(denial.stance.focus) or affirmed.stance.lacking or _NEARLY_NO.search(affirmed.text):
        return False
    return (denied and len(clause.words) > 2) or aligner.about_the_same(clause, source)


def same_wording(text: str, other: str) -> float:
    """The share of a text's words, small ones too, that another has; denials and regrets aside."""
    said = [stem(word) for word in words(text) if word not in _REGRETS]
    held = {stem(word) for word in words(other)}
    return sum(word in held for word in said) / len(said) if len(said) > 2 else 0.0


def _plainly(clause: Clause, source: Clause) -> bool:
    """Whether two clauses of the same wording say yes and no outright: no condition, no limit turned round, nothing near no."""
    stances = clause.stance, source.stance
    affirmed = source if clause.stance.denied else clause
    bent = any(stance.conditional or stance.turned for stance in stances) or limits_turned(clause, source)
    return not bent and not _NEARLY_NO.search(affirmed.text)


def _said(source: Clause, clause: Clause) -> float:
    """The share of a source clause's words that a draft's clause holds."""
    return sum(nearest(word, clause.words) for word in source.words) / max(1, len(source.words))


def _has_own(clause: Clause, held: Placed | None, rival: Placed) -> bool:
    """Whether what bears a clause out holds a word of it that what denies it does not."""
    return held is not None and any(
        any_same({word}, held.clause.words) and not any_same({word}, rival.clause.words) for word in clause.words
    )


def lone_denial(clause: Clause, aligner: Aligner) -> Iterator[Finding]:
    """A thing the draft allows that stands in the sources only to be denied: «kort eller kontanter»."""
    if clause.stance.denied or clause.stance.conditional or clause.stance.refusing:
        return
    named = frozenset().union(*map(keys, clause.names | clause.places))
    for word in sorted(clause.words - clause.stance.spoken - IDLE - named):
        holders = [item for item in aligner.placed if any(same(word, other) for other in item.clause.words)]
        said = clause.words | clause.before | aligner.topic
        alike = len(holders) == 1 and same_time(clause, holders[0].clause)
        alike = alike and all(any_same({other}, said) for other in holders[0].clause.words - IDLE)
        alike = alike and aligner.about_the_same(clause, holders[0].clause) and _shares(clause, holders[0].clause)
        if alike and not _NEARLY_NO.search(clause.text) and _only_denied(clause, holders[0].clause):
            sure = aligner.own_coverage(clause, holders[0].clause) >= DENIED
            yield against(clause, holders[0], True, "fail" if sure else "review")
            return


def _shares(clause: Clause, only: Clause) -> bool:
    """Whether a clause says what a source clause denies, and not its subject alone: that it stands is not that it shuts."""
    focus = only.stance.focus - IDLE
    return not focus or any_same(focus, clause.words | clause.before)


def _only_denied(clause: Clause, only: Clause) -> bool:
    """Whether a source clause does little else than deny a thing, outright."""
    bare = only.stance.denied and len(only.words) <= 3 and not only.stance.conditional
    bare = bare and not any_same(clause.stance.lacking, only.words)
    freed = _FREED.search(only.text) and not NEEDED.search(clause.text)
    return bare and not freed and not limits_turned(clause, only)
