"""Fits the hold-back model: when is the first passage found the answer, and when is silence better?

Written questions are used as if they were citizens': one question of every passage is kept out of the index
(answerable), and whole passages are kept out in turn, so that their questions have no answer (unanswerable).
Run with ``make hold-back``; the result is ``knowledge/hold_back.json``.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict

from service.config import load_settings
from service.domain import Passage
from service.embedding import NorwegianEmbeddings
from service.index import EmbeddedIndex, build
from service.knowledge import load
from service.retrieve import CANDIDATES, signals_of

FOLDS = 4
WRONG_ALLOWED = 0.10
"""Of what is answered on these questions, the share that may be wrong; the threshold follows from it."""


def main() -> None:
    """Fit on the knowledge base in the settings and write the model beside it."""
    settings = load_settings()
    passages = load(settings.knowledge_dir / "services").passages
    rows = [row for fold in range(FOLDS) for row in _samples(passages, fold)]
    names = sorted(rows[0][0])
    features = np.array([[signals[name] for name in names] for signals, _ in rows])
    right = np.array([is_right for _, is_right in rows])
    model = LogisticRegression(C=10, max_iter=1000)
    chances = cross_val_predict(model, features, right, cv=5, method="predict_proba")[:, 1]
    model.fit(features, right)
    threshold = _threshold(chances, right)
    answered = chances >= threshold
    print(f"samples {len(right)}, right passage first {right.mean():.3f}, AUC {roc_auc_score(right, chances):.3f}", file=sys.stderr)
    print(f"answered {answered.mean():.3f}, wrong among answered {(~right[answered]).mean():.3f}, "
          f"right ones held {1 - answered[right].mean():.3f}", file=sys.stderr)  # fmt: skip
    weights = {name: round(float(weight), 3) for name, weight in zip(names, model.coef_[0], strict=True)}
    result = {"bias": round(float(model.intercept_[0]), 3), "weights": weights, "threshold": round(threshold, 3)}
    (settings.knowledge_dir / "hold_back.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


def _samples(passages: Sequence[Passage], fold: int) -> Iterator[tuple[dict[str, float], bool]]:
    """Signals of held-out questions against an index without them, and whether the first passage was theirs."""
    indexed, asked = [], []
    for number, passage in enumerate(passages):
        held = {(number + fold * 3) % 12, (number + 7 + fold * 3) % 12}
        absent = number % FOLDS == fold
        asked += [(passage.id, question, absent) for n, question in enumerate(passage.questions) if n % 12 in held]
        if not absent:
            kept = tuple(question for n, question in enumerate(passage.questions) if n % 12 not in held)
            indexed.append(passage.model_copy(update={"questions": kept}))
    with tempfile.TemporaryDirectory() as scratch:
        build(Path(scratch), indexed, NorwegianEmbeddings())
        index = EmbeddedIndex(Path(scratch), NorwegianEmbeddings())
        for name, question, _ in asked:
            found = index.search(question, CANDIDATES)
            if found:
                yield signals_of(found), found[0].passage.id == name


def _threshold(chances: np.ndarray, right: np.ndarray) -> float:
    """The lowest threshold at which no more than WRONG_ALLOWED of what is answered is wrong."""
    for threshold in np.arange(0.2, 0.99, 0.01):
        answered = chances >= threshold
        if answered.any() and (~right[answered]).mean() <= WRONG_ALLOWED:
            return float(threshold)
    return 0.99


if __name__ == "__main__":
    main()
