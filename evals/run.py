"""A run: what was measured, of what, with what; as a file that later runs are compared with."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.dataset import KINDS, Axes, Sample, SampleError
from evals.lock import digest
from evals.metrics import Metrics, measure
from evals.runner import Observation, scoring_hash
from evals.scorers import SCORERS
from evals.statistics import Comparison, Estimate, compare, judged
from service.prompts import Prompts

VERSION = 1


@dataclass(frozen=True)
class Run:
    """A run, without the texts: what a comparison and a trend need.

    ``engine`` names the engine under test, its model, the recording its answers came from and its prompts' hash.
    ``identity`` holds the hashes that must be equal for two runs to be compared: samples, scoring code, judge prompt.
    """

    created_at: str
    split: str
    engine: dict[str, str | None]
    identity: dict[str, str]
    seconds: float
    metrics: Metrics
    failures: dict[str, int]
    unmeasured: tuple[str, ...]
    scores: dict[str, dict[str, float]]
    clusters: dict[str, str]

    def comparable_with(self, other: Run) -> bool:
        """Whether both measured the same engine by the same samples and scorers."""
        return self.engine["name"] == other.engine["name"] and why_incomparable(self, other) is None

    def to_json(self) -> str:
        """The run as one JSON document, a line a sample so that differences can be read."""
        body = asdict(self)
        scores = body.pop("scores")
        rows = ",\n".join(f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in scores.items())
        head = json.dumps({"version": VERSION, **body}, ensure_ascii=False, indent=1, allow_nan=False)
        return head[:-2] + ',\n "scores": {\n' + rows + "\n }\n}\n"


def summarise(
    observations: Sequence[Observation], samples: Sequence[Sample], split: str, engine: dict[str, str | None],
    prompts: Path, seconds: float,
) -> Run:  # fmt: skip
    """The run these observations make."""
    return Run(
        created_at=datetime.now(UTC).isoformat(timespec="seconds"), split=split, engine=engine,
        identity={"samples": digest(samples), "scoring": scoring_hash(), "judge": Prompts(prompts).version("judge")},
        seconds=round(seconds, 1), metrics=measure(observations),
        failures=dict(Counter(reason for item in observations for reason in item.failures).most_common()),
        unmeasured=tuple(unmeasured(observations, samples)),
        scores={item.sample.id: item.scores for item in observations},
        clusters={item.sample.id: item.sample.group for item in observations if item.sample.group},
    )  # fmt: skip


def unmeasured(observations: Sequence[Observation], samples: Sequence[Sample]) -> list[str]:
    """What a reader might think was measured and was not: kinds, scorers and axes without samples."""
    ran, scored = {item.sample.kind for item in observations}, {name for item in observations for name in item.scores}
    labels = {label.split(":")[0] for item in observations for label in item.sample.axes.labels()}
    kinds = [f"prøver av typen {kind}" for kind in KINDS if kind not in ran]
    rules = [f"«{name}»" for name, named in SCORERS.items() if name not in scored and set(named.kinds) & ran]
    axes = [f"aksen {name}" for name in Axes.model_fields if name not in labels]
    waiting = len(samples) - len(observations)
    return kinds + ([f"{waiting} prøver produktet ikke kan svare på ennå, eller uten opptak"] if waiting else []) + rules + axes


def read(path: Path) -> Run:
    """A run file. Raises SampleError where it is missing or broken."""
    try:
        body: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        body.pop("version")
        body["metrics"] = {name: Estimate(**value) for name, value in body["metrics"].items()}
        body["unmeasured"] = tuple(body["unmeasured"])
        return Run(**body)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise SampleError(f"{path} er ikke en kjøring: {error}") from None


def why_incomparable(before: Run, after: Run) -> str | None:
    """Why two runs must not be compared, or None. Engines may differ: that is what is compared."""
    names = {"samples": "prøvene", "scoring": "koden som setter poeng", "judge": "dommerens ledetekst"}
    differ = [names[key] for key in names if before.identity.get(key) != after.identity.get(key)]
    differ += ["delen (dev/test)"] if before.split != after.split else []
    return f"Kjøringene kan ikke sammenlignes: {', '.join(differ)} er ikke de samme." if differ else None


def compared(before: Run, after: Run) -> list[Comparison]:
    """Every score in both runs, paired by sample. Raises SampleError where the runs are not comparable."""
    reason = why_incomparable(before, after)
    if reason:
        raise SampleError(reason)
    found = []
    for name in SCORERS:
        shared = [
            sample for sample, scores in after.scores.items() if name in scores and name in before.scores.get(sample, {})
        ]
        if shared:
            pairs = [(before.scores[sample][name], after.scores[sample][name]) for sample in shared]
            clusters = [after.clusters.get(sample, sample) for sample in shared]
            found.append(compare(name, [a for a, _ in pairs], [b for _, b in pairs], clusters))
    return judged(found)


def engine_under_test(model: str, recording: str | None, prompts: Path) -> dict[str, str | None]:
    """What writes the drafts: the extractive engine, or a model and the recording its answers come from."""
    folder = "draft" if model else "replies"
    return {"name": "model" if model else "extractive", "model": model or None, "recording": recording,
            "prompt_version": Prompts(prompts).version(folder)}  # fmt: skip


def history(folder: Path) -> list[Run]:
    """Earlier runs in a folder, oldest first; files that cannot be read are left out."""
    runs = []
    for path in folder.glob("*/run.json"):
        try:
            runs.append(read(path))
        except SampleError:
            continue
    return sorted(runs, key=lambda run: run.created_at)
