"""Recorded exchanges with model servers, played without a network: bodies must match, all must be played.

The cassettes hold answers of the loopback server in ``tests/model_server.py``, written for these tests, not any provider's.
``make record`` records anew: from the loopback server, or from a provider where RECORD_MODEL, RECORD_URL and RECORD_KEY are set.
"""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import pytest

from service.answer import read_answer, response_format
from service.config import ROOT
from service.domain import Found
from service.errors import ModelError
from service.model import LanguageModel
from service.ports import Brief
from service.prompts import Prompts
from service.requests import DraftRequest
from service.tokens import Tokens
from service.writer import ModelEngine
from tests.completions import completion
from tests.model_server import Answer, model_server
from tests.test_prompts import BRIEFS, PASSAGES, TRIAGE

CASSETTES = Path(__file__).parent / "cassettes" / "test_cassettes"
SOURCE = CASSETTES / "recorded_from.json"
PORT = 18_999
MATCH = ["method", "scheme", "host", "port", "path", "query", "body"]
MODELS = {"openai/loopback": "/v1", "hosted_vllm/loopback": "/v1", "anthropic/loopback": "", "ollama_chat/loopback": ""}
ANSWER = completion(("Hei, og takk for at du spør!", "ingen"), ("Overfarten tar 70 minutter.", "kilde_1"))


@pytest.fixture(scope="module")
def vcr_config():
    def clean(request):
        for name in [name for name in request.headers if name.lower().startswith("x-stainless-")]:
            del request.headers[name]
        return request

    secret = ["authorization", "x-api-key", "api-key", "user-agent", "cookie"]
    return {"match_on": MATCH, "filter_headers": secret, "before_record_request": clean, "decode_compressed_response": True}


@pytest.fixture(scope="module")
def recorded_from(record_mode):
    """Where the cassettes are from: (model, address) for each."""
    if record_mode == "none":
        yield json.loads(SOURCE.read_text("utf-8"))
        return
    named, url = os.environ.get("RECORD_MODEL"), os.environ.get("RECORD_URL", "")
    with model_server(lambda _: Answer(ANSWER), PORT) as server:
        found = {name: (named or name, url if named else server.address + path) for name, path in MODELS.items()}
        CASSETTES.mkdir(parents=True, exist_ok=True)
        SOURCE.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
        yield found


@pytest.fixture(scope="module")
def messages():
    brief = Brief(DraftRequest(**BRIEFS["question-nb"][0]), TRIAGE, tuple(Found(passage=passage, score=0.9) for passage in PASSAGES))
    return ModelEngine(None, Prompts(ROOT / "prompts"), None, None).messages(brief, Tokens())


def model(source) -> LanguageModel:
    name, url = source
    return LanguageModel(name, url, os.environ.get("RECORD_KEY", "unset"))


@pytest.mark.vcr
@pytest.mark.parametrize("name", MODELS)
def test_a_recorded_answer_is_read_and_all_of_the_cassette_is_played(recorded_from, messages, vcr, name):
    found = asyncio.run(model(recorded_from[name]).complete(messages, response_format(), 30))
    assert read_answer(found.text).triage.political is False
    assert found.input_tokens > 0
    assert (vcr.play_count, vcr.all_played) == (1, True) or vcr.record_mode != "none"


@pytest.mark.vcr
@pytest.mark.parametrize("name", MODELS)
def test_a_recorded_stream_is_read_piece_by_piece(recorded_from, messages, vcr, name):
    pieces = []
    found = asyncio.run(model(recorded_from[name]).complete(messages, response_format(), 30, pieces.append))
    assert "".join(pieces) == found.text
    assert read_answer(found.text).sentences
    assert (vcr.play_count, vcr.all_played) == (1, True) or vcr.record_mode != "none"


@pytest.mark.vcr("tests/cassettes/test_cassettes/test_a_recorded_answer_is_read_and_all_of_the_cassette_is_played[hosted_vllm-loopback].yaml")
def test_a_changed_prompt_is_not_answered_by_an_old_recording(recorded_from, messages, record_mode, vcr):
    if record_mode != "none":
        pytest.skip("recording")
    changed = [messages[0], {**messages[1], "content": messages[1]["content"] + "!"}]
    with pytest.raises(ModelError):
        asyncio.run(model(recorded_from["hosted_vllm/loopback"]).complete(changed, response_format(), 5))
    assert vcr.play_count == 0


def test_no_cassette_lies_unused_and_none_holds_a_key():
    names = {f"test_{test}[{name.replace('/', '-')}].yaml" for name in MODELS
             for test in ("a_recorded_answer_is_read_and_all_of_the_cassette_is_played", "a_recorded_stream_is_read_piece_by_piece")}  # fmt: skip
    assert {path.name for path in CASSETTES.glob("*.yaml")} == names
    for path in CASSETTES.glob("*.yaml"):
        head = path.read_text("utf-8").lower()
        assert [name for name in ("authorization", "x-api-key", "x-stainless", "cookie:") if name in head] == [], path.name
