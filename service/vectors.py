"""Chroma, embedded: ``PersistentClient`` only. Its HTTP server is never used (CVE-2026-45829 is unpatched)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path

import chromadb
import numpy as np
from chromadb.config import Settings as ChromaSettings
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

COLLECTION = "passages"
BATCH = 2000
PAGE = 10_000
"""Units read at a time: SQLite takes no more variables than 32,766 in one question."""
EXACT = 20_000
"""Units up to which a search compares all: 5,000 take 0.3 ms, where Chroma's graph takes 1.7 ms and misses 3 %."""
UNIT_CHARACTERS = 1200
"""A text longer than this is split into units that overlap a little."""


def units(passage_id: str, texts: Sequence[str]) -> list[Document]:
    """A passage's texts as units to embed; the id of a unit is a hash of its content."""
    found = []
    for text in texts:
        for piece in _splitter().split_text(text) if len(text) > UNIT_CHARACTERS else [text]:
            name = hashlib.sha256(f"{passage_id}\0{piece}".encode()).hexdigest()[:32]
            found.append(Document(id=name, page_content=piece, metadata={"passage": passage_id}))
    return found


@cache
def _splitter() -> RecursiveCharacterTextSplitter:
    return RecursiveCharacterTextSplitter(chunk_size=UNIT_CHARACTERS, chunk_overlap=150)


class VectorIndex:
    """Nearest passages by embedding, in one folder."""

    def __init__(self, folder: Path, embeddings: Embeddings) -> None:
        self._embeddings = embeddings
        self._client = chromadb.PersistentClient(str(folder), settings=ChromaSettings(anonymized_telemetry=False))
        self._store = Chroma(
            client=self._client, collection_name=COLLECTION, embedding_function=embeddings,
            collection_metadata={"hnsw:space": "cosine"},
        )  # fmt: skip

    def bring_to(self, wanted: Sequence[Document]) -> tuple[int, int]:
        """Add the units that are missing and delete those no longer wanted; how many of each."""
        by_id = {str(unit.id): unit for unit in wanted}
        present = set(self._store.get(include=[])["ids"])
        gone, new = sorted(present - by_id.keys()), [unit for name, unit in by_id.items() if name not in present]
        for start in range(0, len(gone), BATCH):
            self._store.delete(gone[start : start + BATCH])
        for start in range(0, len(new), BATCH):
            self._store.add_documents(new[start : start + BATCH], ids=[str(u.id) for u in new[start : start + BATCH]])
        return len(new), len(gone)

    def nearest(self, query: str, k: int) -> dict[str, float]:
        """The best cosine similarity, 0 to 1, of each passage among the k nearest units.

        Up to ``EXACT`` units all are compared: that is faster than Chroma's graph, misses none, and finds the same in
        every build, on which recordings rest.
        """
        best: dict[str, float] = {}
        for unit, similarity in self._all(query, k) if len(self._units) <= EXACT else self._graph(query, k):
            best[self._units[unit]] = max(best.get(self._units[unit], 0.0), similarity)
        return best

    def _all(self, query: str, k: int) -> list[tuple[str, float]]:
        names, matrix = self._matrix
        wanted = np.array(self._embeddings.embed_query(query), dtype=np.float32)
        wanted /= max(float(np.linalg.norm(wanted)), 1e-12)
        used = np.flatnonzero(wanted)  # few where it is hashed: reading all would empty the processor's caches
        rows = matrix if len(used) == len(wanted) else matrix[used]
        similar = np.einsum("i,ij->j", wanted[used], rows)  # not @: its threads wait for each other on a busy machine
        near = np.flatnonzero(similar >= np.partition(similar, -k)[-k]) if k < len(similar) else np.arange(len(similar))
        return [(names[n], float(similar[n])) for n in near[np.argsort(-similar[near], kind="stable")[:k]]]

    def _graph(self, query: str, k: int) -> list[tuple[str, float]]:
        wanted = self._embeddings.embed_query(query)
        found = self._collection.query(query_embeddings=[wanted], n_results=k, include=["distances"])
        return [(unit, 1.0 - distance) for unit, distance in zip(found["ids"][0], found["distances"][0], strict=True)]

    @cached_property
    def _collection(self) -> chromadb.Collection:
        return self._client.get_collection(COLLECTION, embedding_function=None)

    @property
    def _starts(self) -> range:
        return range(0, self._collection.count(), PAGE)

    @cached_property
    def _units(self) -> dict[str, str]:
        """The passage of each unit, read once: asking Chroma for it with every search takes longer than the search."""
        pages = (self._collection.get(include=["metadatas"], limit=PAGE, offset=start) for start in self._starts)
        return {unit: data["passage"] for page in pages for unit, data in zip(page["ids"], page["metadatas"], strict=True)}

    @cached_property
    def _matrix(self) -> tuple[list[str], np.ndarray]:
        """The names of all units in order, and their vectors of length 1, a column each."""
        units = self._collection.get(include=["embeddings"])
        order = np.argsort(units["ids"])
        vectors = np.array(units["embeddings"], dtype=np.float32)[order]
        lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return [units["ids"][n] for n in order], np.ascontiguousarray((vectors / lengths).T)

    def close(self) -> None:
        """Let go of the files."""
        self._client._system.stop()
        chromadb.api.client.SharedSystemClient.clear_system_cache()
