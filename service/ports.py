"""What the steps need from the outside world, as protocols; ``bootstrap.py`` chooses the real things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from service.domain import Claim, Decision, DraftResponse, EngineInfo, Found, Reply, Triage
from service.requests import DraftRequest


@dataclass(frozen=True)
class Labels:
    """What the fitted model says of a comment: a probability, 0 to 1, for each label of each head.

    ``kind`` is one choice among all intents, ``intents`` is yes or no to each; ``weighed`` are the words that spoke
    most for politics, ``nearest`` the most alike training comment with its kind.
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
    nearest: tuple[str, str] | None = None


class Classifier(Protocol):
    """Labels a comment, in milliseconds, without a network."""

    def label(self, comment: str) -> Labels: ...


class Index(Protocol):
    """Finds passages for a text in a citizen's words."""

    def search(self, query: str, k: int, context: str = "") -> list[Found]: ...

    def named(self, ids: Sequence[str]) -> list[Found]: ...


@dataclass(frozen=True)
class Brief:
    """All an engine is given to write from."""

    request: DraftRequest
    triage: Triage
    findings: tuple[Found, ...] = ()
    unanswered: tuple[str, ...] = ()


@dataclass(frozen=True)
class Written:
    """What an engine wrote. ``reply`` is None where it could not write within the channel's limit."""

    reply: Reply | None
    claims: tuple[Claim, ...] = ()
    used: tuple[Found, ...] = ()
    info: EngineInfo = field(default_factory=EngineInfo)


class Engine(Protocol):
    """Writes a draft from a brief. It decides nothing: triage has decided, the checks will judge."""

    async def write(self, brief: Brief) -> Written: ...


class DraftStore(Protocol):
    """Keeps drafts."""

    def add(self, request: DraftRequest, response: DraftResponse, caller: str) -> DraftResponse: ...

    def find(self, request: DraftRequest, caller: str) -> DraftResponse | None: ...

    def get(self, draft_id: str) -> DraftResponse: ...

    def newest(self, limit: int, before: str | None = None) -> Sequence[DraftResponse]: ...

    def decide(self, decision: Decision) -> None: ...

    def decided(self) -> Sequence[tuple[DraftRequest, DraftResponse, Decision]]: ...

    def request_of(self, draft_id: str) -> DraftRequest: ...
