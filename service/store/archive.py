"""What the law asks of what is kept: deleting in time, finding and deleting what concerns a person, handing all of it out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from service.errors import NotFound
from service.store.audit import append
from service.store.database import Database
from service.store.drafts import NO_SUCH_DRAFT
from service.store.tables import audit, channels, decisions, drafts, idempotency, jobs, now, utc

ERASED = "[slettet]"
DONE_DAYS = 30


class SqlArchive:
    """Erases words and keeps figures; drops figures; searches and exports."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def erase(self, draft_id: str, actor: str, reason: str) -> None:
        """Delete the words of a draft, its request and its decisions; status, times and rules stay. Raises NotFound."""
        with self._database.transaction() as connection:
            if _erase(connection, drafts.c.id == draft_id) == 0:
                raise NotFound(NO_SUCH_DRAFT)
            append(connection, actor, "draft.erased", f"draft:{draft_id}", reason=reason)

    def erase_older_than(self, days: int, actor: str) -> int:
        """Delete the words of drafts made more than this many days ago; how many there were."""
        with self._database.transaction() as connection:
            count = _erase(connection, drafts.c.created_at < now() - timedelta(days=days))
            _forget_jobs(connection, now() - timedelta(days=days))
            if count:
                append(connection, actor, "retention.words", "drafts", count=count, days=days)
        return count

    def drop_older_than(self, days: int, actor: str) -> int:
        """Delete drafts altogether, figures too, made more than this many days ago; how many there were."""
        old = sa.select(drafts.c.id).where(drafts.c.created_at < now() - timedelta(days=days))
        with self._database.transaction() as connection:
            connection.execute(decisions.delete().where(decisions.c.draft_id.in_(old)))
            connection.execute(idempotency.delete().where(idempotency.c.created_at < now() - timedelta(days=days)))
            count = connection.execute(drafts.delete().where(drafts.c.id.in_(old))).rowcount
            if count:
                append(connection, actor, "retention.figures", "drafts", count=count, days=days)
        return count

    def search(self, words: str, actor: str) -> Sequence[dict[str, Any]]:
        """What is kept that holds these words, letter case aside: drafts with their decisions, and waiting jobs.

        Read through in Python: both databases fold æ, ø and å the same way here, and a municipality's drafts are few.
        """
        with self._database.transaction() as connection:
            found = [row for row in _everything(connection) if _holds(row, words.casefold())]
            append(connection, actor, "person.searched", "drafts", hits=len(found))
        return found

    def export(self, actor: str) -> Iterator[dict[str, Any]]:
        """All that is kept, one row at a time: drafts with requests and decisions, channels, jobs, audit log."""
        with self._database.transaction() as connection:
            append(connection, actor, "export.all", "database")
            yield from _everything(connection)
            for name, table in (("channel", channels), ("audit", audit)):
                for row in connection.execute(sa.select(table)):
                    yield {"kind": name, **_plain(row._mapping)}


def _everything(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    made: dict[str, list[dict]] = {}
    for row in connection.execute(sa.select(decisions.c.draft_id, decisions.c.decision).order_by(decisions.c.number)):
        made.setdefault(row.draft_id, []).append(row.decision)
    for row in connection.execute(sa.select(drafts).order_by(drafts.c.number)):
        yield {"kind": "draft", **_plain(row._mapping), "decisions": made.get(row.id, [])}
    for row in connection.execute(sa.select(jobs).order_by(jobs.c.number)):
        yield {**_plain(row._mapping), "job": row.kind, "kind": "job"}


def _plain(row: Any) -> dict[str, Any]:
    return {name: utc(value).isoformat() if isinstance(value, datetime) else value for name, value in row.items()}


def _holds(value: Any, words: str) -> bool:
    if isinstance(value, str):
        return words in value.casefold()
    if isinstance(value, dict):
        return any(_holds(item, words) for item in value.values())
    return isinstance(value, list) and any(_holds(item, words) for item in value)


def _erase(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> int:
    rows = connection.execute(sa.select(drafts).where(condition, drafts.c.erased_at.is_(None))).all()
    for row in rows:
        connection.execute(drafts.update().where(drafts.c.id == row.id).values(
            request=_request_without_words(row.request), response=_response_without_words(row.response),
            content_hash=f"erased-{row.id}", external_id=None, erased_at=now(), version=row.version + 1,
        ))  # fmt: skip
        for made in connection.execute(sa.select(decisions).where(decisions.c.draft_id == row.id)).all():
            words = {"text": None, "note": None, "checks": _verdicts(made.decision["checks"])}
            kept = {**made.decision, **words}
            connection.execute(decisions.update().where(decisions.c.number == made.number).values(decision=kept))
        connection.execute(idempotency.delete().where(idempotency.c.result_id == row.id))
    return len(rows)


def _forget_jobs(connection: sa.Connection, before: datetime) -> None:
    """The payload of old dead letters; and, after 30 days, done jobs: no sender tries again for that long."""
    month = (jobs.c.created_at < now() - timedelta(days=DONE_DAYS)) & (jobs.c.state == "done")
    connection.execute(jobs.delete().where(month))
    old = (jobs.c.created_at < before) & (jobs.c.state == "dead")
    connection.execute(jobs.update().where(old).values(payload={}))


def _request_without_words(request: dict[str, Any]) -> dict[str, Any]:
    return {**request, "comment": ERASED, "post": None, "thread": [], "signer": None, "external_id": None}


def _response_without_words(response: dict[str, Any]) -> dict[str, Any]:
    reply = response["draft"] and {**response["draft"], "text": ERASED, "signature": None}
    triage = {**response["triage"], "reasons": []}
    return {**response, "draft": reply, "triage": triage, "holding_reply": None, "claims": [], "external_id": None,
            "content_hash": None, "checks": _verdicts(response["checks"])}  # fmt: skip


def _verdicts(checks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**check, "why": "", "span": None} for check in checks]
