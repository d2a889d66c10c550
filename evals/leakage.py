"""Leakage: no test sample may stand, whole or nearly, in what the product learns from or indexes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer

from evals.dataset import Sample
from service.knowledge import load
from service.norwegian import sentences

GRAM = 5
NEAR = 0.60
"""Shared character 5-grams, as a share of all in either text (Jaccard), from which two texts are the same."""
INSIDE = 0.90
"""Share of the sample's 5-grams found in one longer text, from which the sample stands inside it."""
LONG_ENOUGH = 30
"""5-grams a sample needs before «inside» means anything; shorter ones are only compared as a whole."""
_WORD = re.compile(r"[^\W_]+")
_TAGS = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_TEXTS = ("comment", "text", "sentence", "post")
"""What a line of training data may call its text."""


class Leak(NamedTuple):
    """A test sample and the learnt text it resembles."""

    sample: str
    field: str
    source: str
    share: float
    text: str


def learnt(root: Path) -> Iterator[tuple[str, str]]:
    """(where, text) of everything learnt from or indexed as wording: comments, questions, reply sentences."""
    for path in sorted((root / "knowledge" / "training").rglob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            row = json.loads(line)
            yield f"{path.name}:{number}", next(row[name] for name in _TEXTS if row.get(name))
    for passage in load(root / "knowledge" / "services").passages:
        for question in passage.questions:
            yield f"{passage.document}#{passage.id}", question
    for path in sorted((root / "prompts").rglob("*.jinja2")):
        for sentence in sentences(_TAGS.sub("\n", path.read_text(encoding="utf-8"))):
            yield str(path.relative_to(root)), sentence


def leaks(samples: Sequence[Sample], texts: Sequence[tuple[str, str]]) -> list[Leak]:
    """Pairs of test sample and learnt text that are too alike, the most alike first."""
    graded = [(s.id, field, s.input[field]) for s in samples for field in _graded(s)]
    if not graded or not texts:
        return []
    grams = CountVectorizer(analyzer="char", ngram_range=(GRAM, GRAM), binary=True, lowercase=False, dtype=np.int32)
    known = grams.fit_transform([_plain(text) for _, text in texts])
    asked = CountVectorizer(analyzer="char", ngram_range=(GRAM, GRAM), binary=True, lowercase=False, dtype=np.int32)
    own = np.asarray(asked.fit_transform([_plain(text) for *_, text in graded]).sum(axis=1)).ravel()
    shared = sparse.coo_matrix(grams.transform([_plain(text) for *_, text in graded]) @ known.T)
    sizes = np.asarray(known.sum(axis=1)).ravel()
    jaccard = shared.data / (own[shared.row] + sizes[shared.col] - shared.data)
    inside = np.where(own[shared.row] >= LONG_ENOUGH, shared.data / own[shared.row], 0.0)
    hit = (jaccard >= NEAR) | (inside >= INSIDE)
    found = [
        Leak(*graded[row][:2], texts[col][0], round(float(share), 2), texts[col][1])
        for row, col, share in zip(shared.row[hit], shared.col[hit], np.maximum(jaccard, inside)[hit], strict=True)
    ]
    return sorted(found, key=lambda leak: -leak.share)


def _graded(sample: Sample) -> list[str]:
    """The fields of a sample that are graded text: the comment, a draft, an employee's post."""
    fields = ("comment", "draft") if sample.kind != "employee" else ("post",)
    return [field for field in fields if sample.input.get(field)]


def _plain(text: str) -> str:
    """Words only, in lower case, with room at both ends so that the edges count too."""
    return "  " + " ".join(_WORD.findall(text.casefold())) + "  "
