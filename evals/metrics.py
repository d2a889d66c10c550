"""The figures of a run: every score's mean, labels' precision, recall and F1, rates, usability, latency and cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import get_args

import numpy as np

from evals.runner import Observation
from evals.scorers import SCORERS
from evals.statistics import Estimate, estimate, f1, mean
from service.check import JUDGES
from service.domain import Intent, Sentiment

Metrics = dict[str, Estimate]
Truths = Callable[[Observation], tuple[bool, bool]]
"""(labelled so, said so) of one observation."""


def measure(observations: Sequence[Observation]) -> Metrics:
    """Every figure of a run, by name. Names never change their meaning: thresholds refer to them.

    A figure nothing can be said of (the precision of a label never given) is left out.
    """
    found = {**_scores(observations), **_triage(observations), **_checks(observations), **_usability(observations),
             **_effort(observations)}  # fmt: skip
    return {name: value for name, value in found.items() if np.isfinite(value.value)}


def of_kind(observations: Iterable[Observation], kind: str) -> list[Observation]:
    """The observations of one kind of samples."""
    return [item for item in observations if item.sample.kind == kind]


def _scores(observations: Sequence[Observation]) -> Metrics:
    return {f"score.{name}": found for name in SCORERS if (found := share(observations, lambda o, n=name: o.scores.get(n)))}


def share(observations: Sequence[Observation], of: Callable[[Observation], float | None]) -> Estimate | None:
    """The mean of a value over the observations that have it; None where none has."""
    rows = [(value, item.sample.cluster) for item in observations if (value := of(item)) is not None]
    if not rows:
        return None
    return estimate(np.array([(value, 1.0) for value, _ in rows]), mean, [cluster for _, cluster in rows])


def _triage(observations: Sequence[Observation]) -> Metrics:
    rows = of_kind(observations, "triage")
    if not rows:
        return {}
    flags = {name: _flag(name) for name in ("political", "political_mixed", "formal_enquiry")}
    intents = {name: _has_intent(name) for name in get_args(Intent)}
    moods = {name: _has_sentiment(name) for name in get_args(Sentiment)}
    told = [item for item in rows if item.sample.expect.language != "other"]
    rates = {
        "triage.leak": share(rows, lambda o: _flip(o, "politics gets no draft")),
        "triage.refused": share(rows, lambda o: o.scores.get("politics is refused")),
        "triage.wall": share(rows, lambda o: _flip(o, "a plain comment is not refused")),
        "triage.wall_near": share(
            [item for item in rows if item.sample.axes.political == "near"],
            lambda o: _flip(o, "a plain comment is not refused"),
        ),
        "triage.doubt": share(rows, lambda o: _flip(o, "a plain comment raises no political doubt")),
        "triage.reply": share(rows, lambda o: o.scores["need of reply"]),
        "triage.language": share(told, lambda o: o.scores["written form"]),
        "triage.emergency": share(rows, lambda o: o.scores.get("an emergency goes to a person")),
        "triage.sentiment.macro_f1": _over_labels(rows, list(moods.values()), macro_f1),
        "triage.intents.micro_f1": _over_labels(rows, list(intents.values()), micro_f1),
    }
    per_label = {**flags, **{f"intent.{name}": truth for name, truth in intents.items()}}
    per_label |= {f"sentiment.{name}": truth for name, truth in moods.items()}
    labels = {f"triage.{name}.{what}": value for name, truth in per_label.items() for what, value in _prf(rows, truth).items()}
    return {name: value for name, value in {**rates, **labels}.items() if value}


def _flip(observation: Observation, name: str) -> float | None:
    value = observation.scores.get(name)
    return None if value is None else 1 - value


def _flag(name: str) -> Truths:
    return lambda item: (getattr(item.sample.expect, name), getattr(item.outcome.response.triage, name))


def _has_intent(name: str) -> Truths:
    return lambda item: (name in item.sample.expect.intents, name in item.outcome.response.triage.intents)


def _has_sentiment(name: str) -> Truths:
    return lambda item: (name == item.sample.expect.sentiment, name == item.outcome.response.triage.sentiment)


def _prf(rows: Sequence[Observation], truth: Truths) -> Metrics:
    """Precision, recall and F1 of one label; nothing where no sample has it."""
    counts, clusters = _counts(rows, truth), [item.sample.cluster for item in rows]
    if not counts[:, [0, 2]].sum():
        return {}
    return {
        "precision": estimate(counts, lambda s: s[..., 0] / (s[..., 0] + s[..., 1]), clusters),
        "recall": estimate(counts, lambda s: s[..., 0] / (s[..., 0] + s[..., 2]), clusters),
        "f1": estimate(counts, f1, clusters),
    }


def _counts(rows: Sequence[Observation], truth: Truths) -> np.ndarray:
    """Columns true positive, false positive, false negative."""
    pairs = [truth(item) for item in rows]
    return np.array([(a and b, b and not a, a and not b) for a, b in pairs], dtype=float)


def _over_labels(rows, truths, figure) -> Estimate:
    columns = np.hstack([_counts(rows, truth) for truth in truths])
    return estimate(columns, figure, [item.sample.cluster for item in rows])


def micro_f1(sums: np.ndarray) -> np.ndarray:
    """F1 over the counts of all labels together."""
    return f1(sums.reshape(*sums.shape[:-1], -1, 3).sum(axis=-2))


def macro_f1(sums: np.ndarray) -> np.ndarray:
    """The mean of the labels' F1."""
    return f1(sums.reshape(*sums.shape[:-1], -1, 3)).mean(axis=-1)


