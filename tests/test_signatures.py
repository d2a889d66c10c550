"""Signatures: the published vectors hold, and what is wrong, changed, old, future or replayed does not."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

import pytest

from service.errors import NotSignedIn, SettingsError
from service.signatures import CHATWOOT, META, ZENDESK, secret_bytes, sign_event, verify

NOW = 1_795_328_857
BODY = json.dumps({"event": "message_created", "entry": [{"time": NOW}]}).encode()
SECRETS = {"chatwoot": "chatwoot-secret", "meta": "meta-app-secret", "zendesk": "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=="}
SCHEMES = {"chatwoot": CHATWOOT, "meta": META, "zendesk": ZENDESK}


def signed(name: str, body: bytes = BODY, at: int = NOW, secret: str | None = None) -> dict[str, str]:
    """The headers each sender's documentation describes, written out here on purpose."""
    key = (secret or SECRETS[name]).encode()
    if name == "chatwoot":
        digest = hmac.new(key, f"{at}.".encode() + body, hashlib.sha256).hexdigest()
        return {"x-chatwoot-signature": f"sha256={digest}", "x-chatwoot-timestamp": str(at)}
    if name == "meta":
        return {"x-hub-signature-256": "sha256=" + hmac.new(key, body, hashlib.sha256).hexdigest()}
    from datetime import UTC, datetime

    stamp = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    digest = base64.b64encode(hmac.new(key, stamp.encode() + body, hashlib.sha256).digest()).decode()
    return {"x-zendesk-webhook-signature": digest, "x-zendesk-webhook-signature-timestamp": stamp}


def test_the_vector_of_the_standard_webhooks_specification():
    headers = sign_event("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_vector_github_publishes_for_the_scheme_it_shares_with_meta():
    """docs.github.com, validating webhook deliveries: a right signature gets as far as the time, which this body lacks."""
    right = {"x-hub-signature-256": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"}
    with pytest.raises(NotSignedIn, match="for gammel"):
        verify(META, "It's a Secret to Everybody", right, b"Hello, World!", NOW)
    with pytest.raises(NotSignedIn, match="stemmer ikke"):
        verify(META, "It's a Secret to Everybody", right, b"Hello, World?", NOW)


@pytest.mark.parametrize("name", SCHEMES)
def test_each_scheme_takes_its_own_and_refuses_what_is_not(name):
    scheme, secret, headers = SCHEMES[name], SECRETS[name], signed(name)
    verify(scheme, secret, headers, BODY, NOW)
    verify(scheme, secret, headers, BODY, NOW + scheme.oldest)
    verify(scheme, secret, headers, BODY, NOW - 30)
    refused = [
        (secret + "x", headers, BODY, NOW), ("", headers, BODY, NOW), (secret, headers, BODY[:-1] + b" ", NOW),
        (secret, headers, BODY, NOW + scheme.oldest + 1), (secret, headers, BODY, NOW - 31), (secret, {}, BODY, NOW),
        (secret, {**headers, scheme.signature_header: headers[scheme.signature_header] + "æ"}, BODY, NOW),
    ]  # fmt: skip
    for wrong in refused:
        with pytest.raises(NotSignedIn):
            verify(scheme, *wrong)


@pytest.mark.parametrize("name", ["chatwoot", "zendesk"])
def test_the_time_is_signed_too(name):
    later = signed(name, at=NOW + 1000)
    headers = {**signed(name), SCHEMES[name].timestamp_header: later[SCHEMES[name].timestamp_header]}
    with pytest.raises(NotSignedIn, match="stemmer ikke"):
        verify(SCHEMES[name], SECRETS[name], headers, BODY, NOW + 1000)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_!!!"])
def test_a_secret_of_ours_must_be_one(secret):
    with pytest.raises(SettingsError):
        secret_bytes(secret)
