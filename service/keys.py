"""API keys: ``svk_ID_SECRET``, where the secret is 32 random bytes. Only its SHA-256 is kept: the secret has all the
entropy a hash needs, so a slow password hash would buy nothing and cost every call."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from service.caller import SCOPES, Caller, Scope
from service.errors import BadRequest

PREFIX = "svk_"


@dataclass(frozen=True)
class ApiKey:
    """A key as it is kept."""

    id: str
    name: str
    hash: str
    scopes: frozenset[Scope]
    created_at: datetime
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None

    def opens_with(self, secret: str) -> bool:
        """Whether this is its secret, and it counts still; compared in constant time."""
        return hmac.compare_digest(self.hash, _hash(secret)) and self.revoked_at is None

    @property
    def caller(self) -> Caller:
        """Who calls with this key."""
        return Caller(f"key:{self.id}", self.name, self.scopes)


def make_key(name: str, scopes: list[str]) -> tuple[ApiKey, str]:
    """A new key, and the text of it, which is shown once and kept nowhere. Raises BadRequest for an unknown scope."""
    if not name.strip():
        raise BadRequest("Gi nøkkelen et navn, så du vet hvem som har den.", field="name")
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown or not scopes:
        raise BadRequest(f"Tilgangene er {', '.join(SCOPES)}.", field="scopes")
    key_id, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    key = ApiKey(key_id, name.strip()[:120], _hash(secret), frozenset(scopes), datetime.now(UTC))
    return key, f"{PREFIX}{key_id}_{secret}"


def split_key(text: str) -> tuple[str, str] | None:
    """The id and the secret in a key's text, or None where it is not one."""
    if not text.startswith(PREFIX):
        return None
    key_id, _, secret = text.removeprefix(PREFIX).partition("_")
    return (key_id, secret) if key_id and secret else None


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
