"""Who is let in: nobody unknown beyond loopback, programs by key or token, staff by link or issuer, each to their own."""

from __future__ import annotations

import hmac
import time
from base64 import urlsafe_b64encode
from urllib.parse import parse_qs, urlsplit

import pytest
from fakes import Loopback
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from service.app import create_app
from service.bearer import TokenVerifier
from service.errors import NotSignedIn, SettingsError
from service.keys import make_key

QUESTION = {"comment": "Hva er telefonnummeret til kommunen?"}
BASE = "http://127.0.0.1:8000"


@pytest.fixture
def start(remade, tmp_path):
    """A client of a service with its own database and these settings."""

    def make(**settings):
        services = remade(data_dir=tmp_path, **settings)
        return TestClient(create_app(services), base_url=BASE, raise_server_exceptions=False, follow_redirects=False), services

    return make


def key_for(services, *scopes):
    key, text = make_key("prøve", list(scopes))
    services.keys.add(key, "test")
    return {"Authorization": f"Bearer {text}"}


def test_on_loopback_with_nothing_configured_local_callers_are_answered(start):
    client, _ = start()
    assert client.post("/api/v1/drafts", json=QUESTION).status_code == 201
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/drafts", "/metrics", "/", "/drafts/x", "/api/v1/audit", "/api/v1/channels"])
@pytest.mark.parametrize("settings", [{"access": "required"}, {"host": "0.0.0.0"}, {"public_url": "https://svar.example.no"}])
def test_otherwise_nothing_but_health_answers_the_unknown(start, path, settings):
    client, _ = start(**settings)
    assert client.get(path).status_code in {401, 303}
    assert client.post("/api/v1/drafts", json=QUESTION).status_code == 401
    assert client.post("/", data=QUESTION).status_code == 401
    assert client.get("/healthz").status_code == client.get("/readyz").status_code == 200


