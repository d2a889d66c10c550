"""How likely a draft is to break each rule of meaning: a logistic model for each, over the signals of the whole draft."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from service.errors import KnowledgeError

RULES = ("A1", "A2", "A3", "A5", "A6", "A9", "A10", "promise", "personal_data", "hostility")
"""The rules that are matters of meaning; the others are exact."""
FURTHEST = 6.0
"""Standard deviations from the middle beyond which a signal says no more."""


@dataclass(frozen=True)
class Breaches:
    """Fitted models (``knowledge/breaches.json``): for each rule a bias and a weight a signal, measured in ``spread``
    from its ``middle``; from ``sure`` on the rule is broken, from ``unsure`` on a person looks.
    """

    signals: tuple[str, ...]
    middle: tuple[float, ...]
    spread: tuple[float, ...]
    bias: Mapping[str, float]
    weights: Mapping[str, tuple[float, ...]]
    sure: float
    unsure: float

    @classmethod
    def read(cls, path: Path) -> Breaches:
        """The models in a JSON file. Raises KnowledgeError where it is missing, broken, or lacks a rule."""
        try:
            model = cls(**json.loads(path.read_text(encoding="utf-8")))
            if {len(model.middle), len(model.spread), *map(len, model.weights.values())} != {len(model.signals)}:
                raise ValueError("the weights are not those of the signals")
            if missing := set(RULES) - model.weights.keys():
                raise ValueError(f"no weights for {', '.join(sorted(missing))}")
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise KnowledgeError(f"{path}: {error}") from error
        return model

    def chances(self, signals: Mapping[str, float]) -> dict[str, float]:
        """The chance of each breach, 0 to 1. Raises KeyError where a signal is missing."""
        values = (np.array([signals[name] for name in self.signals]) - self._middle) / self._spread
        scores = self._weights @ np.clip(values, -FURTHEST, FURTHEST) + self._bias
        return dict(zip(self.weights, (1 / (1 + np.exp(-scores))).tolist(), strict=True))

    @cached_property
    def _middle(self) -> np.ndarray:
        return np.array(self.middle)

    @cached_property
    def _spread(self) -> np.ndarray:
        return np.array(self.spread)

    @cached_property
    def _weights(self) -> np.ndarray:
        return np.array(list(self.weights.values()))

    @cached_property
    def _bias(self) -> np.ndarray:
        return np.array([self.bias[rule] for rule in self.weights])
