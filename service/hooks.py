"""Webhooks in: verified over the raw bytes, put in the job table, answered at once."""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import PlainTextResponse

from service import inbox, logs, signatures
from service.domain import Value
from service.errors import NotAllowed, NotFound
from service.guard import Use, problems
from service.jobs import Job

router = APIRouter(prefix="/hooks", responses=problems(404))


class Received(Value):
    """How many comments were taken in, and how many had come before."""

    accepted: int
    repeated: int


@router.post("/chatwoot", status_code=202)
async def chatwoot(request: Request, use: Use) -> Received:
    """``message_created`` of Chatwoot."""
    return await _receive(request, use, signatures.CHATWOOT, use.settings.chatwoot_secret, inbox.from_chatwoot)


@router.post("/meta", status_code=202)
async def meta(request: Request, use: Use) -> Received:
    """The feed of a Facebook page; only ever read."""
    return await _receive(request, use, signatures.META, use.settings.meta_secret, inbox.from_meta)


@router.post("/zendesk", status_code=202)
async def zendesk(request: Request, use: Use) -> Received:
    """A ticket's comment, as the trigger in README sends it."""
    return await _receive(request, use, signatures.ZENDESK, use.settings.zendesk_secret, inbox.from_zendesk)


@router.get("/meta", response_class=PlainTextResponse)
def meta_handshake(
    use: Use, mode: Annotated[str, Query(alias="hub.mode")], token: Annotated[str, Query(alias="hub.verify_token")],
    challenge: Annotated[str, Query(alias="hub.challenge", pattern=r"^[\w-]{1,100}$")],
) -> str:  # fmt: skip
    """Meta asks whether it was we who set the webhook up."""
    ours = use.settings.meta_verify_token
    if not ours or mode != "subscribe" or not hmac.compare_digest(ours.encode(), token.encode()):
        raise NotAllowed
    return challenge


async def _receive(request: Request, use: Use, scheme: signatures.Scheme, secret: str,
                   read: Callable[[bytes], list[Job]]) -> Received:  # fmt: skip
    if not secret:
        raise NotFound
    body = await request.body()
    signatures.verify(scheme, secret, request.headers, body, time.time())
    jobs = read(body)
    accepted = sum([use.jobs.put(job) for job in jobs])
    logs.event("hook.received", path=request.url.path, accepted=accepted, repeated=len(jobs) - accepted)
    return Received(accepted=accepted, repeated=len(jobs) - accepted)
