"""Rate limits per caller: the only importer of limits. Counted in this process's memory."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from service.errors import SettingsError


@dataclass(frozen=True)
class Allowance:
    """Whether the request is granted, ``remaining`` requests, and ``reset`` seconds until the window is free again."""

    granted: bool
    quota: int
    window: int
    remaining: int
    reset: int

    @property
    def headers(self) -> dict[str, str]:
        """draft-ietf-httpapi-ratelimit-headers-10, as structured fields."""
        return {
            "RateLimit-Policy": f'"default";q={self.quota};w={self.window}',
            "RateLimit": f'"default";r={self.remaining};t={self.reset}',
        }


class RateLimit:
    """A moving window, written as ``600/minute``. Raises SettingsError for text that is not a rate."""

    def __init__(self, text: str) -> None:
        try:
            self._item = parse(text)
        except ValueError:
            name = "SVARUTKAST_RATE_LIMIT"
            raise SettingsError(f"Innstillingen {name} må være som 600/minute.", field=name) from None
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def spend(self, caller: str) -> Allowance:
        """Count one request."""
        granted = self._limiter.hit(self._item, caller)
        left = self._limiter.get_window_stats(self._item, caller)
        reset = max(1, math.ceil(left.reset_time - time.time()))
        return Allowance(granted, self._item.amount, self._item.get_expiry(), left.remaining, reset)
