"""The words of the service: frozen values, named as the contract names them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

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
Decided = Literal["approved", "edited", "rejected"]
RejectionReason = Literal[
    "wrong_fact", "outdated", "missing_answer", "wrong_tone", "wrong_language", "too_long", "political",
    "personal_data", "not_needed", "other",
]  # fmt: skip

LENGTH_LIMITS: dict[str, int] = {"facebook": 8000, "instagram": 2200, "x": 280, "web": 10000}
"""Characters a reply may have on each channel, signature and all."""
QUESTION_INTENTS = frozenset({"service_question", "general_question", "professional_question", "factual_error"})


class Value(BaseModel):
    """An immutable value; an unknown field is an error that names it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Triage(Value):
    """What a comment is (contract: Triage). ``confidence`` and the chances are probabilities, 0 to 1."""

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
    political_chance: float = 0.0
    formal_chance: float = 0.0
    language_chance: float = 1.0


class SecondTriage(Value):
    """What a language model says a comment is; the rules decide what that counts for."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    political: bool
    mixed: bool
    intents: tuple[Intent, ...]
    formal_enquiry: bool
    personal_data: bool


class Passage(Value):
    """A short text that answers one thing, in the written forms there are, by language; ``nb`` is always one."""

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
    """The whole answer: what the comment is, the draft if there is one, and all that it rests on.

    ``content_hash`` stands for the request as it was; a decision on the draft names it. ``superseded_by`` is the draft
    made when the comment changed; ``decision`` is the latest decision; ``erased_at`` is when the words were deleted.
    """

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
    content_hash: str | None = None
    superseded_by: str | None = None
    decision: Decided | None = None
    erased_at: datetime | None = None

    @property
    def shown(self) -> str:
        """Every word a citizen would read if it were posted: draft, referral, holding reply."""
        texts = (self.draft and self.draft.text, self.referral and self.referral.text, self.holding_reply)
        return "\n".join(text for text in texts if text)


class Decision(Value):
    """What staff did with a draft, and what the checks said of an edited text. ``ok`` is true when none failed.

    ``caller`` is who sent it (``local``, ``key:…``, ``jwt:…``, ``staff:…``); ``final`` is false where the text still needs
    an approver: an edit by a writer, or any edit where four eyes are asked for.
    """

    id: str
    draft_id: str
    created_at: datetime
    decision: Decided
    text: str | None
    by: str
    reasons: tuple[RejectionReason, ...]
    note: str | None
    sources_checked: bool
    content_hash: str
    checks: tuple[Check, ...]
    ok: bool
    caller: str = "local"
    final: bool = True


class CheckResponse(Value):
    """``ok`` is true when no verdict is ``fail``. ``claims`` are the sentences that state a fact, each with its source."""

    checks: tuple[Check, ...]
    ok: bool
    claims: tuple[Claim, ...] = ()

    @classmethod
    def of(cls, checks: tuple[Check, ...], claims: tuple[Claim, ...] = ()) -> CheckResponse:
        """The verdicts with their sum."""
        return cls(checks=checks, ok=all(check.verdict != "fail" for check in checks), claims=claims)


class SearchHit(Value):
    """One line of a search: the passage, its document, its score 0 to 1."""

    id: str
    document: str
    title: str
    score: float
    url: str | None = None
    text: str | None = None
