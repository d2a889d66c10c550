"""Writers in folds, so that whoever is measured has not been read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def even_folds(sizes: Sequence[int], folds: int) -> list[int]:
    """A fold for each writer by how much each wrote, the largest first, always to the emptiest fold."""
    filled, fold_of = [0] * folds, [0] * len(sizes)
    for n in sorted(range(len(sizes)), key=lambda n: -sizes[n]):
        fold_of[n] = int(np.argmin(filled))
        filled[fold_of[n]] += sizes[n]
    return fold_of
