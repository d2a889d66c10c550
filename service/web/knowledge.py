"""Knowledge: search what the drafts are made of."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from service.guard import Reader, Use
from service.pages import page

router = APIRouter(prefix="/knowledge")
HITS = 10


@router.get("", response_class=HTMLResponse)
def show(request: Request, use: Use, _caller: Reader) -> HTMLResponse:
    """The search, with what was found for the words looked for last."""
    words = request.session.get("knowledge", "")
    found = use.index.search(words, HITS) if words else []
    return page(request, "knowledge.html", words=words, found=found, today=use.pipeline.today())


@router.post("", response_class=HTMLResponse)
def search(request: Request, _caller: Reader, words: Annotated[str, Form(max_length=500)] = "") -> RedirectResponse:
    """Look for words; they are kept in the session, not in the address: it may be a comment that was pasted."""
    request.session["knowledge"] = words.strip()
    return RedirectResponse("/knowledge", 303)
