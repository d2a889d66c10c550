"""A run over lines of JSON: one request a line in, one answer a line out, in order; a bad line is an answer too."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from pydantic import BaseModel, ValidationError

from service.errors import BadRequest, ServiceError
from service.problems import explain

DONE, FAILED, USAGE = 0, 1, 2
"""Exit statuses: done, some line failed, wrong usage."""


def run(path: str, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> int:
    """Answer every line of a file (``-``: standard input) on standard output; how many lines failed."""
    failed = 0
    with _opened(path) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            result = _answered(line, number, answer)
            failed += "error" in result
            print(json.dumps(result, ensure_ascii=False), flush=True)
    return failed


def parse(model: type[BaseModel], body: dict[str, Any]) -> Any:
    """The request in a line's body. Raises BadRequest that names the field."""
    try:
        return model.model_validate(body)
    except ValidationError as error:
        title, rows = explain(error.errors())
        raise BadRequest(title, field=rows[0]["field"]) from None


def _answered(line: bytes, number: int, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    name = None
    try:
        body = _body(line, number)
        name = body.pop("id", None)
        result = answer(body)
    except ServiceError as error:
        result = {"error": {"title": error.title, "field": error.field, "line": number}}
    return {"request_id": name, **result} if name is not None or "error" in result else result


def _body(line: bytes, number: int) -> dict[str, Any]:
    try:
        body = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadRequest(f"Linje {number} er ikke gyldig UTF-8.", field="body") from None
    except (json.JSONDecodeError, RecursionError):
        raise BadRequest(f"Linje {number} er ikke gyldig JSON.", field="body") from None
    if not isinstance(body, dict):
        raise BadRequest(f"Linje {number} må være et JSON-objekt.", field="body")
    return body


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    if path == "-":
        yield sys.stdin.buffer
        return
    try:
        with open(path, "rb") as lines:
            yield lines
    except OSError as error:
        raise BadRequest(f"Kan ikke lese {path}: {error.strerror}.", field="--jsonl") from None
