"""The fitted triage model: several logistic heads over one set of features, learned from ``knowledge/training``.

What a comment is before all else is one choice among all kinds (so that politics has to win over criticism, praise,
a case …). Politics has a second opinion from a head whose features are weighted by their log-count ratio (Wang and
Manning 2012); so are the features of the sentiment, and of one half of each yes or no (``service/logistic.py``). Fitted
once, kept under ``DATA_DIR`` by the hash of what it learned from. Deterministic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from service.features import WORDS, Features
from service.fitted import kept
from service.logistic import TELLING, joined_head, log_count_ratio
from service.ports import Labels
from service.training import LabelledComment, read_questions, read_training

if TYPE_CHECKING:
    from sklearn.linear_model import LogisticRegression

FORMAT = 9
CHOICES = ("kind", "tone", "lang")
SENTIMENT = "sentiment"
FLAGS = ("political_mixed", "formal_enquiry")
SECOND_OPINION = "political"
CALM_BY_QUESTIONS = "intent:emergency"
"""The head that learns at full weight that a plain question about fire, water or the doctor is no emergency."""
QUESTION_WEIGHT = 0.3
"""What a plain question from the knowledge base weighs beside a labelled comment. Measured on unread writers: at the same
leaks and walls 27 % of plain comments are doubted, against 29 % without them and 29 % at full weight."""
SHARED = 3
"""Comments that must share a feature. Over unread writers three do as well as two, with two fifths fewer columns."""
STRENGTH = 5.0
"""Inverse of the regularisation."""
SIDE_BY_SIDE = 2
"""Heads fitted at a time: each holds a copy of the matrix, some hundred megabytes."""
_MOST = 30.0


@dataclass(frozen=True)
class Head:
    """Columns of the weight matrix that belong together: one for a yes or no, one a label for a choice."""

    name: str
    labels: tuple[str, ...]
    first: int

    @property
    def columns(self) -> slice:
        return slice(self.first, self.first + max(1, len(self.labels)))


class CommentClassifier:
    """Labels a comment with probabilities. Build it with ``fit`` or ``load_or_fit``."""

    def __init__(
        self, features: Features, heads: Sequence[Head], weights: np.ndarray, bias: np.ndarray,
        examples: Any, comments: Sequence[tuple[str, str]],
    ) -> None:  # fmt: skip
        self._features, self._heads, self._weights, self._bias = features, {head.name: head for head in heads}, weights, bias
        self._examples, self._comments = examples, comments
        self._words = sorted(columns := features.views[WORDS].columns, key=columns.__getitem__)

    @classmethod
    def fit(cls, rows: Sequence[LabelledComment], questions: Sequence[tuple[str, str]] = ()) -> CommentClassifier:
        """Learn every head from the rows; what is a plain question, and in which language, also from ``questions``."""
        texts = [*(row.comment for row in rows), *(text for text, _ in questions)]
        features, matrix = Features.fit(texts, shared=SHARED)
        heads, weights, bias = [], [], []
        for name, columns, intercepts, labels in _fitted(rows, matrix, [language for _, language in questions]):
            heads.append(Head(name, labels, sum(len(item) for item in bias)))
            weights.append(columns.astype(np.float32))
            bias.append(intercepts)
        examples = matrix[: len(rows), features.views[WORDS].slice]
        known = [(row.comment, row.kind) for row in rows]
        return cls(features, heads, np.vstack(weights).T.copy(), np.concatenate(bias), examples, known)

    @classmethod
    def load_or_fit(cls, training: Path, cache: Path) -> CommentClassifier:
        """The model for this training data, from the cache or fitted and put there."""
        sources = training.glob("*.jsonl"), (training / "language").glob("*.jsonl")
        return kept(
            "triage", FORMAT, chain(*sources), cache, lambda: cls.fit(read_training(training), read_questions(training))
        )

    def label(self, comment: str) -> Labels:
        """Probabilities for every label of every head, the words that spoke most for politics, the nearest example."""
        columns, values = self._features.row(comment)
        scores = values @ self._weights[columns] + self._bias
        kind = self._spread("kind", scores)
        intents = {name.removeprefix("intent:"): self._chance(name, scores) for name in self._heads if ":" in name}
        intents = {name: (chance + kind.get(name, 0.0)) / 2 for name, chance in intents.items()}
        return Labels(
            political=_together(kind["political"], self._chance(SECOND_OPINION, scores)),
            political_mixed=self._chance("political_mixed", scores),
            formal_enquiry=(self._chance("formal_enquiry", scores) + kind["case_handling"]) / 2,
            sentiment=self._spread(SENTIMENT, scores), kind=kind, intents=intents, tone=self._spread("tone", scores),
            language=self._spread("lang", scores), weighed=self._weighed(columns, values),
            nearest=partial(self._nearest, columns, values),
        )  # fmt: skip

    def _chance(self, name: str, scores: np.ndarray) -> float:
        return float(_sigmoid(scores[self._heads[name].first]))

    def _spread(self, name: str, scores: np.ndarray) -> dict[str, float]:
        head = self._heads[name]
        powers = np.exp(scores[head.columns] - scores[head.columns].max())
        return dict(zip(head.labels, (powers / powers.sum()).tolist(), strict=True))

    def _weighed(self, columns: np.ndarray, values: np.ndarray) -> tuple[str, ...]:
        view, kind = self._features.views[WORDS], self._heads["kind"]
        pull = values * self._weights[columns, kind.first + kind.labels.index("political")]
        pull[(columns < view.slice.start) | (columns >= view.slice.stop)] = 0
        best = [n for n in np.argsort(-pull, kind="stable")[:3] if pull[n] > 0]
        return tuple(self._words[columns[n] - view.start] for n in best)

    def _nearest(self, columns: np.ndarray, values: np.ndarray) -> tuple[str, str] | None:
        view = self._features.views[WORDS].slice
        mine = (columns >= view.start) & (columns < view.stop)
        asked = np.zeros(view.stop - view.start, dtype=np.float32)
        asked[columns[mine] - view.start] = values[mine]
        likeness = self._examples @ asked
        best = int(likeness.argmax())
        return self._comments[best] if likeness[best] > 0 else None


Fitted = tuple[str, np.ndarray, np.ndarray, tuple[str, ...]]
"""A head's name, its weights (labels × columns), its intercepts and its labels."""


