"""The use cases of the entrypoints: one use case, one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from service.caller import LOCAL, Caller
from service.domain import CheckResponse, Decision, DraftResponse
from service.errors import BadRequest, Changed, ChannelOff, Conflict, NotAllowed
from service.jobs import Job
from service.pipeline import Pipeline, retell
from service.ports import EVERYTHING, Channels, DraftStore, Filters, Listener, Once, Page, Stored, nobody
from service.requests import CheckRequest, CheckSource, DecisionRequest, DraftRequest


@dataclass(frozen=True)
class Drafts:
    """Make drafts, keep them, find them again. With ``four_eyes``, who wrote a text may not approve it.

    With ``announce``, those who listen are told of each draft and decision.
    """

    pipeline: Pipeline
    store: DraftStore
    check: Callable[[CheckRequest], CheckResponse]
    channels: Channels
    four_eyes: bool = False
    announce: bool = False

    async def create(
        self, request: DraftRequest, caller: Caller = LOCAL, once: Once | None = None,
        then: Callable[[DraftResponse], Sequence[Job]] = lambda _draft: (), tell: Listener = nobody,
    ) -> DraftResponse:  # fmt: skip
        """Run the pipeline and store the result, with the jobs that follow from it.

        ``tell`` hears of the draft while it is made, or all at once where it was made before.

        Same caller, external id and content, or same idempotency key: the first one comes back. Raises ChannelOff.
        """
        first = await asyncio.to_thread(self._first, request, caller, once)
        if first is not None:
            retell(first, tell)
            return first
        draft = await self.pipeline.run(request, tell)
        jobs = (*self._events("draft.created", draft.created_at, _of_draft(draft)), *then(draft))
        return await asyncio.to_thread(self.store.add, request, draft, caller.id, once, jobs)

    def _first(self, request: DraftRequest, caller: Caller, once: Once | None) -> DraftResponse | None:
        """The draft made for this before, if any. Raises ChannelOff where there is none and the channel is off."""
        first = self.store.find(request, caller.id, once)
        if first is None and not self.channels.enabled(request.channel):
            raise ChannelOff(field="channel")
        return first

    def get(self, draft_id: str) -> Stored:
        """One stored draft. Raises NotFound."""
        return self.store.get(draft_id)

    def page(self, filters: Filters = EVERYTHING, limit: int = 20, before: str | None = None) -> Page:
        """Stored drafts, newest first."""
        return self.store.page(filters, limit, before)

    def decide(self, draft_id: str, request: DecisionRequest, caller: Caller = LOCAL, once: Once | None = None,
               if_match: str | None = None) -> Decision:  # fmt: skip
        """Keep what staff did; an edited text is checked again, against the sources of the draft.

        Raises NotFound; Changed where ``if_match`` is another version; Conflict where the draft is superseded, the
        comment or the text has changed since; NotAllowed by role or four eyes; BadRequest with nothing to approve.
        """
        stored = self.store.get(draft_id)
        if if_match not in (None, "*", stored.etag):
            raise Changed
        draft, by = stored.draft, caller.name if caller.is_staff else request.by
        if request.decision == "approved":
            self._may_approve(stored, request, caller, by)
        edited = request.text if request.decision == "edited" else None
        text = edited or stored.text or (draft.shown if request.decision == "approved" else None)
        checked = self._checked(stored, edited or stored.text, judge=request.decision != "rejected")
        decision = Decision(
            id=uuid4().hex, draft_id=draft_id, created_at=datetime.now(UTC), decision=request.decision,
            text=text, by=by, reasons=request.reasons, note=request.note,
            sources_checked=request.sources_checked, content_hash=request.content_hash or draft.content_hash or "",
            checks=checked.checks, ok=checked.ok, caller=caller.id, final=self._is_final(request, caller),
        )  # fmt: skip
        told = {"draft_id": draft_id, "decision_id": decision.id, "decision": decision.decision, "final": decision.final}
        return self.store.decide(decision, stored.version, once, self._events("draft.decided", decision.created_at, told))

    async def redraft(self, draft_id: str, changes: dict[str, Any], caller: Caller = LOCAL) -> DraftResponse:
        """Draft anew for the same comment, with ``changes`` to the request (tone, language, always_draft, signer); the new
        draft supersedes the old. Raises NotFound, ChannelOff; Conflict where the old one no longer waits."""
        stored = await asyncio.to_thread(self.store.get, draft_id)
        request = DraftRequest.model_validate({**stored.request.model_dump(), **changes})
        if not await asyncio.to_thread(self.channels.enabled, request.channel):
            raise ChannelOff(field="channel")
        draft = await self.pipeline.run(request)
        jobs = self._events("draft.created", draft.created_at, _of_draft(draft))
        return await asyncio.to_thread(self.store.redraft, draft_id, request, draft, caller.id, jobs)

    def recheck(self, stored: Stored, text: str, judge: bool = False) -> CheckResponse:
        """The checks of a text in the place of a draft's own, against the draft's sources; nothing is kept.

        ``judge``: a model judges too, where the settings let it; for when somebody asks, not at every pause in the typing.
        """
        return self._checked(stored, text, judge)

    def _events(self, kind: str, at: datetime, data: dict[str, Any]) -> Sequence[Job]:
        """Ids and codes only: the words stay where access is asked for."""
        return (Job("event", {"type": kind, "timestamp": at.isoformat(), "data": data}),) if self.announce else ()

    def _may_approve(self, stored: Stored, request: DecisionRequest, caller: Caller, by: str) -> None:
        if not caller.may_approve:
            raise NotAllowed("Bare en godkjenner kan godkjenne. Lagre endringen din, så kan en annen godkjenne den.")
        if not stored.draft.shown:
            raise BadRequest("Det finnes ingen tekst å godkjenne på dette utkastet.", field="decision")
        edits = [item for item in stored.decisions if item.decision == "edited"]
        if request.text is not None and request.text != stored.text:
            raise Conflict("Teksten er endret siden du så den. Se på den på nytt.", field="text")
        if edits and request.text is None:
            raise Conflict("Teksten er endret etter utkastet. Send teksten du godkjenner.", field="text")
        if self.four_eyes and _wrote(stored, edits, caller, by):
            raise NotAllowed("Fire øyne: den som skrev teksten, kan ikke selv godkjenne den.")

    def _is_final(self, request: DecisionRequest, caller: Caller) -> bool:
        return request.decision != "edited" or (caller.may_approve and not self.four_eyes)

    def _checked(self, stored: Stored, text: str | None, judge: bool) -> CheckResponse:
        draft, asked = stored.draft, stored.request
        if text is None or (draft.draft is not None and text == draft.draft.text):
            return CheckResponse.of(draft.checks)
        sources = tuple(CheckSource(id=source.id, title=source.title, text=f"{source.excerpt} {source.url or ''}")
                        for source in draft.sources) or None  # fmt: skip
        return self.check(CheckRequest(
            comment=asked.comment, draft=text, channel=draft.channel, signer=asked.signer, sources=sources,
            language=asked.language, post=asked.post, judge=judge,
        ))  # fmt: skip


def _wrote(stored: Stored, edits: Sequence[Decision], caller: Caller, by: str) -> bool:
    """Whether this person last wrote the text: by session where there is one, otherwise by the name the tool gives."""
    if not edits:
        return caller.is_staff and stored.caller == caller.id
    last = edits[-1]
    return last.caller == caller.id if caller.is_staff else last.by.strip().casefold() == by.strip().casefold()


def _of_draft(draft: DraftResponse) -> dict[str, Any]:
    return {"draft_id": draft.id, **draft.model_dump(include={"external_id", "status", "status_reason", "channel"})}
