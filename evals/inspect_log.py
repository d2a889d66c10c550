"""A run as a log in inspect_ai's JSON format (version 2), for its viewer: ``inspect view --log-dir var/evals``.

inspect_ai itself is not needed to write it, and cannot share an environment with litellm (their pins exclude each
other): ``make .venv/.inspect`` installs it in one of its own.
"""

from __future__ import annotations

import json
from typing import Any

from evals.report import Material, asked, shown
from evals.runner import Observation
from evals.scorers import SCORERS

VERSION = 2


def to_json(material: Material) -> str:
    """The run as one JSON document."""
    run, number = material.run, len(material.observations)
    return json.dumps(
        {
            "version": VERSION, "status": "success",
            "eval": {
                "created": run.created_at, "task": "svarutkast", "config": {},
                "model": run.engine["model"] or f"svarutkast/{run.engine['name']}",
                "dataset": {"name": run.split, "samples": number},
                "metadata": {"engine": run.engine, "identity": run.identity},
            },
            "results": {"total_samples": number, "completed_samples": number, "scores": _scores(material)},
            "samples": [_sample(item) for item in material.observations],
        },
        ensure_ascii=False, indent=1,
    )  # fmt: skip


def _scores(material: Material) -> list[dict[str, Any]]:
    found = []
    for name in SCORERS:
        mean = material.run.metrics.get(f"score.{name}")
        if mean:
            metrics = {"mean": {"name": "mean", "value": mean.value}}
            found.append({"name": name, "scorer": name, "metrics": metrics, "scored_samples": mean.n})
    return found


def _sample(item: Observation) -> dict[str, Any]:
    choice = {"message": {"role": "assistant", "content": shown(item)}, "stop_reason": "stop"}
    return {
        "id": item.sample.id, "epoch": 1, "input": asked(item.sample), "target": item.sample.expect.model_dump_json(),
        "output": {"model": "svarutkast", "choices": [choice]},
        "scores": {name: {"value": value, "explanation": SCORERS[name].label} for name, value in item.scores.items()},
        "metadata": {"axes": list(item.sample.axes.labels()), "failures": list(item.failures)},
    }  # fmt: skip
