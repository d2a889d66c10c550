"""Small charts as SVG text: bars for shares, lines for trends. Each carries its words, so that it can be read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from evals.statistics import Estimate

WIDTH, BAR_HEIGHT = 220, 14
LINE_WIDTH, LINE_HEIGHT = 320, 80


def bar(value: Estimate, label: str) -> str:
    """A share between 0 and 1 as a bar with its interval as a whisker."""
    x = [round((end if end is not None else value.value) * WIDTH, 1) for end in (value.value, value.low, value.high)]
    middle = BAR_HEIGHT / 2
    return (
        f'<svg class="bar" role="img" aria-label="{escape(label)}" viewBox="0 0 {WIDTH} {BAR_HEIGHT}" '
        f'width="{WIDTH}" height="{BAR_HEIGHT}">'
        f'<rect class="track" width="{WIDTH}" height="{BAR_HEIGHT}"/>'
        f'<rect class="value" width="{x[0]}" height="{BAR_HEIGHT}"/>'
        f'<path class="whisker" d="M{x[1]} {middle}H{x[2]}M{x[1]} 3V{BAR_HEIGHT - 3}M{x[2]} 3V{BAR_HEIGHT - 3}"/></svg>'
    )


def stacked(parts: Sequence[tuple[str, float]], label: str) -> str:
    """Shares that sum to one, side by side; ``parts`` are (css class, share)."""
    drawn, start = [], 0.0
    for name, share in parts:
        drawn.append(f'<rect class="{name}" x="{start * 600:.1f}" width="{share * 600:.1f}" height="24"/>')
        start += share
    return (
        f'<svg class="stacked" role="img" aria-label="{escape(label)}" viewBox="0 0 600 24" width="600" height="24" '
        f'preserveAspectRatio="none">{"".join(drawn)}</svg>'
    )


def trend(values: Sequence[float], label: str) -> str:
    """A line through shares between 0 and 1, oldest first."""
    step = (LINE_WIDTH - 16) / max(1, len(values) - 1)
    points = [(8 + place * step, 8 + (1 - value) * (LINE_HEIGHT - 16)) for place, value in enumerate(values)]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in points)
    return (
        f'<svg class="trend" role="img" aria-label="{escape(label)}" viewBox="0 0 {LINE_WIDTH} {LINE_HEIGHT}" '
        f'width="{LINE_WIDTH}" height="{LINE_HEIGHT}"><polyline points="{line}"/>{dots}</svg>'
    )