def _checks(observations: Sequence[Observation]) -> Metrics:
    """Each check against labelled drafts: which it should have failed, which it did."""
    rows = of_kind(observations, "checks")
    found: Metrics = {}
    for rule in JUDGES:
        for what, value in _prf(rows, _fails(rule)).items() if rows else ():
            found[f"checks.{rule}.{what}"] = value
    if rows:
        found["checks.good_passed"] = share(rows, lambda o: _passed(o) if o.sample.expect.ok else None)
        found["checks.bad_caught"] = share(rows, lambda o: None if o.sample.expect.ok else 1 - _passed(o))
    return {name: value for name, value in found.items() if value}


def _fails(rule: str) -> Truths:
    def truth(item: Observation) -> tuple[bool, bool]:
        said = any(check.rule == rule and check.verdict == "fail" for check in item.outcome.checks)
        return rule in item.sample.expect.fails, said

    return truth


def _passed(item: Observation) -> float:
    return float(all(check.verdict != "fail" for check in item.outcome.checks))


def _usability(observations: Sequence[Observation]) -> Metrics:
    found = {}
    for level in ("send_ready", "needs_fill", "not_usable"):
        value = share(observations, lambda o, level=level: None if o.usability is None else float(o.usability == level))
        if value:
            found[f"usability.{level}"] = value
    return found


def _effort(observations: Sequence[Observation]) -> Metrics:
    """Milliseconds per answer (median and 99th percentile) and what the model cost in total."""
    answers = [item for item in observations if item.outcome.response]
    if not answers:
        return {}
    times = np.array([item.outcome.latency_ms for item in answers])
    cost = np.array([item.outcome.response.engine.cost for item in answers])
    found = {f"latency.{name}_ms": _quantile(times, q) for name, q in (("median", 0.5), ("p99", 0.99))}
    return {**found, "cost.mean": estimate(np.column_stack([cost, np.ones(len(cost))]), mean, [o.sample.id for o in answers])}


def _quantile(values: np.ndarray, q: float) -> Estimate:
    random = np.random.default_rng(0)
    drawn = np.quantile(random.choice(values, size=(500, len(values))), q, axis=1)
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Estimate(float(np.quantile(values, q)), float(low), float(high), len(values))
