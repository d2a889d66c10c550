"""Fits how likely a draft is to break each rule of meaning, on the labelled development drafts.

The signals of a draft come from sentence heads that have not read its writer, and what is printed is of writers left out.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from service.check.breaches import RULES, Breaches

STRENGTH = 0.02
"""Inverse of the regularisation."""
SURE, UNSURE = 0.55, 0.4
"""Chances from which a rule is broken, and from which a person looks: a draft is as likely to be good as the writers' were."""


@dataclass(frozen=True)
class Judged:
    """A development draft: its writer, its signals, and the rules it breaks."""

    writer: str
    signals: dict[str, float]
    breaks: frozenset[str]


def fitted(drafts: Sequence[Judged]) -> Breaches:
    """A model for each rule: drafts that break it against those that break none."""
    names = list(drafts[0].signals)
    matrix = np.array([[draft.signals[name] for name in names] for draft in drafts])
    scaler = StandardScaler().fit(matrix)
    plain, bias, weights = scaler.transform(matrix), {}, {}
    for rule in RULES:
        known = np.array([rule in draft.breaks or not draft.breaks for draft in drafts])
        target = np.array([rule in draft.breaks for draft in drafts])
        model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(plain[known], target[known])
        bias[rule], weights[rule] = _short(model.intercept_)[0], _short(model.coef_[0])
    return Breaches(tuple(names), _short(scaler.mean_), _short(scaler.scale_), bias, weights, SURE, UNSURE)


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


def _short(values: np.ndarray) -> tuple[float, ...]:
    return tuple(float(f"{value:.4g}") for value in values)
