"""Advice to an employee on a post for their own network, by part B of the guidelines. Freedom of expression comes first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from service.advice import ENCOURAGED, TEXTS, Advice, Advisory
from service.concepts import Concepts
from service.errors import KnowledgeError
from service.heads import MARK, Heads
from service.labelled import LabelledPost, read_posts
from service.logistic import plain_head
from service.norwegian import sentences
from service.personal_data import find_personal_data
from service.requests import AdviceRequest

RULES = tuple(f"B{number}" for number in range(1, 11))
LEARNED = RULES[1:]
CONCEPTS = "concepts.txt"
ANY = "any"
"""The head for «something to think over», whatever the rule."""
ASKS = frozenset({"B10"})
"""Rules that call for a look rather than a change."""
CAREFUL = 0.35
"""Part of its threshold from which confidentiality is named too, once something else is: it costs most to overlook."""
_AUDIENCES = {
    "friends": ("friend", "venn", "familie", "family", "privat", "private"),
    "closed_group": ("group", "gruppe", "kolleg", "colleague", "intern"),
}


@dataclass(frozen=True)
class AdviceThresholds:
    """The chance from which a rule is flagged; ``any`` for a post as a whole (``knowledge/advice.json``)."""

    chances: dict[str, float]

    @classmethod
    def read(cls, path: Path) -> AdviceThresholds:
        """Raises KnowledgeError where the file is broken or lacks a rule."""
        try:
            chances = {name: float(value) for name, value in json.loads(path.read_text(encoding="utf-8")).items()}
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise KnowledgeError(f"{path}: {error}") from None
        if missing := {ANY, *LEARNED} - chances.keys():
            raise KnowledgeError(f"{path}: mangler {', '.join(sorted(missing))}")
        return cls(chances)

    def flagged(self, chances: dict[str, float]) -> tuple[str, ...]:
        """The rules that these chances flag: those over their own threshold, or the likeliest where something is wrong."""
        found = tuple(rule for rule in LEARNED if chances[rule] >= self.chances[rule])
        if not found and chances[ANY] >= self.chances[ANY]:
            found = (max(LEARNED, key=lambda rule: chances[rule] / self.chances[rule]),)
        if found and "B5" not in found and chances["B5"] >= CAREFUL * self.chances["B5"]:
            found = tuple(sorted((*found, "B5"), key=LEARNED.index))
        return found


def seen(post: str, audience: str, discloses_employer: bool) -> str:
    """The text the heads read: the post, and marks for who may read it and whether the employer is known."""
    marks = [_audience(audience), "open" if discloses_employer else "hidden"]
    return f"{post} {' '.join(MARK + mark for mark in marks)}"


def learned(folder: Path) -> Heads:
    """Heads that have learned from the labelled posts of a folder."""
    return fitted(read_posts(folder), Concepts.read(folder / CONCEPTS))


def fitted(rows: Sequence[LabelledPost], concepts: Concepts) -> Heads:
    """Heads for every rule, and for a post as a whole."""
    labels = {rule: [rule in row.flags for row in rows] for rule in LEARNED}
    labels[ANY] = [bool(row.flags) for row in rows]
    return Heads.fit([seen(row.post, row.audience, row.discloses_employer) for row in rows], labels, (concepts,), plain_head)


def advise(request: AdviceRequest, heads: Heads, thresholds: AdviceThresholds, web_editor: str) -> Advice:
    """Advice rule by rule. ``web_editor`` is the address for posts in doubt (rule B10)."""
    chances = heads.chances(seen(request.post, request.audience, request.discloses_employer))
    flags = set(thresholds.flagged(chances))
    exact = _exact(request.post)
    if exact:
        flags.add("B5")
    advice = []
    for rule in LEARNED:
        span = exact if rule == "B5" and exact else _heaviest(request, heads, rule) if rule in flags else None
        advice.append(_advisory(rule, rule in flags, span, web_editor))
    return summed(advice)


def summed(advice: Sequence[Advisory]) -> Advice:
    """Advice by the rules after B1, with its sum: what is not passed is flagged, and where nothing is, B1 encourages."""
    flags = tuple(item.rule for item in advice if item.verdict in ("fail", "review"))
    return Advice(flags=flags, advice=(_encouragement(bool(flags)), *advice), ok=all(item.verdict != "fail" for item in advice))


def _advisory(rule: str, flagged: bool, span: tuple[int, int] | None, web_editor: str) -> Advisory:
    text = TEXTS[rule]
    if not flagged:
        return Advisory(rule=rule, verdict="pass", why=text.fine)
    return Advisory(rule=rule, verdict="review" if rule in ASKS else "fail", why=text.why, span=span,
                    suggestion=text.suggestion.format(web_editor=web_editor))  # fmt: skip


def _encouragement(flagged: bool) -> Advisory:
    return Advisory(rule="B1", verdict="not_applicable" if flagged else "pass", why=TEXTS["B1"].why if flagged else ENCOURAGED)


def _exact(post: str) -> tuple[int, int] | None:
    """Where the post holds a national identity number: confidential whatever else it says."""
    found = next((datum for datum in find_personal_data(post) if datum.kind == "national_id"), None)
    return (found.start, found.end) if found else None


def _heaviest(request: AdviceRequest, heads: Heads, rule: str) -> tuple[int, int] | None:
    """The sentence that speaks most for the rule, as a span of the post."""
    parts = sentences(request.post)
    if not parts:
        return None
    best = max(parts, key=lambda part: heads.chances(seen(part, request.audience, request.discloses_employer))[rule])
    at = request.post.find(best)
    return (at, at + len(best)) if at >= 0 else None


def _audience(told: str) -> str:
    """The audience in one of three words, whatever words it was told in; what is not known may be read by all."""
    low = told.lower()
    return next((name for name, hints in _AUDIENCES.items() if name == low or any(hint in low for hint in hints)), "public")
