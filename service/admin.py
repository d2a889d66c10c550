"""JSON routes under ``/api/v1`` for those who answer for the service: switches, deliveries, people's requests, audit."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import ConfigDict, Field

from service.api import DraftId
from service.domain import Channel, Value
from service.guard import Admin, Use, problems
from service.jobs import Kind, State
from service.ports import ChannelState
from service.requests import FilledText, RequestBody, Text

router = APIRouter(prefix="/api/v1", responses=problems())


class ChannelsPage(Value):
    """Every channel."""

    channels: tuple[ChannelState, ...]


class SwitchRequest(RequestBody):
    """On or off, and why."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"enabled": True, "reason": "Feilen er rettet"}]})

    enabled: bool
    reason: Text | None = Field(None, max_length=500)


class JobRow(Value):
    """A background job. ``dead`` ones are the dead letters; ``error`` is a code."""

    id: str
    kind: Kind
    state: State
    attempts: int
    error: str | None


class JobsPage(Value):
    """Jobs, newest first."""

    jobs: tuple[JobRow, ...]


class PersonSearch(RequestBody):
    """What to look for: a name, a phone number, an id. In the body, so that it stands in no log."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"words": "brygga ved butikken"}]})

    words: FilledText = Field(min_length=3, max_length=200)


class PersonPage(Value):
    """What is kept that holds the words, as it is kept."""

    found: tuple[dict[str, Any], ...]


class AuditPage(Value):
    """Rows of the audit log, newest first; ``broken_at`` is the first row that was tampered with, or null."""

    rows: tuple[dict[str, Any], ...]
    broken_at: int | None


@router.get("/channels")
def list_channels(use: Use, _caller: Admin) -> ChannelsPage:
    """Which channels are drafted for."""
    return ChannelsPage(channels=use.channels.all())


@router.put("/channels/{channel}")
def switch_channel(channel: Channel, body: SwitchRequest, use: Use, caller: Admin) -> ChannelState:
    """Switch drafting for a channel on or off."""
    return use.channels.switch(channel, body.enabled, body.reason, caller.id)


@router.get("/jobs")
def list_jobs(use: Use, _caller: Admin, state: State | None = None, kind: Kind | None = None) -> JobsPage:
    """Background jobs; ``state=dead`` lists the dead letters."""
    shown = ("id", "kind", "state", "attempts", "error")
    rows = [{name: getattr(job, name) for name in shown} for job in use.jobs.listed(state, kind)]
    return JobsPage(jobs=tuple(JobRow(**row) for row in rows))


@router.post("/jobs/{job_id}/replay", status_code=204, responses=problems(404))
def replay_job(job_id: Annotated[str, Path(max_length=64)], use: Use, caller: Admin) -> Response:
    """Do a dead job again."""
    use.jobs.replay(job_id, caller.id)
    return Response(status_code=204)


@router.post("/people/search")
def search_people(body: PersonSearch, use: Use, caller: Admin) -> PersonPage:
    """All that is kept that holds these words, for a person's request to see it."""
    return PersonPage(found=tuple(use.archive.search(body.words, caller.id)))


@router.delete("/drafts/{draft_id}", status_code=204, responses=problems(404))
def erase_draft(draft_id: DraftId, use: Use, caller: Admin) -> Response:
    """Delete the words of a draft, its comment and its decisions; status, times and rules stay."""
    use.archive.erase(draft_id, caller.id, "requested")
    return Response(status_code=204)


@router.get("/audit")
def list_audit(use: Use, _caller: Admin, limit: Annotated[int, Query(ge=1, le=1000)] = 100,
               before: Annotated[int | None, Query(ge=1, lt=2**31)] = None) -> AuditPage:  # fmt: skip
    """The audit log, newest first."""
    return AuditPage(rows=tuple(use.audit.rows(limit, before)), broken_at=use.audit.broken_at())
