"""What a draft says is in the price that its sources say comes on top, and the other way round: «strøm er inkludert»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.check.alignment import Aligner
from service.check.clauses import Clause
from service.check.contest import any_same
from service.check.finding import Finding, against
from service.check.lexicon import key
from service.norwegian import words

_NO = re.compile(r"\b(?:ikke|ikkje|not|never|aldri|isn['’]t|aren['’]t)\W+(?:\w+\W+)?$", re.IGNORECASE)
_FOLLOWED = {
    True: re.compile(r"\b(?:inkludert|inkl\.?|medregnet|medrekna|iberegnet|including|included|includes?)(?=\s)", re.IGNORECASE),
    False: re.compile(r"\b(?:ekskl\.?|eksklusive?|excluding|not including|utenom|utanom)(?=\s)", re.IGNORECASE),
}
_LED = {
    True: re.compile(
        r"\b(?:inkludert|included|medregnet|medrekna|iberegnet|følger med|følgjer med|"
        r"med i (?:prisen|leien|leiga|avgiften|avgifta|billetten))\b", re.IGNORECASE),
    False: re.compile(
        r"\b(?:i tillegg|on top|in addition|(?:koster|kostar|costs?) (?:extra|ekstra)|"
        r"kommer utenom|kjem utanom|er utenom|er utanom)\b", re.IGNORECASE),
}  # fmt: skip
"""Whether a thing is in the price, told before it («inkludert strøm») and after it («strøm kommer i tillegg»)."""
_ENDS = re.compile(r"[,;:.()]|\b(?:og|and|men|but|som|which|for|til|per|i|in)\b", re.IGNORECASE)
_GENERAL = frozenset(
    name
    for word in (
        "pris prisen price avgift avgiften avgifta fee leie leien leiga rent billett billetten ticket kommer kjem comes come "
        "koster kostar costs kroner krone nok betaler betalar pays pay døgn døgnet døger natt natta night nights day days dag "
        "dagen hour time måned månaden month uke veke week alt alle all everything person tur timen"
    ).split()
    if (name := key(word))
)


def included_of(text: str) -> tuple[frozenset[str], bool] | None:
    """The keys of what a clause says is in the price, or comes on top; None where it says neither, or both."""
    told = [found for side in (True, False) if (found := _told(text, side))]
    return told[0] if len(told) == 1 else None


def inclusion(clause: Clause, aligner: Aligner) -> Iterator[Finding]:
    """A thing that is in the price by the draft and comes on top by its sources, or the other way round."""
    mine = included_of(clause.text)
    if mine is None or clause.stance.conditional:
        return
    told = [(item, found) for item in aligner.placed if (found := included_of(item.clause.text))]
    alike = [(item, side) for item, (things, side) in told if any_same(mine[0], things)]
    if alike and all(side is not mine[1] for _, side in alike):
        yield against(clause, alike[0][0], True)


def _told(text: str, side: bool) -> tuple[frozenset[str], bool] | None:
    for found in _FOLLOWED[side].finditer(text):
        things = _things(_ENDS.split(text[found.end() :].strip(), maxsplit=1)[0])
        if things:
            return things, side is not bool(_NO.search(text[: found.start()]))
    found = _LED[side].search(text)
    things = _things(_ENDS.split(text[: found.start()])[-1]) if found else frozenset()
    return (things, side is not bool(_NO.search(text[: found.start()]))) if found and things else None


def _things(text: str) -> frozenset[str]:
    return frozenset(name for word in words(text) if (name := key(word)) and name not in _GENERAL and not word.isdecimal())
