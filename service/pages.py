"""Renders the pages, with the headers every page has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

HERE = Path(__file__).parent
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser sends Origin: null with our own forms
    "Cache-Control": "no-store",
}
environment = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
                          trim_blocks=True, lstrip_blocks=True)  # fmt: skip


def render(name: str, **values: Any) -> str:
    """A page's HTML; whatever is put in is escaped."""
    return environment.get_template(name).render(values)


def framed_headers(ancestors: str) -> dict[str, str]:
    """The headers of the one page that may be shown in a frame, by these origins (separated by spaces) only."""
    policy = HEADERS["Content-Security-Policy"].replace("'none'", ancestors or "'none'", 1)
    return {name: value for name, value in {**HEADERS, "Content-Security-Policy": policy}.items() if name != "X-Frame-Options"}
