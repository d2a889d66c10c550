"""The words of the service: frozen values, named as the contract names them."""

from __future__ import annotations

import difflib
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

Channel = Literal["facebook", "x", "instagram", "web"]
Tone = Literal["factual", "humorous", "formal"]
Language = Literal["nb", "nn", "en"]
Sentiment = Literal["positive", "neutral", "negative"]
Intent = Literal[
    "service_question", "general_question", "professional_question", "factual_error", "praise", "criticism",
    "neutral_remark", "case_handling", "political", "abuse", "spam", "emergency", "personal_data",
]  # fmt: skip
Status = Literal["drafted", "refused", "needs_human", "no_reply_needed"]
StatusReason = Literal[
    "answered", "partly_answered", "acknowledged", "formal_enquiry", "political", "political_mixed", "political_doubt",
    "no_source", "sources_disagree", "signer_missing", "emergency", "abuse", "spam", "personal_data", "neutral",
    "check_failed", "model_failed",
]  # fmt: skip
Verdict = Literal["pass", "fail", "review", "not_applicable"]

LENGTH_LIMITS: dict[str, int] = {"facebook": 8000, "instagram": 2200, "x": 280, "web": 10000}
"""Characters a reply may have on each channel, signature and all."""

QUESTION_INTENTS = frozenset({"service_question", "general_question", "professional_question", "factual_error"})


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


class Value(BaseModel):
    """An immutable value; an unknown field is an error that names it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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

    comment: FilledText = Field(min_length=1, max_length=5000, examples=["Når går båten til Haugesund?"])
    channel: Channel = "facebook"
    post: Text | None = Field(None, max_length=10000)
    thread: tuple[ThreadEntry, ...] = Field((), max_length=50)
    tone: Literal["auto", "factual", "humorous", "formal"] = "auto"
    language: Literal["auto", "nb", "nn", "en"] = "auto"
    signer: Signer | None = None
    external_id: FilledText | None = Field(None, max_length=200)
    posted_at: datetime | None = None
    always_draft: bool = False


class Triage(Value):
    """What a comment is (contract: Triage). ``confidence`` is a probability, 0 to 1."""

    language: Language
    sentiment: Sentiment
    intents: tuple[Intent, ...]
    political: bool
    political_mixed: bool
    formal_enquiry: bool
    reply: Literal["required", "recommended", "optional"]
    signature: Literal["municipality", "named"] | None
    tone: Tone
    confidence: float
    rules: tuple[str, ...]
    reasons: tuple[str, ...]
    political_doubt: bool = False


class Passage(Value):
    """A short text of the knowledge base that answers one thing.

    ``text`` holds the written forms there are, by language; ``nb`` is always one of them.
    """

    id: str
    document: str
    title: str
    heading: str
    text: dict[str, str]
    url: str | None = None
    facts: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    as_of: str | None = None
    updated: date | None = None
    valid_until: date | None = None
    volatile: bool = False
    disagrees_with: tuple[str, ...] = ()

    def words(self, language: str) -> str:
        """The text in that language, or as it stands in bokmål where the language is missing."""
        return self.text.get(language) or self.text["nb"]

    def stale(self, today: date) -> bool:
        """Whether the passage has passed the day its owner vouched for it."""
        return self.valid_until is not None and today > self.valid_until


class Found(Value):
    """A passage that search found. ``score`` is 0 to 1; ``signals`` are what the hold-back model looks at."""

    passage: Passage
    score: float
    signals: dict[str, float] = Field(default_factory=dict)


class Source(Value):
    """A passage as callers see it."""

    id: str
    title: str
    url: str | None
    excerpt: str
    score: float
    updated: date | None
    valid_until: date | None
    volatile: bool
    stale: bool


class Claim(Value):
    """A sentence of the draft that states a fact, and the words of its source that carry it."""

    sentence: str
    source_ids: tuple[str, ...]
    quote: str | None
    supported: Literal["supported", "misattributed", "unsupported"]


class Check(Value):
    """One rule's judgement. ``span`` is [start, end) in the draft's text, in characters."""

    rule: str
    verdict: Verdict
    why: str
    span: tuple[int, int] | None = None


class Reply(Value):
    """The proposed reply; ``text`` is what would be posted, signature and all."""

    text: str
    language: Language
    tone: Tone
    signature: str | None


class Referral(Value):
    """Where a matter belongs that must not be answered in the comment field. Wording from a template."""

    kind: Literal["political", "formal_enquiry", "emergency"]
    text: str
    contact: str


class EngineInfo(Value):
    """What wrote the draft and what it cost. ``latency_ms`` is milliseconds for the whole pipeline."""

    name: Literal["extractive", "model"] = "extractive"
    model: str | None = None
    prompt_version: str | None = None
    model_calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0
    latency_ms: float = 0.0
    fallback_reason: str | None = None


class DraftResponse(Value):
    """The whole answer: what the comment is, the draft if there is one, and all that it rests on."""

    id: str
    created_at: datetime
    external_id: str | None
    channel: Channel
    ai_generated: bool
    status: Status
    status_reason: StatusReason
    draft: Reply | None
    referral: Referral | None
    holding_reply: str | None
    triage: Triage
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    checks: tuple[Check, ...]
    engine: EngineInfo


class CheckSource(Value):
    """A source given by the caller of the checks."""

    id: str
    title: Text = ""
    text: Text


class CheckRequest(RequestBody):
    """A draft, whoever wrote it, to be judged. ``sources`` null: they are looked up."""

    comment: FilledText = Field(max_length=5000)
    draft: FilledText = Field(max_length=20000)
    channel: Channel = "facebook"
    signer: Signer | None = None
    sources: tuple[CheckSource, ...] | None = None
    language: Literal["auto", "nb", "nn", "en"] = "auto"
    post: Text | None = Field(None, max_length=10000)


class CheckResponse(Value):
    """``ok`` is true when no verdict is ``fail``."""

    checks: tuple[Check, ...]
    ok: bool


class SearchHit(Value):
    """One line of a search: the passage, its document, its score 0 to 1."""

    id: str
    document: str
    title: str
    score: float
    url: str | None = None
    text: str | None = None
