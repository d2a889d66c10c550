"""The FastAPI application: routers, error handlers, health."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from service import api, web
from service.bootstrap import Services
from service.errors import ServiceError
from service.problems import MEDIA_TYPE, explain, of_error, problem

_HTTP_TITLES = {404: "Siden finnes ikke.", 405: "Metoden er ikke tillatt her.", 413: "Forespørselen er for stor."}
MAX_BODY = 1_000_000
"""Bytes; a request with fifty thread entries of full length fits."""


def create_app(services: Services) -> FastAPI:
    """Make the application for these services."""
    app = FastAPI(title="Svarutkast", version="0.1.0", docs_url="/docs", redoc_url=None)
    app.state.services = services
    app.include_router(api.router)
    app.include_router(web.router)
    app.add_exception_handler(ServiceError, _service_error)
    app.add_exception_handler(RequestValidationError, _bad_input)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _unexpected)
    app.add_api_route("/healthz", _alive, include_in_schema=True)
    app.add_api_route("/readyz", _ready, include_in_schema=True)
    app.middleware("http")(_limit_body)
    return app


async def _alive() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


def _ready(request: Request) -> JSONResponse:
    """Index, model and database are there; what is missing is named."""
    services: Services = request.app.state.services
    reasons = []
    for name, part in (("kunnskap", lambda: services.pipeline), ("database", lambda: services.store.ping())):
        try:
            part()
        except ServiceError as error:
            reasons.append(f"{name}: {error.title}")
    reasons += [f"kunnskap: {error}" for error in services.knowledge.errors]
    return JSONResponse({"status": "not_ready" if reasons else "ready", "reasons": reasons}, 503 if reasons else 200)


async def _limit_body(request: Request, call_next):
    length = request.headers.get("content-length", "0")
    if length.isdigit() and int(length) > MAX_BODY:
        return _answer(problem(413, _HTTP_TITLES[413]))
    return await call_next(request)


def _answer(document: dict) -> JSONResponse:
    return JSONResponse(document, document["status"], media_type=MEDIA_TYPE)


async def _service_error(_request: Request, error: ServiceError) -> JSONResponse:
    return _answer(of_error(error))


async def _bad_input(_request: Request, error: RequestValidationError) -> JSONResponse:
    title, rows = explain(error.errors())
    return _answer(problem(422, title, errors=rows))


async def _http_error(_request: Request, error: HTTPException) -> JSONResponse:
    return _answer(problem(error.status_code, _HTTP_TITLES.get(error.status_code, str(error.detail))))


async def _unexpected(_request: Request, _error: Exception) -> JSONResponse:
    return _answer(problem(500, ServiceError.title))
