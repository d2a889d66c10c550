"""How staff sign in: by the link that ``serve`` prints on loopback, or with the municipality's own OIDC issuer (Authlib).

The session is a signed cookie: ``HttpOnly``, ``SameSite=Lax``, ``Secure`` behind https, eight hours.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

from service import logs
from service.caller import Role, staff
from service.config import Settings
from service.errors import NotFound, NotSignedIn
from service.guard import Use
from service.pages import page

router = APIRouter(include_in_schema=False)
SESSION_SECONDS = 8 * 3600


@router.get("/sign-in")
def sign_in(request: Request, use: Use, token: str | None = None):
    """With the printed link's token: in. Without: how to get in."""
    if token is None:
        return page(request, "sign_in.html", oidc=bool(use.settings.oidc_issuer))
    if not use.gate.opens_link(token):
        raise NotSignedIn("Lenken gjelder ikke lenger. Bruk den som ble skrevet ut sist tjenesten startet.")
    return _enter(request, use, "link", "lokal bruker", ["writer", "approver"])


@router.get("/sign-in/oidc")
async def to_issuer(request: Request, use: Use):
    """Over to the issuer, with state, nonce and PKCE."""
    client = _issuer(use.settings)
    return await client.authorize_redirect(request, f"{use.settings.base_url}/sign-in/callback")


@router.get("/sign-in/callback")
async def from_issuer(request: Request, use: Use):
    """Back from the issuer. Raises NotSignedIn without a word of what the issuer said."""
    from authlib.integrations.starlette_client import OAuthError

    from service.bearer import JoseError

    try:
        claims = (await _issuer(use.settings).authorize_access_token(request))["userinfo"]
    except (OAuthError, JoseError, KeyError, ValueError) as error:
        raise NotSignedIn(f"Innloggingen ble ikke fullført ({type(error).__name__}).") from None
    roles = roles_of(claims, use.settings)
    return _enter(request, use, str(claims["sub"]), str(claims.get("name") or claims["sub"]), roles)


@router.post("/sign-out")
def sign_out(request: Request):
    """Out again."""
    request.session.clear()
    return RedirectResponse("/sign-in", 303)


def roles_of(claims: dict[str, Any], settings: Settings) -> list[Role]:
    """The roles that a person's claims give."""
    held = claims.get(settings.oidc_roles_claim, [])
    values = held.split() if isinstance(held, str) else list(held)
    wanted: dict[Role, str] = {"writer": settings.oidc_writers, "approver": settings.oidc_approvers}
    return [role for role, value in wanted.items() if value in values]


def _enter(request: Request, use: Use, subject: str, name: str, roles: list[Role]) -> RedirectResponse:
    person = staff(subject, name, frozenset(roles))
    request.session.clear()
    request.session.update(staff=subject, name=name, roles=roles)
    use.audit.add(person.id, "staff.signed_in", person.id, roles=sorted(roles))
    logs.event("staff.signed_in", roles=sorted(roles))
    return RedirectResponse("/", 303, headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})


def _issuer(settings: Settings):
    """The issuer's client; its metadata is read when first needed."""
    from authlib.integrations.starlette_client import OAuth

    if not settings.oidc_issuer:
        raise NotFound
    return OAuth().register(
        "staff", client_id=settings.oidc_client_id, client_secret=settings.oidc_client_secret,
        server_metadata_url=settings.oidc_issuer.rstrip("/") + "/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile", "code_challenge_method": "S256", "timeout": 10, "trust_env": False},
    )  # fmt: skip
