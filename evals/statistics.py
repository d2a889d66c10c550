"""Figures with intervals, and the comparison of two runs.

Every figure is a function of sums over samples (a mean, a rate, an F1), so one bootstrap serves them all: clusters
of samples are drawn with replacement and their sums recomputed. Everything is seeded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.stats import binomtest

SEED = 20_260_901
DRAWS = 2000
LEVEL = 0.95
ALPHA = 1 - LEVEL
EQUIVALENT = 0.03
"""Two runs whose difference surely lies within this share of the samples count as the same."""
CEILING = 0.95
"""Above this a set tells little of what still could be better."""

Verdict = Literal["IMPROVED", "REGRESSED", "NO EFFECT", "INCONCLUSIVE"]
Columns = np.ndarray
"""Rows are samples; columns are the counts a figure is made of."""


@dataclass(frozen=True)
class Estimate:
    """A figure, its 95 % interval (both ends null where it cannot be computed) and the number of samples."""

    value: float
    low: float | None
    high: float | None
    n: int

    @property
    def at_ceiling(self) -> bool:
        return self.value > CEILING


def estimate(
    columns: Columns, figure: Callable[[np.ndarray], np.ndarray], clusters: Sequence[str], share: bool = True
) -> Estimate:
    """A figure of summed columns with its bootstrap interval; ``figure`` maps sums (…, k) to values (…).

    Where every cluster of a share is good, or none is, resampling sees no spread; the exact binomial bound stands in.
    """
    columns, many = np.asarray(columns, dtype=float), len(set(clusters))
    with np.errstate(divide="ignore", invalid="ignore"):
        value = float(figure(columns.sum(axis=0)))
        drawn = figure(_draws(many) @ _by_cluster(columns, clusters))
    drawn = drawn[np.isfinite(drawn)]
    low, high = _ends(drawn) if len(drawn) else (None, None)
    if share and low == high and value in (0.0, 1.0):
        low, high = (0.0, 1 - _all_alike(many)) if value == 0 else (_all_alike(many), 1.0)
    return Estimate(value, low, high, len(columns))


def _all_alike(clusters: int) -> float:
    """The lower end of the exact 95 % interval of a share when every one of the clusters is good."""
    return float((ALPHA / 2) ** (1 / clusters))


def mean(sums: np.ndarray) -> np.ndarray:
    """Total over number: columns (value, 1)."""
    return sums[..., 0] / sums[..., 1]


def f1(sums: np.ndarray) -> np.ndarray:
    """F1 of columns (true positives, false positives, false negatives)."""
    return 2 * sums[..., 0] / (2 * sums[..., 0] + sums[..., 1] + sums[..., 2])


@dataclass(frozen=True)
class Comparison:
    """One score in two runs over the same samples, and what may be said of the difference."""

    name: str
    n: int
    before: float
    after: float
    low: float
    high: float
    lost: int
    won: int
    p: float
    smallest: float
    verdict: Verdict = "INCONCLUSIVE"

    @property
    def difference(self) -> float:
        return self.after - self.before


def compare(name: str, before: Sequence[float], after: Sequence[float], clusters: Sequence[str]) -> Comparison:
    """Paired comparison: difference with interval, exact McNemar over the samples that changed.

    ``smallest`` is the smallest difference the set could have shown: the fewest changes, all one way, that exact
    McNemar calls significant, as a share of the samples.
    """
    first, second = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    gap = np.column_stack([second - first, np.ones(len(first))])
    interval = estimate(gap, mean, clusters, share=False)
    lost, won = int((second < first).sum()), int((second > first).sum())
    p = float(binomtest(won, won + lost).pvalue) if won + lost else 1.0
    return Comparison(name, len(first), float(first.mean()), float(second.mean()), interval.low or 0.0,
                      interval.high or 0.0, lost, won, p, fewest_changes() / len(first))  # fmt: skip


def fewest_changes() -> int:
    """The fewest changes, all one way, that the exact test calls significant."""
    return next(number for number in range(1, 100) if binomtest(0, number).pvalue < ALPHA)


def judged(comparisons: Sequence[Comparison]) -> list[Comparison]:
    """Verdicts for a family of comparisons, corrected for there being many: Holm's steps over Tarone's count.

    Tarone (1990): a comparison with too few changes to be significant at all is no chance of a false alarm, so it
    does not count.
    """
    ordered = sorted(comparisons, key=lambda item: item.p)
    many, still, verdicts = _able(comparisons), True, {}
    for place, item in enumerate(ordered):
        still = still and item.p <= ALPHA / max(1, many - place)
        verdicts[item.name] = _verdict(item, still)
    return [Comparison(**{**item.__dict__, "verdict": verdicts[item.name]}) for item in comparisons]


def _able(comparisons: Sequence[Comparison]) -> int:
    """The smallest number k such that no more than k comparisons could reach the level ALPHA / k."""
    reachable = [min(1.0, 2 * 0.5 ** (item.lost + item.won)) for item in comparisons]
    return next(k for k in range(1, len(reachable) + 2) if sum(p <= ALPHA / k for p in reachable) <= k)


def _verdict(item: Comparison, significant: bool) -> Verdict:
    if significant:
        return "IMPROVED" if item.difference > 0 else "REGRESSED"
    return "NO EFFECT" if max(abs(item.low), abs(item.high)) <= EQUIVALENT else "INCONCLUSIVE"


def _by_cluster(columns: np.ndarray, clusters: Sequence[str]) -> np.ndarray:
    names, places = np.unique(np.asarray(clusters), return_inverse=True)
    sums = np.zeros((len(names), columns.shape[1]))
    np.add.at(sums, places, columns)
    return sums


def _draws(clusters: int) -> np.ndarray:
    """How often each cluster is drawn, for every draw."""
    random = np.random.default_rng(SEED)
    return random.multinomial(clusters, np.full(clusters, 1 / clusters), size=DRAWS).astype(float)


def _ends(drawn: np.ndarray) -> tuple[float, float]:
    low, high = np.quantile(drawn, [ALPHA / 2, 1 - ALPHA / 2])
    return float(low), float(high)
