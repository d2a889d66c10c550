"""What callers send: request bodies, validated so that a bad field is named."""

from __future__ import annotations

import difflib
import hashlib
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from service.domain import Channel, Decided, RejectionReason, Value


def _not_blank(value: str) -> str:
    if not value.strip():
        raise ValueError("må inneholde tekst")
    return value


def _clean(value: str) -> str:
    if "\x00" in value or any(0xD800 <= ord(char) <= 0xDFFF for char in value):
        raise ValueError("inneholder binære tegn; send vanlig tekst i UTF-8")
    return value


Text = Annotated[str, AfterValidator(_clean)]
FilledText = Annotated[Text, AfterValidator(_not_blank)]


class RequestBody(Value):
    """What a caller sends. Null means the default; a field we do not know is left alone unless it looks misspelt."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _known_fields(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        known = cls.model_fields
        for name in data.keys() - known.keys():
            meant = difflib.get_close_matches(str(name), known.keys() - data.keys(), n=1, cutoff=0.8)
            if meant:
                raise ValueError(f"«{name}» er ikke et felt; mente du «{meant[0]}»?")
        given = {name: value for name, value in data.items() if name in known}
        return {name: value for name, value in given.items() if value is not None or known[name].is_required()}


def _examples(*bodies: dict[str, Any]) -> ConfigDict:
    """Bodies that stand in the OpenAPI document, and are sent by a test."""
    return ConfigDict(json_schema_extra={"examples": list(bodies)})


class Signer(Value):
    """Who answers professionally (rule A8)."""

    name: FilledText = Field(max_length=120)
    title: FilledText = Field(max_length=120)
    unit: FilledText = Field(max_length=120)


class ThreadEntry(Value):
    """One earlier comment in the thread."""

    author: Literal["citizen", "municipality"]
    text: Text = Field(max_length=5000)


class DraftRequest(RequestBody):
    """A citizen's comment and what is known about it. Everything in it is untrusted data."""

    model_config = _examples(
        {"comment": "Når går båten til Haugesund?"},
        {"comment": "Hvor ligger biblioteket?", "channel": "x", "external_id": "x-1", "posted_at": "2026-11-22T10:00:00Z"},
    )

    comment: FilledText = Field(min_length=1, max_length=5000)
    channel: Channel = "facebook"
    post: Text | None = Field(None, max_length=10000)
    thread: tuple[ThreadEntry, ...] = Field((), max_length=50)
    tone: Literal["auto", "factual", "humorous", "formal"] = "auto"
    language: Literal["auto", "nb", "nn", "en"] = "auto"
    signer: Signer | None = None
    external_id: FilledText | None = Field(None, max_length=200)
    posted_at: datetime | None = None
    always_draft: bool = False

    @property
    def content_hash(self) -> str:
        """A hash of all that a draft depends on."""
        return hashlib.sha256(self.model_dump_json(exclude={"external_id"}).encode()).hexdigest()


class CheckSource(Value):
    """A source given by the caller of the checks."""

    id: str
    title: Text = ""
    text: Text


class CheckRequest(RequestBody):
    """A draft, whoever wrote it, to be judged. ``sources`` null: they are looked up.

    ``judge``: a model is to judge too, in one call, where ``SVARUTKAST_JUDGE`` lets it; its word only makes a verdict stricter.
    """

    model_config = _examples({"comment": "Takk for en fin sommerfest!", "draft": "Tusen takk! Hilsen Utsira kommune"})

    comment: FilledText = Field(max_length=5000)
    draft: FilledText = Field(max_length=20000)
    channel: Channel = "facebook"
    signer: Signer | None = None
    sources: tuple[CheckSource, ...] | None = None
    language: Literal["auto", "nb", "nn", "en"] = "auto"
    post: Text | None = Field(None, max_length=10000)
    judge: bool = False


class AdviceRequest(RequestBody):
    """A post that an employee plans to write in their own network (part B of the guidelines). Stored and logged nowhere.

    ``role`` is a job title, ``audience`` who may read it (``friends``, ``closed_group``, ``public``, or in other words);
    ``discloses_employer`` is whether readers know where the writer works; ``judge`` as for checks.
    """

    model_config = _examples(
        {"post": "Endelig ferie! To uker i telt.", "role": "lærer", "audience": "friends", "discloses_employer": True}
    )

    post: FilledText = Field(min_length=1, max_length=10000)
    role: Text = Field("", max_length=200)
    audience: Text = Field("friends", max_length=100)
    discloses_employer: bool = True
    judge: bool = False


class DecisionRequest(RequestBody):
    """What staff did with a draft. ``content_hash`` is that of the draft they saw (contract: decision)."""

    model_config = _examples(
        {"decision": "approved", "by": "kommunikasjonsrådgiver", "sources_checked": True},
        {"decision": "rejected", "by": "kommunikasjonsrådgiver", "reasons": ["wrong_tone"], "note": "For stivt"},
    )

    decision: Decided
    text: FilledText | None = Field(None, max_length=20000)
    by: FilledText = Field(max_length=200)
    reasons: tuple[RejectionReason, ...] = ()
    note: Text | None = Field(None, max_length=5000)
    sources_checked: bool = False
    content_hash: str | None = Field(None, max_length=64)

    @model_validator(mode="after")
    def _edited_has_text(self) -> DecisionRequest:
        if self.decision == "edited" and self.text is None:
            raise ValueError("«text» mangler: send teksten slik den ble etter endringen")
        return self
