"""Keeps what was fitted, by the hash of what it was fitted from, so that it is fitted once."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import joblib
from filelock import FileLock

Fitted = TypeVar("Fitted")


def kept(name: str, form: int, sources: Iterable[Path], cache: Path, fit: Callable[[], Fitted]) -> Fitted:
    """The model of that name for these files, from the cache or fitted and put there. Safe in several processes."""
    digest = hashlib.sha256(json.dumps([form, version("scikit-learn")]).encode())
    for path in sorted(sources):
        digest.update(path.read_bytes())
    cache.mkdir(parents=True, exist_ok=True)
    path = cache / f"{name}-{digest.hexdigest()[:16]}.joblib"
    with FileLock(cache / ".lock"):
        if not path.is_file():
            draft = cache / f".{uuid4().hex}"
            joblib.dump(fit(), draft)
            os.replace(draft, path)
    return joblib.load(path)
