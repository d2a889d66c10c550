"""What models have cost today, across processes, and whether more may be spent."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from service.ports import Completion


class DailyBudget:
    """A limit on cost (US dollars) and on tokens a day; 0: no limit. It stops model calls, never drafts.

    Every call is a line of a file of the day, appended to in one write, so that several processes share one sum.
    """

    def __init__(self, folder: Path, cost: float = 0.0, tokens: int = 0, today: Callable[[], date] = date.today) -> None:
        self._folder, self._cost, self._tokens, self._today = folder, cost, tokens, today
        self._day: date | None = None
        self._read, self._spent = 0, (0.0, 0)

    def left(self) -> bool:
        """Whether a call may still be made today."""
        if not (self._cost or self._tokens):
            return True
        cost, tokens = self.spent()
        return not (self._cost and cost >= self._cost) and not (self._tokens and tokens >= self._tokens)

    def spent(self) -> tuple[float, int]:
        """Dollars and tokens spent today, by every process."""
        if self._day != self._today():
            self._day, self._read, self._spent = self._today(), 0, (0.0, 0)
        try:
            with self._file().open("rb") as lines:
                lines.seek(self._read)
                new = lines.read()
        except OSError:
            return self._spent
        whole = new[: new.rfind(b"\n") + 1]
        rows = [line.split() for line in whole.splitlines()]
        self._read += len(whole)
        self._spent = (self._spent[0] + sum(float(row[0]) for row in rows), self._spent[1] + sum(int(row[1]) for row in rows))
        return self._spent

    def add(self, call: Completion) -> None:
        """Count one call; where there is no limit, nothing is kept."""
        if not (self._cost or self._tokens):
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        line = f"{call.cost:.8f} {call.input_tokens + call.output_tokens}\n".encode()
        file = os.open(self._file(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            os.write(file, line)
        finally:
            os.close(file)

    def _file(self) -> Path:
        return self._folder / f"model-{self._today():%Y-%m-%d}.txt"
