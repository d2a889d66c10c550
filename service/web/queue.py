"""Queue: what waits and what was decided, with filters, a search, and the month in figures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, ConfigDict

from service.domain import Channel, Status
from service.guard import Reader, Use
from service.pages import page
from service.ports import Filters
from service.web.charts import columns, shares
from service.web.choices import browser_of
from service.web.marks import age, asked_at
from service.web.words import NAMES

router = APIRouter(prefix="/queue")
PAGE = 25
URGENT = Filters(status_reason="emergency", waiting=True)
"""What stands on top while it waits, whatever the filters."""


class View(BaseModel):
    """The filters of the address; anything else in their place counts as not chosen."""

    model_config = ConfigDict(extra="ignore")
    show: Literal["waiting", "decided", "all"] = "waiting"
    status: str = ""
    channel: str = ""
    days: Literal["", "1", "7", "30"] = ""
    order: Literal["newest", "oldest"] = "newest"
    cursor: str | None = None

    def filters(self) -> Filters:
        """As the store knows them."""
        return Filters(
            status=self.status if self.status in get_args(Status) else None,
            channel=self.channel if self.channel in get_args(Channel) else None,
            waiting=True if self.show == "waiting" else None, decided=True if self.show == "decided" else None,
            since=datetime.now(UTC) - timedelta(days=int(self.days)) if self.days else None,
        )  # fmt: skip

    def address(self, cursor: str | None) -> str:
        """The address of another page of the same view."""
        chosen = {**self.model_dump(exclude={"cursor"}, exclude_defaults=True), "cursor": cursor}
        return "/queue?" + urlencode({name: value for name, value in chosen.items() if value})


@router.get("", response_class=HTMLResponse)
def show(request: Request, use: Use, caller: Reader, view: Annotated[View, Query()]) -> HTMLResponse:
    """A page of the queue."""
    words = request.session.get("queue", "")
    found = use.queue.page(view.filters(), PAGE, view.cursor, words, view.order == "oldest")
    urgent = use.queue.page(URGENT, PAGE).rows if view.show == "waiting" and not words else ()
    first = {row.draft.id: row for row in (*urgent, *found.rows)}
    rows = [(row, age(asked_at(row.draft, row.request.posted_at))) for row in first.values()]
    who, _ = browser_of(request, caller)
    month = use.month.figures()
    return page(
        request, "queue.html", view=view, rows=rows, words=words, waiting=found.waiting, names=NAMES, month=month,
        next=found.next and view.address(found.next), elsewhere=use.presence.elsewhere([row.draft.id for row, _ in rows], who),
        columns=columns([count for _, count in month.per_day]), shares=shares,
    )  # fmt: skip


@router.post("/search")
def search(request: Request, _caller: Reader, words: Annotated[str, Form(max_length=200)] = "") -> RedirectResponse:
    """Look for words from now on; they are kept in the session, because addresses are written down in many places."""
    request.session["queue"] = words.strip()
    return RedirectResponse("/queue?show=all" if words.strip() else "/queue", 303)
