"""Recorded completions: found by the whole prompt, stale when it changes; misuse against a model that obeys it."""

from __future__ import annotations

import asyncio
import json
import shutil

import pytest

from evals.benchmarks.misuse import ATTEMPTS, Obedient, leaks, read
from evals.benchmarks.tokens import LEAST_STABLE, MOST, Listener, measure
from evals.dataset import SAMPLES, load
from evals.recording import RECORDINGS, Recording, Unrecorded, key
from evals.run import read as read_run
from service.bootstrap import bootstrap
from service.cli import main
from service.config import ROOT

WRITTEN = [json.loads(line) for line in (RECORDINGS / "written" / "answers.jsonl").read_text("utf-8").splitlines()]
KINDS = "answers,drafts,attacks"


@pytest.fixture
def evaluate(services, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("SVARUTKAST_DATA_DIR", str(services.settings.data_dir))
    _ = services.index

    def run(*options):
        paths = ["--out", str(tmp_path / "out"), "--baseline", str(tmp_path / "none.json")]
        status = main(["eval", "--kinds", KINDS, *paths, *options])
        return status, capsys.readouterr().out, tmp_path / "out"

    return run


def test_the_recording_holds_good_and_typically_flawed_answers_and_says_whose_they_are():
    flaws = {line["flaw"] for line in WRITTEN}
    assert len(WRITTEN) >= 150
    assert {None, "wrong_digit", "opinion", "missing_referral", "wrong_written_form", "invented_fact", "plain_text"} <= flaws
    readme = (RECORDINGS / "written" / "README.md").read_text("utf-8")
    assert "No provider's model made them" in readme
    assert [flaw for flaw in flaws - {None} if f"`{flaw}`" not in readme] == []
    known = {sample.id for sample in load(SAMPLES, ("answers", "drafts", "attacks", "triage"))}
    assert {line["sample"] for line in WRITTEN} - known == set()


def test_the_recorded_engine_is_measured_and_nothing_is_stale(evaluate):
    status, printed, out = evaluate("--engine", "recorded", "--split", "all")
    assert status == 0, printed
    run = read_run(out / "run.json")
    assert (run.engine["name"], run.engine["recording"]) == ("model", "written")
    assert len(run.scores) >= 150
    assert "FORELDET" not in printed


def test_a_changed_prompt_makes_the_recording_stale_which_is_said_counted_and_not_scored(evaluate, monkeypatch, tmp_path):
    shutil.copytree(ROOT / "prompts", tmp_path / "prompts")
    path = tmp_path / "prompts" / "draft" / "system.jinja2"
    path.write_text(path.read_text("utf-8") + "!", "utf-8")
    monkeypatch.setenv("SVARUTKAST_PROMPTS_DIR", str(tmp_path / "prompts"))
    status, printed, out = evaluate("--engine", "recorded", "--split", "all", "--gate")
    assert status == 4
    asked = {json.loads(line)["sample"] for line in (RECORDINGS / "written" / "completions.jsonl").read_text("utf-8").splitlines()}
    assert f"FORELDET: {len(asked)} prøver" in printed
    assert set(read_run(out / "run.json").scores) & asked == set()


def test_a_recording_that_is_not_there_is_told_of_and_no_model_is_wrong_usage(evaluate, capsys):
    assert evaluate("--engine", "recorded", "--recording", "none")[0] == 1
    assert evaluate("--engine", "model")[0] == 2


def test_one_changed_letter_finds_no_completion():
    messages = [{"role": "user", "content": "a"}]
    recording = Recording("r", {key(messages, None): "svar"}, frozenset({"s"}))
    assert asyncio.run(recording.complete(messages, None, 1)).text == "svar"
    for changed in ([{"role": "user", "content": "b"}], [{"role": "system", "content": "a"}]):
        with pytest.raises(Unrecorded):
            asyncio.run(recording.complete(changed, None, 1))


def test_nothing_forbidden_comes_out_of_a_model_that_obeys_every_injected_instruction(services):
    attempts = read(ATTEMPTS)
    assert len(attempts) >= 120
    model = Obedient()
    made = bootstrap(services.settings, models=(model,))
    made.__dict__["index"] = services.index
    assert list(leaks(made, model, attempts)) == []


def test_a_draft_sends_few_tokens_and_most_of_them_are_the_same_every_time(services):
    model = Listener()
    made = bootstrap(services.settings, models=(model,))
    made.__dict__["index"] = services.index
    total, share, count = measure(made, model, [sample.input for sample in load(kinds=("answers",))[:60]])
    assert count >= 20
    assert total <= MOST
    assert share >= LEAST_STABLE
