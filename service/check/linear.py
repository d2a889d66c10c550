"""Logistic models over named signals, fitted elsewhere and kept as numbers that a person can read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np

from service.errors import KnowledgeError

FURTHEST = 6.0
"""Standard deviations from the middle beyond which a signal says no more."""


@dataclass(frozen=True)
class Linear:
    """One model an outcome: a bias, and a weight for each signal, measured in ``spread`` from its ``middle``."""

    signals: tuple[str, ...]
    middle: tuple[float, ...]
    spread: tuple[float, ...]
    bias: Mapping[str, float]
    weights: Mapping[str, tuple[float, ...]]

    outcomes = ("answers",)
    """What there must be a model for."""

    @classmethod
    def read(cls, path: Path) -> Self:
        """The models in a JSON file. Raises KnowledgeError where it is missing, broken, or lacks an outcome."""
        try:
            model = cls(**json.loads(path.read_text(encoding="utf-8")))
            if {len(model.middle), len(model.spread), *map(len, model.weights.values())} != {len(model.signals)}:
                raise ValueError("the weights are not those of the signals")
            if missing := set(cls.outcomes) - model.weights.keys():
                raise ValueError(f"no weights for {', '.join(sorted(missing))}")
        except (OSError, ValueError, TypeError, AttributeError) as error:
            raise KnowledgeError(f"{path}: {error}") from error
        return model

    def chances(self, signals: Mapping[str, float]) -> dict[str, float]:
        """The chance of each outcome, 0 to 1. Raises KeyError where a signal is missing."""
        return {name: column[0] for name, column in self.chances_of([signals]).items()}

    def chances_of(self, rows: Sequence[Mapping[str, float]]) -> dict[str, list[float]]:
        """The chance of each outcome for each row. Raises KeyError where a signal is missing."""
        values = np.array([[row[name] for name in self.signals] for row in rows]).reshape(len(rows), len(self.signals))
        scores = np.clip((values - self._middle) / self._spread, -FURTHEST, FURTHEST) @ self._weights.T + self._bias
        return dict(zip(self.weights, (1 / (1 + np.exp(-scores))).T.tolist(), strict=True))

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
        return np.array([self.bias[name] for name in self.weights])
