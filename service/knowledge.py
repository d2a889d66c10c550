"""Reads ``knowledge/``: Markdown files with a YAML header, a passage under each ``##`` heading, and the contacts.

A passage is its heading, its text in bokmål, and a fenced YAML block with its id and the rest:

    ## Telefonnummer til kommunen

    Du når sentralbordet på telefon 52 75 01 00.

    ```yaml
    id: kontakt-telefon
    questions: [ka e nummeret te kommunen]
    ```

A broken file is named with its line; the others are still read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from service.domain import Passage
from service.errors import KnowledgeError

MAX_BYTES = 2_000_000
"""A knowledge file larger than this is refused: it is not one service."""


class Header(BaseModel):
    """The YAML header of a file. ``owner`` is a role or a unit, never a person."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str
    urls: tuple[str, ...]
    owner: str
    updated: date
    valid_until: date
    volatile: bool
    facts: tuple[str, ...] = ()


class PassageBlock(BaseModel):
    """The YAML block under a passage. ``as_of``: the day or year the source speaks of, or ``ukjent``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    facts: tuple[str, ...] = ()
    url: str | None = None
    as_of: str | None = None
    volatile: bool | None = None
    disagrees_with: tuple[str, ...] = ()
    nn: str | None = None
    en: str | None = None
    questions: tuple[str, ...] = ()


class Contact(BaseModel):
    """A place to turn to; ``labels`` by language. Unset parts are None."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: dict[str, str]
    phone: str | None = None
    email: str | None = None
    url: str | None = None
    address: str | None = None

    def line(self, language: str) -> str:
        """One line to show: the label and every way to reach it."""
        ways = [way for way in (self.phone, self.email, self.url, self.address) if way]
        name = self.label.get(language) or self.label["nb"]
        return f"{name}: {', '.join(ways)}" if ways else name


@dataclass(frozen=True)
class Document:
    """One file: its header and its passages."""

    path: Path
    header: Header
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Knowledge:
    """All documents that could be read, and what was wrong with the rest, by file and line."""

    documents: tuple[Document, ...]
    errors: tuple[str, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(passage for document in self.documents for passage in document.passages)


def load(folder: Path) -> Knowledge:
    """Read every ``*.md`` under a folder. Broken files, empty files and ids used twice are listed in ``errors``."""
    documents, errors, seen = [], [], {}
    for path in sorted(folder.rglob("*.md")):
        try:
            document = read(path)
            for name in [document.header.id, *(passage.id for passage in document.passages)]:
                if name in seen and seen[name] != path:
                    raise KnowledgeError(f"{path}:{_line_of(path, name)}: id «{name}» er alt brukt i {seen[name]}")
            seen.update(dict.fromkeys([document.header.id, *(p.id for p in document.passages)], path))
            documents.append(document)
        except KnowledgeError as error:
            errors.append(error.title)
    return Knowledge(tuple(documents), tuple(errors))


def _line_of(path: Path, name: str) -> int:
    """The line a file gives an id in."""
    wanted = re.compile(rf"id:\s*['\"]?{re.escape(name)}['\"]?\s*")
    return next((n for n, line in enumerate(_lines(path), 1) if wanted.fullmatch(line)), 1)


def load_contacts(folder: Path) -> dict[str, Contact]:
    """The contacts by key. Raises KnowledgeError where the file is missing or broken."""
    path = folder / "contacts.yaml"
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
        return {key: Contact.model_validate(row) for key, row in rows.items()}
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, ValidationError) as error:
        raise KnowledgeError(f"{path}: {_first_line(error)}") from error


def fingerprint(folder: Path, pattern: str = "*") -> str:
    """A hash over the names and bytes of every file under a folder."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob(pattern) if path.is_file()):
        digest.update(f"{path.relative_to(folder)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def read(path: Path) -> Document:
    """Read one file. Raises KnowledgeError with ``file:line: what``."""
    lines = _lines(path)
    header, start = _header(path, lines)
    sections = list(_sections(path, lines, start))
    ids = [block.id for _, _, block, _ in sections]
    for (_, _, block, line), index in zip(sections, range(len(ids)), strict=True):
        if block.id in ids[:index]:
            raise KnowledgeError(f"{path}:{line}: id «{block.id}» står to ganger i filen")
    if not sections:
        raise KnowledgeError(f"{path}:{start}: filen har ingen avsnitt («## …»)")
    return Document(path, header, tuple(_passage(header, *section[:3]) for section in sections))


def _passage(header: Header, heading: str, text: str, block: PassageBlock) -> Passage:
    forms = {"nb": text, "nn": block.nn, "en": block.en}
    return Passage(
        id=block.id, document=header.id, title=header.title, heading=heading,
        text={language: form for language, form in forms.items() if form},
        url=block.url or (header.urls[0] if header.urls else None),
        facts=block.facts, questions=block.questions, as_of=block.as_of, disagrees_with=block.disagrees_with,
        updated=header.updated, valid_until=header.valid_until,
        volatile=header.volatile if block.volatile is None else block.volatile,
    )  # fmt: skip


def _lines(path: Path) -> list[str]:
    if path.stat().st_size > MAX_BYTES:
        raise KnowledgeError(f"{path}:1: filen er større enn {MAX_BYTES // 1_000_000} MB; del den opp")
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise KnowledgeError(f"{path}:{line}: ugyldig UTF-8") from None
    if not text.strip():
        raise KnowledgeError(f"{path}:1: filen er tom")
    return text.splitlines()


def _header(path: Path, lines: list[str]) -> tuple[Header, int]:
    if lines[0].strip() != "---" or "---" not in lines[1:]:
        raise KnowledgeError(f"{path}:1: mangler hode mellom to linjer med «---»")
    end = lines.index("---", 1)
    return _validated(Header, path, lines[1:end], 2), end + 1


def _sections(path: Path, lines: list[str], start: int) -> Iterator[tuple[str, str, PassageBlock, int]]:
    heads = [i for i in range(start, len(lines)) if lines[i].startswith("## ")]
    for head, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        body = lines[head + 1 : end]
        if "```yaml" not in body:
            raise KnowledgeError(f"{path}:{head + 1}: avsnittet mangler en «```yaml»-blokk med id")
        fence = body.index("```yaml")
        if "```" not in body[fence:]:
            raise KnowledgeError(f"{path}:{head + fence + 2}: blokken er ikke lukket med «```»")
        close = body.index("```", fence)
        text = "\n".join(body[:fence]).strip()
        if not text:
            raise KnowledgeError(f"{path}:{head + 1}: avsnittet har ingen tekst")
        block = _validated(PassageBlock, path, body[fence + 1 : close], head + fence + 3)
        yield lines[head].removeprefix("## ").strip(), text, block, head + 1


def _validated(model: type[Any], path: Path, lines: list[str], first: int) -> Any:
    try:
        return model.model_validate(yaml.safe_load("\n".join(lines)) or {})
    except yaml.MarkedYAMLError as error:
        line = first + (error.problem_mark.line if error.problem_mark else 0)
        raise KnowledgeError(f"{path}:{line}: {error.problem}") from None
    except (ValidationError, yaml.YAMLError) as error:
        raise KnowledgeError(f"{path}:{first}: {_first_line(error)}") from None


def _first_line(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"«{'.'.join(map(str, first['loc']))}»: {first['msg']}"
    return str(error).splitlines()[0]
