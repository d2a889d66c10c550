"""Twelve common attacks, each with what must happen instead."""

from __future__ import annotations

import csv
import gzip
import importlib
import io
import json
import logging
import pkgutil
import re
import time

import pytest
from fakes import Loopback, LoopbackChatwoot, a_draft
from fastapi.testclient import TestClient
from test_access import Issuer

import service
from service import logs
from service.administer import plain_cell
from service.app import create_app
from service.chatwoot import Chatwoot
from service.cli import main
from service.errors import SettingsError
from service.outbound import MAX_ANSWER, OutboundError, call, check_address

BASE = "http://127.0.0.1:8000"
QUESTION = {"comment": "Hva er telefonnummeret til kommunen?"}
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def http(remade, tmp_path_factory):
    services = remade(data_dir=tmp_path_factory.mktemp("attacks"), frame_ancestors="https://chat.example.no")
    return TestClient(create_app(services), base_url=BASE, raise_server_exceptions=False, follow_redirects=False)


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static/%2fetc%2fpasswd", "/static/style.css%00",
             "/api/v1/drafts/..%2f..%2fetc", "/drafts/..%5c..%5c"],
)  # fmt: skip
def test_1_traversal_reaches_no_file(http, path):
    answer = http.get(path)
    assert answer.status_code == 404
    assert "import" not in answer.text


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "gopher://127.0.0.1/", "http://169.254.169.254/latest", "http://example.no/", "https://",
            "https://user:pw@example.no/", "javascript:alert(1)", "//example.no", "http://127.0.0.1.example.no/"],
)  # fmt: skip
def test_2_settings_cannot_send_requests_where_they_must_not_go(url):
    with pytest.raises(SettingsError, match="SVARUTKAST_WEBHOOK_URL"):
        check_address(url, "SVARUTKAST_WEBHOOK_URL")


def test_2_metadata_addresses_and_redirects_are_not_followed():
    for url in ("https://169.254.169.254/", "https://[fe80::1]/", "https://0.0.0.0/", "https://[::ffff:169.254.169.254]/", "https://224.0.0.1/"):
        with pytest.raises(OutboundError, match="ikke tillatt"):
            call("GET", url)
    inner = Loopback(lambda *_: (200, {"secret": 1}))

    class Redirecting(Loopback):
        pass

    with inner.running():
        server = Redirecting(lambda *_: (302, b""))
        with server.running(), pytest.raises(OutboundError, match="302"):
            call("GET", server.url)
        assert inner.asked == []


def test_3_headers_cannot_be_injected(http):
    for value in ("a\r\nSet-Cookie: x=1", "a\nb", "a b", "æ", "x" * 65):
        answer = http.get("/healthz", headers={"X-Request-ID": value.encode("utf-8")})
        assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["x-request-id"])
        assert "set-cookie" not in answer.headers
    assert http.get("/sign-in?token=a%0d%0aSet-Cookie:x").status_code == 401
    assert http.post("/api/v1/drafts", json=QUESTION, headers={"Idempotency-Key": "a b"}).status_code == 422


def test_4_a_token_without_an_algorithm_does_not_count(remade, tmp_path):
    """Over HTTP here; each forgery on its own in tests/test_access.py."""
    with Issuer().running() as issuer:
        services = remade(data_dir=tmp_path, jwt_issuer=issuer.url, jwt_audience="svar")
        http = TestClient(create_app(services), base_url=BASE)
        good = issuer.token(scope="read")
        none = "eyJhbGciOiJub25lIn0." + good.split(".")[1] + "."
        answers = [http.get("/api/v1/drafts", headers={"Authorization": f"Bearer {token}"}) for token in (good, none)]
        assert [answer.status_code for answer in answers] == [200, 401]


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
                {"Origin": "http://127.0.0.1:9999"}, {"Origin": "http://127.0.0.1:8000.evil.example"}],
)  # fmt: skip
def test_5_another_sites_page_can_change_nothing(http, headers):
    for path in ("/", "/dashboard/chatwoot", "/sign-out"):
        assert http.post(path, data=QUESTION, headers=headers).status_code == 403
    assert http.post("/api/v1/drafts", json=QUESTION, headers=headers).status_code == 403
    assert http.post("/api/v1/drafts", content=json.dumps(QUESTION), headers={"Content-Type": "text/plain"}).status_code == 422
    assert http.post("/", data=QUESTION, headers={"Origin": BASE, "Sec-Fetch-Site": "same-origin"}).status_code == 303


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "[::1", "localhost.evil.example"])
def test_5_a_rebound_name_is_not_answered(http, host):
    assert http.get("/api/v1/drafts", headers={"Host": host}).status_code == 421
    for ours in ("localhost:8000", "127.0.0.1", "[::1]:8000"):
        assert http.get("/healthz", headers={"Host": ours}).status_code == 200


