"""Renders the pages in the reader's language, with the headers every page has."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from service.domain import Language

HERE = Path(__file__).parent
_NORWAY = ZoneInfo("Europe/Oslo")
LANGUAGE_COOKIE = "svarutkast-language"
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser sends Origin: null with our own forms
    "Cache-Control": "no-store",
}
environment = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
                          trim_blocks=True, lstrip_blocks=True)  # fmt: skip


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Every sentence of the pages, as it stands in bokmål, with its nynorsk and English."""
    return tomllib.loads((HERE / "templates" / "messages.toml").read_text("utf-8"))


def translator(language: str) -> Callable[[str], str]:
    """Turns a bokmål sentence of ours into that language; nynorsk that is missing reads the same as bokmål."""
    return lambda text: catalogue().get(text, {}).get(language, text)


def language_of(request: Request) -> str:
    """The language the reader has chosen for the pages."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "nb")
    return chosen if chosen in get_args(Language) else "nb"


def translated(names: dict[str, str], translate: Callable[[str], str]) -> dict[str, str]:
    """Names of codes in the reader's language, for a script."""
    return {code: translate(name) for code, name in names.items()}


def _moment(when: datetime) -> str:
    """Day and time in Norway, as they are written there; times are kept in UTC."""
    return when.astimezone(_NORWAY).strftime("%d.%m.%Y kl. %H.%M")


environment.filters.update(moment=_moment, day=lambda when: when.strftime("%d.%m.%Y") if when else "–")
environment.globals.update({"translated": translated, "_": translator("nb"), "lang": "nb", "here": "", "person": ""})


def render(name: str, **values: Any) -> str:
    """A page's HTML; whatever is put in is escaped."""
    return environment.get_template(name).render(values)


def page(request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page for this reader: in their language, with their name and the place they are at."""
    language = language_of(request)
    around = {"_": translator(language), "lang": language, "here": request.url.path, "person": request.session.get("name", "")}
    return HTMLResponse(render(name, **around, **values), status, headers=HEADERS)


def framed_headers(ancestors: str) -> dict[str, str]:
    """The headers of the one page that may be shown in a frame, by these origins (separated by spaces) only."""
    policy = HEADERS["Content-Security-Policy"].replace("'none'", ancestors or "'none'", 1)
    return {name: value for name, value in {**HEADERS, "Content-Security-Policy": policy}.items() if name != "X-Frame-Options"}
