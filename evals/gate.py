"""The gate: thresholds a run must hold, and no significant loss against the baseline."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from evals.dataset import SampleError
from evals.run import Run
from evals.scorers import SCORERS
from evals.statistics import Comparison

THRESHOLDS = Path(__file__).parent / "thresholds.toml"
Bound = Literal["min", "max"]


@dataclass(frozen=True)
class Finding:
    """One condition of the gate, whether it held, and in words what and by how much."""

    name: str
    held: bool
    text: str


def thresholds(engine: str, split: str, path: Path = THRESHOLDS) -> dict[str, dict[Bound, float]]:
    """The bounds for an engine on a split, by metric. Raises SampleError where the file cannot be used."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get(engine, {}).get(split, {})
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SampleError(f"{path}: {error}") from None
    for name, bounds in table.items():
        if not bounds or set(bounds) - {"min", "max"}:
            raise SampleError(f"{path}: «{name}» må ha min eller max, og ikke noe annet.")
    return table


def findings(
    run: Run, bounds: dict[str, dict[Bound, float]], comparisons: Sequence[Comparison], incomparable: str | None = None
) -> list[Finding]:
    """Every condition, the broken ones first. A baseline that cannot be compared with is a broken condition."""
    found = [_threshold(run, name, kind, bound) for name, kinds in bounds.items() for kind, bound in kinds.items()]
    if incomparable:
        found.append(Finding("baseline", False, f"{incomparable} Se over kjøringen og godta den med --accept."))
    found += [_comparison(item) for item in comparisons]
    return sorted(found, key=lambda finding: finding.held)


def opens(found: Sequence[Finding]) -> bool:
    """Whether the run may pass."""
    return all(finding.held for finding in found)


def _threshold(run: Run, name: str, kind: Bound, bound: float) -> Finding:
    """A metric the run lacks breaks its threshold: what is not measured is not kept."""
    metric = run.metrics.get(name)
    limit = f"{'minst' if kind == 'min' else 'høyst'} {bound:g}"
    if metric is None:
        return Finding(name, False, f"{name} er ikke målt (skal være {limit})")
    held = metric.value >= bound if kind == "min" else metric.value <= bound
    gap = "" if held else f", {abs(metric.value - bound):.3f} for {'lavt' if kind == 'min' else 'høyt'}"
    return Finding(name, held, f"{name} er {metric.value:.3f} (skal være {limit}{gap})")


def _comparison(item: Comparison) -> Finding:
    named = SCORERS[item.name]
    text = (
        f"{item.verdict} {named.rule}: {named.label}: {item.before:.3f} → {item.after:.3f} "
        f"({item.difference:+.3f}, 95 % mellom {item.low:+.3f} og {item.high:+.3f}; "
        f"{item.lost} tapt, {item.won} vunnet av {item.n}; minste synlige utslag {item.smallest:.3f})"
    )
    return Finding(item.name, item.verdict != "REGRESSED", text)
