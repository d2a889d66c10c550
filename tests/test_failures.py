"""When it goes wrong: every failure of a model ends in a stored response with the right status and reason, none in a 500."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.budget import DailyBudget
from service.circuit import Circuit
from service.errors import SettingsError
from service.model import LanguageModel
from service.ports import Completion
from service.wire import REASONS
from tests.completions import FERRY, FERRY_FACT, GOOD, GREETING, completion
from tests.model_server import Answer, model_server
from tests.test_writer import with_model

BASE = "http://127.0.0.1:8000"
SECONDS = 1.2
"""What a model that is too slow is given; the others have time enough, however busy the machine is."""
WIRES = {"openai/loopback": "/v1", "hosted_vllm/loopback": "/v1", "anthropic/loopback": "", "ollama_chat/loopback": ""}
INJECTED = completion(("Kommunen er konkurs.", "kilde_1"))
THOUGHTS = "<think>\nSkal jeg? {\"triage\": 1}\n</think>\n" + GOOD


@dataclass(frozen=True)
class Failure:
    """How the model behaves (its last answer for good), and what must come of it. ``streamed``: asked for as events."""

    answers: tuple[Answer, ...]
    reason: str | None
    requests: int
    streamed: bool = False


FAILURES = {
    "timeout": Failure((Answer(GOOD, wait=SECONDS * 2),), "timeout", 1),
    "401": Failure((Answer("feil nøkkel", 401),), "unauthorized", 1),
    "403": Failure((Answer("nei", 403),), "unauthorized", 1),
    "404": Failure((Answer("ukjent modell", 404),), "rejected", 1),
    "429 for long": Failure((Answer("vent", 429, {"retry-after": "60"}),), "rate_limited", 1),
    "429 for a moment": Failure((Answer("vent", 429, {"retry-after": "0.1"}), Answer(GOOD)), None, 2),
    "500": Failure((Answer("nede", 500),), "server_error", 2),
    "500 once": Failure((Answer("nede", 500), Answer(GOOD)), None, 2),
    "503": Failure((Answer("nede", 503),), "server_error", 2),
    "slow stream": Failure((Answer(GOOD, pause=0.4),), "timeout", 1, streamed=True),
    "stream cut": Failure((Answer(GOOD, cut=3),), "stream_cut", 2, streamed=True),
    "stream cut once": Failure((Answer(GOOD, cut=12), Answer(GOOD)), None, 2, streamed=True),
    "invalid JSON": Failure((Answer('{"triage": {"political": fal'),), "invalid_json", 2),
    "plain text": Failure((Answer("Hei! Båten bruker en drøy time."),), "invalid_json", 2),
    "wrong shape": Failure((Answer('{"reply": "Hei"}'),), "wrong_shape", 2),
    "a list": Failure((Answer("[1, 2]"),), "wrong_shape", 2),
    "deep JSON": Failure((Answer('{"triage": ' * 5000),), "too_long", 2),
    "empty": Failure((Answer(""),), "empty_answer", 2),
    "blank": Failure((Answer(" \n "),), "empty_answer", 2),
    "empty stream": Failure((Answer(""),), "empty_answer", 2, streamed=True),
    "content filter": Failure((Answer("", finish="content_filter"),), "content_filter", 1),
    "content filter in a stream": Failure((Answer("", finish="content_filter"),), "content_filter", 1, streamed=True),
    "thoughts first": Failure((Answer(THOUGHTS),), None, 1),
    "thoughts only": Failure((Answer("<think>hm</think>"),), "empty_answer", 2),
    "20 kB": Failure((Answer(completion(GREETING, *[FERRY_FACT] * 250)),), "too_long", 2),
    "20 kB in a stream": Failure((Answer(completion(GREETING, *[FERRY_FACT] * 250), piece=4000),), "too_long", 2, streamed=True),
    "another language": Failure((Answer(completion(("Die Fähre braucht 70 Minuten.", "kilde_1"))),), "check_failed", 2),
    "obeys what was injected": Failure((Answer(INJECTED),), "check_failed", 2),
    "repaired": Failure((Answer(INJECTED), Answer(GOOD)), None, 2),
}


@pytest.fixture(scope="module", params=WIRES)
def posted(request, services):
    """Post a comment to the service while the model behaves like this; the response, and the server's requests."""
    with model_server(lambda _: Answer()) as server:
        url = server.address + WIRES[request.param]
        made, hasty = (
            with_model(services, model=request.param, model_url=url, model_seconds=seconds, model_key="hemmelig")
            for seconds in (20, SECONDS)
        )
        clients = {}
        for service in (made, hasty):
            service.model.calls.make_ready()
            clients[service] = TestClient(create_app(service), raise_server_exceptions=False, base_url=BASE)

        def post(failure: Failure, comment: str = FERRY):
            client = clients[service := hasty if failure.reason == "timeout" else made]
            service.model.calls.circuits[0].succeeded()
            answers = list(failure.answers)
            server.answer = lambda _: answers.pop(0) if len(answers) > 1 else answers[0]
            server.asked.clear()
            headers = {"accept": "text/event-stream"} if failure.streamed else {}
            return client.post("/api/v1/drafts", json={"comment": comment}, headers=headers), client

        post.server = server
        yield post


