"""What the grounding check makes of words: ``python -m evals.benchmarks.statements``.

A line of ``statements.jsonl`` has a ``writer``, a ``source``, statements that are true by it in other words (``ok``) and
statements that are not (``no``); hardly any differs in a number. A line of ``replies.jsonl`` has a comment with its sources,
replies that draw conclusions from them (``good``) and replies with one fact changed, told as a number, in words, or added
(``changed``). Printed are the shares that the check fails, writer by writer.
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
from service.check.evidence import SEPARATOR
from service.check.grounding import grounding
from service.check.reading import is_english
from service.config import load_settings

FOLDER = Path(__file__).parent
Labelled = tuple[str, str, str, tuple[tuple[str, str], ...]]
"""What is expected, the comment, the text and its sources."""


def main() -> int:
    """Print, for each writer, how many texts of each kind fail or are for a person."""
    services = bootstrap(load_settings(), models=())
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for name, texts in (("statements", _statements), ("replies", _replies)):
        for row in map(json.loads, (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()):
            for kind, comment, text, sources in texts(row):
                language = "en" if is_english(text) else "nb"
                subject = Subject(comment=comment, draft=text, channel="facebook", signer=None, language=language, triage=ANY,
                                  sources=sources, known_contacts=services.texts.known_contacts,
                                  wording=services.wording)  # fmt: skip
                verdict = grounding(subject).verdict
                for who in (row["writer"], f"all {name}"):
                    found[who, kind][verdict] += 1
    print(f"{'writer':16}{'kind':18}{'texts':>6}{'fail':>8}{'review':>8}")
    for (who, kind), counts in sorted(found.items()):
        shares = "".join(f"{counts[verdict] / counts.total():8.1%}" for verdict in ("fail", "review"))
        print(f"{who:16}{kind:18}{counts.total():6}{shares}")
    return 0


def _statements(row: dict) -> Iterator[Labelled]:
    for kind, name in (("ok", "true"), ("no", "false")):
        for text in row[kind]:
            yield name, "", text, (("kilde", row["source"]),)


def _replies(row: dict) -> Iterator[Labelled]:
    sources = tuple((str(n), f"{source['title']}{SEPARATOR}{source['text']}") for n, source in enumerate(row["sources"]))
    for text in row["good"]:
        yield "good", row["comment"], text, sources
    for changed in row["changed"]:
        yield f"changed: {changed['what']}", row["comment"], changed["draft"], sources


if __name__ == "__main__":
    sys.exit(main())
