"""The archive record of a draft: all that is needed to answer an access request (innsyn), or to hand to the archive.

Regulation (EU) 2024/1689 article 50(4) lets text stand unlabelled where a person has reviewed it and somebody has
editorial responsibility; ``approval`` is what shows that. The journal duty is proposed, a person decides it: what is
case handling and worth keeping as documentation is journalled (digdir.no on social media, arkivforskrifta).
"""

from __future__ import annotations

import difflib
import hashlib
from datetime import UTC, date, datetime
from typing import Literal

from service.domain import Check, Decision, EngineInfo, Reply, Source, Triage, Value
from service.ports import Stored
from service.requests import ThreadEntry


class RecordedComment(Value):
    """What the citizen wrote, and where."""

    text: str
    channel: str
    external_id: str | None
    posted_at: datetime | None
    received_at: datetime
    post: str | None
    thread: tuple[ThreadEntry, ...]


class RecordedSource(Value):
    """A source as it read when it was used; ``fetched`` is when the knowledge base took it in, ``sha256`` of the excerpt."""

    id: str
    title: str
    url: str | None
    excerpt: str
    sha256: str
    fetched: date | None
    valid_until: date | None


class Approval(Value):
    """The human review: who, when, what they confirmed, and what stood on the screen when they did."""

    by: str
    at: datetime
    decision_id: str
    sources_checked: bool
    checks_shown: int
    edited: bool
    seconds_from_draft: float


class JournalDuty(Value):
    """A proposal: ``journal``, ``keep`` without journalling, or ``none``."""

    proposal: Literal["journal", "keep", "none"]
    reason: str


class Record(Value):
    """The whole record. ``published_text`` is what was approved for posting; null where nothing was."""

    draft_id: str
    made_at: datetime
    status: str
    status_reason: str
    superseded_by: str | None
    erased_at: datetime | None
    comment: RecordedComment
    draft: Reply | None
    referral_text: str | None
    holding_reply: str | None
    edits: tuple[str, ...]
    published_text: str | None
    approval: Approval | None
    decisions: tuple[Decision, ...]
    sources: tuple[RecordedSource, ...]
    checks: tuple[Check, ...]
    triage: Triage
    engine: EngineInfo
    ai_generated: bool
    journal: JournalDuty


def make_record(stored: Stored) -> Record:
    """The record of a draft as it stands now."""
    draft, asked = stored.draft, stored.request
    approved = [item for item in stored.decisions if item.final and item.decision != "rejected"]
    return Record(
        draft_id=draft.id, made_at=datetime.now(UTC), status=draft.status, status_reason=draft.status_reason,
        superseded_by=draft.superseded_by, erased_at=draft.erased_at,
        comment=RecordedComment(
            text=asked.comment, channel=asked.channel, external_id=asked.external_id, posted_at=asked.posted_at,
            received_at=draft.created_at, post=asked.post, thread=asked.thread,
        ),
        draft=draft.draft, referral_text=draft.referral and draft.referral.text, holding_reply=draft.holding_reply,
        edits=_edits(stored), published_text=approved[-1].text if approved else None,
        approval=_approval(stored, approved[-1]) if approved else None, decisions=stored.decisions,
        sources=tuple(_source(source) for source in draft.sources), checks=draft.checks, triage=draft.triage,
        engine=draft.engine, ai_generated=draft.ai_generated, journal=journal_duty(stored),
    )  # fmt: skip


def journal_duty(stored: Stored) -> JournalDuty:
    """Whether the exchange should be journalled, and why."""
    triage, decided = stored.draft.triage, bool(stored.decisions)
    if triage.formal_enquiry or "case_handling" in triage.intents:
        return JournalDuty(proposal="journal", reason="Henvendelsen gjelder saksbehandling (regel A9): den er et saksdokument.")
    if set(triage.intents) & {"professional_question", "factual_error"} and decided:
        return JournalDuty(proposal="journal", reason="Et faglig svar på vegne av kommunen kan ha verdi som dokumentasjon.")
    if triage.political or decided:
        return JournalDuty(proposal="keep", reason="Ren informasjon eller henvisning: bevares her, uten journalføring.")
    return JournalDuty(proposal="none", reason="Ingen har svart, og det er ikke gjort saksbehandling.")


def _edits(stored: Stored) -> tuple[str, ...]:
    """Each change of the text as a unified diff, oldest first."""
    before, diffs = stored.draft.draft.text if stored.draft.draft else "", []
    for item in stored.decisions:
        if item.decision == "edited" and item.text is not None:
            diffs.append("\n".join(difflib.unified_diff(before.splitlines(), item.text.splitlines(), lineterm="", n=1)))
            before = item.text
    return tuple(diffs)


def _approval(stored: Stored, decision: Decision) -> Approval:
    return Approval(
        by=decision.by, at=decision.created_at, decision_id=decision.id, sources_checked=decision.sources_checked,
        checks_shown=len(decision.checks), edited=any(item.decision == "edited" for item in stored.decisions),
        seconds_from_draft=(decision.created_at - stored.draft.created_at).total_seconds(),
    )  # fmt: skip


def _source(source: Source) -> RecordedSource:
    digest = hashlib.sha256(source.excerpt.encode()).hexdigest()
    return RecordedSource(id=source.id, title=source.title, url=source.url, excerpt=source.excerpt, sha256=digest,
                          fetched=source.updated, valid_until=source.valid_until)  # fmt: skip
