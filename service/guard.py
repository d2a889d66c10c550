"""What routes ask for before they answer: the services, the caller with a scope, an idempotency key, a version."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import Depends, Header, Request, Response
from fastapi.security import APIKeyHeader, HTTPBearer

from service.bootstrap import Services
from service.caller import Caller, Scope
from service.domain import Value
from service.errors import TooMany
from service.ports import Once

_BEARER = HTTPBearer(auto_error=False, description="An API key (`svk_…`) or a token of the configured issuer.")
_API_KEY = APIKeyHeader(name="X-API-Key", auto_error=False, description="An API key.")


async def services_of(request: Request) -> Services:
    """The services the application was made with."""
    return request.app.state.services


Use = Annotated[Services, Depends(services_of)]


class Problem(Value):
    """RFC 9457. ``title`` is a Norwegian sentence for the person who reads it; ``errors`` names the fields."""

    type: str
    status: int
    title: str
    field: str | None = None
    errors: tuple[dict[str, str], ...] = ()
    request_id: str | None = None


def known(request: Request, use: Use) -> Caller:
    """Who calls, counted against their rate limit. Raises NotSignedIn, TooMany."""
    peer = request.client.host if request.client else None
    caller = use.gate.caller(request.headers, request.session, peer)
    request.state.caller = caller.id
    if caller.id != "local":
        allowance = use.rates.spend(caller.id)
        request.state.headers = allowance.headers
        if not allowance.granted:
            raise TooMany(allowance.reset)
    return caller


def having(scope: Scope) -> Callable[..., Awaitable[Caller]]:
    """A dependency: the caller, who has that scope. Raises NotSignedIn, NotAllowed, TooMany."""

    async def caller(found: Annotated[Caller, Depends(known)], _bearer: Annotated[Any, Depends(_BEARER)],
                     _key: Annotated[Any, Depends(_API_KEY)]) -> Caller:  # fmt: skip
        found.require(scope)
        return found

    return caller


Drafter = Annotated[Caller, Depends(having("draft"))]
Decider = Annotated[Caller, Depends(having("decide"))]
Reader = Annotated[Caller, Depends(having("read"))]
Admin = Annotated[Caller, Depends(having("admin"))]


async def once_of(
    request: Request,
    idempotency_key: Annotated[str | None, Header(
        min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$",
        description="Chosen by the caller: the same key with the same request gives the first answer again.",
    )] = None,
) -> Once | None:  # fmt: skip
    """The request's idempotency key, bound to its method, path and body."""
    if idempotency_key is None:
        return None
    digest = hashlib.sha256(f"{request.method} {request.url.path}\n".encode() + await request.body()).hexdigest()
    return Once(idempotency_key, digest)


Repeatable = Annotated[Once | None, Depends(once_of)]


def tagged(request: Request, tag: str, content: bytes, media_type: str = "application/json") -> Response:
    """An answer with its ETag, or 304 where the caller has that version already."""
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in [item.strip().removeprefix("W/") for item in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)


def hashed(request: Request, value: Value) -> Response:
    """The value as JSON, tagged with a hash of itself."""
    content = value.model_dump_json().encode()
    return tagged(request, f'"{hashlib.sha256(content).hexdigest()[:32]}"', content)


_MEANS = {
    304: "The version the caller has is the present one", 400: "Not a JSON document",
    401: "No credential, or one that does not count", 403: "Not let to do this", 404: "Nothing by that id",
    409: "What was seen has changed, or the channel is off", 412: "`If-Match` is another version", 413: "Too large",
    415: "Packed, or of another type", 421: "Not our host", 422: "A field is wrong; it is named", 429: "Rate limit",
}  # fmt: skip


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What the OpenAPI document says of errors: those named here, and those that can always come."""
    body = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    found: dict[int | str, dict[str, Any]] = {}
    for status in sorted({*statuses, 400, 401, 403, 413, 415, 421, 422, 429}):
        found[status] = {"description": _MEANS[status], **({} if status == 304 else {"content": body})}
    return found
