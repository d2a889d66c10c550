"""Embeddings, as the setting says: the built-in Norwegian one, one behind litellm, or one that fastembed runs here.

The built-in one is made of hashed stems and character 4-grams: no model, no network. Another one changes what scores mean:
fit the hold-back model anew (``make hold-back``).
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable
from math import log1p, sqrt

from langchain_core.embeddings import Embeddings

from service.config import Settings
from service.errors import SettingsError
from service.norwegian import grams, stems

DIMENSIONS = 512
BATCH = 128
"""Texts a model is sent at a time."""
LEARNT = 0.35
"""What a learnt embedding weighs in the fused score; the built-in one knows little that the lexical indexes do not,
and less where passages have no written questions (``shares``: with, without)."""


class NorwegianEmbeddings(Embeddings):
    """Sparse features hashed, with sign, into a unit vector of 512 numbers.

    Texts that share stems or parts of words (compounds, inflections, typos, nynorsk beside bokmål) lie near each
    other. The same text gives the same vector on every machine, so a stored index never goes out of step.
    """

    shares = (0.20, 0.05)
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


class ModelEmbeddings(Embeddings):
    """Vectors from any provider or server that litellm knows."""

    shares = (LEARNT, LEARNT)

    def __init__(self, model: str, settings: Settings) -> None:
        self.name, self._model, self._settings = f"litellm:{model}", model, settings

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Raises ModelError."""
        from service.model import LanguageModel, embed

        chosen = self._settings
        hosts = frozenset(host.strip() for host in chosen.model_hosts.split(",") if host.strip())
        url, key = chosen.embedding_url or chosen.model_url, chosen.embedding_key or chosen.model_key
        model = LanguageModel(self._model, url, key, hosts=hosts)
        batches = (texts[start : start + BATCH] for start in range(0, len(texts), BATCH))
        return [vector for batch in batches for vector in embed(model, batch)]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


class FastEmbeddings(Embeddings):
    """Vectors from a model that fastembed runs on this machine; fastembed is installed by whoever sets it."""

    shares = (LEARNT, LEARNT)

    def __init__(self, model: str) -> None:
        try:
            from fastembed import TextEmbedding
        except ImportError:
            raise SettingsError(
                f"SVARUTKAST_EMBEDDING=fastembed:{model} trenger pakken fastembed, som ikke er installert.",
                field="SVARUTKAST_EMBEDDING",
            ) from None
        self.name, self._model = f"fastembed:{model}", TextEmbedding(model)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [vector.tolist() for vector in self._model.passage_embed(texts)]

    def embed_query(self, text: str) -> list[float]:
        return next(iter(self._model.query_embed(text))).tolist()


def chosen_embeddings(settings: Settings) -> Embeddings:
    """The embeddings the settings name. Raises SettingsError for a name of no known kind."""
    kind, _, model = settings.embedding.partition(":")
    if settings.embedding == "built-in":
        return NorwegianEmbeddings()
    if kind == "litellm" and model:
        return ModelEmbeddings(model, settings)
    if kind == "fastembed" and model:
        return FastEmbeddings(model)
    raise SettingsError(
        f"SVARUTKAST_EMBEDDING er «{settings.embedding}». Skriv built-in, litellm:MODELL eller fastembed:MODELL.",
        field="SVARUTKAST_EMBEDDING",
    )
