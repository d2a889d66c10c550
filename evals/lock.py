"""The lock of the test split: a hash over everything that is shown or graded."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from evals.dataset import KINDS, SAMPLES, Sample, SampleError, of_split

LOCK = SAMPLES / "test.lock.json"


def digest(samples: Sequence[Sample]) -> str:
    """SHA-256 over the samples, in order of id, whatever the order of lines and keys in the files."""
    total = hashlib.sha256()
    for sample in sorted(samples, key=lambda item: item.id):
        total.update(json.dumps(sample.model_dump(mode="json"), sort_keys=True, ensure_ascii=False).encode())
    return total.hexdigest()


def _state(samples: Sequence[Sample]) -> dict[str, dict[str, str | int]]:
    locked = of_split(samples, "test")
    by_kind = {kind: [sample for sample in locked if sample.kind == kind] for kind in KINDS}
    return {kind: {"samples": len(rows), "sha256": digest(rows)} for kind, rows in by_kind.items()}


def write(samples: Sequence[Sample], path: Path = LOCK) -> None:
    """Lock the test split as it is now."""
    path.write_text(json.dumps(_state(samples), indent=2) + "\n", encoding="utf-8")


def verify(samples: Sequence[Sample], path: Path = LOCK) -> None:
    """Raises SampleError that names the kind whose test split is not what was locked."""
    try:
        locked = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SampleError(f"{path}: {error}") from None
    for kind, now in _state(samples).items():
        if locked.get(kind) != now:
            raise SampleError(
                f"Testdelen av {kind}.jsonl er endret siden den ble låst "
                f"({locked.get(kind, {}).get('samples', 0)} prøver da, {now['samples']} nå)."
            )
