"""The use cases of the entrypoints: one use case, one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain import DraftResponse
from service.pipeline import Pipeline
from service.ports import DraftStore
from service.requests import DraftRequest

LOCAL_CALLER = "local"


@dataclass(frozen=True)
class Drafts:
    """Make drafts, keep them, find them again."""

    pipeline: Pipeline
    store: DraftStore

    async def create(self, request: DraftRequest, caller: str = LOCAL_CALLER) -> DraftResponse:
        """Run the pipeline and store the result. Same caller, external id and content: the first one comes back."""
        return self.store.find(request, caller) or self.store.add(request, await self.pipeline.run(request), caller)

    def get(self, draft_id: str) -> DraftResponse:
        """One stored draft. Raises NotFound."""
        return self.store.get(draft_id)

    def newest(self, limit: int, before: str | None = None) -> Sequence[DraftResponse]:
        """Stored drafts, newest first."""
        return self.store.newest(limit, before)
