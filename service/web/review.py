"""Review: one draft with its comment, sources and checks; the text may be changed, drafted anew and decided on."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from service.caller import Caller
from service.domain import LENGTH_LIMITS, CheckResponse
from service.errors import Changed, Conflict, NotAllowed, ServiceError
from service.guard import Decider, Drafter, Reader, Use
from service.pages import page
from service.ports import Stored
from service.requests import DecisionRequest, Signer
from service.web.choices import browser_of, remember, remembered
from service.web.forms import ReviewForm, wrong_with
from service.web.marks import age, asked_at, in_order, pieces, quoted
from service.web.words import NAMES

router = APIRouter(prefix="/drafts/{draft_id}")
DISCARDS = "Du har endret teksten, og et nytt utkast erstatter den. Kopier den først, eller velg på nytt for å forkaste den."
Posted = Annotated[ReviewForm, Form()]


@router.get("", response_class=HTMLResponse)
def show(request: Request, draft_id: str, use: Use, caller: Reader) -> HTMLResponse:
    """The draft as it stands."""
    return _page(request, use, caller, use.drafts.get(draft_id))


@router.post("/decision", response_class=HTMLResponse)
def decide(request: Request, draft_id: str, use: Use, caller: Decider, form: Posted):
    """Keep what was decided; where that cannot be, the page comes back with what was typed and why."""
    stored = use.drafts.get(draft_id)
    form = form.model_copy(update={"by": caller.name if caller.is_staff else form.by.strip()})
    errors = wrong_with(form, stored)
    if not errors and form.decision == "approved" and not form.despite:
        broken = [check for check in _checks(use, stored, form).checks if check.verdict == "fail"]
        errors = {"despite": "Teksten bryter en regel. Rett den, eller kryss av for at du har sett bruddet."} if broken else {}
    if errors:
        return _page(request, use, caller, stored, form, errors=errors, status=422)
    decision, text = form.meaning(stored, caller.may_approve)
    try:
        use.drafts.decide(draft_id, DecisionRequest(
            decision=decision, text=text, by=form.by, reasons=tuple(form.reasons), note=form.note.strip() or None,
            sources_checked=bool(form.sources_checked), content_hash=form.content_hash or None,
        ), caller, if_match=form.seen or None)  # fmt: skip
    except (Changed, Conflict, NotAllowed) as error:
        return _page(request, use, caller, use.drafts.get(draft_id), form, trouble=error.title, status=error.status)
    return remember(request, RedirectResponse(f"/drafts/{draft_id}?done={form.decision}", 303), by=form.by)


@router.post("/checks", response_class=HTMLResponse)
def check(request: Request, draft_id: str, use: Use, caller: Drafter, form: Posted, part: bool = False,
          judge: bool = False) -> HTMLResponse:  # fmt: skip
    """The checks of the text as typed: the list alone for a script, the whole page without one. Nothing is kept.

    ``judge``: the button was pressed, and a model may judge too.
    """
    stored = use.drafts.get(draft_id)
    if not part:
        return _page(request, use, caller, stored, form, judge=judge)
    return page(request, "_checks.html", names=NAMES, **_verdicts(use, stored, form, judge))


@router.post("/redraft", response_class=HTMLResponse)
async def redraft(request: Request, draft_id: str, use: Use, caller: Drafter, form: Posted):
    """Another draft for the same comment in this one's place, unless that would lose what was typed."""
    stored = use.drafts.get(draft_id)
    if form.typed != (stored.text or "") and not form.discard:
        return _page(request, use, caller, stored, form, trouble=DISCARDS, discard=True, status=409)
    changes: dict[str, Any] = form.changes()
    try:
        if "signer" in changes:
            changes["signer"] = Signer.model_validate(changes["signer"])
        draft = await use.drafts.redraft(draft_id, changes, caller)
    except ValueError:
        errors = {"signer": "Fyll inn både navn, tittel og enhet."}
        return _page(request, use, caller, stored, form, errors=errors, status=422)
    except ServiceError as error:
        return _page(request, use, caller, use.drafts.get(draft_id), form, trouble=error.title, status=error.status)
    return RedirectResponse(f"/drafts/{draft.id}", 303)


@router.post("/presence")
def presence(request: Request, draft_id: str, use: Use, caller: Reader, left: bool = False) -> Response:
    """Still open in this browser, or (``left``) no longer; the answer says whether others have it open."""
    who, name = browser_of(request, caller)
    if left:
        use.presence.leave(draft_id, who)
        return Response(status_code=204)
    return page(request, "_others.html", others=use.presence.enter(draft_id, who, name))


def _page(request: Request, use: Use, caller: Caller, stored: Stored, form: ReviewForm | None = None, *,
          errors: dict[str, str] | None = None, trouble: str = "", discard: bool = False,
          status: int = 200, judge: bool = False) -> HTMLResponse:  # fmt: skip
    draft, form = stored.draft, form or ReviewForm(text=stored.text or "", by=remembered(request).get("by", ""))
    others = use.presence.enter(draft.id, *browser_of(request, caller))
    return page(
        request, "review.html", status, stored=stored, draft=draft, form=form, errors=errors or {}, trouble=trouble,
        discard=discard, names=NAMES, limit=LENGTH_LIMITS[draft.channel], others=others, caller=caller,
        done=request.query_params.get("done", ""), age=age(asked_at(draft, stored.request.posted_at)),
        pieces=pieces(stored.text or "", draft), quoted={source.id: quoted(source, draft.claims) for source in draft.sources},
        **_verdicts(use, stored, form, judge),
    )  # fmt: skip


def _verdicts(use: Use, stored: Stored, form: ReviewForm, judge: bool) -> dict[str, Any]:
    return {"checks": in_order(_checks(use, stored, form, judge).checks), "text": form.typed}


def _checks(use: Use, stored: Stored, form: ReviewForm, judge: bool = False) -> CheckResponse:
    return use.drafts.recheck(stored, form.typed, judge) if form.typed.strip() else CheckResponse.of(stored.draft.checks)
