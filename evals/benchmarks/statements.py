"""Statements against a source, where what is false is so in words: ``python -m evals.benchmarks.statements``.

A line of ``statements.jsonl`` has a ``writer``, a ``source``, statements that are true by it in other words (``ok``) and
statements that are not (``no``); hardly any differs in a number. Printed are the shares that the grounding check fails.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from evals.benchmarks.grounding import ANY
from service.bootstrap import bootstrap
from service.check.context import Subject
from service.check.grounding import grounding
from service.check.reading import is_english
from service.config import load_settings

STATEMENTS = Path(__file__).parent / "statements.jsonl"
KINDS = {"ok": "true", "no": "false"}


def main() -> int:
    """Print, for each writer and for all, how many true and false statements fail or are for a person."""
    services = bootstrap(load_settings(), models=())
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for writer, kind, source, statement in _statements():
        language = "en" if is_english(statement) else "nb"
        subject = Subject(comment="", draft=statement, channel="facebook", signer=None, language=language, triage=ANY,
                          sources=(("kilde", source),), known_contacts=services.texts.known_contacts,
                          wording=services.wording)  # fmt: skip
        verdict = grounding(subject).verdict
        for who in (writer, "all"):
            found[who, kind][verdict] += 1
    print("writer  statements       fail   review")
    for (who, kind), counts in sorted(found.items()):
        shares = "  ".join(f"{counts[verdict] / counts.total():7.1%}" for verdict in ("fail", "review"))
        print(f"{who:8}{counts.total():5} {KINDS[kind]:6}{shares}")
    return 0


def _statements() -> Iterator[tuple[str, str, str, str]]:
    """Writer, kind, source and statement, line by line."""
    for row in map(json.loads, STATEMENTS.read_text(encoding="utf-8").splitlines()):
        for kind in KINDS:
            for statement in row[kind]:
                yield row["writer"], kind, row["source"], statement


if __name__ == "__main__":
    sys.exit(main())
