"""What each part of search and hold-back adds: ``python -m evals.benchmarks.ablation [LOS]``.

With LOS, the XML file of Digdir's vocabulary of public services, its words are tried as well: those of every concept whose
name stands in a passage's title and heading, in bokmål, nynorsk and English, are searched with the heading.

Over the development questions, each variant with an index of its own and a hold-back model fitted and cross-validated on it,
at the threshold that holds the same share of unanswerable questions. Intervals are 95 %, bootstrapped over questions.
"""

from __future__ import annotations

import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np

from evals import hold_back
from evals.hold_back import Asked, cross_validated, dev_rows, questions_of, rates
from evals.statistics import estimate, mean
from service import lexical
from service.config import load_settings
from service.domain import Passage
from service.embedding import NorwegianEmbeddings
from service.index import EmbeddedIndex, build
from service.knowledge import load
from service.norwegian import stems


class NoEmbeddings(NorwegianEmbeddings):
    """Vectors that count for nothing."""

    shares = (0.0, 0.0)


@dataclass(frozen=True)
class Variant:
    """One way to build and search; what is not given is as in the product."""

    name: str
    passage: Callable[[Passage], Passage] = lambda passage: passage
    embeddings: type[NorwegianEmbeddings] = NorwegianEmbeddings
    patched: Callable[[], AbstractContextManager] = nullcontext


def main() -> None:
    """Print the table in Markdown."""
    passages = load(load_settings().knowledge_dir / "services").passages
    rows = dev_rows()
    print("| variant | right passage first | among three | right fact stated | another fact | AUC of hold-back |")
    print("| --- | --- | --- | --- | --- | --- |")
    asked: list[Asked] = []
    for variant in [*_variants(), *map(_with_los, sys.argv[1:2])]:
        with variant.patched(), tempfile.TemporaryDirectory() as folder:
            build(Path(folder), [variant.passage(passage) for passage in passages], variant.embeddings())
            index = EmbeddedIndex(Path(folder), variant.embeddings())
            found = [item for row in rows for item in questions_of(row, index)]
        asked = asked or found
        print(_line(variant.name, found), flush=True)
    with patch.object(hold_back, "SECOND", 2.0):
        print(_line("never a second passage", asked), flush=True)
    print(_line("no hold-back", asked, threshold=0.0), flush=True)


def _variants() -> Iterator[Variant]:
    yield Variant("all")
    yield Variant("without stems", patched=lambda: patch.dict(lexical.WEIGHTS, stems=0.0, grams=1.0))
    yield Variant("without 4-grams", patched=lambda: patch.dict(lexical.WEIGHTS, stems=1.0, grams=0.0))
    yield Variant("without title and heading", lambda passage: passage.model_copy(update={"title": "", "heading": ""}))
    for most in (0, 4, 8, 12):
        yield Variant(f"{most} questions a passage", lambda passage, most=most: passage.model_copy(
            update={"questions": passage.questions[:most]}))  # fmt: skip
    yield Variant("without vectors", embeddings=NoEmbeddings)


def _with_los(path: str) -> Variant:
    """The product with Los's words beside the headings; raises OSError or ParseError where the file cannot be read."""
    space = "{urn:fdc:difi.no:2019:data:Skos-1}"
    named = [
        (frozenset(stems(name)), _texts(concept, space, "PrefLabel", "AltLabel", "HiddenLabel"))
        for concept in ET.parse(path).getroot().findall(f"{space}Concept") if concept.get("path", "").startswith("ord/")
        for name in _texts(concept, space, "PrefLabel")
    ]  # fmt: skip

    def described(passage: Passage) -> Passage:
        title = set(stems(f"{passage.title} {passage.heading}"))
        more = dict.fromkeys(word for name, words in named if name and name <= title for word in words)
        return passage.model_copy(update={"heading": " ".join((passage.heading, *more))})

    return Variant("with Los's words", described)


def _texts(concept: ET.Element, space: str, *labels: str) -> list[str]:
    return [found.text for label in labels for found in concept.findall(f"{space}{label}") if found.text and found.text != "*"]


def _line(name: str, asked: Sequence[Asked], threshold: float | None = None) -> str:
    chances = cross_validated(asked)
    total = rates(asked, chances, threshold)
    places = [next((n for n, right in enumerate(item.right) if right), 99) for item in asked if item.answerable]
    first, three = _said([place < 1 for place in places]), _said([place < 3 for place in places])
    return f"| {name} | {first} | {three} | {total.right:.1%} | {total.another:.1%} | {total.auc:.3f} |"


def _said(hits: Sequence[bool]) -> str:
    found = estimate(np.array([(float(hit), 1.0) for hit in hits]), mean, [str(n) for n in range(len(hits))])
    return f"{found.value:.1%} ({found.low:.1%}–{found.high:.1%})"


if __name__ == "__main__":
    main()
