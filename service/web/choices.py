"""What a browser remembers for its owner: the form's last choices, and a mark of its own."""

from __future__ import annotations

import secrets
from urllib.parse import parse_qsl, urlencode

from fastapi import Request, Response

from service.caller import Caller

COOKIE = "svarutkast-choices"
"""Read and written by ``ask.js`` too; holds what the person chose about themselves, nothing a citizen wrote."""
REMEMBERED = ("channel", "tone", "language", "name", "title", "unit", "by")
YEAR = 365 * 24 * 3600


def remembered(request: Request) -> dict[str, str]:
    """The choices made last time."""
    found = dict(parse_qsl(request.cookies.get(COOKIE, "")))
    return {name: found[name][:200] for name in REMEMBERED if name in found}


def remember(request: Request, response: Response, **chosen: str) -> Response:
    """The response, which has the browser remember these choices beside the earlier ones."""
    kept = {**remembered(request), **{name: value for name, value in chosen.items() if name in REMEMBERED}}
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, urlencode(kept), max_age=YEAR, samesite="lax", secure=secure)
    return response


def browser_of(request: Request, caller: Caller) -> tuple[str, str]:
    """(a mark that stands for this person's browser, their name for others: empty where we do not know it)."""
    mark = request.session.setdefault("browser", secrets.token_hex(8))
    return f"{caller.id}:{mark}", caller.name if caller.is_staff else ""
