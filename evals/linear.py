"""Fits the logistic models that are kept as numbers (``service/check/linear.py``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler


def fitted(
    rows: Sequence[Mapping[str, float]], targets: Mapping[str, np.ndarray], strength: float,
    known: Mapping[str, np.ndarray] | None = None, weight: Mapping[str, np.ndarray] | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The fields of a Linear: for each target (a truth a row) a model fitted on the rows ``known`` for it, or on all.

    ``strength`` is the inverse of the regularisation; ``weight`` is what each row weighs for a target, 1 where it is not given.
    """
    names = list(rows[0])
    matrix = np.array([[row[name] for name in names] for row in rows])
    scaler = StandardScaler().fit(matrix)
    plain, bias, weights = scaler.transform(matrix), {}, {}
    for name, target in targets.items():
        use = known[name] if known else np.ones(len(rows), dtype=bool)
        weighed = weight[name][use] if weight else None
        model = LogisticRegression(C=strength, max_iter=2000).fit(plain[use], target[use], weighed)
        bias[name], weights[name] = _short(model.intercept_)[0], _short(model.coef_[0])
    middle, spread = _short(scaler.mean_), _short(scaler.scale_)
    return {"signals": tuple(names), "middle": middle, "spread": spread, "bias": bias, "weights": weights}


def _short(values: np.ndarray) -> tuple[float, ...]:
    return tuple(float(f"{value:.4g}") for value in values)
