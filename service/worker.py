"""Does the jobs of the job table, one at a time, in a thread. What a stopped process had begun is taken up again."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from threading import Event, Thread
from typing import Any

from service import logs, signatures
from service.caller import Caller
from service.chatwoot import Chatwoot
from service.config import Settings
from service.domain import DraftResponse
from service.drafts import Drafts
from service.errors import ChannelOff, ServiceError
from service.jobs import GiveUp, Job
from service.outbound import call
from service.requests import DraftRequest
from service.store import SqlArchive, SqlJobs

IDLE_SECONDS = 1.0
ACTOR = "system:worker"
GONE = 410


@dataclass(frozen=True)
class Worker:
    """``run_due`` does what is due and returns; ``start`` keeps on until ``stop``."""

    settings: Settings
    jobs: SqlJobs
    drafts: Drafts
    archive: SqlArchive
    _stop: Event = field(default_factory=Event)

    def start(self) -> Thread:
        """Begin in a thread of its own; beside it nothing waits."""
        thread = Thread(target=self._keep_on, name="worker", daemon=True)
        thread.start()
        return thread

    def stop(self) -> None:
        """Finish the job at hand and take no more."""
        self._stop.set()

    def run_due(self, limit: int = 1000) -> int:
        """Do the jobs that are due; how many there were."""
        for done in range(limit):
            job = None if self._stop.is_set() else self.jobs.claim()
            if job is None:
                return done
            self._do(job)
        return limit

    def _keep_on(self) -> None:
        while not self._stop.is_set():
            try:
                self.jobs.put(Job("retention", {}, once=f"retention:{date.today()}"))
                self.run_due()
            except ServiceError as error:
                logs.trouble("worker.failed", error)
            self._stop.wait(IDLE_SECONDS)

    def _do(self, job: Job) -> None:
        logs.request_id.set(job.id)
        started = time.perf_counter()
        try:
            self._handlers[job.kind](job.payload, job)
        except (GiveUp, ChannelOff) as error:
            self.jobs.failed(job, type(error).__name__, for_good=True)
        except Exception as error:  # whatever it is, the job must not be lost, and its words not logged
            answered = getattr(error, "answered", None)
            self.jobs.failed(job, f"{type(error).__name__} {answered or ''}".strip(), for_good=answered == GONE)
            logs.trouble("job.failed", error, kind=job.kind, attempt=job.attempts, answered=answered)
        else:
            self.jobs.done(job)
            logs.event("job.done", kind=job.kind, ms=round((time.perf_counter() - started) * 1000))

    @property
    def _handlers(self) -> dict[str, Callable[[dict[str, Any], Job], None]]:
        return {"comment": self._comment, "note": self._note, "event": self._event, "retention": self._retention}

    def _comment(self, payload: dict[str, Any], _job: Job) -> None:
        """Draft a reply to a comment that a webhook brought; the note that follows is kept in the same transaction."""
        request = DraftRequest.model_validate(payload["request"])
        sender = Caller(f"hook:{payload['sender']}", payload["sender"], frozenset({"draft"}))
        wanted = payload["reply_to"] if self.settings.chatwoot_url else None

        def note(draft: DraftResponse) -> tuple[Job, ...]:
            return (Job("note", {**wanted, "draft_id": draft.id}, once=f"note:{draft.id}"),) if wanted else ()

        asyncio.run(self.drafts.create(request, sender, then=note))

    def _note(self, payload: dict[str, Any], _job: Job) -> None:
        chatwoot = Chatwoot(self.settings.chatwoot_url, self.settings.chatwoot_token)
        draft = self.drafts.get(payload["draft_id"]).draft
        link = f"{self.settings.base_url}/drafts/{draft.id}"
        chatwoot.note(payload["account"], payload["conversation"], draft, link)

    def _event(self, payload: dict[str, Any], job: Job) -> None:
        """Tell the one who listens."""
        if not self.settings.webhook_url:
            raise GiveUp
        body = json.dumps(payload, separators=(",", ":")).encode()
        headers = signatures.sign_event(self.settings.webhook_secret, job.id, int(time.time()), body)
        call("POST", self.settings.webhook_url, headers={**headers, "Content-Type": "application/json"}, content=body)

    def _retention(self, _payload: dict[str, Any], _job: Job) -> None:
        apply_retention(self.archive, self.settings, ACTOR)


def apply_retention(archive: SqlArchive, settings: Settings, actor: str) -> tuple[int, int]:
    """Delete what has been kept as long as it may be; how many drafts lost their words, and how many went altogether."""
    words = archive.erase_older_than(settings.retain_text_days, actor) if settings.retain_text_days else 0
    figures = archive.drop_older_than(settings.retain_figures_days, actor) if settings.retain_figures_days else 0
    return words, figures
