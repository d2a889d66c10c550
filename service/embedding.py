"""The embedded Norwegian embedding: hashed stems and character 4-grams, no model, no network."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable
from math import log1p, sqrt

from langchain_core.embeddings import Embeddings

from service.norwegian import grams, stems

DIMENSIONS = 512


class NorwegianEmbeddings(Embeddings):
    """Sparse features hashed, with sign, into a unit vector of 512 numbers.

    Texts that share stems or parts of words (compounds, inflections, typos, nynorsk beside bokmål) lie near each
    other. The same text gives the same vector on every machine, so a stored index never goes out of step.
    """

    name = f"norwegian-hash-{DIMENSIONS}-v2"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        vector = [0.0] * DIMENSIONS
        self._add(vector, (f"s:{stem}" for stem in stems(text)), 1.0)
        self._add(vector, (f"g:{gram}" for gram in grams(text)), 0.6)
        length = sqrt(sum(value * value for value in vector)) or 1.0
        return [value / length for value in vector]

    @staticmethod
    def _add(vector: list[float], features: Iterable[str], weight: float) -> None:
        for feature, count in Counter(features).items():
            code = zlib.crc32(feature.encode())
            vector[code % DIMENSIONS] += (weight if code & 0x8000_0000 else -weight) * log1p(count)
