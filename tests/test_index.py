"""The index: incremental, atomic, and never half there."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

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
