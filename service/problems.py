"""Errors as RFC 9457 problem documents, and bad input in words that name the field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from service.errors import ServiceError

MEDIA_TYPE = "application/problem+json"

_WORDS = {
    "missing": "mangler",
    "string_type": "må være tekst",
    "string_too_long": "er for lang: høyst {max_length} tegn",
    "string_too_short": "må inneholde tekst",
    "literal_error": "må være en av {expected}",
    "bool_type": "må være true eller false",
    "bool_parsing": "må være true eller false",
    "int_parsing": "må være et helt tall",
    "less_than_equal": "må være høyst {le}",
    "greater_than_equal": "må være minst {ge}",
    "model_attributes_type": "må være et objekt",
    "model_type": "må være et objekt",
    "tuple_type": "må være en liste",
    "too_long": "har for mange ledd: høyst {max_length}",
    "json_invalid": "er ikke gyldig JSON",
    "datetime_from_date_parsing": "må være et tidspunkt på formen ISO 8601",
    "datetime_parsing": "må være et tidspunkt på formen ISO 8601",
    "string_unicode": "må være tekst i UTF-8",
}


def explain(errors: Sequence[Any]) -> tuple[str, list[dict[str, str]]]:
    """A sentence for the first validation error, and one row a field for all. Values sent are never repeated."""
    rows = [{"field": _field(error), "message": _message(error)} for error in errors]
    first = rows[0]
    return f"Feltet «{first['field']}» {first['message']}." if first["field"] else f"{first['message']}.", rows


def problem(status: int, title: str, **more: Any) -> dict[str, Any]:
    """A problem document."""
    return {"type": "about:blank", "status": status, "title": title, **more}


def of_error(error: ServiceError) -> dict[str, Any]:
    """The problem document of one of our own errors."""
    rows = [{"field": error.field, "message": error.title}]
    return problem(error.status, error.title, **({"field": error.field, "errors": rows} if error.field else {}))


def _field(error: Any) -> str:
    if error["type"] == "json_invalid":
        return "body"
    return ".".join(str(part) for part in error["loc"] if part not in ("body", "query", "path"))


def _message(error: Any) -> str:
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    words = _WORDS.get(error["type"])
    return words.format_map({**error.get("ctx", {})}) if words else str(error["msg"])
