"""What the triage model sees of a comment: character n-grams, word n-grams, and pairs of stems near each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from service.norwegian import stem

PAIR_REACH = 6
"""Words between two stems that still make a pair: «råd … male» says more together than apart."""
_TOKEN = re.compile(r"\w+|[?!.,]")
_STEMMED = re.compile(r"\w+|[?!]")


def plain(text: str) -> str:
    """Lower case, single spaces."""
    return " ".join(text.lower().split())


def char_ngrams(text: str) -> list[str]:
    """Runs of two to five characters within words, the words' edges marked by a space."""
    return [run for word in plain(text).split() for run in _runs(word)]


@lru_cache(maxsize=20_000)
def _runs(word: str) -> tuple[str, ...]:
    marked = f" {word} "
    return tuple(marked[i : i + size] for size in range(2, 6) for i in range(max(1, len(marked) - size + 1)))


def word_ngrams(text: str) -> list[str]:
    """One to three words or marks of punctuation in a row."""
    tokens = _TOKEN.findall(plain(text))
    return [" ".join(tokens[i : i + size]) for size in (1, 2, 3) for i in range(len(tokens) - size + 1)]


def stem_pairs(text: str) -> list[str]:
    """The stems of a text, and every pair of them at most PAIR_REACH words apart, in either order."""
    found = [stem(token) for token in _STEMMED.findall(plain(text))]
    pairs = [f"{min(a, b)}~{max(a, b)}" for n, a in enumerate(found) for b in found[n + 1 : n + 1 + PAIR_REACH]]
    return found + pairs


Analyser = Callable[[str], list[str]]
ANALYSERS: tuple[Analyser, ...] = (char_ngrams, word_ngrams, stem_pairs)
WORDS = ANALYSERS.index(word_ngrams)


@dataclass(frozen=True)
class View:
    """One way of reading a text: its columns by name, how rare each is, and where they begin in the row."""

    columns: dict[str, int]
    rarity: np.ndarray
    start: int

    @property
    def slice(self) -> slice:
        return slice(self.start, self.start + len(self.columns))


class Features:
    """Turns a text into a sparse row of numbers, one block of columns a view, each block of unit length (TF-IDF)."""

    def __init__(self, views: Sequence[View], analysers: Sequence[Analyser] = ANALYSERS) -> None:
        self.views, self.analysers = tuple(views), tuple(analysers)

    @classmethod
    def fit(cls, texts: Sequence[str], more: Sequence[Analyser] = (), shared: int = 2) -> tuple[Features, Any]:
        """Learn the columns from the texts (what ``shared`` of them share); also gives the texts' rows as a CSR matrix.

        ``more`` are views beside the usual ones.
        """
        from scipy.sparse import hstack
        from sklearn.feature_extraction.text import TfidfVectorizer

        views, blocks, start = [], [], 0
        for analyse in (*ANALYSERS, *more):
            tfidf = TfidfVectorizer(analyzer=analyse, min_df=shared, sublinear_tf=True, dtype=np.float32)
            blocks.append(tfidf.fit_transform(texts))
            views.append(View({name: int(n) for name, n in tfidf.vocabulary_.items()}, tfidf.idf_.astype(np.float32), start))
            start += len(tfidf.vocabulary_)
        matrix = hstack(blocks).tocsr()
        matrix.sum_duplicates()  # now, since it is done in place: heads that are fitted side by side share the matrix
        return cls(views, (*ANALYSERS, *more)), matrix

    def row(self, text: str) -> tuple[np.ndarray, np.ndarray]:
        """The columns that a text fills, and their values."""
        indices, values = [], []
        for analyse, view in zip(self.analysers, self.views, strict=True):
            counts = Counter(map(view.columns.get, analyse(text)))
            counts.pop(None, None)
            if not counts:
                continue
            columns = np.fromiter(counts, dtype=np.int64, count=len(counts))
            heights = (1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))) * view.rarity[columns]
            indices.append(columns + view.start)
            values.append(heights / np.linalg.norm(heights))
        if not indices:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        return np.concatenate(indices), np.concatenate(values).astype(np.float32)
