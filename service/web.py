"""The form staff use: server-rendered, everything works without JavaScript. Makes the same calls as the API."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from fastapi.templating import Jinja2Templates
from pydantic import ValidationError

from service.domain import LENGTH_LIMITS, DraftResponse
from service.errors import NotFound
from service.guard import Drafter, Reader, Use
from service.pages import HEADERS, HERE, environment
from service.problems import explain
from service.requests import DraftRequest

router = APIRouter(include_in_schema=False)
_pages = Jinja2Templates(env=environment)
_STATIC = {"style.css": "text/css", "copy.js": "text/javascript", "dashboard.js": "text/javascript"}

STATUS_WORDS = {
    "drafted": "Utkast klart",
    "refused": "Ikke utkast: politisk",
    "needs_human": "Et menneske må ta denne",
    "no_reply_needed": "Svar er ikke nødvendig",
}
REASON_WORDS = {
    "answered": "Svarer med opplysninger fra kunnskapsbasen.",
    "partly_answered": "Svarer på noe av det som blir spurt om. Resten må du fylle ut.",
    "acknowledged": "Kvitterer for kommentaren.",
    "formal_enquiry": "Saken må sendes som formell henvendelse (regel A9).",
    "political": "Politiske henvendelser skal alltid henvises til politisk nivå (regel A10).",
    "political_mixed": "Kommentaren har en politisk del. Den skal henvises til politisk nivå (regel A10).",
    "political_doubt": "Kommentaren kan være politisk. Avgjør selv om den skal henvises (regel A10).",
    "no_source": "Kunnskapsbasen har ikke noe sikkert svar på dette.",
    "sources_disagree": "Kildene er uenige. Avklar hva som stemmer før du svarer.",
    "signer_missing": "Faglig spørsmål: fyll inn hvem som svarer, med navn, tittel og enhet (regel A8).",
    "emergency": "Kan gjelde liv og helse. Se på den med en gang.",
    "abuse": "Trakassering eller trusler. Vurder skjuling og anmeldelse.",
    "spam": "Ser ut som søppelpost.",
    "personal_data": "Inneholder personopplysninger. Flytt samtalen ut av kommentarfeltet.",
    "neutral": "Nøytral kommentar (regel A4). Du kan svare om du vil.",
    "check_failed": "Utkastet brøt en regel og er holdt tilbake.",
    "model_failed": "Språkmodellen svarte ikke.",
}
VERDICT_WORDS = {"pass": "i orden", "fail": "brudd", "review": "se over", "not_applicable": "gjelder ikke"}

RULE_WORDS = {
    "grounding": "Fakta", "personal_data": "Personvern", "length": "Lengde", "language": "Språk", "promise": "Løfter",
    "hostility": "Høflighet", "profile": "Profil", "plain_language": "Klarspråk",
}  # fmt: skip


@router.get("/", response_class=HTMLResponse)
def show_form(request: Request, _caller: Drafter) -> HTMLResponse:
    """The empty form."""
    return _page(request, "form.html", values={}, errors={})


@router.post("/", response_class=HTMLResponse)
async def submit(
    request: Request,
    use: Use,
    caller: Drafter,
    comment: Annotated[str, Form()] = "",
    post: Annotated[str, Form()] = "",
    channel: Annotated[str, Form()] = "facebook",
    tone: Annotated[str, Form()] = "auto",
    language: Annotated[str, Form()] = "auto",
    name: Annotated[str, Form()] = "",
    title: Annotated[str, Form()] = "",
    unit: Annotated[str, Form()] = "",
    always_draft: Annotated[str, Form()] = "",
):
    """Make a draft and show it, or show the form again with what was typed and what is wrong."""
    signer = {"name": name, "title": title, "unit": unit}
    values = {"comment": comment, "post": post, "channel": channel, "tone": tone, "language": language, **signer,
              "always_draft": bool(always_draft)}  # fmt: skip
    body = {
        "comment": comment.replace("\r\n", "\n"), "post": post or None, "channel": channel, "tone": tone,
        "language": language, "signer": signer if any(signer.values()) else None, "always_draft": bool(always_draft),
    }  # fmt: skip
    try:
        draft = await use.drafts.create(DraftRequest.model_validate(body), caller)
    except ValidationError as error:
        _, rows = explain(error.errors())
        errors = {row["field"].split(".")[-1]: row["message"] for row in reversed(rows)}
        return _page(request, "form.html", 422, values=values, errors=errors)
    return RedirectResponse(f"/drafts/{draft.id}", 303)


@router.get("/drafts/{draft_id}", response_class=HTMLResponse)
def show_draft(request: Request, draft_id: str, use: Use, _caller: Reader) -> HTMLResponse:
    """One draft with its sources and checks."""
    draft = use.drafts.get(draft_id).draft
    return _page(request, "draft.html", **_words_for(draft))


@router.get("/static/{name}")
def static(name: str) -> FileResponse:
    """Style and script."""
    if name not in _STATIC:
        raise NotFound
    return FileResponse(HERE / "static" / name, media_type=_STATIC[name])


def _words_for(draft: DraftResponse) -> dict[str, Any]:
    order = {"fail": 0, "review": 1, "pass": 2, "not_applicable": 3}
    return {
        "draft": draft, "heading": STATUS_WORDS[draft.status], "reason": REASON_WORDS[draft.status_reason],
        "limit": LENGTH_LIMITS[draft.channel], "verdicts": VERDICT_WORDS, "rules": RULE_WORDS,
        "checks": sorted(draft.checks, key=lambda check: order[check.verdict]),
    }  # fmt: skip


def _page(request: Request, name: str, status: int = 200, **values: Any) -> HTMLResponse:
    return _pages.TemplateResponse(request, name, values, status_code=status, headers=HEADERS)
