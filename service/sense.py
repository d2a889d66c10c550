"""What a sentence of a reply does, learned from labelled sentences: promises, judges, thanks, brushes off …

One logistic head a label over the features of ``features.py``, fitted in seconds from ``knowledge/training/replies``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from service.errors import KnowledgeError
from service.features import Features
from service.fitted import kept

FORMAT = 1
Doing = Literal[
    "thanks", "acknowledges", "opinion", "political_referral", "promise", "process", "private_voice", "brush_off", "hostile",
    "humour", "formal_enquiry", "asks_personal_data", "reveals_person", "officialese", "fact", "asks_back", "courtesy",
    "against_profile",
]  # fmt: skip


class LabelledSentence(BaseModel):
    """One line of the training data: a sentence of a reply and all that it does."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sentence: str
    lang: Literal["nb", "nn", "en"]
    does: tuple[Doing, ...]


def read_sentences(folder: Path) -> list[LabelledSentence]:
    """Every labelled sentence. Raises KnowledgeError that names file and line."""
    rows = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                rows.append(LabelledSentence.model_validate_json(line))
            except ValidationError as error:
                raise KnowledgeError(f"{path}:{number}: {error.errors()[0]['msg']}") from None
    return rows


class SentenceClassifier:
    """Says what a sentence does, with probabilities. Build it with ``fit`` or ``load_or_fit``."""

    def __init__(self, features: Features, weights: np.ndarray, bias: np.ndarray) -> None:
        self._features, self._weights, self._bias = features, weights, bias

    @classmethod
    def fit(cls, rows: Sequence[LabelledSentence]) -> SentenceClassifier:
        """Learn every head from the rows."""
        from sklearn.linear_model import LogisticRegression

        features, matrix = Features.fit([row.sentence for row in rows])
        heads = []
        for doing in get_args(Doing):
            head = LogisticRegression(C=5, class_weight="balanced", solver="liblinear", random_state=0)
            heads.append(head.fit(matrix, np.array([doing in row.does for row in rows])))
        weights = np.vstack([head.coef_ for head in heads]).T.astype(np.float32).copy()
        return cls(features, weights, np.concatenate([head.intercept_ for head in heads]))

    @classmethod
    def load_or_fit(cls, training: Path, cache: Path) -> SentenceClassifier:
        """The model for these labelled sentences, from the cache or fitted and put there."""
        return kept("sense", FORMAT, training.glob("*.jsonl"), cache, lambda: cls.fit(read_sentences(training)))

    def __call__(self, sentence: str) -> dict[str, float]:
        """A probability, 0 to 1, for everything a sentence may do."""
        columns, values = self._features.row(sentence)
        scores = values @ self._weights[columns] + self._bias
        return dict(zip(get_args(Doing), (1 / (1 + np.exp(-scores))).tolist(), strict=True))
