"""Ask: the form that a draft comes from. With JavaScript the same draft is streamed from the API (``static/ask.js``)."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from pydantic import BaseModel, ValidationError

from service.errors import ChannelOff, NotFound
from service.guard import Drafter, Use
from service.pages import HERE, page
from service.problems import explain
from service.requests import DraftRequest
from service.web.choices import remember, remembered
from service.web.words import NAMES

router = APIRouter()
_STATIC = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class AskForm(BaseModel):
    """The fields as a browser sends them: always text."""

    comment: str = ""
    post: str = ""
    channel: str = "facebook"
    tone: str = "auto"
    language: str = "auto"
    name: str = ""
    title: str = ""
    unit: str = ""
    always_draft: str = ""

    def body(self) -> dict[str, Any]:
        """The body of a request to the API."""
        signer = {"name": self.name, "title": self.title, "unit": self.unit}
        return {
            "comment": self.comment.replace("\r\n", "\n"), "post": self.post.replace("\r\n", "\n") or None,
            "channel": self.channel, "tone": self.tone, "language": self.language, "always_draft": bool(self.always_draft),
            "signer": signer if any(signer.values()) else None,
        }  # fmt: skip


@router.get("/", response_class=HTMLResponse)
def show_form(request: Request, _caller: Drafter) -> HTMLResponse:
    """The form, with what was chosen last time."""
    return _form(request, remembered(request))


@router.post("/", response_class=HTMLResponse)
async def submit(request: Request, use: Use, caller: Drafter, form: Annotated[AskForm, Form()]):
    """Make a draft and show it, or show the form again with what was typed and what is wrong."""
    try:
        draft = await use.drafts.create(DraftRequest.model_validate(form.body()), caller)
    except ValidationError as error:
        _, rows = explain(error.errors())
        errors = {row["field"].split(".")[-1]: row["message"] for row in reversed(rows)}
        return _form(request, form.model_dump(), errors, status=422)
    except ChannelOff as error:
        return _form(request, form.model_dump(), trouble=error.title, status=409)
    chosen = form.model_dump(include={"channel", "tone", "language", "name", "title", "unit"})
    return remember(request, RedirectResponse(f"/drafts/{draft.id}", 303), **chosen)


@router.get("/static/{name}")
def static(name: str) -> FileResponse:
    """Style, script and icon."""
    path = HERE / "static" / name
    if path.suffix not in _STATIC or not path.is_file():
        raise NotFound
    return FileResponse(path, media_type=_STATIC[path.suffix], headers={"Cache-Control": "no-cache"})


def _form(request: Request, values: dict[str, Any], errors: dict[str, str] | None = None, trouble: str = "",
          status: int = 200) -> HTMLResponse:  # fmt: skip
    return page(request, "ask.html", status, values=values, errors=errors or {}, trouble=trouble, names=NAMES)
