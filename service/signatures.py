"""Signatures of webhooks: one verifier for the schemes of those who call us, and our own for those we call.

| scheme   | signed                  | written                 | time                                             |
| -------- | ----------------------- | ----------------------- | ------------------------------------------------ |
| chatwoot | timestamp ``.`` body    | ``sha256=`` hex         | Unix seconds (chatwoot.com webhook-verification) |
| meta     | body                    | ``sha256=`` hex         | ``entry[].time`` inside the body, Unix seconds   |
| zendesk  | timestamp body          | base64                  | ISO 8601 (developer.zendesk.com webhooks)        |
| ours     | id ``.`` timestamp ``.`` body | ``v1,`` base64    | Unix seconds (standardwebhooks.com)              |

All are HMAC-SHA256 over the raw bytes. A replay within the window is caught by the job table's ``once``.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from service.errors import NotSignedIn, SettingsError

OLDEST_SECONDS, NEWEST_SECONDS = 300, 30
META_OLDEST_SECONDS = 36 * 3600
"""Meta tries a failed delivery again for 36 hours, and signs no time of sending."""
WRONG = "Signaturen stemmer ikke."


@dataclass(frozen=True)
class Scheme:
    """How one sender signs; ``oldest`` is in seconds."""

    signature_header: str
    timestamp_header: str | None
    separator: bytes
    encoding: Literal["hex", "base64"]
    prefix: str = ""
    oldest: int = OLDEST_SECONDS


CHATWOOT = Scheme("x-chatwoot-signature", "x-chatwoot-timestamp", b".", "hex", "sha256=")
META = Scheme("x-hub-signature-256", None, b"", "hex", "sha256=", META_OLDEST_SECONDS)
ZENDESK = Scheme("x-zendesk-webhook-signature", "x-zendesk-webhook-signature-timestamp", b"", "base64")


def verify(scheme: Scheme, secret: str, headers: Mapping[str, str], body: bytes, now: float) -> None:
    """Raises NotSignedIn unless the body is the sender's, whole, and of the right time (``now`` in Unix seconds)."""
    stamp = headers.get(scheme.timestamp_header, "") if scheme.timestamp_header else ""
    signed = stamp.encode() + scheme.separator + body if scheme.timestamp_header else body
    expected = scheme.prefix + _digest(secret.encode(), signed, scheme.encoding)
    given = headers.get(scheme.signature_header, "")
    if not secret or not hmac.compare_digest(expected.encode(), given.encode("utf-8", "replace")):
        raise NotSignedIn(WRONG)
    sent = _seconds(stamp) if scheme.timestamp_header else _entry_time(body)
    if sent is None or not -NEWEST_SECONDS <= now - sent <= scheme.oldest:
        raise NotSignedIn("Signaturen er for gammel, eller fra fremtiden.")


def sign_event(secret: str, event_id: str, sent: int, body: bytes) -> dict[str, str]:
    """The headers of an event we send (Standard Webhooks): ``sent`` in Unix seconds, ``secret`` as ``whsec_`` and base64."""
    signed = f"{event_id}.{sent}.".encode() + body
    signature = _digest(secret_bytes(secret), signed, "base64")
    return {"webhook-id": event_id, "webhook-timestamp": str(sent), "webhook-signature": f"v1,{signature}"}


def secret_bytes(secret: str) -> bytes:
    """The bytes of a ``whsec_`` secret. Raises SettingsError where it is not one, or too short to be secret."""
    try:
        raw = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error:
        raw = b""
    if not secret.startswith("whsec_") or len(raw) < 24:
        name = "SVARUTKAST_WEBHOOK_SECRET"
        raise SettingsError(f"Innstillingen {name} må være whsec_ og minst 24 byte i base64.", field=name)
    return raw


def _digest(key: bytes, message: bytes, encoding: Literal["hex", "base64"]) -> str:
    digest = hmac.new(key, message, hashlib.sha256)
    return digest.hexdigest() if encoding == "hex" else base64.b64encode(digest.digest()).decode()


def _seconds(stamp: str) -> float | None:
    if stamp.isascii() and stamp.isdigit() and len(stamp) <= 12:
        return float(stamp)
    try:
        return datetime.fromisoformat(stamp).timestamp() if "T" in stamp else None
    except ValueError:
        return None


def _entry_time(body: bytes) -> float | None:
    """The newest ``entry[].time`` of a body whose signature has been verified."""
    try:
        times = [entry["time"] for entry in json.loads(body)["entry"]]
        return float(max(times))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
