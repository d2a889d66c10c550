"""JSON routes under ``/api/v1`` for those who draft and decide: parse, call, return."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from fastapi.responses import HTMLResponse
from fastapi.sse import EventSourceResponse

from service.advice import Advice
from service.domain import Channel, CheckResponse, Decision, DraftResponse, SearchHit, Status, StatusReason, Triage, Value
from service.guard import Decider, Drafter, Reader, Repeatable, Use, hashed, problems, tagged
from service.pages import HEADERS, render
from service.ports import Filters
from service.record import Record, make_record
from service.requests import AdviceRequest, CheckRequest, DecisionRequest, DraftRequest
from service.stream import EVENT_STREAM, UNBUFFERED, events

router = APIRouter(prefix="/api/v1", responses=problems())
DraftId = Annotated[str, Path(max_length=64, examples=["0f8fad5bd9cb469fa16570867728950e"])]


class DraftPage(Value):
    """A page of drafts, newest first; ``next`` is the cursor of the next page, or null."""

    drafts: tuple[DraftResponse, ...]
    next: str | None


class SearchPage(Value):
    """Hits of a search, best first."""

    results: tuple[SearchHit, ...]


def filters_of(
    status: Status | None = None, status_reason: StatusReason | None = None, channel: Channel | None = None,
    external_id: Annotated[str | None, Query(max_length=200)] = None, decided: bool | None = None,
    superseded: bool | None = None, since: datetime | None = None, until: datetime | None = None,
) -> Filters:  # fmt: skip
    """The queue's filters; ``since`` is included, ``until`` is not."""
    return Filters(status, status_reason, channel, external_id, decided, superseded, since, until)


@router.post("/drafts", status_code=201, responses={
    **problems(409), 200: {"content": {EVENT_STREAM: {}}, "description": "The same as events"}})  # fmt: skip
async def create_draft(body: DraftRequest, request: Request, use: Use, caller: Drafter, once: Repeatable) -> DraftResponse:
    """Draft a reply to a comment and store it. Nothing is posted.

    With ``Accept: text/event-stream``: events ``triage``, ``sources``, ``token``…, ``checks``, ``done``, or ``error``.
    """
    if EVENT_STREAM in request.headers.get("accept", ""):
        return EventSourceResponse(events(lambda tell: use.drafts.create(body, caller, once, tell=tell)), headers=UNBUFFERED)
    return await use.drafts.create(body, caller, once)


@router.get("/drafts", response_model=DraftPage, responses=problems(304))
def list_drafts(request: Request, use: Use, _caller: Reader, filters: Annotated[Filters, Depends(filters_of)],
                limit: Annotated[int, Query(ge=1, le=100)] = 20,
                cursor: Annotated[str | None, Query(max_length=20, pattern="^[0-9]+$")] = None) -> Response:  # fmt: skip
    """The queue, newest first."""
    page = use.drafts.page(filters, limit, cursor)
    return hashed(request, DraftPage(drafts=page.drafts, next=page.next))


@router.get("/drafts/{draft_id}", response_model=DraftResponse, responses=problems(304, 404))
def get_draft(request: Request, draft_id: DraftId, use: Use, _caller: Reader) -> Response:
    """One draft. Its ``ETag`` stands for what was seen: send it as ``If-Match`` with the decision."""
    stored = use.drafts.get(draft_id)
    return tagged(request, stored.etag, stored.draft.model_dump_json().encode())


@router.post("/drafts/{draft_id}/decision", status_code=201, responses=problems(404, 409, 412))
def decide(draft_id: DraftId, body: DecisionRequest, use: Use, caller: Decider, once: Repeatable,
           if_match: Annotated[str | None, Header(max_length=100)] = None) -> Decision:  # fmt: skip
    """What staff did with a draft. An edited text is checked again; nothing is posted."""
    return use.drafts.decide(draft_id, body, caller, once, if_match)


@router.get("/drafts/{draft_id}/record", response_model=Record, responses={
    **problems(404), 200: {"content": {"text/html": {"schema": {"type": "string"}}}}})  # fmt: skip
def get_record(request: Request, draft_id: DraftId, use: Use, caller: Reader) -> Response:
    """The archive record: JSON, or printable HTML where the caller prefers ``text/html``."""
    record = make_record(use.drafts.get(draft_id))
    use.audit.add(caller.id, "record.read", f"draft:{draft_id}")
    if "text/html" in request.headers.get("accept", ""):
        return HTMLResponse(render("record.html", record=record), headers=HEADERS)
    return Response(record.model_dump_json(), media_type="application/json")


@router.post("/triage")
async def triage(body: DraftRequest, use: Use, _caller: Drafter) -> Triage:
    """What a comment is; stored nowhere."""
    return use.triage(body)


@router.post("/checks")
async def checks(body: CheckRequest, use: Use, _caller: Drafter) -> CheckResponse:
    """Judge a draft rule by rule; stored nowhere."""
    return await use.judged(body)


@router.post("/advice")
async def advice(body: AdviceRequest, use: Use, _caller: Drafter) -> Advice:
    """Advice to an employee on a planned post, by part B of the guidelines; stored nowhere."""
    return await use.judged_advice(body)


@router.get("/knowledge", response_model=SearchPage, responses=problems(304))
def knowledge(request: Request, use: Use, _caller: Reader, q: Annotated[str, Query(min_length=1, max_length=500)],
              k: Annotated[int, Query(ge=1, le=50)] = 5) -> Response:  # fmt: skip
    """Search the knowledge base."""
    return hashed(request, SearchPage(results=tuple(use.search(q, k))))
