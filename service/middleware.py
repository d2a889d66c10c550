"""What every request passes through: correlation id, host and origin, packing, time limit, one line in the log."""

from __future__ import annotations

import asyncio
import ipaddress
import re
import time
from urllib.parse import urlsplit
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service import logs
from service.config import Settings
from service.metrics import Metrics
from service.problems import MEDIA_TYPE, problem

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Watched:
    """Gives each request an id (the caller's own ``X-Request-ID`` where it is plain), times it and logs it.

    The log has the route's pattern, not the address: addresses may hold what somebody wrote.
    """

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics) -> None:
        self._app, self._settings, self._metrics = app, settings, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        given = Headers(scope=scope).get("x-request-id", "")
        name = given if _REQUEST_ID.fullmatch(given) else uuid4().hex
        logs.request_id.set(name)
        started, status = time.perf_counter(), 0

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message).update({"X-Request-ID": name, **scope.get("state", {}).get("headers", {})})
            await send(message)

        try:
            async with asyncio.timeout(self._settings.request_seconds):
                await self._app(scope, receive, answer)
        except TimeoutError:
            if not status:
                await _refuse(503, "Det tok for lang tid. Prøv igjen.")(scope, receive, answer)
        finally:
            self._note(scope, status or 500, time.perf_counter() - started)
        return None

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "") or "none"
        self._metrics.observe(scope["method"] if scope["method"].isalpha() else "?", route, status, seconds)
        caller = scope.get("state", {}).get("caller")
        logs.event("http", method=scope["method"], route=route, status=status, ms=round(seconds * 1000, 1), caller=caller)


class Guarded:
    """Refuses what a browser must not be tricked into, and bodies that are packed.

    A name in ``Host`` that is not ours is DNS rebinding (421); a change asked for by another site's page is CSRF (403);
    a packed body could become far larger than its limit (415). Programs send no ``Origin`` and are not touched.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._names = {"localhost", settings.host.lower(), (urlsplit(settings.public_url).hostname or "localhost").lower()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        await (refusal or self._app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> ASGIApp | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._is_ours(host):
            return _refuse(421, "Tjenesten svarer ikke på dette navnet.")
        if headers.get("content-encoding", "identity").lower() != "identity":
            return _refuse(415, "Send innholdet uten komprimering.")
        if scope["method"] in SAFE_METHODS:
            return None
        return None if _is_own(headers, host) else _refuse(403, "Forespørselen kom fra et annet nettsted.")

    def _is_ours(self, host: str) -> bool:
        """An address, or one of our names: rebinding needs a name of the attacker's own."""
        try:
            name = (urlsplit(f"//{host}").hostname or "").lower()
            return name in self._names or bool(ipaddress.ip_address(name))
        except ValueError:
            return False


def _is_own(headers: Headers, host: str) -> bool:
    """Whether a change was asked for by our own page, or by no page at all. No page can set either header itself."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site in ("same-origin", "none")
    return origin is None or urlsplit(origin).netloc.lower() == host.lower()


def _refuse(status: int, title: str) -> JSONResponse:
    document = problem(status, title, request_id=logs.request_id.get())
    return JSONResponse(document, status, media_type=MEDIA_TYPE)
