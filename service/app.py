"""The FastAPI application: routers, error handlers, health, what every request passes through."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException
from starlette.middleware.sessions import SessionMiddleware

from service import admin, api, dashboard, hooks, logs, sign_in, web
from service.bootstrap import Services
from service.errors import NotSignedIn, ServiceError, TooMany
from service.guard import Problem, Reader, problems
from service.metrics import CONTENT_TYPE
from service.middleware import Guarded, Watched
from service.problems import MEDIA_TYPE, explain, of_error, problem
from service.web.about import error_page, wants_page

_HTTP_TITLES = {400: "Innholdet kan ikke leses som JSON.", 404: "Siden finnes ikke.", 405: "Metoden er ikke tillatt her.",
                413: "Forespørselen er for stor."}  # fmt: skip
MAX_BODY = 1_000_000
"""Bytes; a request with fifty thread entries of full length fits."""


def create_app(services: Services) -> FastAPI:
    """Make the application for these services; its background worker runs while the server does."""
    app = FastAPI(title="Svarutkast", version="0.1.0", docs_url=None, redoc_url=None, lifespan=_lifespan,
                  max_body_size=MAX_BODY, description="Drafts replies to citizens; a person posts them.")  # fmt: skip
    app.state.services = services
    for module in (api, admin, hooks, sign_in, dashboard, web):
        app.include_router(module.router)
    for kind, handler in ((ServiceError, _service_error), (RequestValidationError, _bad_input),
                          (HTTPException, _http_error), (Exception, _unexpected)):  # fmt: skip
        app.add_exception_handler(kind, handler)
    app.add_api_route("/healthz", _alive)
    app.add_api_route("/readyz", _ready, responses={503: {"description": "Something is missing; it is named"}})
    app.add_api_route("/metrics", _metrics, responses={
        **problems(), 200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}, response_class=Response)  # fmt: skip
    settings = services.settings
    app.add_middleware(SessionMiddleware, secret_key=services.session_secret, session_cookie="svarutkast",
                       max_age=sign_in.SESSION_SECONDS, same_site="none" if _framed(services) else "lax",
                       https_only=settings.base_url.startswith("https:"))  # fmt: skip
    app.add_middleware(Guarded, settings=settings)
    app.add_middleware(Watched, settings=settings, metrics=services.metrics)
    app.openapi = lambda: _openapi(app)
    return app


def _framed(services: Services) -> bool:
    """A cookie inside another site's frame is only sent as ``SameSite=None``, which browsers take over https alone."""
    return bool(services.settings.frame_ancestors) and services.settings.base_url.startswith("https:")


def _openapi(app: FastAPI) -> dict:
    document = app.openapi_schema or FastAPI.openapi(app)
    schemas = document["components"]["schemas"]
    schemas["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    for path in document["paths"].values():
        for operation in path.values():
            unexplained = operation["responses"].get("422", {}).get("content", {}).pop("application/json", None)
            if unexplained:
                operation["responses"]["422"] = problems(422)[422]
    return document


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    worker = app.state.services.worker
    worker.start()
    yield
    worker.stop()


async def _alive() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


def _ready(request: Request) -> JSONResponse:
    """Index, model and database are there; what is missing is named."""
    services: Services = request.app.state.services
    reasons = []
    for name, part in (("kunnskap", lambda: services.pipeline), ("database", lambda: services.database.ping())):
        try:
            part()
        except ServiceError as error:
            reasons.append(f"{name}: {error.title}")
    reasons += [f"kunnskap: {error}" for error in services.knowledge.errors]
    return JSONResponse({"status": "not_ready" if reasons else "ready", "reasons": reasons}, 503 if reasons else 200)


def _metrics(request: Request, _caller: Reader) -> Response:
    """Figures for Prometheus."""
    return Response(request.app.state.services.metrics.text(), media_type=CONTENT_TYPE)


def _answer(document: dict, headers: dict[str, str] | None = None) -> JSONResponse:
    document = {**document, "request_id": logs.request_id.get()}
    return JSONResponse(document, document["status"], headers, media_type=MEDIA_TYPE)


async def _service_error(request: Request, error: ServiceError) -> Response:
    if isinstance(error, NotSignedIn):
        if request.method == "GET" and not request.url.path.startswith(("/api/", "/metrics", "/hooks/", "/sign-in")):
            return RedirectResponse("/sign-in", 303)
        if wants_page(request):
            return await error_page(request, error)
        return _answer(of_error(error), {"WWW-Authenticate": 'Bearer realm="svarutkast"'})
    if isinstance(error, TooMany):
        return _answer(of_error(error), {"Retry-After": str(error.retry_after)})
    if error.status >= 500:
        logs.trouble("service.error", error)
    if wants_page(request):
        return await error_page(request, error)
    return _answer(of_error(error))


async def _bad_input(_request: Request, error: RequestValidationError) -> JSONResponse:
    title, rows = explain(error.errors())
    return _answer(problem(422, title, field=rows[0]["field"], errors=rows))


async def _http_error(_request: Request, error: HTTPException) -> JSONResponse:
    return _answer(problem(error.status_code, _HTTP_TITLES.get(error.status_code, str(error.detail))), error.headers)


async def _unexpected(_request: Request, error: Exception) -> JSONResponse:
    logs.trouble("unexpected", error)
    return _answer(problem(500, ServiceError.title))
