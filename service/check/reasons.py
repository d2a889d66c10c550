"""Why something is so: a draft's reason is that of its source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.check.alignment import Aligner
from service.check.clauses import Clause, keys
from service.check.contest import any_same
from service.check.finding import Finding, short
from service.check.reading import is_english

_REASON = re.compile(
    r"\b(?:fordi|siden det|ettersom|because|grunnen (?:er|var)|begrunnelsen (?:er|var)|grunngjevinga (?:er|var)|"
    r"årsaken (?:er|var)|årsaka (?:er|var)|"
    r"på grunn av|grunna|skyldes|skuldast|kommer av|kjem av|due to|the reason (?:is|was)|av hensyn til|"
    r"av omsyn til)\b(?P<reason>.*)", re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_PARTICLE = re.compile(r"\b(?P<verb>[^\W\d_]{3,}) (?P<particle>opp|ned|ut|inn|av)\b", re.IGNORECASE)
_THRICE = re.compile(r"(\w)\1\1")
OF_IT = 0.35
"""The share of a reason's words that a source clause must hold to tell it."""
ROOT = 4
"""Letters that two words of one reason have in common."""


def _alike(given: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether two reasons share a word or the beginning of one: «graving» and «gravearbeid»."""
    roots = [{word[:ROOT] for word in words if len(word) > ROOT} for words in (given, theirs)]
    return any_same(given, theirs) or bool(roots[0] & roots[1])


def _joined(text: str) -> str:
    """A text with its verbs and particles in one word, as their nouns are: «pusses opp» as «oppusses»."""
    return _THRICE.sub(r"\1\1", _PARTICLE.sub(r"\g<particle>\g<verb>", text))


def reason(clause: Clause, aligner: Aligner) -> Iterator[Finding]:
    """A reason must share a word with the reason its source gives; across languages a person looks."""
    match = _REASON.search(clause.text)
    if not match:
        return
    given = keys(match["reason"]) | keys(_joined(match["reason"]))
    giving = [item for item in aligner.placed if _REASON.search(item.clause.text)]
    told = any(sum(any_same({word}, item.clause.words) for word in given) >= OF_IT * len(given) for item in aligner.placed)
    if not given or not giving or told:
        return
    best = max(giving, key=lambda item: aligner.likeness(clause, item.clause, unsaid=given))
    theirs = _REASON.search(best.clause.text)
    if theirs and not _alike(given, keys(theirs["reason"])):
        same_language = is_english(clause.sentence) == is_english(best.clause.sentence)
        why = f"Kilden gir en annen grunn: «{short(best)}»"
        yield Finding("fail" if same_language else "review", why, (clause.start + match.start(), clause.end))
