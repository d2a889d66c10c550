"""What the checks make of ordinary replies with ordinary breaches: ``python -m evals.benchmarks.plain [rich]``.

A line of ``plain.jsonl`` is a comment with its sources and four drafts by one ``writer``, each with the rules it breaks; of
``rich.jsonl``, one with longer sources and five good drafts far from their words. They
are judged as ``POST /api/v1/checks`` judges them, no language told: as a caller would send them. Printed are, writer by
writer, the share of good drafts that nothing fails and of breaches with their rule at ``fail``, and then rule by rule.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from service.bootstrap import bootstrap
from service.config import load_settings
from service.requests import CheckRequest

FOLDER = Path(__file__).parent
Labelled = tuple[str, CheckRequest, frozenset[str]]
"""The writer, the draft as a request, and the rules it breaks."""


def main(name: str = "plain") -> int:
    """Print how many good drafts pass and how many breaches are caught, of the drafts in ``plain.jsonl`` or ``rich.jsonl``."""
    services = bootstrap(load_settings(), models=())
    writers: dict[str, Counter[str]] = defaultdict(Counter)
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    for writer, request, breaks in drafts(name):
        failed = {check.rule for check in services.check(request).checks if check.verdict == "fail"}
        kind = "breaches" if breaks else "good"
        for who in (writer, "all"):
            writers[who][kind] += 1
            writers[who][f"{kind} right"] += bool(failed & breaks) if breaks else not failed
        for rule in breaks:
            rules[rule].update(breaches=1, found=rule in failed)
        for rule in failed if not breaks else ():
            rules[rule]["cried"] += 1
    for who, counts in writers.items():
        caught = f"{counts['breaches']:6} breaches, caught {counts['breaches right'] / max(1, counts['breaches']):.1%}"
        print(f"{who:16}{counts['good']:5} good, passed {counts['good right'] / counts['good']:.1%}{caught}")
    for rule, counts in sorted(rules.items()):
        print(f"{rule:16}{counts['found']:4} of {counts['breaches']:4} found, {counts['cried']:3} good drafts failed")
    return 0


def drafts(name: str) -> Iterator[Labelled]:
    """Every draft of a file. Raises FileNotFoundError where there is none of that name."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    for number, row in enumerate(map(json.loads, lines), 1):
        sources = [{"id": f"{number}-{at}", **source} for at, source in enumerate(row["sources"])]
        for draft in row["drafts"]:
            asked = {"comment": row["comment"], "draft": draft["draft"], "signer": row["signer"], "sources": sources}
            yield row["writer"], CheckRequest.model_validate(asked), frozenset(draft["fails"])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
