"""Search over real Norwegian passages nobody wrote questions for: ``python -m evals.benchmarks.norquad FOLDER``.

FOLDER holds ``passages.jsonl`` ({id, document, title, text}) and ``questions.jsonl`` ({question, passage, document}), as
NorQuAD (Ivanova et al. 2023, CC0) cut into passages. BM25's constants and the weights were chosen on one half of the questions,
drawn once; the other half is printed too. All goes through the command ``svarutkast search --passages --jsonl``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np

from evals.statistics import estimate, mean
from service.norwegian import stems

K = 10
BARS = {"MRR@10": 0.80, "hit@5": 0.93}


def main() -> int:
    """Print the figures of both halves and those of BM25 over stems; 1 where the kept half does not hold the bars."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    folder = options.parse_args().folder
    rows = [json.loads(line) for line in (folder / "questions.jsonl").open(encoding="utf-8")]
    ranks = {"svarutkast": _searched(folder, rows), "BM25 over stems": _plain(folder, rows)}
    tuned_on = np.random.default_rng(0).permutation(len(rows)) < len(rows) // 2
    held = True
    for half, name in ((tuned_on, "tuned on"), (~tuned_on, "kept back")):
        for engine, places in ranks.items():
            chosen = [place for place, within in zip(places, half, strict=True) if within]
            figures = {"MRR@10": [1 / place if place <= K else 0.0 for place in chosen],
                       "hit@5": [float(place <= 5) for place in chosen]}  # fmt: skip
            print(f"{name:9} {engine:16} " + ", ".join(f"{label} {_said(values)}" for label, values in figures.items()))
            if name == "kept back" and engine == "svarutkast":
                held = all(np.mean(figures[label]) >= bar for label, bar in BARS.items())
    return 0 if held else 1


def _said(values: Sequence[float]) -> str:
    found = estimate(np.array([(value, 1.0) for value in values]), mean, [str(n) for n in range(len(values))])
    return f"{found.value:.3f} ({found.low:.3f}–{found.high:.3f})"


def _searched(folder: Path, rows: Sequence[dict[str, str]]) -> list[int]:
    """The place of the right passage for each question, K + 1 where it is not among the first K."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": str(n), "q": row["question"], "k": K}) + "\n" for n, row in enumerate(rows))
        file.flush()
        passages = str(folder / "passages.jsonl")
        command = [sys.executable, "-m", "service.cli", "search", "--passages", passages, "--jsonl", file.name]
        answers = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return [_place([hit["id"] for hit in json.loads(line)["results"]], row["passage"])
            for line, row in zip(answers, rows, strict=True)]  # fmt: skip


def _plain(folder: Path, rows: Sequence[dict[str, str]]) -> list[int]:
    passages = [json.loads(line) for line in (folder / "passages.jsonl").open(encoding="utf-8")]
    ranker = bm25s.BM25()
    ranker.index([stems(f"{row['title']}. {row['text']}") for row in passages], show_progress=False)
    found, _ = ranker.retrieve([stems(row["question"]) for row in rows], k=K, show_progress=False)
    return [_place([passages[n]["id"] for n in places], row["passage"]) for places, row in zip(found, rows, strict=True)]


def _place(ids: Sequence[str], right: str) -> int:
    return ids.index(right) + 1 if right in ids else K + 1


if __name__ == "__main__":
    sys.exit(main())
