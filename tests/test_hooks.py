"""Webhooks in and out, against a loopback Chatwoot that fails the run on a public message."""

from __future__ import annotations

import json
import time

import pytest
import sqlalchemy as sa
from fakes import Loopback, LoopbackChatwoot, a_draft
from fastapi.testclient import TestClient
from test_signatures import SECRETS, signed

from service import chatwoot as chatwoot_module
from service.app import create_app
from service.chatwoot import Chatwoot
from service.config import ROOT
from service.ports import EVERYTHING
from service.signatures import sign_event
from service.store.tables import jobs, now

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
QUESTION = "Hva er telefonnummeret til kommunen?"


def message(**changed):
    body = {
        "event": "message_created", "id": 501, "content": QUESTION, "created_at": "2026-11-22T10:00:00Z",
        "message_type": "incoming", "content_type": "text", "content_attributes": {}, "source_id": None, "private": False,
        "sender": {"id": 7, "name": "Innbygger", "type": "contact"}, "inbox": {"id": 3, "name": "Facebook"},
        "conversation": {"id": 42, "inbox_id": 3, "status": "open"}, "account": {"id": 1, "name": "Kommunen"},
    }  # fmt: skip
    return json.dumps({**body, **changed}).encode()


@pytest.fixture
def their_chatwoot():
    server = LoopbackChatwoot()
    with server.running():
        yield server
    assert server.public == [], "a public message was sent"


@pytest.fixture
def office(remade, database_url, tmp_path, their_chatwoot):
    """A service connected to everything, and its client."""
    services = remade(
        data_dir=tmp_path, database_url=database_url, chatwoot_url=their_chatwoot.url, chatwoot_token="loopback-token",
        chatwoot_secret=SECRETS["chatwoot"], meta_secret=SECRETS["meta"], zendesk_secret=SECRETS["zendesk"],
        meta_verify_token="our-word",
    )  # fmt: skip
    return services, TestClient(create_app(services), base_url="http://127.0.0.1:8000")


def send(client, name, body, at=None, **kwargs):
    headers = {"content-type": "application/json", **signed(name, body, at or int(time.time()), **kwargs)}
    return client.post(f"/hooks/{name}", content=body, headers=headers)


def test_a_message_in_chatwoot_becomes_a_private_note(office, their_chatwoot):
    services, client = office
    started = time.perf_counter()
    answer = send(client, "chatwoot", message())
    assert (answer.status_code, answer.json()) == (202, {"accepted": 1, "repeated": 0})
    assert time.perf_counter() - started < 5
    assert services.worker.run_due() == 2
    note = their_chatwoot.notes[0]
    assert (note["conversation"], note["message_type"], note["private"]) == (42, "outgoing", True)
    assert "52 75 01 00" in note["content"]
    assert services.drafts.page().drafts[0].external_id == "chatwoot:1:501"


def test_a_replayed_delivery_is_taken_in_once(office, their_chatwoot):
    services, client = office
    answers = [send(client, "chatwoot", message()).json() for _ in range(3)]
    assert [answer["accepted"] for answer in answers] == [1, 0, 0]
    services.worker.run_due()
    assert send(client, "chatwoot", message()).json()["repeated"] == 1
    services.worker.run_due()
    assert len(their_chatwoot.notes) == len(services.drafts.page().drafts) == 1


@pytest.mark.parametrize(
    "changed",
    [{"private": True}, {"message_type": "outgoing"}, {"event": "message_updated"}, {"content": None}, {"content": "  "}, {"id": None}],
)
def test_what_is_not_a_citizens_new_message_is_left_alone(office, changed):
    services, client = office
    assert send(client, "chatwoot", message(**changed)).json() == {"accepted": 0, "repeated": 0}
    assert services.worker.run_due() == 0


def test_a_note_that_fails_is_tried_again_and_written_once(office, their_chatwoot, database_url):
    services, client = office
    their_chatwoot.failures = 1
    send(client, "chatwoot", message())
    services.worker.run_due()
    assert their_chatwoot.notes == []
    with services.database.transaction() as connection:
        connection.execute(jobs.update().values(run_at=now()))
    services.worker.run_due()
    assert len(their_chatwoot.notes) == 1


def test_no_code_path_can_send_a_public_message(their_chatwoot):
    """The one module that writes to Chatwoot has one call, and its body says private in so many words."""
    source = (ROOT / "service" / "chatwoot.py").read_text("utf-8")
    assert source.count("call(") == 1
    assert '"private": True' in source
    assert "False" not in source
    assert [name for name in dir(Chatwoot) if not name.startswith("_") and callable(getattr(Chatwoot, name))] == ["note"]
    others = [path.name for path in (ROOT / "service").rglob("*.py") if "/messages" in path.read_text("utf-8")]
    assert others == ["chatwoot.py"]
    chatwoot = chatwoot_module.Chatwoot(their_chatwoot.url, "loopback-token")
    for account in ("1/../2", "1?private=false", None):
        with pytest.raises((ValueError, TypeError)):
            chatwoot.note(account, 42, a_draft(), "link")


@pytest.mark.parametrize("name", ["chatwoot", "meta", "zendesk"])
def test_a_wrong_signature_is_refused_and_takes_nothing_in(office, name):
    services, client = office
    body = message(entry=[{"time": int(time.time())}])
    assert send(client, name, body, secret="wrong").status_code == 401
    assert send(client, name, body, at=int(time.time()) - 400).status_code == (400 if name == "meta" else 401) or name == "meta"
    assert client.post(f"/hooks/{name}", content=body).status_code == 401
    assert services.jobs.listed() == []


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"event": 7}', b"\xff", b'{"ticket_id": ""}'])
def test_a_signed_body_that_is_no_event_is_a_problem_that_says_so(office, body):
    _, client = office
    for name in ("chatwoot", "zendesk"):
        assert send(client, name, body).status_code == 422


