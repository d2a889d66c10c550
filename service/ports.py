"""What the steps need from the outside world, as protocols; ``bootstrap.py`` chooses the real things."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from service.domain import (
    Channel,
    Check,
    Claim,
    Decision,
    DraftResponse,
    EngineInfo,
    Found,
    Reply,
    SecondTriage,
    Status,
    StatusReason,
    Triage,
    Value,
)
from service.jobs import Job
from service.requests import DraftRequest


@dataclass(frozen=True)
class Labels:
    """What the fitted model says of a comment: a probability, 0 to 1, for each label of each head.

    ``kind`` is one choice among all intents, ``intents`` is yes or no to each; ``weighed`` are the words that spoke
    most for politics, ``nearest`` looks up the most alike training comment with its kind.
    """

    political: float
    political_mixed: float
    formal_enquiry: float
    sentiment: dict[str, float]
    intents: dict[str, float]
    tone: dict[str, float]
    language: dict[str, float]
    kind: dict[str, float] = field(default_factory=dict)
    weighed: tuple[str, ...] = ()
    nearest: Callable[[], tuple[str, str] | None] = lambda: None


class Classifier(Protocol):
    """Labels a comment, in milliseconds, without a network."""

    def label(self, comment: str) -> Labels: ...


class Index(Protocol):
    """Finds passages for a text in a citizen's words."""

    def search(self, query: str, k: int, context: str = "") -> list[Found]: ...

    def named(self, ids: Sequence[str]) -> list[Found]: ...

    def likeness(self, question: str, passage_id: str) -> dict[str, float]: ...


@dataclass(frozen=True)
class Brief:
    """All an engine is given to write from."""

    request: DraftRequest
    triage: Triage
    findings: tuple[Found, ...] = ()
    unanswered: tuple[str, ...] = ()


@dataclass(frozen=True)
class Written:
    """What an engine wrote. ``reply`` is None where it could not write within the channel's limit.

    ``second`` is a model's own triage, ``complete`` its word on whether all was answered, ``notes`` what was taken out,
    ``no_source`` whether there is no reply because no source answers.
    """

    reply: Reply | None
    claims: tuple[Claim, ...] = ()
    used: tuple[Found, ...] = ()
    info: EngineInfo = field(default_factory=EngineInfo)
    second: SecondTriage | None = None
    complete: bool = True
    notes: tuple[Check, ...] = ()
    no_source: bool = False


class Engine(Protocol):
    """Writes a draft from a brief. It decides nothing: triage has decided, the checks will judge."""

    async def write(self, brief: Brief) -> Written: ...


Message = dict[str, str]
"""A message to a model: ``role`` and ``content``."""


@dataclass(frozen=True)
class Completion:
    """What a model wrote, and what it cost. ``cost`` is in US dollars, 0 where no price is known."""

    text: str
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0


class Model(Protocol):
    """A language model: one request, one answer. Raises ModelError."""

    @property
    def name(self) -> str: ...

    def make_ready(self) -> None: ...

    async def complete(
        self, messages: Sequence[Message], answer_format: Any, timeout: float, on_delta: Callable[[str], None] | None = None
    ) -> Completion: ...


class Review(Protocol):
    """What decides over a model's draft while it is being made."""

    def joined(self, second: SecondTriage) -> Triage | None:
        """The triage that counts once the model has said what the comment is; None where no draft is wanted."""
        ...

    def faults(self, written: Written) -> tuple[str, ...]:
        """What the checks hold against a draft, in sentences; none: it may stand."""
        ...


Listener = Callable[[str, Any], None]
"""Told of an event (contract: ``POST /api/v1/drafts`` as a stream) and its data while a draft is made."""


def nobody(_event: str, _data: object) -> None:
    """The listener where nobody listens."""


@dataclass(frozen=True)
class Once:
    """A caller's ``Idempotency-Key`` and a fingerprint of what it was sent with."""

    key: str
    fingerprint: str


@dataclass(frozen=True)
class Filters:
    """What a queue shows; None: everything. ``since`` is included, ``until`` is not; ``waiting``: for staff to act."""

    status: Status | None = None
    status_reason: StatusReason | None = None
    channel: Channel | None = None
    external_id: str | None = None
    decided: bool | None = None
    superseded: bool | None = None
    since: datetime | None = None
    until: datetime | None = None
    waiting: bool | None = None


EVERYTHING = Filters()


@dataclass(frozen=True)
class Page:
    """Drafts, newest first, and the cursor of the next page, if there is one."""

    drafts: tuple[DraftResponse, ...]
    next: str | None


@dataclass(frozen=True)
class Stored:
    """A draft as it is kept. ``version`` grows with each decision, when it is superseded and when it is erased."""

    draft: DraftResponse
    request: DraftRequest
    caller: str
    version: int
    decisions: tuple[Decision, ...]

    @property
    def text(self) -> str | None:
        """The reply as it stands: as last edited, or as drafted."""
        edited = [item.text for item in self.decisions if item.decision == "edited"]
        return edited[-1] if edited else self.draft.draft and self.draft.draft.text

    @property
    def etag(self) -> str:
        """Stands for this version in ``ETag`` and ``If-Match``."""
        return f'"{self.draft.id}-{self.version}"'


class DraftStore(Protocol):
    """Keeps drafts."""

    def add(
        self, request: DraftRequest, response: DraftResponse, caller: str, once: Once | None = None, jobs: Sequence[Job] = ()
    ) -> DraftResponse: ...

    def find(self, request: DraftRequest, caller: str, once: Once | None = None) -> DraftResponse | None: ...

    def get(self, draft_id: str) -> Stored: ...

    def page(self, filters: Filters, limit: int, before: str | None = None) -> Page: ...

    def decide(
        self, decision: Decision, seen: int, once: Once | None = None, jobs: Sequence[Job] = ()
    ) -> Decision: ...

    def redraft(
        self, old: str, request: DraftRequest, response: DraftResponse, caller: str, jobs: Sequence[Job] = ()
    ) -> DraftResponse: ...

    def decided(self) -> Sequence[tuple[DraftRequest, DraftResponse, Decision]]: ...


class ChannelState(Value):
    """Whether drafts are made for a channel, and who switched it last and why."""

    channel: Channel
    enabled: bool
    reason: str | None = None
    changed_by: str | None = None
    changed_at: datetime | None = None


class Channels(Protocol):
    """Says which channels are drafted for."""

    def enabled(self, channel: Channel) -> bool: ...
