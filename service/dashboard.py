"""The dashboard app: a page for a frame inside Chatwoot, which tells it the message by postMessage. It needs no token.

The frame's owner is named in ``SVARUTKAST_FRAME_ANCESTORS``; messages from any other origin are not heard.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse
from pydantic import ValidationError

from service.errors import NotFound
from service.guard import Drafter, Use
from service.pages import framed_headers, render
from service.problems import explain
from service.requests import DraftRequest

router = APIRouter(prefix="/dashboard", include_in_schema=False)


@router.get("/chatwoot", response_class=HTMLResponse)
def show(use: Use, _caller: Drafter) -> HTMLResponse:
    """The empty page; its script asks Chatwoot for the conversation."""
    return _page(use)


@router.post("/chatwoot", response_class=HTMLResponse)
async def draft(request: Request, use: Use, caller: Drafter, comment: Annotated[str, Form()] = "",
                external_id: Annotated[str, Form(max_length=200)] = "") -> HTMLResponse:  # fmt: skip
    """A draft for the message, in the same frame."""
    try:
        body = DraftRequest(comment=comment.replace("\r\n", "\n"), external_id=external_id or None)
    except ValidationError as error:
        return _page(use, 422, comment=comment, wrong=explain(error.errors())[0])
    return _page(use, comment=comment, draft=await use.drafts.create(body, caller))


def _page(use: Use, status: int = 200, comment: str = "", wrong: str = "", draft=None) -> HTMLResponse:
    ancestors = use.settings.frame_ancestors
    if not ancestors:
        raise NotFound
    html = render("dashboard.html", origins=ancestors, comment=comment, wrong=wrong, draft=draft)
    return HTMLResponse(html, status, headers=framed_headers(ancestors))
