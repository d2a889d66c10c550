"""Who has a draft open, so that two do not do the same work. Kept in the process's memory: it matters for minutes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from threading import Lock

STAYS = 90.0
"""Seconds after which somebody who has not been heard of is taken to have left; pages tell every 30."""


@dataclass
class Presence:
    """``who`` stands for a browser, ``name`` is what others are shown."""

    clock: Callable[[], float] = time.monotonic
    _open: dict[str, dict[str, tuple[str, float]]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def enter(self, draft_id: str, who: str, name: str) -> tuple[str, ...]:
        """Somebody has the draft open; the names of the others who do."""
        with self._lock:
            self._forget()
            self._open.setdefault(draft_id, {})[who] = (name, self.clock())
            return self._others(draft_id, who)

    def leave(self, draft_id: str, who: str) -> None:
        """Somebody has closed the draft."""
        with self._lock:
            self._open.get(draft_id, {}).pop(who, None)

    def elsewhere(self, draft_ids: Iterable[str], who: str) -> dict[str, tuple[str, ...]]:
        """Of these drafts, those that others have open, with their names."""
        with self._lock:
            self._forget()
            found = {draft_id: self._others(draft_id, who) for draft_id in draft_ids}
        return {draft_id: names for draft_id, names in found.items() if names}

    def _others(self, draft_id: str, who: str) -> tuple[str, ...]:
        return tuple(name for other, (name, _) in self._open.get(draft_id, {}).items() if other != who)

    def _forget(self) -> None:
        oldest = self.clock() - STAYS
        for draft_id, people in list(self._open.items()):
            staying = {who: seen for who, seen in people.items() if seen[1] >= oldest}
            if staying:
                self._open[draft_id] = staying
            else:
                del self._open[draft_id]
