"""The OpenAPI document: every operation answers as it says, and its examples work. ``make soak`` asks far more often."""

from __future__ import annotations

import os

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from service.app import create_app
from service.keys import make_key
from service.requests import DraftRequest

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "8"))
STRICTER = [positive_data_acceptance]
"""Our own rules go beyond JSON Schema (NUL in a text, an edit without its text): a 422 that says so is right."""


@pytest.fixture(scope="module")
def office(remade, tmp_path_factory):
    services = remade(data_dir=tmp_path_factory.mktemp("fuzz"), access="required", rate_limit="1000000/minute", meta_verify_token="word",
                      chatwoot_secret="c", meta_secret="m", zendesk_secret="z")  # fmt: skip
    key, text = make_key("fuzz", ["draft", "decide", "read", "admin"])
    services.keys.add(key, "test")
    return services, text


def test_every_operation_answers_as_documented(office, record_property):
    """No 5xx, no answer, type or body that the document does not tell of; with the key, and refused without it."""
    services, key = office
    app = create_app(services)
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, headers={"Host": "127.0.0.1"})
    asked, failed = 0, {}
    for operation in (result.ok() for result in schema.get_all_operations()):

        @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=EXAMPLES < 50)
        @given(case=operation.as_strategy())
        def ask(case):
            nonlocal asked
            asked += 1
            case.call_and_validate(headers={"Authorization": f"Bearer {key}", "Host": "127.0.0.1:8000"}, excluded_checks=STRICTER)

        try:
            ask()
        except (Exception, BaseExceptionGroup) as error:  # noqa: BLE001 - gathered, and told all at once
            failed[operation.label] = str(error)[:1500]
    record_property("requests", asked)
    assert asked >= 10 * EXAMPLES
    assert not failed, "\n\n".join(f"{label}: {why}" for label, why in failed.items())


def test_the_document_is_openapi_3_1_and_says_how_to_get_in(client):
    document = client.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert set(document["components"]["securitySchemes"]) == {"HTTPBearer", "APIKeyHeader"}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert operation.get("summary") or operation.get("description"), (method, path)
            for status, response in operation["responses"].items():
                if status.startswith("4"):
                    assert list(response["content"]) == ["application/problem+json"], (method, path, status)


def test_every_example_in_the_document_works(client):
    document = client.get("/openapi.json").json()
    tried = 0
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            name = content.get("schema", {}).get("$ref", "").rsplit("/", 1)[-1]
            for example in document["components"]["schemas"].get(name, {}).get("examples", []):
                address = path.replace("{draft_id}", _a_draft(client)).replace("{channel}", "web")
                answer = client.request(method, address, json=example)
                assert answer.status_code < 300, (method, path, answer.text)
                tried += 1
    assert tried >= 5


def _a_draft(client: TestClient) -> str:
    return client.post("/api/v1/drafts", json=DraftRequest(comment="Hva er telefonnummeret til kommunen?").model_dump(mode="json")).json()["id"]
