"""The decision to answer or to hold back: how likely it is that a passage that was found answers the question."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations_with_replacement
from math import exp
from pathlib import Path

import numpy as np

from service.errors import KnowledgeError

FURTHEST = 4.0
"""Standard deviations from the middle beyond which a signal says no more: nothing further out was learned from."""


@dataclass(frozen=True)
class HoldBack:
    """A logistic model of «this passage answers the question», fitted on the development questions.

    It weighs signals and products of two of them, each measured in ``spread`` from its ``middle``. From ``threshold`` on, the
    likeliest passage is stated; beside it the next one from ``second`` on.
    """

    bias: float
    middle: dict[str, float]
    spread: dict[str, float]
    weights: dict[str, float]
    threshold: float
    second: float

    @classmethod
    def read(cls, path: Path) -> HoldBack:
        """The model in a JSON file. Raises KnowledgeError where it is missing or broken."""
        try:
            model = cls(**json.loads(path.read_text(encoding="utf-8")))
            if list(model.weights) != terms(list(model.middle)) or list(model.spread) != list(model.middle):
                raise ValueError("the weights are not those of the signals")
        except (OSError, ValueError, TypeError) as error:
            raise KnowledgeError(f"{path}: {error}") from error
        return model

    def chance(self, signals: dict[str, float]) -> float:
        """Probability, 0 to 1, that a passage with these signals answers. Raises KeyError where one is missing."""
        values = (np.array([signals[name] for name in self.middle]) - self._middle) / self._spread
        return 1 / (1 + exp(-(self.bias + float(products(values[None, :])[0] @ self._weights))))

    @cached_property
    def _middle(self) -> np.ndarray:
        return np.array(list(self.middle.values()))

    @cached_property
    def _spread(self) -> np.ndarray:
        return np.array(list(self.spread.values()))

    @cached_property
    def _weights(self) -> np.ndarray:
        return np.array(list(self.weights.values()))


def terms(names: Sequence[str]) -> list[str]:
    """What the model weighs, in the order of ``products``: each signal, then each product of two."""
    return [*names, *(f"{one}*{other}" for one, other in combinations_with_replacement(names, 2))]


def products(values: np.ndarray) -> np.ndarray:
    """Rows of standardised signals, each followed by the products of every two of them."""
    near = np.clip(values, -FURTHEST, FURTHEST)
    first, second = np.triu_indices(near.shape[1])
    return np.hstack([near, near[:, first] * near[:, second]])
