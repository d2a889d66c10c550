"""Measures what the checks have learned on writers it has not read, and sets its thresholds: ``make wording-thresholds``.

A file in ``knowledge/training/replies`` is a writer; each is labelled by heads that have read none of its fold. Writes
``knowledge/wording.json``; prints what each threshold finds. Where the writer's drafts are development samples, what those
heads say of the drafts is what the rules of meaning are learned from (``knowledge/breaches.json``); which sentences answer
(``knowledge/answering.json``) is learned in the same way. The test split is not used.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
from sklearn.metrics import average_precision_score

from evals import answering
from evals.breaches import Judged, report
from evals.breaches import fitted as fitted_rules
from evals.folds import even_folds
from service.bootstrap import Services, bootstrap
from service.check.linear import Linear
from service.check.signals import signals_of
from service.check.wording import FAULTS, MERITS, Said, Wording, fitted
from service.config import load_settings
from service.labelled import LabelledSentence, read_sentences_of
from service.requests import CheckRequest

SAMPLES = Path(__file__).parent / "samples" / "checks.jsonl"
DRAFTS = "drafts-"
"""How the names of files begin that hold sentences out of a writer's labelled drafts."""

FOLDS = 10
CRIED = 0.015
"""Share of the sentences that do not commit a fault which may be taken for it; half of these were written to be mistaken."""
CLAIMED = 0.03
"""Share of sentences that may be taken for doing a good thing they do not do."""


def main() -> None:
    """Label every writer by the others and write the thresholds."""
    services = bootstrap(load_settings())
    folder = services.settings.knowledge_dir
    writers = {path.stem: read_sentences_of(path) for path in sorted((folder / "training" / "replies").glob("*.jsonl"))}
    rows, said, drafts = held_out(writers, services)
    found = {}
    for name in (*FAULTS, *MERITS):
        known = [(row, item) for row, item in zip(rows, said, strict=True) if name in FAULTS or not row.only_faults]
        does = np.array([name in row.does for row, _ in known])
        chances = np.array([item.chances[name] if item.rather(name) else 0.0 for _, item in known])
        allowed = CRIED if name in FAULTS else CLAIMED
        found[name] = round(float(np.quantile(chances[~does], 1 - allowed)), 3)
        precision = average_precision_score(does, chances)
        print(f"{name:20}{does.sum():5}  average precision {precision:.2f}  from {found[name]:.2f} found "
              f"{(chances[does] >= found[name]).mean():.0%}", file=sys.stderr)  # fmt: skip
    (folder / "wording.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    report(drafts)
    answered = answering.read_answered(folder / "training" / "answering")
    answering.report(answered)
    _write(folder / "breaches.json", fitted_rules(drafts))
    _write(folder / "answering.json", answering.fitted(row for rows in answered.values() for row in rows))


def _write(path: Path, model: Linear) -> None:
    path.write_text(json.dumps(asdict(model), indent=1) + "\n", encoding="utf-8")


def held_out(
    writers: Mapping[str, Sequence[LabelledSentence]], services: Services
) -> tuple[list[LabelledSentence], list[Said], list[Judged]]:
    """Every sentence, and every development draft, with what heads that have read nothing of its writer's fold say of it."""
    rows, said, drafts = [], [], []
    own = services.wording
    answered = answering.read_answered(services.settings.knowledge_dir / "training" / "answering")
    fold_of = dict(zip(writers, even_folds([len(lines) for lines in writers.values()], FOLDS), strict=True))
    for fold in range(FOLDS):
        others = [row for writer, lines in writers.items() if fold_of[writer] != fold for row in lines]
        heads = fitted(others, services.plain_sentences)
        for name in (writer for writer in writers if fold_of[writer] == fold):
            rows += writers[name]
            said += [Said(row.sentence, (0, 0), heads.chances(row.sentence)) for row in writers[name]]
            if name.startswith(DRAFTS):
                writer = name.removeprefix(DRAFTS)
                drafts += judged(writer, services, replace(own, heads=heads, answering=answering.without(answered, writer)))
    return rows, said, drafts


def judged(writer: str, services: Services, wording: Wording) -> Iterator[Judged]:
    """The development drafts of a writer with their signals, as ``wording`` reads them."""
    for row in map(json.loads, SAMPLES.read_text(encoding="utf-8").splitlines()):
        if row["split"] == "dev" and row["id"].startswith(f"checks-{writer}-"):
            subject = replace(services.subject(CheckRequest.model_validate(row["input"])), wording=wording)
            yield Judged(writer, signals_of(subject), frozenset(row["expect"]["fails"]))


if __name__ == "__main__":
    main()
