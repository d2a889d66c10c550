"""The only way through: triage → retrieve → draft → check. Stores nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from time import perf_counter
from uuid import uuid4

from service.check.wording import Wording
from service.domain import (
    QUESTION_INTENTS,
    CheckResponse,
    DraftResponse,
    EngineInfo,
    Found,
    Reply,
    Source,
    StatusReason,
    Triage,
)  # fmt: skip
from service.errors import ModelError
from service.hold_back import HoldBack
from service.joining import join, settle_doubt
from service.outcome import Outcome, hold
from service.ports import Brief, Engine, Index, Listener, Written, nobody
from service.replies import FixedTexts
from service.requests import DraftRequest
from service.retrieve import Retrieved, retrieve
from service.review import Review
from service.rules import Rules
from service.writer import OFFERED, ModelEngine

_NOTHING = Retrieved((), (), ())
CASE_CAUTION = 0.3
"""A case is sent on (A9); a fact beside that must be surer than an answer to a plain question."""


@dataclass(frozen=True)
class Pipeline:
    """The steps joined, with the ports they need. ``engine`` writes where there is no model, or where it fails."""

    triage: Callable[[DraftRequest], Triage]
    index: Index
    engine: Engine
    texts: FixedTexts
    hold_back: HoldBack
    model: ModelEngine | None = None
    wording: Wording | None = None
    today: Callable[[], date] = date.today

    async def run(self, request: DraftRequest, tell: Listener = nobody) -> DraftResponse:
        """Make a person's starting point of a comment: a draft, a refusal or a reason to look at it.

        ``tell`` hears ``triage``, ``sources``, ``token`` and ``checks`` as they come about.
        """
        started = perf_counter()
        decided = self.triage(request)
        tell("triage", decided)
        outcome = self._rules.settled(request, decided)
        found = _NOTHING
        if _wants_facts(decided, outcome):
            caution = CASE_CAUTION if decided.formal_enquiry else 0.0
            found = retrieve(request, self.index, self.hold_back, caution)
        settled = settle_doubt(decided, bool(found.answers))
        if settled is not decided:
            decided, outcome = settled, self._rules.settled(request, settled)
            tell("triage", decided)
        tell("sources", [self._source(item, decided.language) for item in found.candidates])
        if self.model and (outcome is None or outcome.reason == "political_doubt"):
            decided, outcome = await self._by_model(self.model, request, decided, found, tell)
        elif outcome is None:
            outcome = await self._drafted(request, decided, found)
        response = self._response(request, decided, outcome, found, (perf_counter() - started) * 1000)
        if response.engine.name == "extractive" and tell is not nobody:
            _tell_words(response, tell)
        tell("checks", response.checks)
        return response

    async def _by_model(
        self, model: ModelEngine, request: DraftRequest, decided: Triage, found: Retrieved, tell: Listener
    ) -> tuple[Triage, Outcome]:
        """What the model's draft comes to; where it fails, what would have been without a model."""
        without = self._rules.settled(request, decided)
        missing = self._rules.missing(request, decided, found)
        if without is None and missing and missing != "no_source":
            return decided, self._rules.held(decided, missing)
        model.calls.make_ready()
        turn, review = model.calls.begin(), Review(self._rules, request, decided)
        brief = Brief(request, decided, _offered(found), found.unanswered)
        try:
            written = await model.write(brief, review, turn, None if tell is nobody else tell)
        except ModelError as error:
            outcome = without or await self._drafted(request, decided, found)
            return decided, _fallen_back(outcome, turn.info(model.version), error.reason)
        joined = join(decided, written.second, request.comment)
        outcome = self._rules.settled(request, joined) or (self._rules.held(joined, "no_source") if written.no_source else None)
        if outcome:
            return joined, replace(outcome, written=Written(None, info=written.info))
        referral = self.texts.formal_enquiry(joined.language) if joined.formal_enquiry else None
        checks = (*review.checks, *written.notes)
        return joined, Outcome("drafted", _said(joined, written), referral=referral, checks=checks, written=written)

    async def _drafted(self, request: DraftRequest, decided: Triage, found: Retrieved) -> Outcome:
        missing = self._rules.missing(request, decided, found)
        if missing:
            return self._rules.held(decided, missing)
        referral = self.texts.formal_enquiry(decided.language) if decided.formal_enquiry else None
        written = await self.engine.write(Brief(request, decided, found.answers, found.unanswered))
        if written.reply is None:
            return hold("check_failed", referral, self.texts.holding("no_source", decided.language))
        checks = self._rules.checks(request, decided, written)
        if not CheckResponse.of(checks).ok:
            return hold("check_failed", referral, self.texts.holding("no_source", decided.language), checks, written)
        return Outcome("drafted", _reason(decided, found), referral=referral, checks=checks, written=written)

    @property
    def _rules(self) -> Rules:
        return Rules(self.texts, self.wording)

    def _response(self, request, decided, outcome, found, latency_ms) -> DraftResponse:
        written = outcome.written or Written(None)
        reply: Reply | None = written.reply if outcome.status == "drafted" else None
        return DraftResponse(
            id=uuid4().hex, created_at=datetime.now(UTC), external_id=request.external_id, channel=request.channel,
            ai_generated=written.info.name == "model" and reply is not None,
            status=outcome.status, status_reason=outcome.reason, draft=reply, referral=outcome.referral,
            holding_reply=outcome.holding, triage=decided, claims=written.claims if reply else (),
            sources=tuple(self._source(item, decided.language) for item in _best_first(written.used or found.candidates)),
            checks=outcome.checks,
            engine=written.info.model_copy(update={"latency_ms": round(latency_ms, 2)}),
            content_hash=request.content_hash,
        )  # fmt: skip

    def _source(self, found: Found, language: str) -> Source:
        passage = found.passage
        return Source(
            id=passage.id, title=f"{passage.title}: {passage.heading}", url=passage.url, excerpt=passage.words(language),
            score=round(found.score, 4), updated=passage.updated, valid_until=passage.valid_until,
            volatile=passage.volatile, stale=passage.stale(self.today()),
        )  # fmt: skip


