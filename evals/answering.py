"""Fits which sentences of the sources answer what a citizen asks (``knowledge/answering.json``), and measures it.

A file in ``knowledge/training/answering`` holds the comments of one writer; each is measured by the others.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict
from sklearn.metrics import roc_auc_score

from evals import linear
from service.check.linear import Linear
from service.check.relevance import fitness, parts

STRENGTH = 0.003
"""Inverse of the regularisation."""


class Answered(BaseModel):
    """A comment, the sentences at hand, and for each thing it asks the places (from 0) of those that answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    comment: str
    sentences: tuple[str, ...]
    answers: tuple[tuple[int, ...], ...]


def read_answered(folder: Path) -> dict[str, list[Answered]]:
    """The comments of each writer."""
    return {
        path.stem: [Answered.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for path in sorted(folder.glob("*.jsonl"))
    }


def fitted(comments: Iterable[Answered]) -> Linear:
    """The model learned from these comments."""
    rows, answers = [], []
    for comment in comments:
        for asked, right in _asked(comment):
            rows += fitness(asked, comment.sentences)
            answers += [place in right for place in range(len(comment.sentences))]
    return Linear(**linear.fitted(rows, {"answers": np.array(answers)}, STRENGTH))


def without(writers: dict[str, list[Answered]], writer: str) -> Linear:
    """The model learned from all writers but one."""
    return fitted(comment for name, comments in writers.items() if name != writer for comment in comments)


def report(writers: dict[str, list[Answered]]) -> None:
    """Print how well the sentences of each writer are told apart by what the others taught."""
    chances: list[float] = []
    answers: list[bool] = []
    first: list[bool] = []
    for name, comments in writers.items():
        model = without(writers, name)
        for comment in comments:
            for asked, right in _asked(comment):
                found = model.chances_of(fitness(asked, comment.sentences))["answers"]
                chances += found
                answers += [place in right for place in range(len(found))]
                first += [int(np.argmax(found)) in right] if right else []
    print(f"answering: {len(first)} things asked, the likeliest sentence answers {np.mean(first):.0%}, "
          f"area under the curve {roc_auc_score(answers, chances):.2f}", file=sys.stderr)  # fmt: skip


def _asked(comment: Answered) -> list[tuple[str, set[int]]]:
    """Each thing asked with the sentences that answer it; all that answer anything, where the parts are not the labeller's."""
    asked = parts(comment.comment)
    if len(asked) == len(comment.answers):
        return [(part, set(places)) for part, places in zip(asked, comment.answers, strict=True)]
    whole = {place for places in comment.answers for place in places}
    return [(part, whole) for part in asked]