def body_of(answer, failure: Failure) -> dict:
    if not failure.streamed:
        assert answer.status_code == 201, answer.text
        return answer.json()
    assert answer.status_code == 200
    return dict(events_of(answer.text))["done"]


def events_of(text: str) -> list[tuple[str, object]]:
    blocks = [block.split("\n") for block in text.strip().split("\n\n") if not block.startswith(":")]
    return [(head.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for head, data in blocks]


@pytest.mark.parametrize("name", FAILURES)
def test_every_failure_ends_in_a_stored_draft_with_its_reason(posted, name):
    failure = FAILURES[name]
    answer, client = posted(failure)
    body = body_of(answer, failure)
    engine = body["engine"]
    assert (body["status"], body["status_reason"], engine["fallback_reason"]) == ("drafted", "answered", failure.reason)
    assert engine["name"] == ("extractive" if failure.reason else "model")
    assert (engine["model_calls"], len(posted.server.asked)) == (failure.requests, failure.requests)
    assert "70 minutter" in body["draft"]["text"]
    assert "konkurs" not in body["draft"]["text"]
    assert client.get(f"/api/v1/drafts/{body['id']}").json() == body


def test_prompts_and_answers_and_keys_are_in_no_log_and_the_key_goes_to_the_server_only(posted, caplog):
    with caplog.at_level(logging.DEBUG):
        for failure in (FAILURES["500"], FAILURES["wrong shape"], FAILURES["401"]):
            posted(failure, "Hvor lang tid tar båten fra Haugesund, spør brunosten?")
    assert "brunosten" not in caplog.text
    assert "hemmelig" not in caplog.text


def test_a_refused_connection_falls_back(services, unused_port):
    made = with_model(services, model="openai/loopback", model_url=f"http://127.0.0.1:{unused_port}/v1")
    body = TestClient(create_app(made), base_url=BASE).post("/api/v1/drafts", json={"comment": FERRY}).json()
    assert (body["status"], body["engine"]["fallback_reason"]) == ("drafted", "unreachable")


@pytest.fixture
def unused_port():
    with model_server(lambda _: Answer()) as server:
        return server.server_address[1]


def test_a_doubt_the_model_could_not_settle_goes_to_a_person(services):
    comment = next(text for text in DOUBTFUL if services.pipeline.triage(request(text)).political_doubt)
    with model_server(lambda _: Answer("nede", 500)) as server:
        made = with_model(services, model="openai/loopback", model_url=server.url)
        body = TestClient(create_app(made), base_url=BASE).post("/api/v1/drafts", json={"comment": comment}).json()
        assert (body["status"], body["status_reason"], body["engine"]["fallback_reason"]) == ("needs_human", "political_doubt", "server_error")
        server.answer = lambda _: Answer(completion(("Takk for at du sier fra!", "ingen"), intents=["criticism"]))
        body = TestClient(create_app(made), base_url=BASE).post("/api/v1/drafts", json={"comment": comment}).json()
        assert body["status_reason"] != "political_doubt"
        server.answer = lambda _: Answer(completion(political=True, intents=["political"]))
        body = TestClient(create_app(made), base_url=BASE).post("/api/v1/drafts", json={"comment": comment}).json()
        assert (body["status"], body["referral"]["kind"]) == ("refused", "political")


DOUBTFUL = ("Hvorfor er det så få folk på møtene?", "Ka skjer med skulen?", "Kor blir det av svømmehallen?", "Er dere fornøyd med ferja?",
            "Får vi ny kai snart?", "Hvorfor er gebyrene så høye?", "Burde dere ikke heller brukt pengene på skolen?",
            "Hvorfor bruker dere så mye penger på det?", "Når skal dere gjøre noe med ferja?")  # fmt: skip


def request(text):
    from service.requests import DraftRequest

    return DraftRequest(comment=text)


def test_the_next_model_is_tried_when_the_first_fails(services):
    with model_server(lambda _: Answer("nede", 500)) as down, model_server(lambda _: Answer(GOOD)) as up:
        made = with_model(services, model="openai/first", model_url=down.url, model_fallbacks=f"hosted_vllm/second@{up.url}")
        body = TestClient(create_app(made), base_url=BASE).post("/api/v1/drafts", json={"comment": FERRY}).json()
    assert (body["engine"]["name"], body["engine"]["model"], body["engine"]["model_calls"]) == ("model", "hosted_vllm/second", 3)


def test_the_circuit_opens_after_repeated_failures_and_closes_by_itself(services):
    with model_server(lambda _: Answer("nede", 500)) as server:
        made = with_model(services, model="openai/loopback", model_url=server.url, model_pause=0.5)
        client = TestClient(create_app(made), base_url=BASE)
        reasons = [client.post("/api/v1/drafts", json={"comment": FERRY}).json()["engine"]["fallback_reason"] for _ in range(6)]
        assert reasons == ["server_error"] * 5 + ["circuit_open"]
        assert len(server.asked) == 10
        server.answer = lambda _: Answer(GOOD)
        import time

        time.sleep(0.6)
        assert client.post("/api/v1/drafts", json={"comment": FERRY}).json()["engine"]["name"] == "model"


def test_an_open_circuit_lets_one_call_try_after_its_pause():
    now = [0.0]
    circuit = Circuit(pause=30, most=2, clock=lambda: now[0])
    circuit.failed()
    assert circuit.allows()
    circuit.failed()
    assert not circuit.allows()
    now[0] = 31.0
    assert [circuit.allows(), circuit.allows()] == [True, False]
    circuit.succeeded()
    assert [circuit.allows(), circuit.allows()] == [True, True]


def test_a_spent_budget_stops_model_calls_and_not_drafts(services, tmp_path):
    with model_server(lambda _: Answer(GOOD)) as server:
        made = with_model(services, model="openai/loopback", model_url=server.url, model_daily_tokens=200)
        object.__setattr__(made.model.calls, "budget", DailyBudget(tmp_path, tokens=200))
        client = TestClient(create_app(made), base_url=BASE)
        reasons = [client.post("/api/v1/drafts", json={"comment": FERRY}).json()["engine"]["fallback_reason"] for _ in range(3)]
    assert reasons == [None, None, "budget_spent"]


def test_what_was_spent_is_shared_by_processes_and_begins_anew_each_day(tmp_path):
    from datetime import date

    day = [date(2026, 1, 1)]
    one, other = (DailyBudget(tmp_path, cost=0.01, today=lambda: day[0]) for _ in range(2))
    one.add(Completion("", 100, 20, 0.006))
    other.add(Completion("", 100, 20, 0.006))
    assert one.spent() == other.spent() == (pytest.approx(0.012), 240)
    assert not one.left()
    day[0] = date(2026, 1, 2)
    assert one.left()


@pytest.mark.parametrize("model", WIRES)
def test_no_other_host_is_called_not_even_by_a_redirect(services, model):
    with model_server(lambda _: Answer(GOOD)) as other:
        away = {"location": other.url.replace("127.0.0.1", "localhost") + "/chat/completions"}
        with model_server(lambda _: Answer(raw=b"{}", status=307, headers=away)) as server:
            made = with_model(services, model=model, model_url=server.address + WIRES[model])
            body = TestClient(create_app(made), base_url=BASE).post("/api/v1/drafts", json={"comment": FERRY}).json()
        assert (body["status"], body["engine"]["fallback_reason"]) == ("drafted", "host_not_allowed")
        assert other.paths == []


def test_a_host_outside_the_list_is_an_error_at_start_and_in_a_call(services):
    with pytest.raises(SettingsError, match="MODEL_HOSTS"):
        _ = with_model(services, model="openai/m", model_url="https://evil.example/v1", model_hosts="127.0.0.1").model
    named = with_model(services, model="mistral/mistral-small", model_key="k", model_hosts="127.0.0.1")
    body = TestClient(create_app(named), base_url=BASE).post("/api/v1/drafts", json={"comment": FERRY}).json()
    assert (body["status"], body["engine"]["fallback_reason"]) == ("drafted", "host_not_allowed")


def test_the_table_of_errors_names_every_error_of_litellm():
    LanguageModel("openai/loopback").make_ready()
    from litellm.exceptions import LITELLM_EXCEPTION_TYPES

    assert [kind.__name__ for kind in LITELLM_EXCEPTION_TYPES if kind.__name__ not in REASONS] == []
