"""Reads what the triage model learns from: labelled comments, and plain questions with their language."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from service.domain import Channel, Intent, Sentiment, Tone
from service.errors import KnowledgeError


class LabelledComment(BaseModel):
    """One line of the training data: a comment and what a person says it is. ``intents`` has the foremost first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    comment: str
    post: str | None
    channel: Channel
    lang: str
    sentiment: Sentiment
    intents: tuple[Intent, ...]
    political: bool
    political_mixed: bool
    formal_enquiry: bool
    reply: str
    tone: Tone
    signature: str | None

    @property
    def kind(self) -> Intent:
        """The one thing the comment is before anything else; politics always comes first (rule A10)."""
        return "political" if self.political else self.intents[0]


def read_training(folder: Path) -> list[LabelledComment]:
    """Every labelled comment. Raises KnowledgeError that names file and line."""
    rows = [row for path in sorted(folder.glob("*.jsonl")) for row in read_comments(path)]
    if not rows:
        raise KnowledgeError(f"{folder}: ingen treningskommentarer")
    return rows


def read_comments(path: Path) -> list[LabelledComment]:
    """The labelled comments of one file, which one writer wrote. Raises KnowledgeError that names file and line."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            rows.append(LabelledComment.model_validate_json(line))
        except ValidationError as error:
            raise KnowledgeError(f"{path}:{number}: {error.errors()[0]['msg']}") from None
    return rows


def read_questions(folder: Path) -> list[tuple[str, str]]:
    """Plain questions with their language: ``language/*.jsonl`` in the training folder."""
    lines = (line for path in sorted((folder / "language").glob("*.jsonl")) for line in path.open(encoding="utf-8"))
    return [(row["text"], row["lang"]) for row in map(json.loads, lines)]