def test_6_pages_cannot_be_framed_but_the_dashboard_by_whom_it_is_for(http):
    for path in ("/", "/sign-in"):
        answer = http.get(path)
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-frame-options"] == "DENY"
    dashboard = http.get("/dashboard/chatwoot")
    assert "frame-ancestors https://chat.example.no;" in dashboard.headers["content-security-policy"]
    assert "x-frame-options" not in dashboard.headers


def test_7_what_is_stored_is_shown_as_text(http):
    body = {"comment": SCRIPT + " Når går båten?", "post": SCRIPT, "external_id": SCRIPT, "always_draft": True}
    draft = http.post("/api/v1/drafts", json=body).json()
    http.post(f"/api/v1/drafts/{draft['id']}/decision", json={"decision": "edited", "text": SCRIPT, "by": SCRIPT, "note": SCRIPT})
    record = http.get(f"/api/v1/drafts/{draft['id']}/record", headers={"Accept": "text/html"})
    for page in (http.get(f"/drafts/{draft['id']}"), record):
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert "default-src 'self'" in page.headers["content-security-policy"]
    assert "&lt;script&gt;alert" in record.text


def test_7_what_is_sent_comes_back_as_text(http):
    for page in (http.post("/", data={"comment": " ", "post": SCRIPT, "channel": SCRIPT, "name": SCRIPT}),
                 http.post("/dashboard/chatwoot", data={"comment": SCRIPT * 200}), http.get(f"/drafts/{SCRIPT}"),
                 http.get("/sign-in", params={"token": SCRIPT}), http.get("/api/v1/drafts", params={"cursor": "<script>"})):  # fmt: skip
        assert "<script>alert" not in page.text
        assert page.status_code in {401, 404, 422}


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "  =cmd|' /C calc'!A0"])
def test_8_a_spreadsheet_reads_no_formula_out_of_an_export(http, formula, monkeypatch, capsys):
    services = http.app.state.services
    http.post("/api/v1/drafts", json={"comment": formula + " hei"})
    monkeypatch.setenv("SVARUTKAST_DATA_DIR", str(services.settings.data_dir))
    assert main(["export", "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out, newline="")))
    assert not any(cell and cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row.values())
    assert plain_cell(formula).startswith("'")


@pytest.fixture
def set_up_logs(capsys):
    """Logs as ``serve`` sets them up, and back to how they were."""
    before = logging.getLogger().handlers[:]
    logs.set_up()
    yield
    logging.getLogger().handlers[:] = before


@pytest.mark.usefixtures("set_up_logs")
def test_9_a_log_line_cannot_be_forged(capsys):
    logs.event("http", route='/x\n{"event": "forged"}', caller="a\r\nb\u2028c")
    logs.trouble("job.failed", ValueError("hemmelig\nforged"))
    lines = re.split(r"[\n\r\u2028\u2029\x85]+", capsys.readouterr().err)
    rows = [json.loads(line) for line in lines if line.startswith("{")]
    assert [row["event"] for row in rows] == ["http", "job.failed"]
    assert "hemmelig" not in str(rows)


def inside(value, depth=0):
    """The compiled patterns in a value, also those inside tuples, lists and dicts."""
    if isinstance(value, re.Pattern):
        return [value] if isinstance(value.pattern, str) else []
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple | set | frozenset) else ()
    return [found for item in items for found in inside(item, depth + 1)] if depth < 3 else []


def patterns():
    """Every compiled pattern of every module of the service."""
    names = [module.name for module in pkgutil.walk_packages(service.__path__, "service.") if ".migrations" not in module.name]
    return {f"{name}.{variable}.{number}": pattern for name in names for variable, value in vars(importlib.import_module(name)).items()
            for number, pattern in enumerate(inside(value))}  # fmt: skip


LONGEST = 5000
MEASURABLE = 0.03  # seconds: under it growth is noise, and no harm
NASTY = ["a" * LONGEST, "a " * (LONGEST // 2), "1" * LONGEST, "1 " * (LONGEST // 2), " " * LONGEST, "\n" * LONGEST, "a@" * (LONGEST // 2),
         "a." * (LONGEST // 2), "http://" * (LONGEST // 7), "Åå" * (LONGEST // 2), "a-" * (LONGEST // 2) + "!", "jeg heter A" + " Aa" * 1600,
         "." * LONGEST, "?" * LONGEST, "12.12." * (LONGEST // 6), "(" * LONGEST, "kl. " * (LONGEST // 4), "#" * LONGEST, "a" * 4999 + "@"]  # fmt: skip


def seconds_over(pattern, text):
    """The best of three: CPU time is steadier than wall time, and the least of it steadier still."""
    taken = []
    for _ in range(3):
        started = time.process_time()
        sum(1 for _ in pattern.finditer(text))
        taken.append(time.process_time() - started)
    return min(taken)


def test_10_no_pattern_takes_long_over_anything_a_citizen_can_send():
    """Twice the text may take twice the time, on any machine; a pattern that tries every pair takes four times."""
    found = patterns()
    assert len(found) > 20
    slow = {}
    for name, pattern in found.items():
        for text in NASTY:
            whole = seconds_over(pattern, text)
            if whole > MEASURABLE and (growth := whole / seconds_over(pattern, text[: len(text) // 2] + text[-1])) > 3:
                slow[name, text[:6]] = round(growth, 1)
    assert slow == {}


def test_11_packed_bodies_are_not_unpacked(http):
    bomb = gzip.compress(b"0" * 50_000_000)
    answer = http.post("/api/v1/drafts", content=bomb, headers={"Content-Encoding": "gzip", "Content-Type": "application/json"})
    assert answer.status_code == 415
    small = gzip.compress(b'"' + b"0" * 20_000_000 + b'"')
    with Loopback(lambda *_: (200, small)).running() as server:
        assert len(call("GET", server.url).body) == len(small)
    with Loopback(lambda *_: (200, b"0" * (MAX_ANSWER + 1))).running() as server, pytest.raises(OutboundError, match="for langt"):
        call("GET", server.url)


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"comment":' * 50_000, '{"comment": "x", "thread": ' + "[" * 5000 + "]" * 5000 + "}"])
def test_12_json_of_any_depth_is_a_problem_and_not_a_crash(http, deep):
    for path in ("/api/v1/drafts", "/api/v1/checks"):
        answer = http.post(path, content=deep, headers={"Content-Type": "application/json"})
        assert answer.status_code in {400, 422}
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_body_without_a_length_is_counted_while_it_comes(http):
    def endless():
        for _ in range(40):
            yield b"x" * 50_000

    assert http.post("/api/v1/drafts", content=endless(), headers={"Content-Type": "application/json"}).status_code == 413


def test_a_request_that_takes_too_long_is_ended(remade, tmp_path, monkeypatch):
    import asyncio

    services = remade(data_dir=tmp_path, request_seconds=0.2)
    http = TestClient(create_app(services), base_url=BASE)

    async def slow(*_arguments):
        await asyncio.sleep(5)

    monkeypatch.setattr(type(services.drafts), "create", slow)
    answer = http.post("/api/v1/drafts", json=QUESTION)
    assert (answer.status_code, answer.json()["title"]) == (503, "Det tok for lang tid. Prøv igjen.")


def test_a_chatwoot_that_answers_garbage_is_an_error_with_a_status():
    chatwoot = LoopbackChatwoot()
    with chatwoot.running(), pytest.raises(OutboundError, match="401"):
        Chatwoot(chatwoot.url, "wrong").note(1, 2, a_draft(), "")
