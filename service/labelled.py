"""Reads what the checks learn from: sentences of replies and posts by employees, each with what a person says it does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from service.errors import KnowledgeError

Row = TypeVar("Row", bound=BaseModel)


class LabelledSentence(BaseModel):
    """A sentence such as stands in a reply, and all that it does (``thanks``, ``opinion``, ``promise`` …).

    ``only_faults``: out of a labelled draft, so that only its faults are known, not the good things it does.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    sentence: str
    lang: str
    does: tuple[str, ...]
    only_faults: bool = False


class LabelledPost(BaseModel):
    """A post that an employee plans to write, and the rules of part B that it goes against."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    post: str
    lang: str
    audience: str
    discloses_employer: bool
    role: str
    flags: tuple[str, ...]


def read_sentences(folder: Path) -> list[LabelledSentence]:
    """Every labelled sentence of the folder's files. Raises KnowledgeError that names file and line."""
    return [row for path in sorted(folder.glob("*.jsonl")) for row in _read(path, LabelledSentence)]


def read_sentences_of(path: Path) -> list[LabelledSentence]:
    """The labelled sentences of one file, which one writer wrote. Raises KnowledgeError that names file and line."""
    return list(_read(path, LabelledSentence))


def read_posts(folder: Path) -> list[LabelledPost]:
    """Every labelled post of the folder's files. Raises KnowledgeError that names file and line."""
    return [row for path in sorted(folder.glob("*.jsonl")) for row in _read(path, LabelledPost)]


def read_posts_of(path: Path) -> list[LabelledPost]:
    """The labelled posts of one file, which one writer wrote. Raises KnowledgeError that names file and line."""
    return list(_read(path, LabelledPost))


def _read(path: Path, kind: type[Row]) -> Iterator[Row]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            yield kind.model_validate_json(line)
        except ValidationError as error:
            raise KnowledgeError(f"{path}:{number}: {error.errors()[0]['msg']}") from None
