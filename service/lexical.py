"""The lexical index: BM25 (bm25s) over Snowball stems and over character 4-grams."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import bm25s
import numpy as np

from service.counts import Counts
from service.norwegian import grams, stems

_ANALYSERS: dict[str, Callable[[str], list[str]]] = {"stems": stems, "grams": grams}
WEIGHTS = {"stems": 0.5, "grams": 0.5}


class LexicalIndex:
    """Scores every text of a fixed list for a query. Texts keep the order they were given in."""

    def __init__(self, scorers: dict[str, bm25s.BM25], counts: Mapping[str, Counts] | None = None) -> None:
        self._scorers, self._counts = scorers, counts or {}
        self._size = int(scorers["stems"].scores["num_docs"])
        self._idf = {name: self._rarities(scorer) for name, scorer in scorers.items()}
        self._unknown = float(np.log1p((self._size + 0.5) / 0.5))

    @classmethod
    def build(cls, texts: Sequence[str], old: Path | None = None, k1: float = 1.2, b: float = 0.6) -> LexicalIndex:
        """Index the texts; there must be at least one. Texts that stand in the ``old`` index are not analysed again.

        ``k1`` and ``b`` are BM25's saturation and length normalisation.
        """
        scorers, counts = {}, {}
        for name, analyse in _ANALYSERS.items():
            counts[name] = Counts.of(texts, analyse, _counts(old / name) if old else None)
            scorers[name] = bm25s.BM25(k1=k1, b=b)
            scorers[name].scores = counts[name].weights(k1, b)
            scorers[name].vocab_dict, scorers[name].nonoccurrence_array = counts[name].vocabulary, None
        return cls(scorers, counts)

    def save(self, folder: Path) -> None:
        """Write a built index to a folder."""
        for name, scorer in self._scorers.items():
            scorer.save(folder / name, show_progress=False)
            self._counts[name].save(folder / name)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """The index in a folder, for search."""
        return cls({name: bm25s.BM25.load(folder / name, show_progress=False) for name in _ANALYSERS})

    def scores(self, query: str) -> np.ndarray:
        """For each text the share, 0 to about 1, of the query's information that it holds."""
        total = np.zeros(self._size, dtype=np.float32)
        for name, weight in WEIGHTS.items():
            tokens = _ANALYSERS[name](query)
            known = [token for token in tokens if token in self._scorers[name].vocab_dict]
            if known:
                possible = sum(self._idf[name].get(token, self._unknown) for token in tokens)
                total += weight * self._scorers[name].get_scores(known) / possible
        return total

    def rarity(self, analyser: str, token: str) -> float:
        """Inverse document frequency of a token of ``stems`` or ``grams``; that of the rarest where it is unknown."""
        return self._idf[analyser].get(token, self._unknown)

    @staticmethod
    def _rarities(scorer: bm25s.BM25) -> dict[str, float]:
        counts = np.diff(scorer.scores["indptr"])
        size = int(scorer.scores["num_docs"])
        idf = np.log1p((size - counts + 0.5) / (counts + 0.5))
        return {token: float(idf[code]) for token, code in scorer.vocab_dict.items() if code < len(idf)}


def _counts(folder: Path) -> Counts | None:
    vocabulary = folder / "vocab.index.json"
    return Counts.load(folder, json.loads(vocabulary.read_text(encoding="utf-8"))) if vocabulary.is_file() else None
