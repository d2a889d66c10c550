"""The search index: built beside the old one, put in place in one step, opened for search.

Each build is a folder of its own under ``DATA_DIR/index``; the file ``current`` names the one that serves and is
replaced atomically, so a build that is killed leaves the old index serving. Unchanged units are not embedded again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import numpy as np
from filelock import FileLock
from langchain_core.embeddings import Embeddings

from service.domain import Found, Passage
from service.errors import IndexNotReady, ModelError
from service.lexical import LexicalIndex
from service.likeness import Likeness, whole
from service.logs import trouble
from service.vectors import VectorIndex, units

FORMAT = 5
PASSAGES_SHARE = 0.6875
"""Of what the lexical indexes weigh, the share of the one over whole passages; the rest is that over single questions."""
BARE = {"k1": 0.9, "b": 0.4}
"""BM25 over long passages without written questions (NorQuAD, half of its questions: MRR@10 .824, against .819)."""
CONTEXT_WEIGHT = 0.20
NEIGHBOURS = 60


@dataclass(frozen=True)
class BuildReport:
    """What a build did: units added and removed (0 and 0: nothing had changed), and how many there are."""

    passages: int
    added: int
    removed: int


def fingerprint(passages: Sequence[Passage], embeddings: Embeddings) -> str:
    """A hash of all that the index is made from."""
    digest = hashlib.sha256(f"{FORMAT}:{getattr(embeddings, 'name', 'unnamed')}".encode())
    for passage in passages:
        digest.update(passage.model_dump_json().encode())
    return digest.hexdigest()


def build(folder: Path, passages: Sequence[Passage], embeddings: Embeddings) -> BuildReport:
    """Bring the index in a folder up to date with the passages. Safe to run in several processes at once."""
    if not passages:
        raise IndexNotReady("Det er ingen avsnitt å indeksere.")
    folder.mkdir(parents=True, exist_ok=True)
    wanted = fingerprint(passages, embeddings)
    with FileLock(folder / ".lock"):
        current = _current(folder)
        if current and _manifest(current).get("fingerprint") == wanted:
            return BuildReport(len(passages), 0, 0)
        new = folder / f"{wanted[:12]}-{uuid4().hex[:6]}"
        new.mkdir()
        added, removed = _fill(new, current, passages, embeddings)
        manifest = {"fingerprint": wanted, "embedding": getattr(embeddings, "name", "unnamed"), "format": FORMAT}
        (new / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        _point_to(folder, new)
        _prune(folder, keep={new, current})
    return BuildReport(len(passages), added, removed)


def _fill(new: Path, current: Path | None, passages: Sequence[Passage], embeddings: Embeddings) -> tuple[int, int]:
    if current and _manifest(current).get("embedding") == getattr(embeddings, "name", "unnamed"):
        shutil.copytree(current / "vectors", new / "vectors")
    vectors = VectorIndex(new / "vectors", embeddings)
    counts = vectors.bring_to([unit for passage in passages for unit in units(passage.id, _texts(passage))])
    vectors.close()
    written = any(passage.questions for passage in passages)
    old = current if current and _manifest(current).get("format") == FORMAT else None
    wholes = [whole(passage) for passage in passages]
    _lexical("lexical-passages", wholes, new, old, {} if written else BARE)
    questions = [(n, text) for n, passage in enumerate(passages) for text in passage.questions or (passage.heading,)]
    _lexical("lexical-questions", [text for _, text in questions], new, old, {})
    np.save(new / "owners.npy", np.array([owner for owner, _ in questions], dtype=np.int32))
    with (new / "passages.jsonl").open("w", encoding="utf-8") as lines:
        lines.writelines(passage.model_dump_json() + "\n" for passage in passages)
    return counts


def _lexical(name: str, texts: list[str], new: Path, old: Path | None, constants: dict[str, float]) -> None:
    LexicalIndex.build(texts, old / name if old else None, **constants).save(new / name)


def _texts(passage: Passage) -> list[str]:
    return [f"{passage.title}. {passage.heading}. {passage.text['nb']}", *passage.questions]


def _current(folder: Path) -> Path | None:
    try:
        path = folder / (folder / "current").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    return path if (path / "manifest.json").is_file() else None


def _manifest(path: Path) -> dict[str, str]:
    return json.loads((path / "manifest.json").read_text(encoding="utf-8"))


def _point_to(folder: Path, new: Path) -> None:
    draft = folder / f".current-{uuid4().hex[:6]}"
    draft.write_text(new.name, encoding="utf-8")
    os.replace(draft, folder / "current")


def _prune(folder: Path, keep: set[Path | None]) -> None:
    for path in folder.iterdir():
        if path.is_dir() and path not in keep:
            shutil.rmtree(path, ignore_errors=True)


class EmbeddedIndex:
    """Search over the index that serves. Opening it reads everything into memory once."""

    def __init__(self, folder: Path, embeddings: Embeddings) -> None:
        path = _current(folder)
        if path is None:
            raise IndexNotReady
        self.fingerprint = _manifest(path)["fingerprint"]
        with (path / "passages.jsonl").open(encoding="utf-8") as lines:
            self.passages = tuple(Passage.model_validate_json(line) for line in lines)
        self._position = {passage.id: n for n, passage in enumerate(self.passages)}
        self._whole = LexicalIndex.load(path / "lexical-passages")
        self._questions = LexicalIndex.load(path / "lexical-questions")
        self._owners = np.load(path / "owners.npy")
        self._vectors = VectorIndex(path / "vectors", embeddings)
        written = any(passage.questions for passage in self.passages)
        share = getattr(embeddings, "shares", (0.0, 0.0))[not written]
        passages_share = PASSAGES_SHARE if written else 1.0
        lexical = {"passages": passages_share, "questions": 1 - passages_share}
        self._weights = {**{name: (1 - share) * weight for name, weight in lexical.items()}, "vectors": share}
        self._likeness = Likeness(self.passages, self._whole.rarity)

    def search(self, query: str, k: int, context: str = "") -> list[Found]:
        """The k best passages, best first, score 0 to 1. ``context`` (the post) helps, it does not decide."""
        parts = {
            "passages": self._whole.scores(query),
            "questions": self._by_passage(self._questions.scores(query)),
            "vectors": self._similarities(query),
        }
        fused = sum(self._weights[name] * part for name, part in parts.items())
        if context.strip():
            fused = fused + CONTEXT_WEIGHT * self._whole.scores(context)
        order = np.argsort(-fused, kind="stable")[:k]
        foremost = int(np.argmax(parts["passages"]))
        return [
            Found(passage=self.passages[n], score=min(1.0, float(fused[n])),
                  signals={"questions": float(parts["questions"][n]), "foremost": float(n == foremost)})
            for n in order if fused[n] > 0
        ]  # fmt: skip

    def likeness(self, question: str, passage_id: str) -> dict[str, float]:
        """How much of a question's words a passage holds: see ``Likeness.of``."""
        return self._likeness.of(question, self._position[passage_id])

    def named(self, ids: Sequence[str]) -> list[Found]:
        """Passages by id, those that exist, with a score of 0."""
        return [Found(passage=self.passages[self._position[name]], score=0.0) for name in ids if name in self._position]

    def _by_passage(self, scores: np.ndarray) -> np.ndarray:
        best = np.zeros(len(self.passages), dtype=np.float32)
        np.maximum.at(best, self._owners, scores)
        return best

    def _similarities(self, query: str) -> np.ndarray:
        near = np.zeros(len(self.passages), dtype=np.float32)
        try:
            for name, similarity in self._vectors.nearest(query, NEIGHBOURS).items():
                near[self._position[name]] = similarity
        except ModelError as error:
            trouble("search_without_embeddings", reason=error.reason)
        return near
