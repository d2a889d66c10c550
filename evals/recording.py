"""Recorded completions: a model whose answers lie in a file, found by the hash of the whole prompt.

A changed prompt finds no answer: its sample is then *stale*, and says so; it is never scored with an answer to another prompt.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.dataset import SampleError
from service.errors import ServiceError
from service.ports import Completion, Message

RECORDINGS = Path(__file__).parent / "recordings"
COMPLETIONS = "completions.jsonl"


class Unrecorded(ServiceError):
    """The recording has no answer to this prompt."""

    title = "Opptaket har ikke noe svar på denne ledeteksten."


def key(messages: Sequence[Message], answer_format: Any) -> str:
    """What a completion is found by: a hash of every word that would go to a model."""
    return hashlib.sha256(json.dumps([list(messages), answer_format], ensure_ascii=False).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Recording:
    """A model that plays recorded completions. ``samples`` are those the recording was made for."""

    name: str
    completions: dict[str, str]
    samples: frozenset[str]

    @classmethod
    def read(cls, name: str, folder: Path = RECORDINGS) -> Recording:
        """The recording in ``folder/name``. Raises SampleError where it is missing or broken."""
        path = folder / name / COMPLETIONS
        try:
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            return cls(name, {row["prompt"]: row["completion"] for row in rows}, frozenset(row["sample"] for row in rows))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SampleError(f"{path} er ikke et opptak: {error}") from None

    def make_ready(self) -> None:
        """Nothing to load."""

    async def complete(
        self, messages: Sequence[Message], answer_format: Any, timeout: float, on_delta: Callable[[str], None] | None = None
    ) -> Completion:  # fmt: skip
        """The recorded answer. Raises Unrecorded."""
        try:
            text = self.completions[key(messages, answer_format)]
        except KeyError:
            raise Unrecorded from None
        return Completion(text)
