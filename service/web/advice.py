"""Advice: what an employee may think over before posting in their own network (part B). Nothing is kept, and that is said."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ValidationError

from service.advice import Advice
from service.guard import Drafter, Use
from service.pages import page
from service.problems import explain
from service.requests import AdviceRequest
from service.web.words import NAMES

router = APIRouter(prefix="/advice")


class AdviceForm(BaseModel):
    """The fields as a browser sends them."""

    post: str = ""
    role: str = ""
    audience: str = "friends"
    discloses_employer: str = ""
    judge: str = ""

    def body(self) -> dict[str, Any]:
        """The body of a request to the API."""
        return {"post": self.post.replace("\r\n", "\n"), "role": self.role, "audience": self.audience,
                "discloses_employer": bool(self.discloses_employer), "judge": bool(self.judge)}  # fmt: skip


@router.get("", response_class=HTMLResponse)
def show(request: Request, use: Use, _caller: Drafter) -> HTMLResponse:
    """The empty form."""
    return _page(request, use, AdviceForm(discloses_employer="1"))


@router.post("", response_class=HTMLResponse)
async def advise(request: Request, use: Use, _caller: Drafter, form: Annotated[AdviceForm, Form()]) -> HTMLResponse:
    """Advice on the post, in the answer to this very request and nowhere else."""
    try:
        asked = AdviceRequest.model_validate(form.body())
    except ValidationError as error:
        _, rows = explain(error.errors())
        return _page(request, use, form, errors={row["field"]: row["message"] for row in rows}, status=422)
    return _page(request, use, form, await use.judged_advice(asked))


def _page(request: Request, use: Use, form: AdviceForm, advice: Advice | None = None, errors: dict[str, str] | None = None,
          status: int = 200) -> HTMLResponse:  # fmt: skip
    return page(request, "advice.html", status, form=form, text=form.body()["post"], advice=advice, errors=errors or {},
                names=NAMES, judges=use.judge is not None)  # fmt: skip
