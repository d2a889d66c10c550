"""Measures the triage model on writers it has not read, and sets its thresholds: ``make thresholds``.

Every fold holds some writers back (a file in ``knowledge/training`` is a writer), so that no threshold is set on
comments, or a hand, that the model has learnt from. The test split of the samples is not used. Writes
``knowledge/triage.json``; prints what was traded for what.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from evals.folds import even_folds
from service.classifier import CommentClassifier
from service.config import load_settings
from service.ports import Labels
from service.training import LabelledComment, read_comments, read_questions

FOLDS = 6
LEAK = 0.05
"""Share of politics that may pass below the threshold of doubt: the bar is 5 %."""
WALL = 0.015
"""Share of all other comments that may be refused: set below the bar of 4 %, because border lines are refused oftener."""
FALSE_ALARMS = 0.02
"""Share of other comments that may raise the alarm; the unmistakable phrases stand beside the fitted head."""


def main() -> None:
    """Cross-validate over writers and write the thresholds."""
    folder = load_settings().knowledge_dir
    writers = [read_comments(path) for path in sorted((folder / "training").glob("*.jsonl"))]
    rows = [row for writer in writers for row in writer]
    labels = held_out(writers, read_questions(folder / "training"))
    found = thresholds(rows, labels)
    (folder / "triage.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(found | traded(rows, labels, found), indent=2), file=sys.stderr)


def held_out(writers: Sequence[Sequence[LabelledComment]], questions: Sequence[tuple[str, str]]) -> list[Labels]:
    """The labels of every comment from a model that has read none of its writer's."""
    fold_of = even_folds([len(writer) for writer in writers], FOLDS)
    found: dict[int, list[Labels]] = {}
    for fold in range(FOLDS):
        learnt = [row for n, writer in enumerate(writers) if fold_of[n] != fold for row in writer]
        model = CommentClassifier.fit(learnt, questions)
        for n, writer in enumerate(writers):
            if fold_of[n] == fold:
                found[n] = [model.label(row.comment) for row in writer]
    return [labels for n in range(len(writers)) for labels in found[n]]


def thresholds(rows: Sequence[LabelledComment], labels: Sequence[Labels]) -> dict[str, float]:
    """Calibration of politics and the thresholds that hold LEAK, WALL and FALSE_ALARMS on comments by unread writers."""
    odds = np.array([_log_odds(item.political) for item in labels])
    political = np.array([row.political for row in rows])
    platt = LogisticRegression(C=1e6).fit(odds[:, None], political)
    slope, bias = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    chance = 1 / (1 + np.exp(-(slope * odds + bias)))
    emergency = np.array([item.intents["emergency"] for item in labels])
    alarms = np.array(["emergency" in row.intents for row in rows])
    found = {
        "slope": slope, "bias": bias,
        "political_doubt": np.quantile(chance[political], LEAK),
        "political_certain": np.quantile(chance[~political], 1 - WALL),
        "emergency": np.quantile(emergency[~alarms], 1 - FALSE_ALARMS),
    }  # fmt: skip
    return {name: round(float(value), 4) for name, value in found.items()}


def traded(rows: Sequence[LabelledComment], labels: Sequence[Labels], found: dict[str, float]) -> dict[str, float]:
    """What the thresholds cost: shares refused, doubted, and emergencies missed by the head alone."""
    odds = np.array([_log_odds(item.political) for item in labels])
    chance = 1 / (1 + np.exp(-(found["slope"] * odds + found["bias"])))
    political = np.array([row.political for row in rows])
    doubt = (chance >= found["political_doubt"]) & (chance < found["political_certain"])
    alarm = np.array([item.intents["emergency"] for item in labels]) >= found["emergency"]
    alarms = np.array(["emergency" in row.intents for row in rows])
    return {
        "comments": len(rows), "refused": float((chance[political] >= found["political_certain"]).mean()),
        "doubted": float(doubt[~political].mean()), "alarms missed": 1 - float(alarm[alarms].mean()),
    }  # fmt: skip


def _log_odds(chance: float) -> float:
    return float(np.log(max(chance, 1e-9) / max(1 - chance, 1e-9)))


if __name__ == "__main__":
    main()
