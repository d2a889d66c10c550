"""The only way through: triage → retrieve → draft → check. Stores nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from time import perf_counter
from uuid import uuid4

from service.check import check_draft
from service.check.context import Subject
from service.check.facts import evidence_of
from service.domain import QUESTION_INTENTS, CheckResponse, DraftResponse, Found, Reply, Source, StatusReason, Triage
from service.outcome import Outcome, hold, let_be, refuse
from service.ports import Brief, Engine, Index, Written
from service.replies import FixedTexts
from service.requests import DraftRequest
from service.retrieve import HoldBack, Retrieved, retrieve

_NOTHING = Retrieved((), (), ())
CASE_CAUTION = 0.3
"""A case is sent on (A9); a fact beside that must be surer than an answer to a plain question."""


@dataclass(frozen=True)
class Pipeline:
    """The steps joined, with the ports they need."""

    triage: Callable[[DraftRequest], Triage]
    index: Index
    engine: Engine
    texts: FixedTexts
    hold_back: HoldBack
    today: Callable[[], date] = date.today

    async def run(self, request: DraftRequest) -> DraftResponse:
        """Make a person's starting point of a comment: a draft, a refusal or a reason to look at it."""
        started = perf_counter()
        decided = self.triage(request)
        outcome = self._without_draft(request, decided)
        found = _NOTHING
        if _wants_facts(decided, outcome):
            caution = CASE_CAUTION if decided.formal_enquiry else 0.0
            found = retrieve(request, self.index, self.hold_back, caution)
        if outcome is None:
            outcome = await self._drafted(request, decided, found)
        return self._response(request, decided, outcome, found, (perf_counter() - started) * 1000)

    def _without_draft(self, request: DraftRequest, decided: Triage) -> Outcome | None:
        """What triage alone settles, the most pressing first; None where a draft is wanted."""
        intents, language = set(decided.intents), decided.language
        if "emergency" in intents:
            return hold("emergency", self.texts.emergency(request.comment, language))
        if decided.political:
            reason: StatusReason = "political_mixed" if decided.political_mixed else "political"
            return refuse(reason, self.texts.political(language))
        if "abuse" in intents:
            return hold("abuse")
        if "personal_data" in intents:
            return hold("personal_data", holding=self.texts.holding("personal_data", language))
        if "spam" in intents:
            return let_be("spam")
        if decided.political_doubt:
            return hold("political_doubt")
        if decided.reply == "optional" and not request.always_draft:
            return let_be("neutral")
        return None

    async def _drafted(self, request: DraftRequest, decided: Triage, found: Retrieved) -> Outcome:
        referral = self.texts.formal_enquiry(decided.language) if decided.formal_enquiry else None
        missing = self._missing(request, decided, found)
        if missing:
            kind = "factual_error" if missing == "no_source" and "factual_error" in decided.intents else missing
            return hold(missing, referral, self.texts.holding(kind, decided.language))
        written = await self.engine.write(Brief(request, decided, found.answers, found.unanswered))
        if written.reply is None:
            return hold("check_failed", referral, self.texts.holding("no_source", decided.language))
        checks = check_draft(self._subject(request, decided, written))
        if not CheckResponse.of(checks).ok:
            return hold("check_failed", referral, self.texts.holding("no_source", decided.language), checks, written)
        return Outcome("drafted", _reason(decided, found), referral=referral, checks=checks, written=written)

    @staticmethod
    def _missing(request: DraftRequest, decided: Triage, found: Retrieved) -> StatusReason | None:
        """Why there can be no draft yet: no signer for a professional answer (A8), sources at odds, or nothing found."""
        shown = {item.passage.id for item in found.answers}
        if decided.signature == "named" and request.signer is None:
            return "signer_missing"
        if any(item.passage.disagrees_with for item in found.answers) and shown:
            return "sources_disagree"
        if not found.answers and set(decided.intents) & QUESTION_INTENTS and not decided.formal_enquiry:
            return "no_source"
        return None

    def _subject(self, request: DraftRequest, decided: Triage, written: Written) -> Subject:
        return Subject(
            comment=request.comment, draft=written.reply.text, channel=request.channel, signer=request.signer,
            language=decided.language, triage=decided, sources=tuple(_source_texts(written.used)),
            claims=written.claims, known_contacts=self.texts.known_contacts,
        )  # fmt: skip

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


def _best_first(found: tuple[Found, ...]) -> list[Found]:
    return sorted(found, key=lambda item: -item.score)


def _source_texts(used: tuple[Found, ...]):
    for found in used:
        yield found.passage.id, evidence_of(found.passage)


def _reason(decided: Triage, found: Retrieved) -> StatusReason:
    if found.answers:
        return "partly_answered" if found.unanswered else "answered"
    return "formal_enquiry" if decided.formal_enquiry else "acknowledged"
