"""A run as a log of inspect_ai, for its viewer. Needs the extra ``inspect``."""

from __future__ import annotations

from pathlib import Path

from evals.dataset import SampleError
from evals.report import Material, asked, shown
from evals.runner import Observation
from evals.scorers import SCORERS


def write(material: Material, path: Path) -> None:
    """Write the run as an inspect_ai log (``.eval`` or ``.json``). Raises SampleError where inspect_ai is missing."""
    try:
        from inspect_ai.log import EvalConfig, EvalDataset, EvalLog, EvalResults, EvalSpec, write_eval_log
    except ImportError:
        raise SampleError("--inspect trenger inspect_ai: installer tillegget «inspect».") from None
    run = material.run
    log = EvalLog(
        status="success",
        eval=EvalSpec(
            created=run.created_at, task="svarutkast", model=run.engine["model"] or f"svarutkast/{run.engine['name']}",
            dataset=EvalDataset(name=run.split, samples=len(material.observations)), config=EvalConfig(),
            metadata={"engine": run.engine, "identity": run.identity},
        ),
        results=EvalResults(
            total_samples=len(material.observations), completed_samples=len(material.observations), scores=_scores(material)
        ),
        samples=[_sample(item) for item in material.observations],
    )  # fmt: skip
    write_eval_log(log, str(path))


def _scores(material: Material) -> list:
    """One score a scorer, its mean computed by inspect_ai's own metric."""
    from inspect_ai.log import EvalMetric, EvalScore
    from inspect_ai.scorer import SampleScore, Score, mean

    found = []
    for name in SCORERS:
        values = [SampleScore(score=Score(value=item.scores[name])) for item in material.observations if name in item.scores]
        if values:
            metrics = {"mean": EvalMetric(name="mean", value=mean()(values))}
            found.append(EvalScore(name=name, scorer=name, metrics=metrics, scored_samples=len(values)))
    return found


def _sample(item: Observation):
    from inspect_ai.log import EvalSample
    from inspect_ai.model import ModelOutput
    from inspect_ai.scorer import Score

    return EvalSample(
        id=item.sample.id, epoch=1, input=asked(item.sample), target=item.sample.expect.model_dump_json(),
        output=ModelOutput.from_content("svarutkast", shown(item)),
        scores={name: Score(value=value) for name, value in item.scores.items()},
        metadata={"axes": list(item.sample.axes.labels()), "failures": list(item.failures)},
    )  # fmt: skip
