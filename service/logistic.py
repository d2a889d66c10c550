"""Logistic heads over n-grams: how they are fitted, and how far a feature tells two kinds of text apart."""

from __future__ import annotations

from typing import Any

import numpy as np

TELLING = 0.5
"""What a feature weighs that stands as often in either kind of text; others weigh more by their log-count ratio."""
CLOSE = 1e-2
"""How near its best a head must come; nearer takes half as long again and changes no figure."""
WEIGHTED = 0.2
"""What the strength is multiplied by where features are weighted: they are larger."""


def joined_head(matrix: Any, target: np.ndarray, strength: float) -> tuple[np.ndarray, float]:
    """Weights and intercept of two heads as one: one over the features as they are, one with each weighted by how far it tells.

    ``matrix`` is CSR, ``target`` booleans, ``strength`` the inverse of the regularisation. Over writers who were not read the
    two together are better than either (docs/checks.md).
    """
    from sklearn.linear_model import LogisticRegression

    weights, bias, plain = np.zeros(matrix.shape[1]), 0.0, np.ones(matrix.shape[1], dtype=np.float32)
    for ratio, held in ((plain, 1.0), (TELLING + abs(log_count_ratio(matrix, target)), WEIGHTED)):
        head = LogisticRegression(C=strength * held, class_weight="balanced", solver="liblinear", tol=CLOSE, random_state=0)
        head.fit(matrix.multiply(ratio).tocsr(), target)
        weights, bias = weights + head.coef_[0] * ratio / 2, bias + float(head.intercept_[0]) / 2
    return weights, bias


def log_count_ratio(matrix: Any, target: np.ndarray, weight: np.ndarray | None = None) -> np.ndarray:
    """How much oftener a feature stands in rows of the target than in others, as a log ratio, smoothed by a half."""
    present = (matrix > 0).astype(np.float32)
    present = present if weight is None else present.multiply(weight[:, None]).tocsr()
    inside, outside = (0.5 + np.asarray(present[mask].sum(axis=0)).ravel() for mask in (target, ~target))
    return np.log((inside / inside.sum()) / (outside / outside.sum())).astype(np.float32)
