"""JSON routes under ``/api/v1``: parse, call, return."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.sse import EventSourceResponse

from service.bootstrap import Services
from service.domain import CheckResponse, Decision, DraftResponse, SearchHit, Triage, Value
from service.requests import CheckRequest, DecisionRequest, DraftRequest
from service.stream import EVENT_STREAM, UNBUFFERED, events

router = APIRouter(prefix="/api/v1")


def services_of(request: Request) -> Services:
    """The services the application was made with."""
    return request.app.state.services


Use = Annotated[Services, Depends(services_of)]


class DraftPage(Value):
    """A page of drafts, newest first; ``next`` is the cursor of the next page, or null."""

    drafts: tuple[DraftResponse, ...]
    next: str | None


class SearchPage(Value):
    """Hits of a search, best first."""

    results: tuple[SearchHit, ...]


@router.post("/drafts", status_code=201, responses={200: {"content": {EVENT_STREAM: {}}, "description": "The same as events"}})
async def create_draft(body: DraftRequest, use: Use, request: Request) -> DraftResponse:
    """Draft a reply to a comment and store it. Nothing is posted.

    With ``Accept: text/event-stream``: events ``triage``, ``sources``, ``token``…, ``checks``, ``done``, or ``error``.
    """
    if EVENT_STREAM in request.headers.get("accept", ""):
        return EventSourceResponse(events(lambda tell: use.drafts.create(body, tell=tell)), headers=UNBUFFERED)
    return await use.drafts.create(body)


@router.get("/drafts")
def list_drafts(use: Use, limit: Annotated[int, Query(ge=1, le=100)] = 20, cursor: str | None = None) -> DraftPage:
    """The newest drafts."""
    page = tuple(use.drafts.newest(limit, cursor))
    return DraftPage(drafts=page, next=page[-1].id if len(page) == limit else None)


@router.get("/drafts/{draft_id}")
def get_draft(draft_id: str, use: Use) -> DraftResponse:
    """One draft."""
    return use.drafts.get(draft_id)


@router.post("/drafts/{draft_id}/decision", status_code=201)
def decide(draft_id: str, body: DecisionRequest, use: Use) -> Decision:
    """What staff did with a draft. An edited text is checked again; nothing is posted."""
    return use.drafts.decide(draft_id, body)


@router.post("/triage")
async def triage(body: DraftRequest, use: Use) -> Triage:
    """What a comment is; stored nowhere."""
    return use.triage(body)


@router.post("/checks")
async def checks(body: CheckRequest, use: Use) -> CheckResponse:
    """Judge a draft rule by rule; stored nowhere."""
    return use.check(body)


@router.get("/knowledge")
def knowledge(use: Use, q: Annotated[str, Query(min_length=1, max_length=500)],
              k: Annotated[int, Query(ge=1, le=50)] = 5) -> SearchPage:  # fmt: skip
    """Search the knowledge base."""
    return SearchPage(results=tuple(use.search(q, k)))
