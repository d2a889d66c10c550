"""The shape of a model's answer: the schema it is sent, and the reading of what comes back, whole or as it streams."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from service.domain import Language, SecondTriage, Tone
from service.errors import BadAnswer

MOST_SOURCES = 4
NO_SOURCE = "ingen"
LONGEST = 12_000
"""Characters of an answer that are read; a reply on the widest channel is shorter."""

_DROPPED = frozenset("$defs title description default maxItems minLength maxLength additionalProperties required".split())
_THOUGHTS = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)


class AnswerSentence(BaseModel):
    """One sentence of the reply and the token of the source it rests on."""

    text: str = Field(min_length=1, max_length=1000)
    source: str | None = NO_SOURCE


class ModelAnswer(BaseModel):
    """All that a model answers: its own triage first, then the reply."""

    model_config = ConfigDict(extra="ignore")

    triage: SecondTriage
    sentences: tuple[AnswerSentence, ...] = Field(max_length=40)
    completeness: Literal["complete", "partial", "none"]
    tone: Tone
    language: Language


def response_format() -> dict[str, Any]:
    """The format of a draft's answer; its sources are the tokens a model may be shown."""
    found = schema_format(ModelAnswer)
    found["json_schema"]["schema"]["properties"]["sentences"]["items"]["properties"]["source"] = {
        "type": "string", "enum": [*(f"kilde_{number}" for number in range(1, MOST_SOURCES + 1)), NO_SOURCE],
    }  # fmt: skip
    return found


def schema_format(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of an answer as providers take it: flat, every field required, nothing beside them."""
    schema = model.model_json_schema()
    flat = _flat(schema, schema.get("$defs", {}))
    return {"type": "json_schema", "json_schema": {"name": "svar", "schema": flat, "strict": True}}


def read_answer(raw: str) -> ModelAnswer:
    """The answer in what a model wrote. Raises BadAnswer as ``document_in`` does, or with ``wrong_shape``."""
    document = document_in(raw)
    try:
        return ModelAnswer.model_validate(document)
    except ValidationError as error:
        places = (".".join(map(str, row["loc"])) or "svaret" for row in error.errors()[:5])
        raise BadAnswer("wrong_shape", tuple(f"Feltet {place} mangler eller har feil innhold." for place in places)) from None


def document_in(raw: str) -> Any:
    """The JSON in what a model wrote, its thoughts and code fences set aside.

    Raises BadAnswer with ``empty_answer``, ``too_long`` or ``invalid_json``.
    """
    text = without_thoughts(raw).strip()
    if not text:
        raise BadAnswer("empty_answer", ("Svaret er tomt.",))
    if len(text) > LONGEST:
        raise BadAnswer("too_long", (f"Svaret er på {len(text)} tegn; det er altfor langt.",))
    try:
        return json.JSONDecoder().raw_decode(text, max(0, text.find("{")))[0]
    except (ValueError, RecursionError):
        raise BadAnswer("invalid_json", ("Svaret er ikke gyldig JSON.",)) from None


def without_thoughts(raw: str) -> str:
    """The text without ``<think>`` passages, also one that was opened before the answer began."""
    text = _THOUGHTS.sub("", raw)
    return re.sub(r"^.*</think(?:ing)?>", "", text, flags=re.DOTALL | re.IGNORECASE)


class AnswerStream:
    """Reads an answer while it is written: its triage once that is whole, and the words of its sentences as they come."""

    def __init__(self) -> None:
        self.raw = ""
        self.triage: SecondTriage | None = None
        self._told = 0

    def feed(self, delta: str) -> str:
        """Take the next piece; the words of the reply that are new, or ''."""
        self.raw += delta
        body = without_thoughts(self.raw)
        start = body.find("{")
        if start < 0 or body.lstrip().lower().startswith("<think"):
            return ""
        if self.triage is None:
            self.triage = _whole_triage(body[start:])
        if self.triage is None:
            return ""
        said = " ".join(_texts(body[start:]))
        new, self._told = said[self._told :], max(self._told, len(said))
        return new


def _whole_triage(body: str) -> SecondTriage | None:
    found = re.search(r'"triage"\s*:\s*', body)
    if not found:
        return None
    try:
        return SecondTriage.model_validate(json.JSONDecoder().raw_decode(body, found.end())[0])
    except (ValueError, RecursionError):
        return None


def _texts(body: str) -> Iterator[str]:
    """The ``text`` of each sentence so far; the last one may be unfinished, an escape that is half there is left out."""
    for found in re.finditer(r'"text"\s*:\s*"((?:[^"\\]|\\u[0-9a-fA-F]{4}|\\[^u])*)', body):
        try:
            yield json.loads(f'"{found.group(1)}"')
        except ValueError:
            return


def _flat(schema: Any, definitions: dict[str, Any]) -> Any:
    """A schema without references, titles, lengths and descriptions: what small servers understand."""
    if isinstance(schema, list):
        return [_flat(item, definitions) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _flat(definitions[schema["$ref"].rsplit("/", 1)[-1]], definitions)
    flat = {name: _flat(value, definitions) for name, value in schema.items() if name not in _DROPPED}
    if "properties" in flat:
        flat |= {"required": list(flat["properties"]), "additionalProperties": False}
    return flat