def test_a_proxy_in_front_does_not_make_everybody_local(start):
    client, _ = start()
    assert client.get("/api/v1/drafts", headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 401
    other = TestClient(client.app, base_url=BASE, client=("203.0.113.7", 5000))
    assert other.get("/api/v1/drafts").status_code == 401


def test_a_key_that_exists_means_that_callers_must_have_one(start):
    client, services = start()
    headers = key_for(services, "read")
    assert client.get("/api/v1/drafts").status_code == 401
    assert client.get("/api/v1/drafts", headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("scope", "allowed"),
    [("draft", {"draft"}), ("read", {"read"}), ("decide", {"decide"}), ("admin", {"admin"})],
)
def test_each_scope_opens_its_own_door_only(start, scope, allowed):
    client, services = start()
    headers = key_for(services, scope)
    calls = {"draft": ("POST", "/api/v1/triage", QUESTION), "read": ("GET", "/api/v1/drafts", None),
             "decide": ("POST", "/api/v1/drafts/x/decision", {"decision": "rejected", "by": "x"}),
             "admin": ("GET", "/api/v1/audit", None)}  # fmt: skip
    for name, (method, path, body) in calls.items():
        answer = client.request(method, path, json=body, headers=headers)
        assert (answer.status_code != 403) == (name in allowed), (scope, name)


def test_a_wrong_or_revoked_key_counts_nowhere_also_not_on_loopback(start):
    client, services = start()
    assert client.get("/api/v1/drafts", headers={"X-API-Key": "svk_abc_def"}).status_code == 401
    headers = key_for(services, "read")
    assert client.get("/api/v1/drafts", headers=headers).status_code == 200
    assert client.get("/api/v1/drafts", headers={"Authorization": headers["Authorization"] + "x"}).status_code == 401
    services.keys.revoke(services.keys.all()[0].id, "test")
    assert client.get("/api/v1/drafts", headers=headers).status_code == 401


def test_the_rate_limit_is_a_keys_own_and_told_in_the_standard_headers(start):
    client, services = start(rate_limit="3/minute")
    one, two = key_for(services, "read"), key_for(services, "read")
    answers = [client.get("/api/v1/drafts", headers=one) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[0].headers["ratelimit-policy"] == '"default";q=3;w=60'
    assert answers[0].headers["ratelimit"].startswith('"default";r=2;t=')
    assert 1 <= int(answers[3].headers["retry-after"]) <= 60
    assert client.get("/api/v1/drafts", headers=two).status_code == 200


def test_the_service_refuses_to_start_open_to_the_world(start):
    _, services = start(host="0.0.0.0")
    with pytest.raises(SettingsError, match="åpen for verden"):
        services.check_settings()
    key_for(services, "read")
    services.check_settings()


def test_the_printed_link_signs_staff_in_and_out(start):
    client, services = start(access="required")
    assert client.get("/").headers["location"] == "/sign-in"
    assert client.get("/sign-in?token=wrong").status_code == 401
    entered = client.get(urlsplit(services.gate.link).path + "?" + urlsplit(services.gate.link).query)
    assert entered.headers["location"] == "/"
    assert "httponly" in entered.headers["set-cookie"]
    assert "samesite=lax" in entered.headers["set-cookie"]
    assert client.get("/").status_code == 200
    client.post("/sign-out")
    assert client.get("/").status_code == 303


def test_the_link_opens_nothing_beyond_loopback(start):
    client, services = start(host="0.0.0.0")
    assert client.get(f"/sign-in?token={services.gate.link_token}").status_code == 401


class Issuer(Loopback):
    """An issuer on loopback: metadata, keys, and the code flow with PKCE for one person."""

    def __init__(self) -> None:
        self.keys = [RSAKey.generate_key(2048, {"kid": "one"}, auto_kid=False)]
        self.nonce, self.roles, self.seen = "", ["approver"], {}
        super().__init__(self._answer)

    def _answer(self, method, path, _headers, body):
        if path.startswith("/.well-known/"):
            return 200, {"issuer": self.url, "jwks_uri": f"{self.url}/keys", "authorization_endpoint": f"{self.url}/authorize",
                         "token_endpoint": f"{self.url}/token", "id_token_signing_alg_values_supported": ["RS256"]}  # fmt: skip
        if path == "/keys":
            return 200, KeySet(self.keys).as_dict(private=False)
        if path == "/token":
            self.seen = {name: values[0] for name, values in parse_qs(body.decode()).items()}
            claims = {"aud": "svarutkast", "sub": "person-1", "name": "Prøve Person", "nonce": self.nonce, "roles": self.roles}
            return 200, {"access_token": "a", "token_type": "Bearer", "id_token": self.token(**claims)}
        return 404, {}

    def token(self, key=None, header=None, algorithms=None, **claims) -> str:
        key = key or self.keys[-1]
        made = {"iss": self.url, "aud": "svar", "iat": int(time.time()), "exp": int(time.time()) + 60, "client_id": "tool", **claims}
        return jwt.encode(header or {"alg": "RS256", "kid": key.kid}, made, key, algorithms=algorithms)


@pytest.fixture
def issuer():
    with Issuer().running() as server:
        yield server


def test_a_token_of_the_issuer_stands_for_its_client_with_its_scopes(start, issuer):
    client, _ = start(jwt_issuer=issuer.url, jwt_audience="svar", jwt_scope_prefix="utsira:svar.")
    headers = {"Authorization": f"Bearer {issuer.token(scope='utsira:svar.read draft')}"}
    assert client.get("/api/v1/drafts", headers=headers).status_code == 200
    assert client.post("/api/v1/triage", json=QUESTION, headers=headers).status_code == 403
    consumer = {"authority": "iso6523-actorid-upis", "ID": "0192:999999999"}
    verifier = TokenVerifier(issuer.url, "svar", ("RS256",))
    assert verifier.caller(issuer.token(consumer=consumer, scope="draft")).id == "jwt:999999999"
    assert verifier.caller(issuer.token(roles=["decide"], scope="")).scopes == {"decide"}


@pytest.mark.parametrize(
    "claims",
    [{"iss": "https://other.example"}, {"aud": "other"}, {"aud": None}, {"exp": 1}, {"exp": None}, {"nbf": 4102444800}, {"iat": 4102444800}],
)
def test_tokens_of_another_place_or_time_do_not_count(issuer, claims):
    with pytest.raises(NotSignedIn):
        TokenVerifier(issuer.url, "svar", ("RS256",)).caller(issuer.token(**claims))


def test_no_algorithm_and_a_public_key_used_as_a_secret_do_not_count(issuer):
    verifier = TokenVerifier(issuer.url, "svar", ("RS256",))
    good = issuer.token()
    header, payload, signature = good.split(".")
    none = "eyJhbGciOiJub25lIn0." + payload + "."
    head = urlsafe_b64encode(b'{"alg":"HS256","kid":"one"}').rstrip(b"=").decode()
    digest = hmac.digest(issuer.keys[0].as_pem(private=False), f"{head}.{payload}".encode(), "sha256")
    confused = f"{head}.{payload}.{urlsafe_b64encode(digest).rstrip(b'=').decode()}"
    own = RSAKey.generate_key(2048)
    embedded = issuer.token(key=own, header={"alg": "RS256", "kid": "one", "jwk": own.as_dict(private=False)})
    for forged in (none, confused, embedded, f"{header}.{payload}.{signature[:-4]}AAAA", "a.b.c", "", "x" * 5000, "." * 9000):
        with pytest.raises(NotSignedIn):
            verifier.caller(forged)
    assert verifier.caller(good).id == "jwt:tool"
    for algorithms in ((), ("none",), ("HS256",), ("RS256", "HS512")):
        with pytest.raises(SettingsError):
            TokenVerifier(issuer.url, "svar", algorithms)


def test_a_rotated_key_is_fetched_and_a_forged_key_id_does_not_make_us_ask_all_the_time(issuer):
    clock = [time.time()]
    verifier = TokenVerifier(issuer.url, "svar", ("RS256",), f"{issuer.url}/keys", clock=lambda: clock[0])
    verifier.caller(issuer.token())
    issuer.keys.append(RSAKey.generate_key(2048, {"kid": "two"}, auto_kid=False))
    clock[0] += 31
    assert verifier.caller(issuer.token()).id == "jwt:tool"
    asked = len(issuer.asked)
    forged = issuer.token(header={"alg": "RS256", "kid": "three"})
    for _ in range(5):
        with pytest.raises(NotSignedIn):
            verifier.caller(forged)
    assert len(issuer.asked) == asked


def sign_in_with(client, issuer):
    away = client.get("/sign-in/oidc")
    query = {name: values[0] for name, values in parse_qs(urlsplit(away.headers["location"]).query).items()}
    assert query["code_challenge_method"] == "S256"
    issuer.nonce = query["nonce"]
    return client.get(f"/sign-in/callback?code=c&state={query['state']}")


@pytest.mark.parametrize(("roles", "status"), [(["approver"], 201), (["writer"], 403)])
def test_staff_sign_in_with_the_issuer_and_a_writer_may_not_approve(start, issuer, roles, status):
    client, _ = start(oidc_issuer=issuer.url, oidc_client_id="svarutkast", oidc_client_secret="s", host="127.0.0.1")
    assert client.get("/").status_code == 303
    issuer.roles = roles
    assert sign_in_with(client, issuer).headers["location"] == "/"
    assert issuer.seen["code_verifier"]
    draft = client.post("/api/v1/drafts", json=QUESTION).json()
    answer = client.post(f"/api/v1/drafts/{draft['id']}/decision", json={"decision": "approved", "by": "noen andre"})
    assert answer.status_code == status
    if status == 201:
        assert (answer.json()["by"], answer.json()["caller"]) == ("Prøve Person", "staff:person-1")


def test_staff_without_a_role_or_with_a_wrong_state_stay_out(start, issuer):
    client, _ = start(oidc_issuer=issuer.url, oidc_client_id="svarutkast", oidc_client_secret="s")
    issuer.roles = ["something-else"]
    assert sign_in_with(client, issuer).status_code == 403
    assert client.get("/sign-in/callback?code=c&state=forged").status_code == 401
    assert client.get("/").status_code == 303


def test_with_four_eyes_an_edit_is_not_final_and_its_writer_may_not_approve(start):
    client, _ = start(four_eyes=True)
    draft = client.post("/api/v1/drafts", json=QUESTION).json()

    def decide(**body):
        return client.post(f"/api/v1/drafts/{draft['id']}/decision", json={"sources_checked": True, **body})

    edited = decide(decision="edited", text=draft["draft"]["text"] + " ", by="Skriver")
    assert (edited.status_code, edited.json()["final"]) == (201, False)
    assert decide(decision="approved", text=edited.json()["text"], by="skriver ").status_code == 403
    assert decide(decision="approved", text="noe annet", by="Godkjenner").status_code == 409
    assert decide(decision="approved", by="Godkjenner").status_code == 409
    approved = decide(decision="approved", text=edited.json()["text"], by="Godkjenner")
    assert (approved.status_code, approved.json()["final"]) == (201, True)
    record = client.get(f"/api/v1/drafts/{draft['id']}/record").json()
    assert (record["approval"]["by"], record["approval"]["edited"]) == ("Godkjenner", True)


def test_keys_on_the_command_line_are_shown_once(services, monkeypatch, capsys, tmp_path):
    from service.cli import main

    monkeypatch.setenv("SVARUTKAST_DATA_DIR", str(tmp_path))
    assert main(["keys", "create", "chatwoot", "--scopes", "draft, read"]) == 0
    text = capsys.readouterr().out.strip()
    assert main(["keys", "list"]) == 0
    listed = capsys.readouterr().out
    assert "chatwoot" in listed
    assert text not in listed
    assert main(["keys", "revoke", text.split("_")[1]]) == 0
    assert main(["keys", "revoke", "none"]) == 1
    assert main(["keys", "create", "x", "--scopes", "everything"]) == 1