def feed(**value):
    made = {"item": "comment", "verb": "add", "comment_id": "9_1", "message": QUESTION, "from": {"id": "77", "name": "N"}, **value}
    entry = {"id": "9", "time": int(time.time()), "changes": [{"field": "feed", "value": made}]}
    return json.dumps({"object": "page", "entry": [entry]}).encode()


def test_metas_feed_is_read_its_edits_supersede_and_our_own_comments_are_left_alone(office):
    services, client = office
    assert send(client, "meta", feed()).json()["accepted"] == 1
    assert send(client, "meta", feed()).json()["repeated"] == 1
    assert send(client, "meta", feed(verb="edited", message="Hvor ligger biblioteket?")).json()["accepted"] == 1
    assert send(client, "meta", feed(**{"from": {"id": "9"}, "comment_id": "9_2"})).json()["accepted"] == 0
    assert send(client, "meta", feed(item="like", comment_id="9_3")).json()["accepted"] == 0
    services.worker.run_due()
    newer, older = services.drafts.page(EVERYTHING).drafts
    assert older.superseded_by == newer.id


def test_metas_handshake_repeats_the_challenge_for_our_word_only(office):
    _, client = office
    asked = {"hub.mode": "subscribe", "hub.verify_token": "our-word", "hub.challenge": "1158201444"}
    assert client.get("/hooks/meta", params=asked).text == "1158201444"
    assert client.get("/hooks/meta", params={**asked, "hub.verify_token": "x"}).status_code == 403
    assert client.get("/hooks/meta", params={**asked, "hub.challenge": "<script>"}).status_code == 422


def test_zendesks_ticket_is_drafted(office):
    services, client = office
    body = json.dumps({"ticket_id": "12", "comment_id": "34", "comment": QUESTION}).encode()
    assert send(client, "zendesk", body).json()["accepted"] == 1
    services.worker.run_due()
    assert services.drafts.page().drafts[0].external_id == "zendesk:12:34"


def test_a_hook_that_is_not_set_up_is_not_there(remade, tmp_path):
    client = TestClient(create_app(remade(data_dir=tmp_path)), base_url="http://127.0.0.1:8000")
    assert client.post("/hooks/chatwoot", content=b"{}").status_code == 404


def test_a_channel_that_is_off_takes_nothing_on(office, their_chatwoot):
    services, client = office
    services.channels.switch("facebook", False, "test", "test")
    send(client, "chatwoot", message())
    services.worker.run_due()
    assert [job.error for job in services.jobs.listed("dead")] == ["ChannelOff"]
    assert their_chatwoot.notes == []


@pytest.fixture
def listener(remade, database_url, tmp_path):
    """A service that tells a loopback listener, which answers what ``statuses`` says, in turn."""
    statuses = []
    server = Loopback(lambda *_: (statuses.pop(0) if statuses else 204, b""))
    with server.running():
        yield remade(data_dir=tmp_path, database_url=database_url, webhook_url=server.url + "/in", webhook_secret=SECRET), server, statuses


def test_events_are_signed_and_hold_no_words(listener):
    services, server, _ = listener
    client = TestClient(create_app(services), base_url="http://127.0.0.1:8000")
    draft = client.post("/api/v1/drafts", json={"comment": QUESTION, "external_id": "e"}).json()
    client.post(f"/api/v1/drafts/{draft['id']}/decision", json={"decision": "rejected", "by": "x", "reasons": ["other"]})
    services.worker.run_due()
    assert [json.loads(body)["type"] for _, _, _, body in server.asked] == ["draft.created", "draft.decided"]
    for _method, _path, headers, body in server.asked:
        assert QUESTION.encode() not in body
        assert draft["id"].encode() in body
        expected = sign_event(SECRET, headers["webhook-id"], int(headers["webhook-timestamp"]), body)
        assert headers["webhook-signature"] == expected["webhook-signature"]


def test_a_listener_that_is_gone_makes_dead_letters_that_can_be_replayed(listener):
    services, server, statuses = listener
    client = TestClient(create_app(services), base_url="http://127.0.0.1:8000")
    statuses += [500, 410]
    client.post("/api/v1/drafts", json={"comment": QUESTION})
    services.worker.run_due()
    assert services.jobs.listed("dead") == []
    with services.database.transaction() as connection:
        waits = connection.execute(sa.select(jobs.c.run_at).where(jobs.c.state == "ready")).scalars().all()
        assert len(waits) == 1
        connection.execute(jobs.update().values(run_at=now()))
    services.worker.run_due()
    dead = client.get("/api/v1/jobs?state=dead").json()["jobs"]
    assert [(row["kind"], row["error"]) for row in dead] == [("event", "OutboundError 410")]
    assert client.post(f"/api/v1/jobs/{dead[0]['id']}/replay").status_code == 204
    services.worker.run_due()
    assert len({headers["webhook-id"] for _, _, headers, _ in server.asked}) == 1
    assert client.get("/api/v1/jobs?state=dead").json()["jobs"] == []
    assert client.post("/api/v1/jobs/none/replay").status_code == 404


def test_the_worker_takes_up_what_a_stopped_one_had_begun(listener):
    services, server, _ = listener
    with TestClient(create_app(services), base_url="http://127.0.0.1:8000") as client:
        client.post("/api/v1/drafts", json={"comment": QUESTION})
        for _ in range(100):
            if server.asked:
                break
            time.sleep(0.05)
    assert len(server.asked) == 1
