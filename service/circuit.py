"""A circuit breaker: after repeated failures nobody waits for a server that is down, and it is tried again by itself."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic


class Circuit:
    """Closed while calls succeed; open for ``pause`` seconds after ``most`` failed drafts in a row; then one call may try."""

    def __init__(self, pause: float, most: int = 5, clock: Callable[[], float] = monotonic) -> None:
        self._pause, self._most, self._clock = pause, most, clock
        self._failed, self._opens_again = 0, 0.0

    def allows(self) -> bool:
        """Whether a call may be made now. After the pause one caller gets a yes, and the others wait for its luck."""
        if self._failed < self._most:
            return True
        if self._clock() < self._opens_again:
            return False
        self._opens_again = self._clock() + self._pause
        return True

    def succeeded(self) -> None:
        """The server answered."""
        self._failed = 0

    def failed(self) -> None:
        """A draft went without an answer because the server is down."""
        self._failed += 1
        if self._failed >= self._most:
            self._opens_again = self._clock() + self._pause
