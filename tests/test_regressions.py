"""A worsened build is caught as REGRESSED with the right rule named; an untouched one as NO EFFECT.

Each patch under ``tests/patches/`` is applied to a copy of the tree, and the copy measures itself against the tree.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.config import ROOT

PATCHES = ROOT / "tests" / "patches"
COPIED = ("service", "evals", "prompts", "knowledge", "pyproject.toml")


def build(folder: Path, patch: str | None) -> Path:
    """A copy of the tree, with a patch applied."""
    for name in COPIED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    if patch:
        subprocess.run(["git", "apply", "--unsafe-paths", f"--directory={folder}", PATCHES / patch], cwd=folder, check=True)
    return folder


def evaluate(tree: Path, data: Path, *options: str) -> subprocess.CompletedProcess:
    """``svarutkast eval`` of a tree, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(tree), "SVARUTKAST_DATA_DIR": str(data)}
    command = [sys.executable, "-m", "service.cli", "eval", "--split", "test", "--out", str(tree / "out"), *options]
    return subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def baseline(services, tmp_path_factory) -> Path:
    """The accepted run of the tree as it is."""
    _ = services.pipeline
    tree, accepted = build(tmp_path_factory.mktemp("build") / "tree", None), tmp_path_factory.mktemp("accepted") / "run.json"
    result = evaluate(tree, services.settings.data_dir, "--baseline", str(accepted), "--accept")
    assert result.returncode == 0, result.stderr
    return accepted


@pytest.fixture(scope="module")
def results(baseline, services, tmp_path_factory) -> dict[str | None, subprocess.CompletedProcess]:
    """Each build's own evaluation against the accepted run, two at a time."""

    def run(patch: str | None) -> subprocess.CompletedProcess:
        tree = build(tmp_path_factory.mktemp("worse", numbered=True) / "tree", patch)
        return evaluate(tree, services.settings.data_dir, "--baseline", str(baseline), "--gate")

    patches = [None, *(path.name for path in sorted(PATCHES.glob("*.patch")))]
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(patches, pool.map(run, patches), strict=True))


def test_an_untouched_build_is_no_effect(results):
    assert results[None].returncode == 0, results[None].stderr
    assert results[None].stdout.startswith("ÅPEN: alle krav er holdt.\nNO EFFECT: ingen forskjell")


@pytest.mark.parametrize(
    ("patch", "caught"),
    [
        ("threshold-moved.patch", "REGRESSED A10: Politikk blir avvist med henvisning"),
        ("thanks-removed.patch", "REGRESSED A3: Utkast holder A3"),
        ("digit-rule-off.patch", "REGRESSED grounding: Kontrollen av grounding finner brudd"),
    ],
)
def test_a_worsened_build_is_caught_with_the_right_rule(patch, caught, results):
    result = results[patch]
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert result.returncode == 3, result.stdout + result.stderr
    assert lines[0].startswith("STENGT")
    regressed = [line for line in lines if line.startswith("REGRESSED ")]
    assert any(line.startswith(caught) for line in regressed), lines
