"""Who is calling: an API key, a bearer token, a staff session, or somebody on this machine where nothing is configured.

The rules are in docs/decisions/0004-access.md.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from service.caller import LOCAL, Caller, staff
from service.config import Settings
from service.errors import NotSignedIn, SettingsError
from service.keys import ApiKey, split_key

PROXIED = ("forwarded", "x-forwarded-for", "x-real-ip")


class Keys(Protocol):
    """Where API keys are kept."""

    def find(self, key_id: str) -> ApiKey | None: ...

    def any_active(self) -> bool: ...


class Tokens(Protocol):
    """Verifies bearer tokens."""

    def caller(self, token: str) -> Caller: ...


@dataclass(frozen=True)
class Gate:
    """Lets callers in. ``link_token`` opens the sign-in link that ``serve`` prints on loopback."""

    settings: Settings
    keys: Keys
    tokens: Tokens | None = None
    link_token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    def refuse_open_world(self) -> None:
        """Raises SettingsError where others could reach the service and nobody would be asked who they are."""
        if not self.settings.on_loopback and not self._configured():
            raise SettingsError(
                "Tjenesten starter ikke åpen for verden. Lag en nøkkel (svarutkast keys create), eller sett "
                "SVARUTKAST_JWT_ISSUER eller SVARUTKAST_OIDC_ISSUER.", field="SVARUTKAST_HOST",
            )  # fmt: skip

    def caller(self, headers: Mapping[str, str], session: Mapping[str, Any], peer: str | None) -> Caller:
        """Who it is. Raises NotSignedIn for nobody we know, and for a credential that does not count, wherever from."""
        key = headers.get("x-api-key") or _bearer(headers.get("authorization"))
        if key is not None:
            return self._by_credential(key)
        if session.get("staff"):
            return staff(session["staff"], session["name"], frozenset(session["roles"]))
        if self._is_local(headers, peer):
            return LOCAL
        raise NotSignedIn

    def opens_link(self, token: str) -> bool:
        """Whether this is the token of the sign-in link; only on loopback."""
        return self.settings.on_loopback and hmac.compare_digest(token.encode(), self.link_token.encode())

    @property
    def link(self) -> str:
        """The sign-in link."""
        return f"{self.settings.base_url}/sign-in?token={self.link_token}"

    def _by_credential(self, text: str) -> Caller:
        parts = split_key(text)
        if parts is None:
            if self.tokens is None:
                raise NotSignedIn
            return self.tokens.caller(text)
        key = self.keys.find(parts[0])
        if key is None or not key.opens_with(parts[1]):
            raise NotSignedIn("API-nøkkelen gjelder ikke.")
        return key.caller

    def _is_local(self, headers: Mapping[str, str], peer: str | None) -> bool:
        """On loopback, not by way of a proxy, and nothing configured that says callers must show who they are."""
        return (self.settings.on_loopback and not self.settings.public_url and not _is_elsewhere(peer)
                and not any(name in headers for name in PROXIED) and not self._asked_for())  # fmt: skip

    def _asked_for(self) -> bool:
        return self.settings.access == "required" or self._configured()

    def _configured(self) -> bool:
        return bool(self.settings.jwt_issuer or self.settings.oidc_issuer) or self.keys.any_active()


def _bearer(authorization: str | None) -> str | None:
    kind, _, value = (authorization or "").partition(" ")
    if kind.lower() == "bearer":
        return value.strip()
    return None


def _is_elsewhere(peer: str | None) -> bool:
    try:
        return peer is not None and not ipaddress.ip_address(peer).is_loopback
    except ValueError:
        return False
