"""Measures what the checks have learned on writers it has not read, and sets its thresholds: ``make wording-thresholds``.

A file in ``knowledge/training/replies`` is a writer; each is labelled by heads that have read the others only. Writes
``knowledge/wording.json``; prints what each threshold finds. The samples are not used.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

import numpy as np
from sklearn.metrics import average_precision_score

from service.bootstrap import bootstrap
from service.check.wording import FAULTS, MERITS, Said, fitted
from service.config import load_settings
from service.labelled import LabelledSentence, read_sentences_of

CRIED = 0.015
"""Share of the sentences that do not commit a fault which may be taken for it; half of these were written to be mistaken."""
CLAIMED = 0.03
"""Share of sentences that may be taken for doing a good thing they do not do."""


def main() -> None:
    """Label every writer by the others and write the thresholds."""
    services = bootstrap(load_settings())
    folder = services.settings.knowledge_dir
    writers = [read_sentences_of(path) for path in sorted((folder / "training" / "replies").glob("*.jsonl"))]
    rows, said = held_out(writers, services.plain_sentences)
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


def held_out(
    writers: Sequence[Sequence[LabelledSentence]], plain: Sequence[tuple[str, str]]
) -> tuple[list[LabelledSentence], list[Said]]:
    """Every sentence, and what heads that have read none of its writer's say it does."""
    rows, said = [], []
    for n, writer in enumerate(writers):
        heads = fitted([row for other, lines in enumerate(writers) if other != n for row in lines], plain)
        rows += writer
        said += [Said(row.sentence, (0, 0), heads.chances(row.sentence)) for row in writer]
    return rows, said


if __name__ == "__main__":
    main()
