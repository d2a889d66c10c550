"""``svarutkast knowledge questions``: a model proposes, a person decides; without a model it says what to write and why."""

from __future__ import annotations

import json

import pytest

from service.cli import main
from service.config import ROOT
from tests.model_server import Answer, model_server

FILE = ROOT / "knowledge" / "services" / "butikk.md"
THIN = """---
id: sykkel
title: Sykkel
urls: [https://utsira.kommune.no/]
owner: Servicekontoret
updated: 2026-01-01
valid_until: 2027-01-01
volatile: false
---

## Leie av sykkel

Du kan leie sykkel ved kaien.

```yaml
id: sykkel-leie
questions:
- Kan vi leie sykkel?
```
"""


@pytest.fixture
def thin(tmp_path):
    path = tmp_path / "sykkel.md"
    path.write_text(THIN, "utf-8")
    return path


def test_without_a_model_it_says_what_to_write_and_why(thin, capsys, monkeypatch):
    monkeypatch.delenv("SVARUTKAST_MODEL", raising=False)
    assert main(["knowledge", "questions", str(thin)]) == 0
    shown = capsys.readouterr()
    assert "# sykkel-leie" in shown.out
    assert "Skriv 11 spørsmål til" in shown.out
    assert "SVARUTKAST_MODEL" in shown.err
    assert thin.read_text("utf-8") == THIN


def test_a_passage_with_enough_questions_is_said_to_have_them(capsys):
    assert main(["knowledge", "questions", str(FILE)]) == 0
    assert "Har nok spørsmål." in capsys.readouterr().out


def test_a_model_proposes_questions_that_do_not_stand_there_already_and_nothing_is_written(thin, capsys, monkeypatch):
    proposed = json.dumps({"questions": ["kan vi leie sykkel", "Har dåkke syklar?", "Any bikes\nfor hire?", "Har dåkke syklar?"]})
    with model_server(lambda _: Answer(proposed)) as server:
        monkeypatch.setenv("SVARUTKAST_MODEL", "hosted_vllm/test")
        monkeypatch.setenv("SVARUTKAST_MODEL_URL", server.url)
        assert main(["knowledge", "questions", str(thin)]) == 0
        prompt = server.asked[0]["messages"][0]["content"]
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("- ")]
    assert lines == ['- "Har dåkke syklar?"', '- "Any bikes for hire?"']
    assert "Du kan leie sykkel ved kaien." in prompt
    assert thin.read_text("utf-8") == THIN


def test_a_file_that_is_not_there_is_named(capsys):
    assert main(["knowledge", "questions", "finnes-ikke.md"]) == 1
    assert "finnes-ikke.md" in capsys.readouterr().err
