"""A draft as server-sent events while it is made (contract: ``POST /api/v1/drafts`` with ``text/event-stream``)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from pydantic_core import to_json

from service.domain import DraftResponse
from service.errors import ServiceError
from service.ports import Listener
from service.problems import of_error, problem

EVENT_STREAM = "text/event-stream"
UNBUFFERED = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
PING = 15.0
"""Seconds of silence before a comment keeps the connection open."""


async def events(make: Callable[[Listener], Awaitable[DraftResponse]]) -> AsyncIterator[bytes]:
    """The events of a draft, then ``done`` with the whole of it, or ``error`` with a problem document.

    When the reader leaves, the draft is cancelled, and with it the call to the model.
    """
    queue: asyncio.Queue[tuple[str, Any] | None] = asyncio.Queue()

    async def work() -> None:
        try:
            queue.put_nowait(("done", await make(lambda event, data: queue.put_nowait((event, data)))))
        except ServiceError as error:
            queue.put_nowait(("error", of_error(error)))
        except Exception:  # whatever breaks, the reader is told, and not how
            queue.put_nowait(("error", problem(500, ServiceError.title)))
        finally:
            queue.put_nowait(None)

    task = asyncio.create_task(work())
    try:
        while (item := await _next(queue)) is not None:
            yield KEEPALIVE_COMMENT if item == _SILENCE else format_sse_event(event=item[0], data_str=to_json(item[1]).decode())
    finally:
        task.cancel()


_SILENCE = ("", None)


async def _next(queue: asyncio.Queue) -> tuple[str, Any] | None:
    if not queue.empty():
        return queue.get_nowait()
    try:
        return await asyncio.wait_for(queue.get(), PING)
    except TimeoutError:
        return _SILENCE
