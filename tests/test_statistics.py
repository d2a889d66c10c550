"""Figures with intervals and paired comparison, against values computed by hand or by definition."""

from __future__ import annotations

import numpy as np
import pytest

from evals import statistics
from evals.statistics import Comparison, compare, estimate, f1, fewest_changes, judged, mean


def shares(values, clusters=None):
    columns = np.column_stack([values, np.ones(len(values))])
    return estimate(columns, mean, clusters or [str(n) for n in range(len(values))])


def test_the_interval_of_a_share_is_close_to_the_textbook_one():
    found = shares([1.0] * 80 + [0.0] * 20)
    assert found.value == 0.8
    half = 1.96 * (0.8 * 0.2 / 100) ** 0.5
    assert found.low == pytest.approx(0.8 - half, abs=0.015)
    assert found.high == pytest.approx(0.8 + half, abs=0.015)


def test_the_same_figures_come_every_time():
    values = [1.0, 0.0, 1.0, 1.0, 0.0] * 10
    assert shares(values) == shares(values)


def test_samples_that_belong_together_widen_the_interval():
    values = ([1.0] * 10 + [0.0] * 10) * 5
    apart = shares(values)
    together = shares(values, [str(n // 10) for n in range(100)])
    assert together.high - together.low > 2 * (apart.high - apart.low)


def test_perfect_on_few_samples_is_not_called_certain():
    found = shares([1.0] * 10)
    assert found.high == 1.0
    assert found.low == pytest.approx(0.6915, abs=1e-4)


def test_f1_of_counts():
    assert f1(np.array([6.0, 2.0, 2.0])) == pytest.approx(0.75)


def test_six_changes_one_way_are_the_fewest_the_exact_test_calls_significant():
    assert fewest_changes() == 6


def test_exact_mcnemar_counts_only_the_samples_that_changed():
    before = [1.0] * 50 + [0.0] * 50
    after = [0.0] * 9 + [1.0] * 41 + [1.0] * 1 + [0.0] * 49
    found = compare("x", before, after, [str(n) for n in range(100)])
    assert (found.lost, found.won) == (9, 1)
    assert found.p == pytest.approx(2 * 11 / 1024)
    assert found.difference == pytest.approx(-0.08)
    assert found.smallest == pytest.approx(0.06)


def comparison(name, lost, won, low, high) -> Comparison:
    p = statistics.binomtest(won, won + lost).pvalue if won + lost else 1.0
    return Comparison(name, 1000, 0.5, 0.5 + (won - lost) / 1000, low, high, lost, won, p, 0.006)


@pytest.mark.parametrize(
    ("lost", "won", "low", "high", "verdict"),
    [
        (30, 0, -0.04, -0.02, "REGRESSED"),
        (0, 30, 0.02, 0.04, "IMPROVED"),
        (0, 0, 0.0, 0.0, "NO EFFECT"),
        (3, 3, -0.02, 0.02, "NO EFFECT"),
        (3, 1, -0.05, 0.02, "INCONCLUSIVE"),
    ],
)
def test_the_four_verdicts(lost, won, low, high, verdict):
    assert judged([comparison("x", lost, won, low, high)])[0].verdict == verdict


def test_among_many_comparisons_a_chance_hit_is_not_called_significant():
    alone = comparison("x", 6, 0, -0.05, -0.01)
    crowd = [comparison(f"n{n}", 4, 4, 0.0, 0.0) for n in range(40)]
    assert judged([alone])[0].verdict == "REGRESSED"
    assert judged([alone, *crowd])[0].verdict == "INCONCLUSIVE"


def test_comparisons_in_which_nothing_changed_cost_nothing():
    alone = comparison("x", 6, 0, -0.05, -0.01)
    still = [comparison(f"n{n}", 0, 0, 0.0, 0.0) for n in range(40)]
    assert judged([alone, *still])[0].verdict == "REGRESSED"


def test_chance_alone_seldom_makes_a_verdict():
    random = np.random.default_rng(1)
    alarms = 0
    for _ in range(200):
        family = []
        for n in range(30):
            lost = int(random.binomial(12, 0.5))
            family.append(comparison(f"n{n}", lost, 12 - lost, -0.1, 0.1))
        alarms += any(item.verdict in ("IMPROVED", "REGRESSED") for item in judged(family))
    assert alarms / 200 <= 0.05
