"""Work for the background, as values; ``worker.py`` does it, the store keeps it through restarts."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import uuid4

Kind = Literal["comment", "note", "event", "retention"]
State = Literal["ready", "running", "done", "dead"]

RETRY_SECONDS = (5, 300, 1800, 7200, 18000, 36000, 36000)
"""Waits between attempts: the schedule that the Standard Webhooks specification recommends, 31 hours in all."""


@dataclass(frozen=True)
class Job:
    """``once`` names work that may come only once; ``payload`` is emptied when the work is done."""

    kind: Kind
    payload: dict[str, Any]
    once: str | None = None
    id: str = field(default_factory=lambda: uuid4().hex)
    state: State = "ready"
    attempts: int = 0
    error: str | None = None
    run_at: datetime | None = None
    created_at: datetime | None = None

    def next_attempt(self, now: datetime) -> datetime | None:
        """When to try again, with up to a fifth more so that many do not come back at once; None: give it up."""
        if self.attempts > len(RETRY_SECONDS):
            return None
        return now + timedelta(seconds=RETRY_SECONDS[self.attempts - 1] * random.uniform(1.0, 1.2))


class GiveUp(Exception):
    """Trying again will not help; the job becomes a dead letter."""
