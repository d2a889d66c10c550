"""Fits how likely a draft is to break each rule of meaning, on the labelled development drafts.

The signals of a draft come from sentence heads that have not read its writer, and what is printed is of writers left out.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from evals import linear
from service.check.breaches import RULES, Breaches

STRENGTH = 0.04
"""Inverse of the regularisation."""
SURE, UNSURE = 0.6, 0.4
"""Chances from which a rule is broken, and from which a person looks: a draft is as likely to be good as the writers' were."""


AIMED = frozenset({"t", "z", "aa", "bb"})
"""Writers who were asked for breaches of a few rules: how often they broke them says nothing of how often it happens."""


@dataclass(frozen=True)
class Judged:
    """A development draft: its writer, its signals, and the rules it breaks."""

    writer: str
    signals: dict[str, float]
    breaks: frozenset[str]


def fitted(drafts: Sequence[Judged]) -> Breaches:
    """A model for each rule: drafts that break it against those that break none."""
    breaks = {rule: np.array([rule in draft.breaks for draft in drafts]) for rule in RULES}
    good = np.array([not draft.breaks for draft in drafts])
    known = {rule: broken | good for rule, broken in breaks.items()}
    usual = np.array([draft.writer not in AIMED for draft in drafts])
    weight = {rule: np.where(broken, _rarity(broken, good, usual), 1.0) for rule, broken in breaks.items()}
    return Breaches(
        **linear.fitted([draft.signals for draft in drafts], breaks, STRENGTH, known, weight), sure=SURE, unsure=UNSURE
    )


def _rarity(broken: np.ndarray, good: np.ndarray, usual: np.ndarray) -> float:
    """What a breach of a rule weighs beside a good draft, so that breaches are as rare as with writers who broke all rules."""
    return float((broken & usual).sum() / (good & usual).sum() / (broken.sum() / good.sum()))


def report(drafts: Sequence[Judged]) -> None:
    """Print, for each rule, what is found and what is failed wrongly where each writer is judged by the others."""
    chances: list[dict[str, float]] = [{} for _ in drafts]
    for writer in sorted({draft.writer for draft in drafts}):
        model = fitted([draft for draft in drafts if draft.writer != writer])
        for n, draft in enumerate(drafts):
            if draft.writer == writer:
                chances[n] = model.chances(draft.signals)
    for line in _lines(drafts, chances):
        print(line, file=sys.stderr)


def _lines(drafts: Sequence[Judged], chances: Sequence[dict[str, float]]) -> Iterator[str]:
    good = [found for draft, found in zip(drafts, chances, strict=True) if not draft.breaks]
    for rule in RULES:
        bad = [found[rule] for draft, found in zip(drafts, chances, strict=True) if rule in draft.breaks]
        yield (f"{rule:14}{len(bad):5}  found {np.mean(np.array(bad) >= SURE):.0%}, "
               f"good drafts failed {np.mean([found[rule] >= SURE for found in good]):.1%}")  # fmt: skip
    yield f"good drafts failed by any: {np.mean([max(found.values()) >= SURE for found in good]):.1%} of {len(good)}"

