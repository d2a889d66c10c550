"""Fixtures: the real services over the real knowledge base, in a folder of the test run's own."""

from __future__ import annotations

import asyncio

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.bootstrap import Services, bootstrap
from service.config import Settings
from service.domain import DraftResponse
from service.requests import DraftRequest


@pytest.fixture(scope="session")
def services(tmp_path_factory) -> Services:
    return bootstrap(Settings(data_dir=tmp_path_factory.mktemp("var"), _env_file=None))


@pytest.fixture(scope="session")
def client(services) -> TestClient:
    return TestClient(create_app(services), base_url="http://127.0.0.1:8000", raise_server_exceptions=False)


@pytest.fixture(scope="session")
def draft(services):
    def run(comment: str, **fields) -> DraftResponse:
        return asyncio.run(services.pipeline.run(DraftRequest(comment=comment, **fields)))

    return run
