"""How often each token stands in each text: kept beside the index, so that a build analyses only texts that are new."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

FILE = "counts.npz"


@dataclass(frozen=True)
class Counts:
    """Token counts of a list of texts, row by row: ``codes`` and ``times`` from ``starts[n]`` to ``starts[n + 1]``.

    ``vocabulary`` gives each token its code; ``hashes`` tell which text a row was counted from.
    """

    vocabulary: dict[str, int]
    hashes: tuple[str, ...]
    starts: np.ndarray
    codes: np.ndarray
    times: np.ndarray

    @classmethod
    def of(cls, texts: Sequence[str], analyse: Callable[[str], list[str]], known: Counts | None = None) -> Counts:
        """Count the tokens of every text, those of ``known`` texts taken from there."""
        vocabulary = dict(known.vocabulary) if known else {}
        rows = {name: n for n, name in enumerate(known.hashes)} if known else {}
        hashes = tuple(hashlib.sha256(text.encode()).hexdigest()[:24] for text in texts)
        codes, times = [], []
        for name, text in zip(hashes, texts, strict=True):
            if known and name in rows:
                row = slice(*known.starts[rows[name] : rows[name] + 2])
                codes.append(known.codes[row])
                times.append(known.times[row])
            else:
                found = Counter(analyse(text) or ["_"])
                codes.append(np.array([vocabulary.setdefault(token, len(vocabulary)) for token in found], dtype=np.int32))
                times.append(np.array(list(found.values()), dtype=np.int32))
        starts = np.concatenate([[0], np.cumsum([len(row) for row in codes])]).astype(np.int64)
        return cls(vocabulary, hashes, starts, np.concatenate(codes), np.concatenate(times))

    def save(self, folder: Path) -> None:
        """Write all but the vocabulary, which the index keeps."""
        np.savez(folder / FILE, hashes=np.array(self.hashes), starts=self.starts, codes=self.codes, times=self.times)

    @classmethod
    def load(cls, folder: Path, vocabulary: Mapping[str, int]) -> Counts | None:
        """The counts in a folder; None where there are none."""
        if not (folder / FILE).is_file():
            return None
        with np.load(folder / FILE) as kept:
            hashes = tuple(kept["hashes"].tolist())
            return cls(dict(vocabulary), hashes, kept["starts"], kept["codes"], kept["times"])

    def weights(self, k1: float, b: float) -> dict[str, Any]:
        """BM25's weight (Lucene's variant, as bm25s has it) of each token in each text, as a matrix by columns."""
        size, lengths = len(self.hashes), np.diff(self.starts)
        owners = np.repeat(np.arange(size, dtype=np.int32), lengths)
        words = np.bincount(owners, weights=self.times, minlength=size)
        spread = np.bincount(self.codes, minlength=len(self.vocabulary))
        rarity = np.log1p((size - spread + 0.5) / (spread + 0.5))
        damping = k1 * (1 - b + b * words / words.mean())
        weight = rarity[self.codes] * self.times / (damping[owners] + self.times)
        order = np.argsort(self.codes, kind="stable")
        return {
            "data": weight[order].astype(np.float32), "indices": owners[order],
            "indptr": np.concatenate([[0], np.cumsum(spread)]).astype(np.int64), "num_docs": size,
        }  # fmt: skip
