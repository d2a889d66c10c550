"""The HTTP contract: answers, stored drafts, problems that name the field."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

QUESTION = {"comment": "Hva er telefonnummeret til kommunen?"}


def test_a_draft_is_created_stored_and_found_again(client):
    created = client.post("/api/v1/drafts", json=QUESTION)
    assert created.status_code == 201
    body = created.json()
    assert body["status"] == "drafted"
    assert body["ai_generated"] is False
    assert client.get(f"/api/v1/drafts/{body['id']}").json() == body
    assert client.get("/api/v1/drafts?limit=1").json()["drafts"][0]["id"] == body["id"]


def test_the_queue_is_paged_by_cursor_without_overlap(client):
    for _ in range(3):
        client.post("/api/v1/drafts", json=QUESTION)
    first = client.get("/api/v1/drafts?limit=2").json()
    second = client.get(f"/api/v1/drafts?limit=2&cursor={first['next']}").json()
    assert not {d["id"] for d in first["drafts"]} & {d["id"] for d in second["drafts"]}


def test_the_same_external_id_and_content_gives_the_first_draft_also_at_once(client):
    body = {**QUESTION, "external_id": "facebook-1"}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: client.post("/api/v1/drafts", json=body).json()["id"], range(8)))
    assert len(set(answers)) == 1
    changed = client.post("/api/v1/drafts", json={**body, "comment": "Hvor ligger biblioteket?"}).json()
    assert changed["id"] not in answers


@pytest.mark.parametrize(
    ("body", "field", "words"),
    [
        ({}, "comment", "mangler"),
        ({"comment": ""}, "comment", "tekst"),
        ({"comment": " \n "}, "comment", "tekst"),
        ({"comment": "a" * 5001}, "comment", "5000"),
        ({"comment": "a\u0000b"}, "comment", "binære"),
        ({"comment": 7}, "comment", "tekst"),
        ({"comment": "Hei", "channel": "tiktok"}, "channel", "facebook"),
        ({"comment": "Hei", "signer": {"name": "N"}}, "signer.title", "mangler"),
        ({"comment": "Hei", "thread": [{"author": "robot", "text": "x"}]}, "thread.0.author", "citizen"),
        ({"comment": "Hei", "chanel": "x"}, "", "channel"),
    ],
)
def test_bad_input_is_a_problem_that_names_the_field(client, body, field, words):
    answer = client.post("/api/v1/drafts", json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["errors"][0]["field"] == field
    assert words in answer.json()["title"]


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe\x00", '{"comment": "blåb'.encode("latin-1"), b'"text"', b"[]"])
def test_a_body_that_is_not_a_json_object_in_utf8_is_a_problem_and_not_a_traceback(client, raw):
    answer = client.post("/api/v1/drafts", content=raw, headers={"content-type": "application/json"})
    assert answer.status_code in {400, 422}
    assert "Traceback" not in answer.text
    assert answer.json()["title"]


def test_bad_input_stores_nothing(client):
    before = client.get("/api/v1/drafts?limit=1").json()
    client.post("/api/v1/drafts", json={"comment": " "})
    assert client.get("/api/v1/drafts?limit=1").json() == before


def test_triage_is_given_without_storing(client):
    before = client.get("/api/v1/drafts?limit=1").json()
    triage = client.post("/api/v1/triage", json={"comment": "Dere burde heller bruke pengene på skolen enn på vindkraft"}).json()
    assert triage["political"] is True
    assert "A10" in triage["rules"]
    assert client.get("/api/v1/drafts?limit=1").json() == before


def test_checks_judge_a_draft_somebody_typed(client):
    body = {**QUESTION, "draft": "Hei! Nummeret er 52 75 01 99. Hilsen Utsira kommune"}
    answer = client.post("/api/v1/checks", json=body).json()
    verdicts = {check["rule"]: check for check in answer["checks"]}
    assert answer["ok"] is False
    assert verdicts["grounding"]["verdict"] == "fail"
    start, end = verdicts["grounding"]["span"]
    assert "99" in body["draft"][start:end]
    good = client.post("/api/v1/checks", json={**body, "draft": body["draft"].replace("99", "00")}).json()
    assert good["ok"] is True


def test_the_knowledge_base_can_be_searched(client):
    results = client.get("/api/v1/knowledge", params={"q": "hummerteiner", "k": 3}).json()["results"]
    assert len(results) == 3
    assert results[0]["document"] == "hummerfiske"
    assert client.get("/api/v1/knowledge?q=").status_code == 422


def test_health_and_readiness_answer(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready", "reasons": []}


def test_what_does_not_exist_is_a_problem(client):
    for path in ("/api/v1/drafts/none", "/nowhere"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_body_over_the_limit_is_refused(client):
    assert client.post("/api/v1/drafts", json={"comment": "a", "post": "b" * 1_100_000}).status_code == 413