def _wants_facts(decided: Triage, outcome: Outcome | None) -> bool:
    """Facts are looked up for drafts, and beside a mixed or doubtful comment for the person who takes over."""
    if outcome is not None:
        return decided.political_mixed or decided.political_doubt
    return bool(set(decided.intents) & (QUESTION_INTENTS | {"case_handling"}))


def _offered(found: Retrieved) -> tuple[Found, ...]:
    """What a model is shown: the answers, then what else was found."""
    return tuple({item.passage.id: item for item in (*found.answers, *found.candidates)}.values())[:OFFERED]


def _fallen_back(outcome: Outcome, spent: EngineInfo, reason: str) -> Outcome:
    written = outcome.written or Written(None)
    used = spent.model_dump(include={"model", "model_calls", "input_tokens", "output_tokens", "cost"})
    info = written.info.model_copy(update={**used, "fallback_reason": reason})
    why: StatusReason = "model_failed" if outcome.reason == "check_failed" else outcome.reason
    return replace(outcome, reason=why, written=replace(written, info=info))


def retell(response: DraftResponse, tell: Listener) -> None:
    """Tell of a draft that was made before."""
    tell("triage", response.triage)
    tell("sources", response.sources)
    _tell_words(response, tell)
    tell("checks", response.checks)


def _tell_words(response: DraftResponse, tell: Listener) -> None:
    for word in re.findall(r"\S+\s*", response.draft.text) if response.draft else ():
        tell("token", {"text": word, "request": response.engine.model_calls + 1})


def _best_first(found: tuple[Found, ...]) -> list[Found]:
    return sorted(found, key=lambda item: -item.score)


def _said(decided: Triage, written: Written) -> StatusReason:
    if written.claims:
        return "answered" if written.complete else "partly_answered"
    return "formal_enquiry" if decided.formal_enquiry else "acknowledged"


def _reason(decided: Triage, found: Retrieved) -> StatusReason:
    if found.answers:
        return "partly_answered" if found.unanswered else "answered"
    return "formal_enquiry" if decided.formal_enquiry else "acknowledged"
