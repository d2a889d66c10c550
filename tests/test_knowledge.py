"""The knowledge base is whole, valid and readable; a broken file is named with its line."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

from service.config import ROOT
from service.knowledge import MAX_BYTES, load, load_contacts
from service.questions import alike, lacking, written_form

FACTS = ROOT.parent / "shared" / "facts" / "utsira.yaml"
KNOWLEDGE = load(ROOT / "knowledge" / "services")
FACT_IDS = (ROOT / "tests" / "fact_ids.txt").read_text("utf-8").split()


def test_every_file_can_be_read():
    assert KNOWLEDGE.errors == ()
    assert len(KNOWLEDGE.documents) >= 56


def test_every_fact_is_used_exactly_once():
    used = Counter(fact for passage in KNOWLEDGE.passages for fact in passage.facts)
    assert set(used) == set(FACT_IDS)
    assert {fact for fact, times in used.items() if times > 1} == set()


@pytest.mark.skipif(not FACTS.exists(), reason="the fact base lies outside the project")
def test_the_list_of_facts_is_the_fact_base():
    assert {row["id"] for row in yaml.safe_load(FACTS.read_text("utf-8"))} == set(FACT_IDS)


def test_every_header_is_valid():
    for document in KNOWLEDGE.documents:
        header = document.header
        assert header.updated <= date.today(), header.id
        assert header.valid_until > header.updated, header.id
        assert header.urls, header.id
        assert header.id == document.path.stem
        assert set(header.facts) == {fact for passage in document.passages for fact in passage.facts}, header.id


def test_every_passage_is_short_and_stands_in_three_languages_with_its_questions():
    for passage in KNOWLEDGE.passages:
        assert set(passage.text) == {"nb", "nn", "en"}, passage.id
        assert len(passage.questions) >= 12, passage.id
        assert len(passage.text["nb"]) < 400, passage.id


def test_every_passage_has_questions_enough_in_every_written_form_and_in_varied_words():
    assert [(passage.id, told) for passage in KNOWLEDGE.passages for told in lacking(passage)] == []


def test_no_question_stands_under_two_passages():
    assert alike(KNOWLEDGE.passages) == []


def test_a_question_that_stands_under_two_passages_is_found():
    one, other = KNOWLEDGE.passages[:2]
    copied = other.model_copy(update={"questions": (*other.questions, one.questions[0].upper())})
    assert alike([one, copied]) == [(one.id, other.id, one.questions[0])]


def test_what_a_passage_without_questions_lacks_is_said_with_the_reason():
    bare = KNOWLEDGE.passages[0].model_copy(update={"questions": ()})
    told = " ".join(lacking(bare))
    assert "Skriv 12 spørsmål til" in told
    assert all(form in told for form in ("bokmål", "nynorsk", "engelsk"))


@pytest.mark.parametrize(
    ("question", "form"),
    [("Hvor går båten fra?", "bokmål"), ("Kor går båten ifrå?", "nynorsk og dialekt"), ("ka ti går han", "nynorsk og dialekt"),
     ("Where does the boat leave from?", "engelsk")],
)  # fmt: skip
def test_the_written_form_of_a_question_is_told_by_its_small_words(question, form):
    assert written_form(question) == form


def test_a_passage_without_facts_of_its_own_points_to_who_does_it():
    pointers = [passage for passage in KNOWLEDGE.passages if not passage.facts]
    assert len(pointers) >= 30
    assert all(passage.id.startswith("peker-") and passage.url for passage in pointers)


def test_sources_that_disagree_name_each_other():
    by_id = {passage.id: passage for passage in KNOWLEDGE.passages}
    pairs = [(p.id, other) for p in KNOWLEDGE.passages for other in p.disagrees_with]
    assert pairs
    assert all(one in by_id[other].disagrees_with for one, other in pairs)


def test_the_guidelines_hold_every_rule():
    ids = {passage.id for passage in load(ROOT / "knowledge" / "guidelines").passages}
    assert {f"{part}{n}" for part in "AB" for n in range(1, 11)} <= ids
    assert {"veiledning-skjonn", "veiledning-svar-raskt", "profil-nullutslipp", "profil-kulturoy"} <= ids


def test_the_contacts_hold_what_the_service_needs():
    contacts = load_contacts(ROOT / "knowledge")
    assert {"municipality", "political_level", "formal_enquiry", "web_editor", "fire", "police", "ambulance"} <= set(contacts)


GOOD = """---
id: a
title: A
urls: []
owner: Servicekontoret
updated: 2026-01-01
valid_until: 2027-01-01
volatile: false
---

## Overskrift

Tekst.

```yaml
id: a-1
```
"""


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (GOOD.replace("owner: Servicekontoret\n", "").encode(), ":2: «owner»"),
        (GOOD.replace("title: A", "title: [").encode(), "bad.md:5:"),
        (GOOD.replace("id: a-1", "ids: a-1").encode(), "bad.md:16:"),
        (GOOD.replace("Tekst.\n", "").encode(), "bad.md:11:"),
        (GOOD.replace("```yaml", "").encode(), "bad.md:11:"),
        (b"", "bad.md:1: filen er tom"),
        (b"no header", "bad.md:1:"),
        (GOOD.encode() + b"\xff\n", ":18: ugyldig UTF-8"),
        (b"x" * (MAX_BYTES + 1), "MB"),
    ],
)
def test_a_broken_file_is_named_with_its_line_and_the_rest_is_read(tmp_path: Path, content, message):
    (tmp_path / "bad.md").write_bytes(content)
    (tmp_path / "good.md").write_text(GOOD.replace("id: a", "id: b"), "utf-8")
    knowledge = load(tmp_path)
    assert [document.header.id for document in knowledge.documents] == ["b"]
    assert message in knowledge.errors[0]


def test_an_id_used_twice_is_named(tmp_path: Path):
    (tmp_path / "one.md").write_text(GOOD, "utf-8")
    (tmp_path / "two.md").write_text(GOOD, "utf-8")
    assert "two.md:2: id «a»" in load(tmp_path).errors[0]


def test_a_passage_id_used_in_another_file_is_named_with_its_line(tmp_path: Path):
    (tmp_path / "one.md").write_text(GOOD, "utf-8")
    (tmp_path / "two.md").write_text(GOOD.replace("id: a\n", "id: b\n"), "utf-8")
    assert "two.md:16: id «a-1»" in load(tmp_path).errors[0]
