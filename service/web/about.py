"""The accessibility statement, the choice of language, and pages for errors."""

from __future__ import annotations

from typing import Annotated, get_args

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from service.domain import Language
from service.errors import NotSignedIn, ServiceError
from service.pages import LANGUAGE_COOKIE, page
from service.web.choices import YEAR

router = APIRouter()
_OURS = ("/api/", "/hooks/", "/metrics", "/healthz", "/readyz", "/dashboard")


@router.get("/accessibility", response_class=HTMLResponse)
def accessibility(request: Request) -> HTMLResponse:
    """Tilgjengelighetserklæring."""
    return page(request, "accessibility.html")


@router.post("/language")
def choose(language: Annotated[str, Form()] = "nb", back: Annotated[str, Form()] = "/") -> RedirectResponse:
    """Read the pages in another language from now on."""
    answer = RedirectResponse(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/", 303)
    if language in get_args(Language):
        answer.set_cookie(LANGUAGE_COOKIE, language, max_age=YEAR, samesite="lax", httponly=True)
    return answer


def wants_page(request: Request) -> bool:
    """Whether an error is to be read by a person in a browser."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(_OURS)


async def error_page(request: Request, error: ServiceError) -> HTMLResponse:
    """The error in words. What a form sent is given back, to be sent again: nothing typed is lost by having to sign in."""
    form = await request.form() if request.method == "POST" else {}
    typed = [(name, value) for name, value in (form.multi_items() if form else ()) if isinstance(value, str) and value]
    signed_out = isinstance(error, NotSignedIn)
    return page(request, "error.html", error.status, title=error.title, signed_out=signed_out,
                typed=typed, action=request.url.path)  # fmt: skip