def _fitted(rows: Sequence[LabelledComment], matrix: Any, languages: Sequence[str]) -> Iterator[Fitted]:
    """Every head. Questions stand below the rows."""
    own = matrix[: len(rows)]
    own.sum_duplicates()  # in place, so before the heads that share it
    fitting = _Fitting(rows, matrix, own, languages)
    intents = sorted({intent for row in rows for intent in row.intents})
    flags = {name: [getattr(row, name) for row in rows] for name in FLAGS} | {
        f"intent:{intent}": [intent in row.intents for row in rows] for intent in intents
    }
    heads = [partial(fitting.choice, name) for name in CHOICES] + [fitting.sentiment]
    heads += [partial(fitting.flag, name, target) for name, target in flags.items()] + [fitting.second_opinion]
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:  # the solvers let other threads run
        yield from pool.map(lambda head: head(), heads)


@dataclass(frozen=True)
class _Fitting:
    """What heads are fitted on: labelled comments, and below them in the matrix plain questions, by their language.

    ``own`` are the rows of the comments. Nothing in it may be changed: the heads are fitted side by side.
    """

    rows: Sequence[LabelledComment]
    matrix: Any
    own: Any
    languages: Sequence[str]

    @cached_property
    def weight(self) -> np.ndarray:
        return np.concatenate([np.ones(len(self.rows)), np.full(len(self.languages), QUESTION_WEIGHT)])

    def choice(self, name: str) -> Fitted:
        whole = {"kind": ["service_question"] * len(self.languages), "lang": list(self.languages)}
        target = np.array([getattr(row, name) for row in self.rows] + whole.get(name, []))
        head = self._choice(STRENGTH)
        head.fit(self.matrix if name in whole else self.own, target, self.weight if name == "kind" else None)
        return name, head.coef_, head.intercept_, tuple(map(str, head.classes_))

    def sentiment(self) -> Fitted:
        moods = np.array([row.sentiment for row in self.rows])
        ratio = TELLING + np.max([abs(log_count_ratio(self.own, moods == mood)) for mood in np.unique(moods)], axis=0)
        head = self._choice(1).fit(self.own.multiply(ratio).tocsr(), moods)
        return SENTIMENT, head.coef_ * ratio, head.intercept_, tuple(map(str, head.classes_))

    def flag(self, name: str, target: Sequence[bool]) -> Fitted:
        asked = [False] * len(self.languages) if name == CALM_BY_QUESTIONS else []
        weights, bias = joined_head(self.matrix if asked else self.own, np.array([*target, *asked]), STRENGTH)
        return name, weights[None, :], np.array([bias]), ()

    def second_opinion(self) -> Fitted:
        from sklearn.linear_model import LogisticRegression

        political = np.array([row.political for row in self.rows] + [False] * len(self.languages))
        ratio = log_count_ratio(self.matrix, political, self.weight)
        head = LogisticRegression(C=1, solver="liblinear", random_state=0)
        head.fit(self.matrix.multiply(ratio).tocsr(), political, self.weight)
        return SECOND_OPINION, head.coef_ * ratio, head.intercept_, ()

    @staticmethod
    def _choice(strength: float) -> LogisticRegression:
        from sklearn.linear_model import LogisticRegression

        return LogisticRegression(C=strength, class_weight="balanced", solver="newton-cg", tol=1e-3, random_state=0)


def _together(first: float, second: float) -> float:
    """Two opinions as one probability: the mean of their log odds."""
    odds = sum(np.log(max(p, 1e-9) / max(1 - p, 1e-9)) for p in (first, second)) / 2
    return float(_sigmoid(odds))


def _sigmoid(value: Any) -> Any:
    return 1 / (1 + np.exp(-np.clip(value, -_MOST, _MOST)))
