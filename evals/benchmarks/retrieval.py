"""How fast search is and what it costs, at 1,000, 10,000 and 100,000 passages: ``python -m evals.benchmarks.retrieval FILE``.

FILE holds real passages as lines of {id, document, title, text}; they are cut into sentences and dealt out anew until there
are enough. Each size runs in a process of its own, on one core, beside bm25s alone over the same stems: milliseconds a search
(p50, p95, warm), seconds for a build from nothing and after one changed file, megabytes of memory.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np

SIZES = (1_000, 10_000, 100_000)
SEARCHES = 200
SENTENCES = 3
"""Sentences a passage is made of."""


def main() -> None:
    """Measure each size in a process of its own."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", type=Path)
    options.add_argument("--sizes", default=",".join(map(str, SIZES)))
    options.add_argument("--size", type=int, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.size:
        _measure(chosen.file, chosen.size)
        return
    alone = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    for size in chosen.sizes.split(","):
        subprocess.run([sys.executable, "-m", __spec__.name, str(chosen.file), "--size", size], check=True, env=alone)


def _measure(file: Path, size: int) -> None:
    from service.embedding import NorwegianEmbeddings
    from service.index import EmbeddedIndex, build

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    passages = _dealt(file, size)
    queries = [" ".join(item.text["nb"].split()[:9]) for item in random.Random(1).sample(passages, SEARCHES)]
    embeddings = NorwegianEmbeddings()
    with tempfile.TemporaryDirectory() as folder:
        built = _seconds(lambda: build(Path(folder), passages, embeddings))
        changed = [passages[0].model_copy(update={"text": {"nb": "Et helt nytt avsnitt om rutebåten."}}), *passages[1:]]
        again = _seconds(lambda: build(Path(folder), changed, embeddings))
        index = EmbeddedIndex(Path(folder), embeddings)
        ours = _times(lambda query: index.search(query, 5), queries)
    theirs = _times(_bm25s(passages), queries)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{size:7,} passages: search {_said(ours)} ms, bm25s alone {_said(theirs)} ms (p50/p95); "
          f"build {built:.1f} s, one changed {again:.2f} s; memory {memory:.0f} MB", flush=True)  # fmt: skip


def _dealt(file: Path, size: int):
    from service.domain import Passage
    from service.norwegian import sentences

    pool = [part for line in file.open(encoding="utf-8") for part in sentences(json.loads(line)["text"])]
    deal = random.Random(0)
    return [
        Passage(id=f"p{n}", document=f"d{n // 10}", title="", heading="", text={"nb": " ".join(deal.sample(pool, SENTENCES))})
        for n in range(size)
    ]


def _bm25s(passages) -> Callable[[str], object]:
    import bm25s

    from service.norwegian import stems

    ranker = bm25s.BM25()
    ranker.index([stems(passage.text["nb"]) for passage in passages], show_progress=False)
    return lambda query: ranker.retrieve([stems(query)], k=5, show_progress=False)


def _seconds(do: Callable[[], object]) -> float:
    started = perf_counter()
    do()
    return perf_counter() - started


def _times(search: Callable[[str], object], queries: Sequence[str]) -> list[float]:
    for query in queries[:20]:
        search(query)
    return [_seconds(lambda query=query: search(query)) * 1000 for query in queries]


def _said(times: Sequence[float]) -> str:
    return "{:.1f}/{:.1f}".format(*np.quantile(times, [0.5, 0.95]))


if __name__ == "__main__":
    main()
