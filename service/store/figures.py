"""Figures about what is kept, for ``/metrics``: counted in the database, so that they survive restarts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from service.store.database import Database
from service.store.tables import WAITING, channels, decisions, drafts, jobs, now, utc

RATE_DAYS = 30


@dataclass(frozen=True)
class Figure:
    """One number, with its labels; ``kind`` is counter or gauge."""

    name: str
    help: str
    value: float
    labels: dict[str, str]
    kind: str = "gauge"


class SqlFigures:
    """Counts."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Iterator[Figure]:
        """Every figure, as things stand now."""
        with self._database.transaction() as connection:
            yield from _drafts(connection)
            yield from _decisions(connection)
            yield from _rates(connection)
            yield from _queue(connection)
            yield from _work(connection)


def _drafts(connection: sa.Connection) -> Iterator[Figure]:
    grouped = sa.select(drafts.c.status, drafts.c.status_reason, drafts.c.channel, sa.func.count()).group_by(
        drafts.c.status, drafts.c.status_reason, drafts.c.channel
    )
    for status, reason, channel, count in connection.execute(grouped):
        labels = {"status": status, "reason": reason, "channel": channel}
        yield Figure("drafts", "Drafts made, by status, reason and channel", count, labels, "counter")
    costs = sa.select(drafts.c.engine, sa.func.sum(drafts.c.cost), sa.func.avg(drafts.c.latency_ms)).group_by(drafts.c.engine)
    for engine, cost, latency in connection.execute(costs):
        yield Figure("cost", "What language models cost, in the currency of their prices", cost, {"engine": engine}, "counter")
        yield Figure("draft_latency_mean_seconds", "Mean time of the pipeline", latency / 1000, {"engine": engine})


def _decisions(connection: sa.Connection) -> Iterator[Figure]:
    counts: dict[tuple[str, str], int] = {}
    for decision in connection.execute(sa.select(decisions.c.decision)).scalars():
        for reason in decision["reasons"] or ["none"]:
            key = (decision["decision"], reason)
            counts[key] = counts.get(key, 0) + 1
    for (decision, reason), count in sorted(counts.items()):
        labels = {"decision": decision, "reason": reason}
        yield Figure("decisions", "Decisions by staff, by reason", count, labels, "counter")


def _rates(connection: sa.Connection) -> Iterator[Figure]:
    """Of drafts with a text decided in the last 30 days: how many as they stood, how many edited."""
    recent = (drafts.c.decided_at >= now() - timedelta(days=RATE_DAYS)) & (drafts.c.status == "drafted")
    query = sa.select(drafts.c.engine, drafts.c.tone, drafts.c.decided, sa.func.count()).where(recent)
    counts: dict[tuple[str, str], dict[str, int]] = {}
    for engine, tone, decided, count in connection.execute(query.group_by(drafts.c.engine, drafts.c.tone, drafts.c.decided)):
        counts.setdefault((engine, tone), {})[decided] = count
    for (engine, tone), decided in sorted(counts.items()):
        labels, total = {"route": engine, "tone": tone}, sum(decided.values())
        accepted, edited = (decided.get(name, 0) / total for name in ("approved", "edited"))
        yield Figure("acceptance_ratio", "Approved as drafted, of those decided in 30 days", accepted, labels)
        yield Figure("edit_ratio", "Edited, of those decided in 30 days", edited, labels)


def _queue(connection: sa.Connection) -> Iterator[Figure]:
    count, oldest = connection.execute(sa.select(sa.func.count(), sa.func.min(drafts.c.created_at)).where(WAITING)).one()
    yield Figure("queue_length", "Drafts that wait for a decision", count, {})
    yield Figure("queue_age_seconds", "Age of the draft that has waited longest", _age(oldest), {})
    asked = sa.func.min(sa.func.coalesce(drafts.c.posted_at, drafts.c.created_at))
    waiting = connection.execute(sa.select(asked).where(WAITING, drafts.c.reply == "required")).scalar()
    text = "Answer at once: how long the citizen who has waited longest for a reply that is required has waited"
    yield Figure("answer_at_once_seconds", text, _age(waiting), {})


def _work(connection: sa.Connection) -> Iterator[Figure]:
    by_state = sa.select(jobs.c.kind, jobs.c.state, sa.func.count()).group_by(jobs.c.kind, jobs.c.state)
    for kind, state, count in connection.execute(by_state):
        yield Figure("jobs", "Background jobs by kind and state", count, {"kind": kind, "state": state})
    for channel, enabled in connection.execute(sa.select(channels.c.channel, channels.c.enabled)):
        yield Figure("channel_enabled", "1 where drafts are made for the channel", int(enabled), {"channel": channel})


def _age(moment: datetime | str | None) -> float:
    if moment is None:
        return 0.0
    when = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return max(0.0, (now() - utc(when)).total_seconds())
