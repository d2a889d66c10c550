"""Embeddings are a setting: the built-in one, one behind litellm (here over a loopback server), one that fastembed runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.config import Settings
from service.domain import Passage
from service.embedding import DIMENSIONS, ModelEmbeddings, NorwegianEmbeddings, chosen_embeddings
from service.errors import ModelError, SettingsError
from service.index import EmbeddedIndex, build
from tests.model_server import Answer, model_server

MEANINGS = {"båt": [1.0, 0.0, 0.0], "skip": [1.0, 0.1, 0.0], "fyr": [0.0, 1.0, 0.0], "lys": [0.0, 1.0, 0.1]}
BOAT = Passage(id="båt", document="d", title="", heading="", text={"nb": "Noe om en båt."})
LIGHT = Passage(id="fyr", document="d", title="", heading="", text={"nb": "Noe om et fyr."})


def vectors(request) -> Answer:
    """What an embedding server answers: a vector by the word it knows in each text, out of order."""
    def vector(text: str) -> list[float]:
        return next((meaning for word, meaning in MEANINGS.items() if word in text), [0.0, 0.0, 1.0])

    rows = [{"object": "embedding", "index": n, "embedding": vector(text)} for n, text in enumerate(request["input"])]
    body = {"object": "list", "model": request["model"], "data": rows[::-1], "usage": {"prompt_tokens": 1, "total_tokens": 1}}
    return Answer(raw=json.dumps(body).encode())


@pytest.fixture
def server():
    with model_server(vectors) as running:
        yield running


def settings(**fields) -> Settings:
    return Settings(_env_file=None, **fields)


def test_the_default_needs_no_model_and_no_network():
    embeddings = chosen_embeddings(settings())
    assert isinstance(embeddings, NorwegianEmbeddings)
    assert len(embeddings.embed_query("Når går båten?")) == DIMENSIONS


def test_a_model_behind_litellm_finds_what_shares_no_word(server, tmp_path: Path):
    embeddings = chosen_embeddings(settings(embedding="litellm:openai/test", embedding_url=server.url, embedding_key="k"))
    build(tmp_path, [BOAT, LIGHT], embeddings)
    index = EmbeddedIndex(tmp_path, embeddings)
    assert index.search("skip", 1)[0].passage.id == "båt"
    assert index.search("lys", 1)[0].passage.id == "fyr"
    assert server.paths[0].endswith("/embeddings")
    assert server.keys[0] == "Bearer k"


def test_another_embedding_means_another_index(server, tmp_path: Path):
    build(tmp_path, [BOAT, LIGHT], NorwegianEmbeddings())
    assert build(tmp_path, [BOAT, LIGHT], ModelEmbeddings("openai/test", settings(embedding_url=server.url))).added == 2


def test_search_goes_on_by_words_when_the_embedding_server_fails(server, tmp_path: Path, caplog):
    embeddings = ModelEmbeddings("openai/test", settings(embedding_url=server.url))
    build(tmp_path, [BOAT, LIGHT], embeddings)
    server.answer = lambda _: (500, "out of order")
    assert EmbeddedIndex(tmp_path, embeddings).search("fyr", 1)[0].passage.id == "fyr"
    told = [record for record in caplog.records if record.getMessage() == "search_without_embeddings"]
    assert [record.fields for record in told] == [{"reason": "server_error"}]


def test_a_build_says_why_it_failed_and_the_old_index_keeps_serving(server, tmp_path: Path):
    embeddings = ModelEmbeddings("openai/test", settings(embedding_url=server.url))
    build(tmp_path, [BOAT], embeddings)
    server.answer = lambda _: (500, "out of order")
    with pytest.raises(ModelError):
        build(tmp_path, [BOAT, LIGHT], embeddings)
    server.answer = vectors
    assert [found.passage.id for found in EmbeddedIndex(tmp_path, embeddings).search("båt", 5)] == ["båt"]


@pytest.mark.parametrize("name", ["litellm", "litellm:", "word2vec:x", "fastembed:"])
def test_an_embedding_of_no_known_kind_is_an_error_that_names_the_choices(name):
    with pytest.raises(SettingsError, match="litellm:MODELL"):
        chosen_embeddings(settings(embedding=name))


def test_fastembed_that_is_not_installed_is_named():
    with pytest.raises(SettingsError, match="fastembed"):
        chosen_embeddings(settings(embedding="fastembed:no/such-model"))
