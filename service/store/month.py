"""The month in figures, for the people who work with the queue: how many, how fast, how many unchanged, why rejected."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

import sqlalchemy as sa

from service.store.database import Database
from service.store.tables import decisions, drafts, now, utc

DAYS = 30


@dataclass(frozen=True)
class Month:
    """``per_day`` is drafts that stand by the day they were made, 30 days, oldest first; ``minutes`` the median to a decision.

    ``decided`` counts approved, edited and rejected drafts, ``reasons`` what rejections gave as their reasons.
    """

    per_day: tuple[tuple[date, int], ...]
    decided: dict[str, int]
    reasons: tuple[tuple[str, int], ...]
    minutes: float | None

    @property
    def made(self) -> int:
        """Drafts in all."""
        return sum(count for _, count in self.per_day)

    @property
    def unchanged(self) -> float | None:
        """Of what was approved, as drafted or edited, the share that stood as drafted."""
        sent = self.decided.get("approved", 0) + self.decided.get("edited", 0)
        return self.decided.get("approved", 0) / sent if sent else None


class SqlMonth:
    """Counts the last 30 days."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def figures(self) -> Month:
        """The figures as they stand now; days are those of UTC."""
        since, today = now() - timedelta(days=DAYS - 1), now().date()
        with self._database.transaction() as connection:
            standing = sa.select(drafts.c.created_at).where(drafts.c.created_at >= since, drafts.c.superseded.is_(False))
            made = connection.execute(standing).scalars().all()
            query = sa.select(drafts.c.created_at, drafts.c.decided, drafts.c.decided_at)
            settled = connection.execute(query.where(drafts.c.decided_at >= since)).all()
            rejected = connection.execute(sa.select(decisions.c.decision).where(decisions.c.created_at >= since)).scalars()
            reasons = Counter(reason for item in rejected if item["decision"] == "rejected" for reason in item["reasons"])
        days = Counter(utc(moment).date() for moment in made)
        waits = [(utc(row.decided_at) - utc(row.created_at)).total_seconds() / 60 for row in settled]
        return Month(
            tuple((day, days[day]) for day in (today - timedelta(days=DAYS - 1 - number) for number in range(DAYS))),
            dict(Counter(row.decided for row in settled)), tuple(reasons.most_common()), median(waits) if waits else None,
        )  # fmt: skip
