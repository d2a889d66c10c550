"""Fits the hold-back model on the development questions: is the first passage found the answer, or is silence better?

``make hold-back`` writes ``knowledge/hold_back.json``. Run it again when the knowledge base or the search has changed.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict

from service.bootstrap import bootstrap
from service.config import load_settings
from service.ports import Index
from service.requests import DraftRequest
from service.retrieve import CANDIDATES, HoldBack, Retrieved, retrieve, signals_of

SAMPLES = Path(__file__).parent / "samples" / "answers.jsonl"
COST_OF_WRONG = 2.0
"""A wrong answer weighs as much as this many right answers held back."""


def main() -> None:
    """Fit on the samples whose split is ``dev`` and write the model."""
    services = bootstrap(load_settings())
    rows = [row for row in map(json.loads, SAMPLES.read_text(encoding="utf-8").splitlines()) if row["split"] == "dev"]
    features, right = [], []
    for row in rows:
        found = services.index.search(row["input"]["comment"], CANDIDATES, context=row["input"]["post"] or "")
        features.append(signals_of(found))
        right.append(bool(set(found[0].passage.facts) & set(row["expect"]["facts"])))
    names = sorted(features[0])
    matrix, target = np.array([[signals[name] for name in names] for signals in features]), np.array(right)
    model = LogisticRegression(C=30, max_iter=5000)
    chances = cross_val_predict(model, matrix, target, cv=5, method="predict_proba")[:, 1]
    threshold = min(np.arange(0.05, 0.96, 0.01), key=lambda value: _cost(chances >= value, target))
    _report(chances >= threshold, target, chances, np.array([bool(row["expect"]["facts"]) for row in rows]))
    model.fit(matrix, target)
    weights = {name: round(float(weight), 3) for name, weight in zip(names, model.coef_[0], strict=True)}
    result = {"bias": round(float(model.intercept_[0]), 3), "weights": weights, "threshold": round(float(threshold), 2)}
    path = services.settings.knowledge_dir / "hold_back.json"
    path.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    _end_to_end(rows, services.index, HoldBack(**result))


def _end_to_end(rows: Sequence[dict[str, Any]], index: Index, hold_back: HoldBack) -> None:
    """What retrieval does with the same questions, with everything it fitted or was tuned on them."""
    counts = Counter(
        _result(row, retrieve(DraftRequest.model_validate(row["input"]), index, hold_back)) for row in rows
    )
    print(", ".join(f"{what}: {number}" for what, number in sorted(counts.items())), file=sys.stderr)


def _result(row: dict[str, Any], found: Retrieved) -> str:
    kind = "answerable" if row["expect"]["facts"] else "unanswerable"
    if not found.answers:
        return f"{kind} held"
    right = any(set(item.passage.facts) & set(row["expect"]["facts"]) for item in found.answers)
    return f"{kind} {'answered right' if right else 'answered wrong'}"


def _cost(answered: np.ndarray, right: np.ndarray) -> float:
    return COST_OF_WRONG * float((answered & ~right).sum()) + float((~answered & right).sum())


def _report(answered: np.ndarray, right: np.ndarray, chances: np.ndarray, answerable: np.ndarray) -> None:
    print(
        f"{len(right)} samples, cross-validated: AUC {roc_auc_score(right, chances):.2f}; "
        f"answerable held {1 - answered[answerable].mean():.0%}, unanswerable held {1 - answered[~answerable].mean():.0%}, "
        f"wrong passage stated {(answered & ~right)[answerable].mean():.0%} of answerable",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
