"""The evaluation samples: read strictly, locked, and not leaked into what the product learns from."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from evals import leakage, lock
from evals.dataset import KINDS, SAMPLES, SampleError, load, of_split
from service.config import ROOT


@pytest.fixture(scope="module")
def samples():
    return load()


@pytest.fixture
def folder(tmp_path):
    for kind in KINDS:
        (tmp_path / f"{kind}.jsonl").write_text((SAMPLES / f"{kind}.jsonl").read_text("utf-8"), "utf-8")
    return tmp_path


def change(path, number, **fields):
    lines = path.read_text("utf-8").splitlines()
    lines[number] = json.dumps({**json.loads(lines[number]), **fields}, ensure_ascii=False)
    path.write_text("\n".join(lines), "utf-8")


def test_there_are_samples_of_every_kind_in_both_splits(samples):
    assert len(samples) >= 600
    counts = Counter((sample.kind, sample.split) for sample in samples)
    assert {pair for pair in counts if counts[pair] >= 10} == {(kind, split) for kind in KINDS for split in ("dev", "test")}


def test_the_test_split_is_what_was_locked(samples):
    lock.verify(samples)


@pytest.mark.parametrize("fields", [{"split": "dev"}, {"axes": {"written_form": "other"}}, {"expect": {"facts": []}}])
def test_a_test_sample_changed_after_the_lock_is_caught(folder, fields):
    rows = [json.loads(line) for line in (folder / "answers.jsonl").read_text("utf-8").splitlines()]
    place = next(n for n, row in enumerate(rows) if row["split"] == "test" and row["expect"]["facts"])
    change(folder / "answers.jsonl", place, **fields)
    with pytest.raises(SampleError, match="Testdelen av answers.jsonl er endret"):
        lock.verify(load(folder), lock.LOCK)


def test_a_development_sample_may_change(folder):
    rows = [json.loads(line) for line in (folder / "answers.jsonl").read_text("utf-8").splitlines()]
    place = next(n for n, row in enumerate(rows) if row["split"] == "dev")
    change(folder / "answers.jsonl", place, provenance="rewritten")
    lock.verify(load(folder), lock.LOCK)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"ekstra": 1}, "ekstra"),
        ({"expect": {"facts": [], "fact": 1}}, "fact"),
        ({"axes": {"written_form": "klingon"}}, "axes.written_form"),
        ({"split": "train"}, "split"),
        ({"kind": "triage"}, "triage"),
    ],
)
def test_a_broken_sample_is_named_with_file_and_line(folder, fields, words):
    change(folder / "answers.jsonl", 4, **fields)
    with pytest.raises(SampleError, match=r"answers\.jsonl:5") as caught:
        load(folder)
    assert words in caught.value.title


def test_a_line_that_is_not_json_is_named(folder):
    with (folder / "triage.jsonl").open("a", encoding="utf-8") as file:
        file.write("{\n")
    with pytest.raises(SampleError, match=r"triage\.jsonl:\d+: ikke gyldig JSON"):
        load(folder)


def test_no_test_sample_stands_in_what_the_product_learns_from(samples):
    found = leakage.leaks(of_split(samples, "test"), list(leakage.learnt(ROOT)))
    assert [(leak.sample, leak.source, leak.text) for leak in found] == []


@pytest.mark.parametrize(
    "disguise",
    [
        lambda text: text,
        lambda text: text.upper() + "!!",
        lambda text: "Hei! " + text.replace("e", "é", 1),
        lambda text: "Dette er en lang tekst som noe står inne i, slik det ofte er. " + text + " Og så kommer mer etterpå.",
    ],
)
def test_a_leaked_sample_is_found_and_named(samples, disguise):
    victim = max((s for s in of_split(samples, "test") if s.kind == "answers"), key=lambda s: len(s.input["comment"]))
    found = leakage.leaks([victim], [("a.jsonl:1", "Noe helt annet."), ("b.jsonl:7", disguise(victim.input["comment"]))])
    assert [(leak.sample, leak.source) for leak in found] == [(victim.id, "b.jsonl:7")]


def test_what_is_learnt_from_holds_every_kind_of_text():
    places = {where.split(":")[0].split("#")[0].split("/")[0] for where, _ in leakage.learnt(ROOT)}
    assert {"a.jsonl", "questions.jsonl", "prompts", "barnehage"} <= places
