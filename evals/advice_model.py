"""Measures advice to employees on writers it has not read, and sets its thresholds: ``make advice-thresholds``.

A file in ``knowledge/training/employee`` is a writer; each is labelled by heads that have read the others only. Writes
``knowledge/advice.json``; prints what the thresholds find and what they disturb. The samples are not used.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence

import numpy as np

from service.advise import ANY, CONCEPTS, LEARNED, AdviceThresholds, fitted, seen
from service.concepts import Concepts
from service.config import load_settings
from service.labelled import LabelledPost, read_posts_of

DISTURBED = 0.07
"""Share of fine posts that may be flagged at all: set well below the bar of 10 %: another hand disturbs more."""
BY_RULE = 0.75
"""Part of those that the rules may flag by their own heads, each as often as it is broken; the rest is for the whole post."""


def main() -> None:
    """Label every writer by the others and write the thresholds."""
    folder = load_settings().knowledge_dir
    writers = [read_posts_of(path) for path in sorted((folder / "training" / "employee").glob("*.jsonl"))]
    rows = [row for writer in writers for row in writer]
    chances = held_out(writers, Concepts.read(folder / "training" / "employee" / CONCEPTS))
    found = thresholds(rows, chances)
    (folder / "advice.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(found | traded(rows, chances, AdviceThresholds(found)), indent=2), file=sys.stderr)


def held_out(writers: Sequence[Sequence[LabelledPost]], concepts: Concepts) -> list[dict[str, float]]:
    """The chances for every post from heads that have read none of its writer's."""
    found = []
    for n, writer in enumerate(writers):
        heads = fitted([row for other, rows in enumerate(writers) if other != n for row in rows], concepts)
        found += [heads.chances(seen(row.post, row.audience, row.discloses_employer)) for row in writer]
    return found


def thresholds(rows: Sequence[LabelledPost], chances: Sequence[dict[str, float]]) -> dict[str, float]:
    """The chances at which DISTURBED of the fine posts are flagged, shared among the rules and the post as a whole."""
    fine = [chance for row, chance in zip(rows, chances, strict=True) if not row.flags]
    broken = Counter(flag for row in rows for flag in row.flags)
    share = {rule: DISTURBED * BY_RULE * broken[rule] / broken.total() for rule in LEARNED}
    found = {rule: float(np.quantile([chance[rule] for chance in fine], 1 - share[rule])) for rule in LEARNED}
    by_rule = AdviceThresholds(found | {ANY: 2.0})
    left = [chance[ANY] for chance in fine if not by_rule.flagged(chance)]
    room = max(0.0, DISTURBED * len(fine) - (len(fine) - len(left)))
    found[ANY] = float(np.quantile(left, 1 - room / len(left)))
    return {name: round(value, 4) for name, value in found.items()}


def traded(rows: Sequence[LabelledPost], chances: Sequence[dict[str, float]], found: AdviceThresholds) -> dict[str, float]:
    """Shares: fine posts flagged, posts flagged that should be, and each rule named where it is the one."""
    flags = [set(found.flagged(chance)) for chance in chances]
    wrong = [bool(row.flags) for row in rows]
    result = {
        "posts": float(len(rows)),
        "fine disturbed": _share([bool(given) for given, bad in zip(flags, wrong, strict=True) if not bad]),
        "found": _share([bool(given) for given, bad in zip(flags, wrong, strict=True) if bad]),
        "found by their rule": _share([bool(given & set(row.flags)) for given, row in zip(flags, rows, strict=True)
                                       if row.flags]),
    }  # fmt: skip
    for rule in LEARNED:
        own = [rule in given for given, row in zip(flags, rows, strict=True) if rule in row.flags]
        result[f"{rule} named"] = _share(own)
    return {name: round(value, 3) for name, value in result.items()}


def _share(values: Sequence[bool]) -> float:
    return float(np.mean(values)) if values else 0.0


if __name__ == "__main__":
    main()
