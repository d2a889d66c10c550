"""Small charts as numbers for SVG; the templates draw them, with their words beside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, GAP = 300, 60, 2


@dataclass(frozen=True)
class Bar:
    """A rectangle, in the units of its chart."""

    x: float
    y: float
    width: float
    height: float


def columns(values: Sequence[int]) -> list[Bar]:
    """A column for each value, side by side, the largest as high as the chart."""
    step, most = WIDTH / max(1, len(values)), max([1, *values])
    heights = [HEIGHT * value / most for value in values]
    return [Bar(round(place * step, 1), round(HEIGHT - height, 1), round(step - GAP, 1), round(height, 1))
            for place, height in enumerate(heights)]  # fmt: skip


def shares(counts: Sequence[int]) -> list[Bar]:
    """Each count as a bar over the whole width's share that it has of the largest."""
    most = max([1, *counts])
    return [Bar(0, 0, round(WIDTH * count / most, 1), 12) for count in counts]
