"""``svarutkast eval``: samples in, figures, report and a verdict out."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from evals import inspect_log, leakage, lock, report, summary
from evals.dataset import KINDS, Sample, SampleError, load, of_split
from evals.gate import findings, opens, thresholds
from evals.recording import Recording
from evals.run import compared, engine_under_test, history, read, summarise, why_incomparable
from evals.runner import ROOT, observe
from service.bootstrap import Services, bootstrap
from service.config import load_settings

DONE, USAGE, CLOSED, STALE = 0, 2, 3, 4
"""Exit statuses: measured (and the gate open), wrong usage, the gate is closed, part of the recording is stale. Broken
samples exit with 1."""


def run(options: Namespace) -> int:
    """Run the evaluation. Raises SampleError for broken, changed or leaked samples."""
    kinds = tuple(options.kinds.split(",")) if options.kinds else KINDS
    unknown = set(kinds) - set(KINDS)
    if unknown:
        print(f"Ukjent slag av prøver: {', '.join(sorted(unknown))}. Velg blant {', '.join(KINDS)}.", file=sys.stderr)
        return USAGE
    every = load(options.samples)
    lock_file = options.samples / lock.LOCK.name
    if options.lock:
        lock.write(every, lock_file)
        return DONE
    lock.verify(every, lock_file)
    _no_leaks(every)
    engine = _engine(options)
    if engine is None:
        print("Ingen modell er satt: sett SVARUTKAST_MODEL, eller velg en annen --engine.", file=sys.stderr)
        return USAGE
    chosen = [sample for sample in of_split(every, options.split) if sample.kind in kinds]
    missed: list[Sample] = []
    material = _measured(options, engine, chosen, missed)
    services = engine.services
    folder = options.out or services.settings.data_dir / "evals" / material.run.created_at.replace(":", "")
    _write(folder, material, options)
    print("\n".join(summary.lines(material)))
    print(f"Rapport: {folder / 'report.html'}")
    if engine.stale(missed):
        return STALE
    return CLOSED if options.gate and not opens(material.found) else DONE


def _no_leaks(samples: tuple[Sample, ...]) -> None:
    found = leakage.leaks(of_split(samples, "test"), list(leakage.learnt(ROOT)))
    if found:
        rows = [f"  {leak.sample} ({leak.field}) ligner {leak.source} ({leak.share:.0%}): {leak.text[:80]}" for leak in found]
        raise SampleError("\n".join([f"{len(found)} prøver fra testdelen står i det produktet lærer av:", *rows]))


@dataclass(frozen=True)
class _Engine:
    """What is measured: the services, the model's name, and the recording its answers come from."""

    services: Services
    model: str = ""
    recording: Recording | None = None

    def stale(self, missed: Sequence[Sample]) -> list[str]:
        """Samples the recording was made for and has no answer to any more; said on the terminal."""
        if self.recording is None:
            return []
        found = [sample.id for sample in missed if sample.id in self.recording.samples]
        if found:
            few = ", ".join(found[:8]) + " …" * (len(found) > 8)
            print(f"FORELDET: {len(found)} prøver har en annen ledetekst enn opptaket «{self.recording.name}» og er ikke målt "
                  f"(make recording): {few}")  # fmt: skip
        if len(missed) > len(found):
            print(f"{len(missed) - len(found)} prøver er ikke i opptaket og er ikke målt.")
        return found


def _engine(options: Namespace) -> _Engine | None:
    settings = load_settings()
    if options.engine == "extractive":
        return _Engine(bootstrap(settings, models=()))
    if options.engine == "model":
        return _Engine(bootstrap(settings), settings.model) if settings.model else None
    recording = Recording.read(options.recording)
    return _Engine(bootstrap(settings, models=(recording,)), recording.name, recording)


def _measured(options: Namespace, engine: _Engine, samples: list[Sample], missed: list[Sample]) -> report.Material:
    services = engine.services
    settings, started = services.settings, perf_counter()
    asked = samples
    if engine.recording:  # a sample that the recording does not hold would be measured only where no model is asked
        asked = [sample for sample in samples if sample.id in engine.recording.samples]
        missed += [sample for sample in samples if sample.id not in engine.recording.samples]
    observations = observe(services, asked, unrecorded=missed.append)
    judge = None
    if options.judge:
        from evals.judge import judged_by

        judge = judged_by(options.judge, settings, observations, of_split(load(options.samples, ("checks",)), "dev"))
    under_test = engine_under_test(engine.model, engine.recording and engine.recording.name, settings.prompts_dir)
    now = summarise(observations, samples, options.split, under_test, settings.prompts_dir, perf_counter() - started)
    before = read(options.baseline) if options.baseline.is_file() and not options.accept else None
    incomparable = why_incomparable(before, now) if before else None
    comparisons = compared(before, now) if before and not incomparable else []
    return report.Material(
        run=now, observations=observations, comparisons=comparisons, incomparable=incomparable, judge=judge,
        found=findings(now, thresholds(options.engine, options.split), comparisons, incomparable),
        history=history(settings.data_dir / "evals"),
    )  # fmt: skip


def _write(folder: Path, material: report.Material, options: Namespace) -> None:
    """The run, its report, a summary in Markdown, JUnit, and what was asked for besides."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "run.json": material.run.to_json(), "report.html": report.html(material), "summary.md": summary.markdown(material),
        "junit.xml": summary.junit(material.found, material.run.seconds),
    }  # fmt: skip
    if options.inspect:
        files["inspect.json"] = inspect_log.to_json(material)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    if options.accept:
        options.baseline.write_text(material.run.to_json(), encoding="utf-8")
