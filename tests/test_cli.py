"""The command line as a person and a script use it, in processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

BIN = Path(sys.executable).parent / "svarutkast"


@pytest.fixture(scope="module")
def run(services, tmp_path_factory):
    """Run the command on the index and model the test run has already made."""
    _ = services.pipeline

    def call(*arguments: str | bytes, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess:
        variables = {**os.environ, "SVARUTKAST_DATA_DIR": str(services.settings.data_dir), **environment}
        return subprocess.run([BIN, *arguments], input=stdin, capture_output=True, env=variables, timeout=120, check=False)

    return call


def lines(result: subprocess.CompletedProcess) -> list[dict]:
    return [json.loads(line) for line in result.stdout.decode().splitlines()]


def test_jsonl_answers_every_line_in_order_and_a_bad_one_with_an_error(run):
    requests = [
        b'{"id": "a", "comment": "Hva er telefonnummeret til kommunen?"}',
        b'{"id": "b", "comment": " "}',
        b"\xff\xfe not text",
        b"{broken",
        b"[1]",
        json.dumps({"id": "c", "comment": "a" * 5001}).encode(),
        b'{"id": 7, "comment": "Takk for flott sommerfest!"}',
    ]
    result = run("draft", "--jsonl", "-", stdin=b"\n".join(requests))
    answers = lines(result)
    assert result.returncode == 1
    assert [answer["request_id"] for answer in answers] == ["a", "b", None, None, None, "c", 7]
    assert ["error" in answer for answer in answers] == [False, True, True, True, True, True, False]
    assert answers[1]["error"]["field"] == "comment"
    assert b"Traceback" not in result.stderr


def test_draft_stores_nothing_unless_told(run, services, tmp_path):
    path = tmp_path / "drafts.db"
    url = f"sqlite:///{path}"
    assert run("draft", "Takk for i går!", SVARUTKAST_DATABASE_URL=url).returncode == 0
    assert not path.exists()
    assert run("draft", "--store", "Takk for i går!", SVARUTKAST_DATABASE_URL=url).returncode == 0
    assert path.exists()


def test_triage_check_and_search_answer_in_the_contracts_shape(run, tmp_path):
    triage = lines(run("triage", "--jsonl", "-", stdin=b'{"id": 1, "comment": "Stopp vindkrafta!"}'))[0]
    assert triage["political"] is True
    check = lines(run("check", "--jsonl", "-", stdin=b'{"comment": "Takk!", "draft": "Tusen takk!", "sources": []}'))[0]
    assert check["ok"] is True
    passages = tmp_path / "passages.jsonl"
    passages.write_text('{"id": "p1", "document": "d", "title": "Fyr", "text": "Fyret ble tent i 1844."}\n'
                        '{"id": "p2", "document": "d", "title": "Sau", "text": "Sauene beiter hele året."}\n', "utf-8")  # fmt: skip
    found = lines(run("search", "--passages", str(passages), "--jsonl", "-", stdin='{"id": "q", "q": "når ble fyret tent"}'.encode()))[0]
    assert found["request_id"] == "q"
    assert found["results"][0]["id"] == "p1"
    assert set(found["results"][0]) == {"id", "document", "title", "score"}


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["draft"], 2, "TEKST"),
        (["draft", ""], 1, "comment"),
        (["draft", "   "], 1, "comment"),
        (["draft", "a" * 5001], 1, "5000"),
        (["draft", b"bl\xe5b\xe6r"], 1, "UTF-8"),
        (["draft", "Hei", "--channel", "tiktok"], 1, "channel"),
        (["draft", "--jsonl", "/no/such/file"], 1, "/no/such/file"),
        (["unknown"], 2, "unknown"),
    ],
)
def test_wrong_use_is_told_in_words(run, arguments, status, words):
    result = run(*arguments)
    assert result.returncode == status
    assert words in result.stderr.decode()
    assert b"Traceback" not in result.stderr


def test_two_processes_drafting_at_once_lose_nothing(run, services, tmp_path):
    url = f"sqlite:///{tmp_path / 'drafts.db'}"
    variables = {**os.environ, "SVARUTKAST_DATA_DIR": str(services.settings.data_dir), "SVARUTKAST_DATABASE_URL": url}
    body = b"\n".join(json.dumps({"id": n, "comment": "Hvor ligger biblioteket?"}).encode() for n in range(25))
    writers = [subprocess.Popen([BIN, "draft", "--store", "--jsonl", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                env=variables) for _ in range(2)]  # fmt: skip
    answers = [writer.communicate(body, timeout=120)[0] for writer in writers]
    made = {json.loads(line)["id"] for answer in answers for line in answer.splitlines()}
    from service.ports import EVERYTHING
    from service.store import Database, SqlDraftStore

    stored = {draft.id for draft in SqlDraftStore(Database(url)).page(EVERYTHING, 100).drafts}
    assert len(made) == 50
    assert stored == made


def test_help_answers_without_loading_anything_heavy():
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, service.cli; print([m for m in sys.modules if m in "
         "('litellm', 'chromadb', 'sklearn', 'fastapi', 'pydantic', 'sqlalchemy')])"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert loaded.stdout.strip() == "[]"


def test_serve_prints_its_address_and_answers(services):
    variables = {**os.environ, "SVARUTKAST_DATA_DIR": str(services.settings.data_dir)}
    process = subprocess.Popen([BIN, "serve", "--port", "18765"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=variables)
    try:
        assert b"http://127.0.0.1:18765/" in process.stdout.readline()
        import urllib.request

        for _ in range(50):
            try:
                assert b"ready" in urllib.request.urlopen("http://127.0.0.1:18765/readyz", timeout=5).read()
                break
            except OSError:
                time.sleep(0.2)
        else:
            pytest.fail("the service did not answer")
    finally:
        process.terminate()
        process.wait(10)
