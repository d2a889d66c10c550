"""Small learned judges of short texts: a logistic head for each label. Deterministic, fitted in seconds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np

from service.features import WORDS, Analyser, Features
from service.logistic import joined_head

FORMAT = 3
"""Changes with what is kept of fitted heads."""
STRENGTH = 8.0
"""Inverse of the regularisation; between 5 and 20 makes little difference to writers that were not read."""
MARK = "\ue000"
"""Begins a word that stands for what is known beside the text (who may read it): no text of a person's holds it."""

Head = Callable[[Any, np.ndarray, float], tuple[np.ndarray, float]]
"""Weights and intercept of a head over a matrix, for a truth a row and a strength."""


class Heads:
    """The chance that a text does each of several things. Build it with ``fit`` or ``load_or_fit``."""

    def __init__(self, features: Features, names: Sequence[str], weights: np.ndarray, bias: np.ndarray) -> None:
        self._features, self.names, self._weights, self._bias = features, tuple(names), weights, bias
        self._words = sorted(columns := features.views[WORDS].columns, key=columns.__getitem__)

    @classmethod
    def fit(
        cls, texts: Sequence[str], labels: Mapping[str, Sequence[bool | None]], more: Sequence[Analyser] = (),
        head: Head = joined_head,
    ) -> Heads:  # fmt: skip
        """Learn a head for each label; ``labels`` has one value a text, None where it is not known.

        ``more`` are views beside the n-grams, ``head`` how each is fitted.
        """
        features, matrix = Features.fit(texts, more)

        def learned(target: Sequence[bool | None]) -> tuple[np.ndarray, float]:
            known = np.array([value is not None for value in target])
            return head(matrix[known], np.array([bool(value) for value in target if value is not None]), STRENGTH)

        with ThreadPoolExecutor() as pool:  # the solver lets other threads run
            heads = list(pool.map(learned, labels.values()))
        weights = np.vstack([own for own, _ in heads]).astype(np.float32).T.copy()
        return cls(features, list(labels), weights, np.array([bias for _, bias in heads]))

    def chances(self, text: str) -> dict[str, float]:
        """The chance of each label, 0 to 1."""
        columns, values = self._features.row(text)
        scores = values @ self._weights[columns] + self._bias
        return dict(zip(self.names, (1 / (1 + np.exp(-scores))).tolist(), strict=True))

    def weighed(self, text: str, name: str, most: int = 3) -> tuple[str, ...]:
        """The words or short runs of words in the text that spoke most for a label, the heaviest first."""
        columns, values = self._features.row(text)
        view = self._features.views[WORDS]
        pull = values * self._weights[columns, self.names.index(name)]
        pull[(columns < view.slice.start) | (columns >= view.slice.stop)] = 0
        found = (self._words[columns[n] - view.start] for n in np.argsort(-pull, kind="stable")[: 4 * most] if pull[n] > 0)
        return tuple(word for word in found if MARK not in word and any(map(str.isalpha, word)))[:most]
