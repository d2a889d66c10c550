"""The audit log: who did what and when; never what a citizen wrote. Append-only and chained by hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from service.store.database import Database, lock
from service.store.tables import audit, now, utc

FIRST = "0" * 64


class SqlAuditLog:
    """Rows are added, listed and verified; there is no other way with them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, actor: str, action: str, subject: str, **detail: Any) -> None:
        """Add a row. ``detail`` holds codes and numbers, no words of a citizen's."""
        with self._database.transaction() as connection:
            append(connection, actor, action, subject, **detail)

    def rows(self, limit: int = 100, before: int | None = None) -> list[dict[str, Any]]:
        """Rows, newest first; ``before`` is the number of the last one already seen."""
        query = sa.select(audit).order_by(audit.c.number.desc()).limit(limit)
        if before is not None:
            query = query.where(audit.c.number < before)
        with self._database.transaction() as connection:
            return [{**row._mapping, "at": utc(row.at)} for row in connection.execute(query)]

    def broken_at(self) -> int | None:
        """The number of the first row that is not as it was written; None where all are."""
        previous = FIRST
        for row in self._oldest_first():
            expected = _hash(utc(row.at), row.actor, row.action, row.subject, row.detail, previous)
            if (row.previous, row.hash) != (previous, expected):
                return row.number
            previous = row.hash
        return None

    def _oldest_first(self) -> Iterator[sa.Row]:
        with self._database.transaction() as connection:
            yield from connection.execute(sa.select(audit).order_by(audit.c.number))


def append(connection: sa.Connection, actor: str, action: str, subject: str, **detail: Any) -> None:
    """Add a row within a transaction: what is done and that it is logged stand or fall together."""
    lock(connection, "audit")
    previous = connection.execute(sa.select(audit.c.hash).order_by(audit.c.number.desc()).limit(1)).scalar() or FIRST
    at = now()
    connection.execute(audit.insert().values(
        at=at, actor=actor, action=action, subject=subject, detail=detail, previous=previous,
        hash=_hash(at, actor, action, subject, detail, previous),
    ))  # fmt: skip


def _hash(at: datetime, actor: str, action: str, subject: str, detail: dict, previous: str) -> str:
    text = json.dumps([at.isoformat(), actor, action, subject, detail, previous], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
