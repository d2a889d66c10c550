"""Bearer tokens from an issuer we trust (Maskinporten, Entra ID): the only importer of joserfc.

RFC 9068 and docs.digdir.no: issuer, audience, times and signature must hold, and the algorithm must be on our own list.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from service.caller import SCOPES, Caller
from service.errors import NotSignedIn, SettingsError
from service.outbound import OutboundError, call

KEEP_KEYS_SECONDS = 3600
FETCH_AGAIN_SECONDS = 30
"""Between fetches for a key id we do not know: a rotated key is found, a forged one cannot make us ask all the time."""
LEEWAY_SECONDS = 30
_ASYMMETRIC = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"})
_METADATA = ("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server")


@dataclass
class TokenVerifier:
    """Verifies tokens of one issuer. ``algorithms`` must be asymmetric; ``scope_prefix`` stands before our scopes."""

    issuer: str
    audience: str
    algorithms: tuple[str, ...]
    jwks_url: str = ""
    scope_prefix: str = ""
    clock: Callable[[], float] = time.time
    _keys: KeySet | None = field(default=None, init=False)
    _fetched: float = field(default=0.0, init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def __post_init__(self) -> None:
        """Raises SettingsError for a missing audience, or an algorithm that is not asymmetric (``none``, HS256)."""
        if not self.audience:
            raise SettingsError("Innstillingen SVARUTKAST_JWT_AUDIENCE mangler.", field="SVARUTKAST_JWT_AUDIENCE")
        if not self.algorithms or not set(self.algorithms) <= _ASYMMETRIC:
            name = "SVARUTKAST_JWT_ALGORITHMS"
            raise SettingsError(f"Innstillingen {name} kan bare ha {', '.join(sorted(_ASYMMETRIC))}.", field=name)

    def caller(self, token: str) -> Caller:
        """Who a token stands for. Raises NotSignedIn, without a word of the token."""
        try:
            claims = self._claims(token)
            return Caller(f"jwt:{_client(claims)}"[:200], _client(claims), self._scopes(claims))
        except OutboundError:
            raise NotSignedIn("Utstederens nøkler kan ikke hentes nå.") from None
        except (JoseError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise NotSignedIn(f"Tokenet kan ikke brukes ({type(error).__name__}).") from None

    def _claims(self, token: str) -> dict[str, Any]:
        try:
            verified = jwt.decode(token, self._key_set(), algorithms=list(self.algorithms))
        except InvalidKeyIdError:
            verified = jwt.decode(token, self._key_set(rotated=True), algorithms=list(self.algorithms))
        registry = jwt.JWTClaimsRegistry(
            now=lambda: int(self.clock()), leeway=LEEWAY_SECONDS, iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.audience}, exp={"essential": True},
        )  # fmt: skip
        registry.validate(verified.claims)
        return verified.claims

    def _key_set(self, rotated: bool = False) -> KeySet:
        with self._lock:
            age = self.clock() - self._fetched
            if self._keys is None or age > KEEP_KEYS_SECONDS or (rotated and age > FETCH_AGAIN_SECONDS):
                found = call("GET", self.jwks_url or self._jwks_from_metadata()).json()
                self._keys = KeySet.import_key_set({"keys": [key for key in found["keys"] if key.get("kty") != "oct"]})
                self._fetched = self.clock()
            return self._keys

    def _jwks_from_metadata(self) -> str:
        for path in _METADATA:
            try:
                return call("GET", self.issuer.rstrip("/") + path).json()["jwks_uri"]
            except OutboundError:
                continue
        raise OutboundError("Utstederen har ingen metadata.")

    def _scopes(self, claims: dict[str, Any]) -> frozenset:
        given = claims.get("scope", claims.get("scp", ""))
        named = given.split() if isinstance(given, str) else list(given)
        named += [role for role in claims.get("roles", ()) if isinstance(role, str)]
        return frozenset(scope for scope in SCOPES if self.scope_prefix + scope in named)


def _client(claims: dict[str, Any]) -> str:
    """Maskinporten names the organisation in ``consumer``; others the client or the subject."""
    consumer = claims.get("consumer")
    number = consumer.get("ID", "").split(":")[-1] if isinstance(consumer, dict) else ""
    return str(number or claims.get("client_id") or claims.get("azp") or claims.get("appid") or claims["sub"])
