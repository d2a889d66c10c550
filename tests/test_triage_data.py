"""What triage learns from: many hands, no near-duplicates, a spread that does not favour one label or form."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from service.config import ROOT
from service.training import read_training

ROWS = read_training(ROOT / "knowledge" / "training")
NEAR = 0.6
GRAM = 5


def grams(text: str) -> frozenset[str]:
    plain = " ".join(text.lower().split())
    return frozenset(plain[i : i + GRAM] for i in range(max(1, len(plain) - GRAM + 1)))


def test_there_are_at_least_nine_thousand_different_comments():
    assert len({row.comment for row in ROWS}) >= 9_000


def test_no_two_comments_are_nearly_the_same():
    """Long comments that share most of their character n-grams; rare n-grams find the pairs."""
    shown = [(grams(row.comment), row.comment) for row in ROWS if len(row.comment) >= 25]
    holders = Counter(gram for found, _ in shown for gram in found)
    by_rarest: dict[str, list[int]] = {}
    for number, (found, _) in enumerate(shown):
        for gram in sorted(found, key=lambda item: (holders[item], item))[:12]:
            by_rarest.setdefault(gram, []).append(number)
    pairs = {pair for numbers in by_rarest.values() for pair in pairwise(numbers)}
    near = [
        (shown[a][1], shown[b][1])
        for a, b in pairs
        if len(shown[a][0] & shown[b][0]) / len(shown[a][0] | shown[b][0]) > NEAR
    ]
    assert near == []


@pytest.mark.parametrize(
    ("what", "least"),
    [("nn", 0.25), ("en", 0.10), ("other", 0.01), ("political", 0.30), ("mixed", 0.03), ("short", 0.10), ("long", 0.01),
     ("post", 0.35), ("formal", 0.04)],
)  # fmt: skip
def test_the_spread_holds(what, least):
    holds = {
        "nn": lambda row: row.lang == "nn", "en": lambda row: row.lang == "en", "other": lambda row: row.lang == "other",
        "political": lambda row: row.political, "mixed": lambda row: row.political_mixed,
        "short": lambda row: len(row.comment.split()) <= 7, "long": lambda row: len(row.comment.split()) >= 60,
        "post": lambda row: row.post is not None, "formal": lambda row: row.formal_enquiry,
    }[what]  # fmt: skip
    assert sum(map(holds, ROWS)) / len(ROWS) >= least


def test_every_intent_has_eighty_examples():
    assert {name: n for name, n in Counter(i for row in ROWS for i in row.intents).items() if n < 80} == {}
