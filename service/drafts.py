"""The use cases of the entrypoints: one use case, one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from service.domain import CheckResponse, Decision, DraftResponse
from service.errors import BadRequest
from service.pipeline import Pipeline, retell
from service.ports import DraftStore, Listener, nobody
from service.requests import CheckRequest, CheckSource, DecisionRequest, DraftRequest

LOCAL_CALLER = "local"


@dataclass(frozen=True)
class Drafts:
    """Make drafts, keep them, find them again."""

    pipeline: Pipeline
    store: DraftStore
    check: Callable[[CheckRequest], CheckResponse]

    async def create(self, request: DraftRequest, caller: str = LOCAL_CALLER, tell: Listener = nobody) -> DraftResponse:
        """Run the pipeline and store the result. Same caller, external id and content: the first one comes back.

        ``tell`` hears of the draft while it is made, or all at once where it was made before.
        """
        found = self.store.find(request, caller)
        if found:
            retell(found, tell)
            return found
        return self.store.add(request, await self.pipeline.run(request, tell), caller)

    def get(self, draft_id: str) -> DraftResponse:
        """One stored draft. Raises NotFound."""
        return self.store.get(draft_id)

    def newest(self, limit: int, before: str | None = None) -> Sequence[DraftResponse]:
        """Stored drafts, newest first."""
        return self.store.newest(limit, before)

    def decide(self, draft_id: str, request: DecisionRequest) -> Decision:
        """Keep what staff did; an edited text is checked again, against the sources of the draft.

        Raises NotFound; Conflict where the draft is superseded or the comment has changed since; BadRequest where
        there is nothing to approve.
        """
        draft = self.store.get(draft_id)
        if request.decision == "approved" and not draft.shown:
            raise BadRequest("Det finnes ingen tekst å godkjenne på dette utkastet.", field="decision")
        asked = self.store.request_of(draft_id)
        checked = self._checked(asked, draft, request.text) if request.decision == "edited" else CheckResponse.of(draft.checks)
        decision = Decision(
            id=uuid4().hex, draft_id=draft_id, created_at=datetime.now(UTC), decision=request.decision,
            text=request.text if request.decision == "edited" else draft.draft and draft.draft.text, by=request.by,
            reasons=request.reasons, note=request.note, sources_checked=request.sources_checked,
            content_hash=request.content_hash or asked.content_hash, checks=checked.checks, ok=checked.ok,
        )  # fmt: skip
        self.store.decide(decision)
        return decision

    def _checked(self, asked: DraftRequest, draft: DraftResponse, text: str) -> CheckResponse:
        sources = tuple(CheckSource(id=source.id, title=source.title, text=f"{source.excerpt} {source.url or ''}")
                        for source in draft.sources)  # fmt: skip
        return self.check(CheckRequest(
            comment=asked.comment, draft=text, channel=draft.channel, signer=asked.signer, sources=sources,
            language=asked.language, post=asked.post,
        ))  # fmt: skip
