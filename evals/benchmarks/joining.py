"""How surely the embedded triage says that a comment is not political: ``python -m evals.benchmarks.joining``.

For each chance, the development comments below it and how many of them are political; the bound in ``service/joining.py`` is
the highest at which none is.
"""

from __future__ import annotations

import sys

from evals.dataset import load, of_split
from service.bootstrap import bootstrap
from service.config import load_settings
from service.joining import SURELY_NOT
from service.requests import DraftRequest

CHANCES = (0.02, 0.05, 0.08, 0.10, 0.12, 0.15, 0.20, 0.30, 0.40, 0.50)


def main() -> int:
    """Print the table."""
    services = bootstrap(load_settings(), models=())
    samples = of_split(load(kinds=("triage",)), "dev")
    found = [(services.pipeline.triage(DraftRequest.model_validate(sample.input)).political_chance, sample.expect.political)
             for sample in samples]  # fmt: skip
    print(f"below   comments   political   (of {len(found)} development comments; in use: {SURELY_NOT})")
    for chance in CHANCES:
        below = [political for value, political in found if value < chance]
        print(f"{chance:5.2f}   {len(below):8}   {sum(below):9}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
