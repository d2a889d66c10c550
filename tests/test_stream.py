"""Drafts as server-sent events, over a real server: in order, at once, and cancelled when the reader leaves."""

from __future__ import annotations

import http.client
import json
import time
from contextlib import contextmanager
from threading import Thread

import pytest
import uvicorn

from service.app import create_app
from tests.completions import FERRY, GOOD, GREETING, completion
from tests.model_server import Answer, model_server
from tests.test_failures import events_of
from tests.test_writer import with_model

ORDER = ["triage", "sources", "token", "checks", "done"]


@contextmanager
def served(services):
    """The service on a port of its own."""
    server = uvicorn.Server(uvicorn.Config(create_app(services), port=0, log_level="warning", lifespan="off"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(5)


@pytest.fixture(scope="module")
def desk(services):
    """(port, model server) of a service with a model."""
    with model_server(lambda _: Answer(GOOD)) as model:
        made = with_model(services, model="hosted_vllm/loopback", model_url=model.address, model_seconds=20)
        made.model.calls.make_ready()
        _ = made.pipeline, made.store
        with served(made) as port:
            yield port, model


def asked(port: int, comment: str = FERRY, **fields):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("POST", "/api/v1/drafts", json.dumps({"comment": comment, **fields}),
                       {"content-type": "application/json", "accept": "text/event-stream"})  # fmt: skip
    return connection, connection.getresponse()


def read(port: int, comment: str = FERRY, **fields):
    _, answer = asked(port, comment, **fields)
    assert (answer.status, answer.headers["content-type"].split(";")[0], answer.headers["cache-control"]) == (200, "text/event-stream", "no-cache")
    return events_of(answer.read().decode())


def names(events) -> list[str]:
    return list(dict.fromkeys(name for name, _ in events))


def test_events_come_in_order_and_the_last_is_the_stored_draft(desk):
    port, model = desk
    model.answer = lambda _: Answer(GOOD)
    events = read(port)
    assert names(events) == ORDER
    done = events[-1][1]
    assert (done["status"], done["engine"]["name"]) == ("drafted", "model")
    assert events[0][1] == done["triage"] | {"reasons": events[0][1]["reasons"]}
    words = "".join(data["text"] for name, data in events if name == "token")
    assert words == "Hei, og takk for at du spør! Båtturen mellom Haugesund og Utsira tar rundt 70 minutter."
    assert len([name for name, _ in events if name == "token"]) > 3
    stored = http.client.HTTPConnection("127.0.0.1", port)
    stored.request("GET", f"/api/v1/drafts/{done['id']}")
    assert json.loads(stored.getresponse().read()) == done


def test_the_extractive_engine_streams_too_and_a_known_draft_is_told_again(services):
    with served(services) as port:
        events = read(port, external_id="stream-1")
        again = read(port, external_id="stream-1")
    assert names(events) == names(again) == ORDER
    text = events[-1][1]["draft"]["text"]
    assert "".join(data["text"] for name, data in events if name == "token") == text
    assert again[-1][1]["id"] == events[-1][1]["id"]


def test_what_gets_no_draft_has_no_tokens(desk):
    assert names(read(desk[0], "Hva mener kommunen om vindkraft utenfor øya? Stopp galskapen!")) == ["triage", "sources", "checks", "done"]


def test_bad_input_is_a_problem_before_any_event(desk):
    assert asked(desk[0], " ")[1].status == 422


def test_a_model_that_calls_it_politics_is_cut_off_before_its_words_are_shown(desk):
    port, model = desk
    model.answer = lambda _: Answer(completion(GREETING, political=True), pause=0.01)
    events = read(port)
    assert "token" not in names(events)
    assert events[-1][1]["status"] in {"refused", "needs_human"}
    model.answer = lambda _: Answer(GOOD)


def test_a_repair_is_told_as_a_new_request(desk):
    port, model = desk
    answers = [Answer(completion(("Båtturen tar 75 minutter.", "kilde_1"))), Answer(GOOD)]
    model.answer = lambda _: answers.pop(0)
    events = read(port)
    assert {data["request"] for name, data in events if name == "token"} == {1, 2}
    assert "75 minutter" not in events[-1][1]["draft"]["text"]
    model.answer = lambda _: Answer(GOOD)


def test_triage_and_sources_do_not_wait_for_the_model(desk):
    port, model = desk
    model.answer = lambda _: Answer(GOOD, wait=1.0)
    started = time.perf_counter()
    _, answer = asked(port)
    answer.readline()
    assert time.perf_counter() - started < 0.5
    answer.read()
    model.answer = lambda _: Answer(GOOD)


def test_a_reader_that_leaves_cancels_the_call(desk):
    port, model = desk
    model.answer, model.left = (lambda _: Answer(GOOD, pause=0.1, piece=4)), 0
    connection, answer = asked(port)
    while b"event: token" not in answer.readline():
        pass
    answer.close()
    connection.close()
    for _ in range(40):
        time.sleep(0.1)
        if model.left:
            break
    assert model.left == 1
    model.answer = lambda _: Answer(GOOD)
    assert names(read(port)) == ORDER
