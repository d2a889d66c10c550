"""The fitted triage model: n-gram features and one logistic regression a label, learned from ``knowledge/training``.

Fitted once in seconds, kept under ``DATA_DIR`` by the hash of what it learned from. Deterministic.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import joblib
import numpy as np
import sklearn
from filelock import FileLock
from pydantic import BaseModel, ConfigDict, ValidationError
from scipy.sparse import vstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion

from service.domain import Channel, Intent, Sentiment, Tone
from service.errors import KnowledgeError
from service.ports import Labels

FORMAT = 2
FLAGS = ("political", "political_mixed", "formal_enquiry")
CHOICES = ("sentiment", "tone", "lang")


class LabelledComment(BaseModel):
    """One line of the training data: a comment and what a person says it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    comment: str
    post: str | None
    channel: Channel
    lang: str
    sentiment: Sentiment
    intents: tuple[Intent, ...]
    political: bool
    political_mixed: bool
    formal_enquiry: bool
    reply: str
    tone: Tone
    signature: str | None


def read_training(folder: Path) -> list[LabelledComment]:
    """Every labelled comment. Raises KnowledgeError that names file and line."""
    rows = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                rows.append(LabelledComment.model_validate_json(line))
            except ValidationError as error:
                raise KnowledgeError(f"{path}:{number}: {error.errors()[0]['msg']}") from None
    if not rows:
        raise KnowledgeError(f"{folder}: ingen treningskommentarer")
    return rows


def read_languages(folder: Path) -> list[tuple[str, str]]:
    """Texts with their language, for the language head alone: ``language/*.jsonl`` in the training folder."""
    lines = (line for path in sorted((folder / "language").glob("*.jsonl")) for line in path.open(encoding="utf-8"))
    return [(row["text"], row["lang"]) for row in map(json.loads, lines)]


class NgramClassifier:
    """Labels a comment with probabilities. Build it with ``fit`` or ``load_or_fit``."""

    def __init__(self, features: FeatureUnion, heads: dict[str, LogisticRegression]) -> None:
        self._features, self._heads = features, heads
        self._names = features.get_feature_names_out()

    @classmethod
    def fit(cls, rows: Sequence[LabelledComment], languages: Sequence[tuple[str, str]] = ()) -> NgramClassifier:
        """Learn every head from the rows, the language head also from ``languages``: some seconds on one core."""
        features = FeatureUnion(
            [
                ("char", _vectoriser(analyzer="char_wb", ngram_range=(2, 5))),
                ("word", _vectoriser(ngram_range=(1, 2), token_pattern=r"\w+|[?!]")),
            ]
        )
        matrix = features.fit_transform([_shown(row.comment) for row in rows])
        targets: dict[str, list[Any]] = {name: [getattr(row, name) for row in rows] for name in FLAGS + CHOICES}
        for intent in sorted({intent for row in rows for intent in row.intents}):
            targets[f"intent:{intent}"] = [intent in row.intents for row in rows]
        heads = {name: _head(name).fit(matrix, np.array(target)) for name, target in targets.items() if name != "lang"}
        more = features.transform([_shown(text) for text, _ in languages]) if languages else matrix[:0]
        known = [*targets["lang"], *(language for _, language in languages)]
        heads["lang"] = _head("lang").fit(vstack([matrix, more]), np.array(known))
        return cls(features, heads)

    @classmethod
    def load_or_fit(cls, training: Path, cache: Path) -> NgramClassifier:
        """The model for this training data, from the cache or fitted and put there."""
        digest = hashlib.sha256(json.dumps([FORMAT, sklearn.__version__]).encode())
        for path in sorted(training.rglob("*.jsonl")):
            digest.update(path.read_bytes())
        cache.mkdir(parents=True, exist_ok=True)
        path = cache / f"triage-{digest.hexdigest()[:16]}.joblib"
        with FileLock(cache / ".lock"):
            if not path.is_file():
                model = cls.fit(read_training(training), read_languages(training))
                draft = cache / f".{uuid4().hex}"
                joblib.dump((model._features, model._heads), draft)
                os.replace(draft, path)
        return cls(*joblib.load(path))

    def label(self, comment: str) -> Labels:
        """Probabilities for every label of every head."""
        row = self._features.transform([_shown(comment)])
        flags = {name: self._chance(name, row) for name in FLAGS}
        choices = {name: self._spread(name, row) for name in CHOICES}
        intents = {name.removeprefix("intent:"): self._chance(name, row) for name in self._heads if ":" in name}
        return Labels(
            **flags, intents=intents, sentiment=choices["sentiment"], tone=choices["tone"], language=choices["lang"],
            weighed=self._weighed(row),
        )  # fmt: skip

    def _chance(self, name: str, row: Any) -> float:
        return float(self._heads[name].predict_proba(row)[0, 1])

    def _spread(self, name: str, row: Any) -> dict[str, float]:
        head = self._heads[name]
        return {str(label): float(p) for label, p in zip(head.classes_, head.predict_proba(row)[0], strict=True)}

    def _weighed(self, row: Any) -> tuple[str, ...]:
        """The words that spoke most for politics."""
        weights = self._heads["political"].coef_[0]
        scored = [(value * weights[n], self._names[n]) for n, value in zip(row.indices, row.data, strict=True)]
        whole = sorted(
            ((score, name) for score, name in scored if name.startswith("word__") and score > 0), reverse=True
        )
        return tuple(name.removeprefix("word__") for _, name in whole[:3])


def _shown(comment: str) -> str:
    return " ".join(comment.lower().split())


def _vectoriser(**options: Any) -> TfidfVectorizer:
    return TfidfVectorizer(min_df=2, sublinear_tf=True, lowercase=False, dtype=np.float32, **options)


def _head(name: str) -> LogisticRegression:
    solver = "lbfgs" if name in CHOICES else "liblinear"
    return LogisticRegression(C=5, class_weight="balanced", solver=solver, max_iter=400, random_state=0)
