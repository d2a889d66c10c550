"""``svarutkast eval`` as CI and people run it: figures, files, gate and verdict."""

from __future__ import annotations

import json
import re
import subprocess
import xml.etree.ElementTree as xml
from pathlib import Path

import pytest

from evals.dataset import KINDS, SAMPLES
from evals.gate import findings, opens, thresholds
from evals.run import compared, read, why_incomparable
from service.cli import main
from service.config import ROOT

FEW = 24
INSPECT = ROOT / ".venv" / "inspect" / "bin" / "python"
"""inspect_ai lives in an environment of its own."""


@pytest.fixture(scope="module")
def few(tmp_path_factory) -> Path:
    """A folder with the first samples of every kind, locked."""
    folder = tmp_path_factory.mktemp("samples")
    for kind in KINDS:
        lines = (SAMPLES / f"{kind}.jsonl").read_text("utf-8").splitlines()[:FEW]
        (folder / f"{kind}.jsonl").write_text("\n".join(lines), "utf-8")
    assert main(["eval", "--lock", "--samples", str(folder)]) == 0
    return folder


@pytest.fixture
def evaluate(services, few, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("SVARUTKAST_DATA_DIR", str(services.settings.data_dir))

    def run(*options, samples=few, out="out", baseline="none.json"):
        paths = ["--samples", str(samples), "--out", str(tmp_path / out), "--baseline", str(tmp_path / baseline)]
        status = main(["eval", "--split", "all", *paths, *options])
        return status, capsys.readouterr(), tmp_path / out

    return run


def test_a_run_writes_its_figures_and_reports(evaluate):
    status, printed, out = evaluate()
    assert status == 0
    assert printed.out.startswith("Det er ikke satt krav")
    run = read(out / "run.json")
    assert run.engine == {"name": "extractive", "model": None, "recording": None, "prompt_version": run.engine["prompt_version"]}
    assert set(run.identity) == {"samples", "scoring", "judge"}
    assert run.metrics["score.recall@10"].n > 0
    assert run.metrics["score.recall@1"].value <= run.metrics["score.recall@3"].value <= run.metrics["score.recall@10"].value
    assert "| Hva | Andel |" in (out / "summary.md").read_text("utf-8")
    assert xml.parse(out / "junit.xml").getroot().tag == "testsuite"


def test_the_report_is_one_file_without_outside_links(evaluate):
    page = (evaluate()[2] / "report.html").read_text("utf-8")
    assert not re.findall(r"""(?:src|href)=["'](?!#)[^"']*""", page)
    assert "default-src 'none'" in page
    for rule in range(1, 11):
        assert f"A{rule}" in page


def test_what_citizens_wrote_is_escaped_in_the_report(evaluate, few, tmp_path):
    folder = tmp_path / "attack"
    folder.mkdir()
    for kind in KINDS:
        (folder / f"{kind}.jsonl").write_text("", "utf-8")
    sample = json.loads((few / "triage.jsonl").read_text("utf-8").splitlines()[0])
    sample["input"]["comment"] = "<img src=x onerror=alert(1)> Når går ferja?"
    (folder / "triage.jsonl").write_text(json.dumps(sample), "utf-8")
    main(["eval", "--lock", "--samples", str(folder)])
    page = (evaluate(samples=folder)[2] / "report.html").read_text("utf-8")
    assert "<img" not in page


def test_an_untouched_build_is_no_effect(evaluate):
    evaluate("--accept", baseline="accepted.json")
    status, printed, _ = evaluate("--gate", out="again", baseline="accepted.json")
    assert status == 0
    assert "NO EFFECT" in printed.out


def test_a_crossed_bound_closes_the_gate_and_says_by_how_much(evaluate, tmp_path):
    run = read(evaluate()[2] / "run.json")
    found = findings(run, {"score.recall@1": {"min": 1.01}, "score.recall@10": {"min": 0.0}}, [])
    assert not opens(found)
    assert found[0].name == "score.recall@1"
    assert re.search(r"skal være minst 1\.01, 0\.\d+ for lavt", found[0].text)


def test_a_bound_on_what_was_not_measured_closes_the_gate(evaluate):
    run = read(evaluate("--kinds", "triage")[2] / "run.json")
    assert [finding.held for finding in findings(run, {"score.recall@1": {"min": 0.1}}, [])] == [False]


def test_the_gate_has_its_own_exit_status(evaluate, monkeypatch):
    monkeypatch.setattr("evals.command.thresholds", lambda *_: {"triage.leak": {"max": -1.0}})
    assert evaluate("--gate")[0] == 3
    status, printed, _ = evaluate()
    assert status == 0
    assert printed.out.splitlines()[0] == "STENGT: 1 krav er ikke holdt."


def test_the_bounds_name_metrics_that_exist(evaluate):
    run = read(evaluate("--split", "test", samples=SAMPLES)[2] / "run.json")
    bounds = thresholds("extractive", "test")
    assert len(bounds) >= 5
    assert set(bounds) - set(run.metrics) == set()


def test_runs_over_other_samples_are_refused_with_the_reason(evaluate):
    every, part = read(evaluate()[2] / "run.json"), read(evaluate("--kinds", "triage", out="part")[2] / "run.json")
    assert "prøvene" in why_incomparable(every, part)
    with pytest.raises(Exception, match="kan ikke sammenlignes"):
        compared(every, part)


def test_a_baseline_of_other_samples_closes_the_gate(evaluate):
    evaluate("--kinds", "triage", "--accept", baseline="part.json")
    status, printed, _ = evaluate("--gate", out="all", baseline="part.json")
    assert status == 3
    assert "godta den med --accept" in printed.out.splitlines()[1]


def test_an_edited_sample_stops_the_run(evaluate, few, tmp_path, capsys):
    folder = tmp_path / "edited"
    folder.mkdir()
    for path in few.iterdir():
        text = path.read_text("utf-8")
        (folder / path.name).write_text(text.replace('"reply": "required"', '"reply": "optional"'), "utf-8")
    status, printed, _ = evaluate(samples=folder)
    assert status == 1
    assert "er endret siden den ble låst" in printed.err


def test_an_unknown_kind_is_wrong_usage(evaluate):
    status, printed, _ = evaluate("--kinds", "triage,answer")
    assert status == 2
    assert "answer" in printed.err


MEANS = """
import json, sys
from inspect_ai.log import read_eval_log
from inspect_ai.scorer import SampleScore, mean
log = read_eval_log(sys.argv[1])
names = {name for sample in log.samples for name in sample.scores}
values = {name: [SampleScore(score=s.scores[name]) for s in log.samples if name in s.scores] for name in names}
said = {score.name: score.metrics["mean"].value for score in log.results.scores}
print(json.dumps({"means": {name: mean()(found) for name, found in values.items()}, "said": said, "n": len(log.samples)}))
"""


@pytest.mark.skipif(not INSPECT.exists(), reason="inspect_ai is not installed: make .venv/.inspect")
def test_means_equal_those_inspect_ai_computes_from_the_log(evaluate):
    out = evaluate("--inspect")[2]
    run = read(out / "run.json")
    read_back = subprocess.run([INSPECT, "-c", MEANS, out / "inspect.json"], capture_output=True, text=True, check=True)
    found = json.loads(read_back.stdout.splitlines()[-1])
    ours = {name: run.metrics[f"score.{name}"].value for name in found["means"]}
    assert len(ours) > 30
    assert found["n"] == len(run.scores)
    assert found["means"] == pytest.approx(ours)
    assert found["said"] == pytest.approx(ours)
