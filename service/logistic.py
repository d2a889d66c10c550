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


def plain_head(matrix: Any, target: np.ndarray, strength: float, close: float = 1e-4) -> tuple[np.ndarray, float]:
    """The weights and the intercept of a head over the features as they are.

    ``matrix`` is CSR, ``target`` booleans, ``strength`` the inverse of the regularisation.
    """
    from sklearn.linear_model import LogisticRegression

    head = LogisticRegression(C=strength, class_weight="balanced", solver="liblinear", tol=close, random_state=0)
    head.fit(matrix, target)
    return head.coef_[0], float(head.intercept_[0])


def joined_head(matrix: Any, target: np.ndarray, strength: float) -> tuple[np.ndarray, float]:
    """Two heads as one: one over the features as they are, one with each weighted by how far it tells.

    Over writers who were not read the two together are better than either (docs/checks.md).
    """
    ratio = TELLING + abs(log_count_ratio(matrix, target))
    plain, bias = plain_head(matrix, target, strength, CLOSE)
    weighted, other = plain_head(matrix.multiply(ratio).tocsr(), target, strength * WEIGHTED, CLOSE)
    return (plain + weighted * ratio) / 2, (bias + other) / 2


def log_count_ratio(matrix: Any, target: np.ndarray, weight: np.ndarray | None = None) -> np.ndarray:
    """How much oftener a feature stands in rows of the target than in others, as a log ratio, smoothed by a half."""
    present = (matrix > 0).astype(np.float32)
    present = present if weight is None else present.multiply(weight[:, None]).tocsr()
    inside, outside = (0.5 + np.asarray(present[mask].sum(axis=0)).ravel() for mask in (target, ~target))
    return np.log((inside / inside.sum()) / (outside / outside.sum())).astype(np.float32)
