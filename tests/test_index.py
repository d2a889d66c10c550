"""The index: incremental, atomic, and never half there."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from service.cli import main
from service.domain import Passage
from service.embedding import NorwegianEmbeddings
from service.errors import IndexNotReady
from service.index import EmbeddedIndex, build

EMBEDDINGS = NorwegianEmbeddings()


def passage(name: str, text: str, *questions: str) -> Passage:
    return Passage(id=name, document="d", title="Tema", heading=name, text={"nb": text}, questions=questions)


BOAT = passage("båt", "Båten bruker 70 minutter fra Haugesund.", "Hvor lenge varer overfarten?")
LIGHT = passage("fyr", "Fyret ble tent i 1844.", "Når ble lyktene tent?")


def test_a_passage_is_found_by_its_text_and_by_a_written_question(tmp_path: Path):
    build(tmp_path, [BOAT, LIGHT], EMBEDDINGS)
    index = EmbeddedIndex(tmp_path, EMBEDDINGS)
    assert index.search("minutter fra Haugesund", 1)[0].passage.id == "båt"
    assert index.search("hvor lenge varer turen", 1)[0].passage.id == "båt"
    assert index.search("lykter tent", 1)[0].passage.id == "fyr"
    assert all(0 <= found.score <= 1 for found in index.search("fyr", 5))


def test_only_what_changed_is_embedded_again(tmp_path: Path):
    assert build(tmp_path, [BOAT, LIGHT], EMBEDDINGS).added == 4
    assert build(tmp_path, [BOAT, LIGHT], EMBEDDINGS).added == 0
    report = build(tmp_path, [BOAT, passage("fyr", "Fyret ble slukket.", "Når ble lyktene tent?")], EMBEDDINGS)
    assert (report.added, report.removed) == (1, 1)
    assert EmbeddedIndex(tmp_path, EMBEDDINGS).search("slukket", 1)[0].passage.text["nb"] == "Fyret ble slukket."


def test_searching_before_any_build_says_what_to_do(tmp_path: Path):
    with pytest.raises(IndexNotReady, match="svarutkast index"):
        EmbeddedIndex(tmp_path, EMBEDDINGS)


def _slow_build(folder: Path) -> None:
    build(folder, [passage(f"p{n}", f"Avsnitt nummer {n} om sau og båt.") for n in range(3000)], EMBEDDINGS)


@pytest.mark.parametrize("after", [0.05, 0.6, 1.5])
def test_a_build_that_is_killed_leaves_the_old_index_serving(tmp_path: Path, after: float):
    build(tmp_path, [BOAT, LIGHT], EMBEDDINGS)
    process = multiprocessing.get_context("fork").Process(target=_slow_build, args=(tmp_path,))
    process.start()
    time.sleep(after)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert EmbeddedIndex(tmp_path, EMBEDDINGS).search("fyret tent", 1)[0].passage.id == "fyr"
    assert build(tmp_path, [BOAT], EMBEDDINGS).passages == 1
    assert EmbeddedIndex(tmp_path, EMBEDDINGS).search("båt", 1)[0].passage.id == "båt"


def test_a_long_passage_is_split_and_still_found_by_its_end(tmp_path: Path):
    long = passage("lang", "Sauene beiter på heia. " * 200 + "Til slutt kommer postbåten.")
    build(tmp_path, [long, LIGHT], EMBEDDINGS)
    assert EmbeddedIndex(tmp_path, EMBEDDINGS).search("postbåten", 1)[0].passage.id == "lang"


SERVICE = """---
id: {name}
title: {name}
urls: [https://utsira.kommune.no/]
owner: Servicekontoret
updated: 2026-01-01
valid_until: 2027-01-01
volatile: false
---

## Overskrift

{text}

```yaml
id: {name}-1
```
"""


def _written(folder: Path, name: str, text: str) -> None:
    (folder / "services").mkdir(parents=True, exist_ok=True)
    (folder / "services" / f"{name}.md").write_text(SERVICE.format(name=name, text=text), "utf-8")


@pytest.fixture
def knowledge(tmp_path: Path, monkeypatch) -> Path:
    folder = tmp_path / "knowledge"
    _written(folder, "ferje", "Overfarten tar 70 minutter.")
    monkeypatch.setenv("SVARUTKAST_KNOWLEDGE_DIR", str(folder))
    monkeypatch.setenv("SVARUTKAST_DATA_DIR", str(tmp_path / "var"))
    return folder


def _found(tmp_path: Path, query: str) -> list[str]:
    return [found.passage.id for found in EmbeddedIndex(tmp_path / "var" / "index", EMBEDDINGS).search(query, 5)]


def test_index_names_every_broken_file_indexes_the_rest_and_exits_with_1(knowledge: Path, tmp_path: Path, capsys):
    _written(knowledge, "fyr", "Fyret ble tent i 1844.")
    bad = {"hode.md": b"no header", "tom.md": b"", "utf.md": SERVICE.encode() + b"\xff", "stor.md": b"x" * 10_000_000}
    for name, content in bad.items():
        (knowledge / "services" / name).write_bytes(content)
    _written(knowledge, "lik", "Noe annet.")
    (knowledge / "services" / "lik.md").write_text(SERVICE.format(name="lik", text="Noe.").replace("lik-1", "fyr-1"), "utf-8")
    assert main(["index"]) == 1
    told = capsys.readouterr().err
    for where in ("hode.md:1:", "tom.md:1:", "utf.md:18:", "stor.md:1:", "lik.md:16: id «fyr-1»"):
        assert where in told
    assert _found(tmp_path, "fyret tent") == ["fyr-1", "ferje-1"]


def test_index_without_one_whole_file_leaves_the_old_index_serving(knowledge: Path, tmp_path: Path, capsys):
    assert main(["index"]) == 0
    (knowledge / "services" / "ferje.md").write_bytes(b"")
    assert main(["index"]) == 1
    assert "ferje.md:1: filen er tom" in capsys.readouterr().err
    assert _found(tmp_path, "overfarten minutter") == ["ferje-1"]
