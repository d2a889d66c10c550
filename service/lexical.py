"""The lexical index: BM25 (bm25s) over Snowball stems and over character 4-grams."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import bm25s
import numpy as np

from service.norwegian import grams, stems

_ANALYSERS: dict[str, Callable[[str], list[str]]] = {"stems": stems, "grams": grams}
_WEIGHTS = {"stems": 0.5, "grams": 0.5}


class LexicalIndex:
    """Scores every text of a fixed list for a query. Texts keep the order they were given in."""

    def __init__(self, scorers: dict[str, bm25s.BM25]) -> None:
        self._scorers = scorers
        self._size = int(scorers["stems"].scores["num_docs"])
        self._idf = {name: self._rarities(scorer) for name, scorer in scorers.items()}
        self._unknown = float(np.log1p((self._size + 0.5) / 0.5))

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """Index the texts; there must be at least one."""
        scorers = {}
        for name, analyse in _ANALYSERS.items():
            scorers[name] = bm25s.BM25(k1=0.9, b=0.4)
            scorers[name].index([analyse(text) or ["_"] for text in texts], show_progress=False)
        return cls(scorers)

    def save(self, folder: Path) -> None:
        for name, scorer in self._scorers.items():
            scorer.save(folder / name, show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        return cls({name: bm25s.BM25.load(folder / name, show_progress=False) for name in _ANALYSERS})

    def scores(self, query: str) -> np.ndarray:
        """For each text the share, 0 to about 1, of the query's information that it holds."""
        total = np.zeros(self._size, dtype=np.float32)
        for name, weight in _WEIGHTS.items():
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
