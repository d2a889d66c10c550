"""The job table: a queue without a broker. Several processes may claim from it; a lost worker's lease runs out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from service.errors import NotFound
from service.jobs import Job, Kind, State
from service.store.audit import append
from service.store.database import Database, insert_once
from service.store.tables import jobs, now, utc


class SqlJobs:
    """Puts, claims and finishes jobs. ``lease`` is how long a worker may be silent before another takes over."""

    def __init__(self, database: Database, lease: timedelta = timedelta(seconds=60)) -> None:
        self._database = database
        self._lease = lease

    def put(self, job: Job) -> bool:
        """Keep a job; False where one by that ``once`` is here, or has been."""
        with self._database.transaction() as connection:
            return put(connection, job)

    def claim(self) -> Job | None:
        """The job that has waited longest, now ours; None where nothing is due.

        On PostgreSQL locked rows are skipped; on SQLite there is one writer at a time.
        """
        due = (jobs.c.state == "ready") & (jobs.c.run_at <= now())
        lost = (jobs.c.state == "running") & (jobs.c.leased_until < now())
        query = sa.select(jobs).where(due | lost).order_by(jobs.c.run_at, jobs.c.number).limit(1)
        with self._database.transaction() as connection:
            row = connection.execute(query.with_for_update(skip_locked=True)).first()
            if row is None:
                return None
            connection.execute(jobs.update().where(jobs.c.number == row.number).values(
                state="running", attempts=row.attempts + 1, leased_until=now() + self._lease))  # fmt: skip
        return _job(row, attempts=row.attempts + 1, state="running")

    def done(self, job: Job) -> None:
        """The work is done; its payload is forgotten."""
        self._set(job.id, state="done", payload={}, error=None, leased_until=None)

    def failed(self, job: Job, error: str, *, for_good: bool = False) -> None:
        """Try again later, or never. ``error`` is a type or a status, no words of a citizen's."""
        again = None if for_good else job.next_attempt(now())
        values = {"state": "ready", "run_at": again} if again else {"state": "dead"}
        self._set(job.id, **values, error=error[:300], leased_until=None)

    def listed(self, state: State | None = None, kind: Kind | None = None, limit: int = 100) -> Sequence[Job]:
        """Jobs, newest first, without their payload."""
        query = sa.select(jobs).order_by(jobs.c.number.desc()).limit(limit)
        if state:
            query = query.where(jobs.c.state == state)
        if kind:
            query = query.where(jobs.c.kind == kind)
        with self._database.transaction() as connection:
            return [_job(row, payload={}) for row in connection.execute(query)]

    def replay(self, job_id: str, actor: str) -> None:
        """Do a dead job again from the first attempt. Raises NotFound."""
        dead = (jobs.c.id == job_id) & (jobs.c.state == "dead")
        with self._database.transaction() as connection:
            values = {"state": "ready", "attempts": 0, "run_at": now(), "error": None}
            if connection.execute(jobs.update().where(dead).values(values)).rowcount == 0:
                raise NotFound("Det finnes ingen oppgitt jobb med den id-en.")
            append(connection, actor, "job.replayed", f"job:{job_id}")

    def _set(self, job_id: str, **values) -> None:
        with self._database.transaction() as connection:
            connection.execute(jobs.update().where(jobs.c.id == job_id).values(values))


def put(connection: sa.Connection, job: Job) -> bool:
    """Keep a job within a transaction: what is done and what follows from it stand or fall together."""
    return insert_once(connection, jobs, {
        "id": job.id, "kind": job.kind, "once": job.once, "state": "ready", "run_at": job.run_at or now(),
        "attempts": 0, "created_at": now(), "payload": job.payload,
    })  # fmt: skip


def _job(row: sa.Row, **changed) -> Job:
    values = {"id": row.id, "kind": row.kind, "once": row.once, "state": row.state, "attempts": row.attempts,
              "error": row.error, "payload": row.payload, "run_at": utc(row.run_at),
              "created_at": utc(row.created_at)}  # fmt: skip
    return Job(**{**values, **changed})
