"""The tables as the newest migration leaves them. Times are UTC."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(column_0_label)s",
    }
)
Moment = sa.DateTime(timezone=True)

drafts = sa.Table(
    "drafts", metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String(32), nullable=False, unique=True),
    sa.Column("created_at", Moment, nullable=False, index=True),
    sa.Column("caller", sa.String(200), nullable=False),
    sa.Column("external_id", sa.String(200)),
    sa.Column("content_hash", sa.String(64), nullable=False),
    sa.Column("superseded", sa.Boolean, nullable=False, default=False),
    sa.Column("superseded_by", sa.String(32)),
    sa.Column("version", sa.Integer, nullable=False, default=1),
    sa.Column("status", sa.String(32), nullable=False, index=True),
    sa.Column("status_reason", sa.String(32), nullable=False),
    sa.Column("channel", sa.String(32), nullable=False),
    sa.Column("tone", sa.String(32)),
    sa.Column("engine", sa.String(32), nullable=False),
    sa.Column("reply", sa.String(32), nullable=False),
    sa.Column("posted_at", Moment),
    sa.Column("latency_ms", sa.Float, nullable=False),
    sa.Column("cost", sa.Float, nullable=False),
    sa.Column("decided", sa.String(32)),
    sa.Column("decided_at", Moment),
    sa.Column("erased_at", Moment),
    sa.Column("request", sa.JSON, nullable=False),
    sa.Column("response", sa.JSON, nullable=False),
    sa.UniqueConstraint("caller", "external_id", "content_hash"),
)  # fmt: skip
"""A draft with the request it was made for. Figures stand in columns, words in ``request`` and ``response`` only."""
decisions = sa.Table(
    "decisions", metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String(32), nullable=False, unique=True),
    sa.Column("draft_id", sa.ForeignKey("drafts.id"), nullable=False, index=True),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("decision", sa.JSON, nullable=False),
)  # fmt: skip
_final = decisions.c.decision["final"].as_boolean()
_of_draft = decisions.c.draft_id == drafts.c.id
_PROPOSED = ((drafts.c.decided == "edited") & sa.exists().where(_of_draft, _final.is_(sa.false()))
             & ~sa.exists().where(_of_draft, _final.is_(sa.true())))  # fmt: skip
WAITING = ((drafts.c.decided.is_(None) | _PROPOSED) & drafts.c.superseded.is_(False) & drafts.c.erased_at.is_(None)
           & drafts.c.status.in_(("drafted", "needs_human", "refused")))  # fmt: skip
"""Drafts that wait for staff: undecided, or edited by somebody who may not approve."""
idempotency = sa.Table(
    "idempotency", metadata,
    sa.Column("caller", sa.String(200), primary_key=True),
    sa.Column("key", sa.String(200), primary_key=True),
    sa.Column("fingerprint", sa.String(64), nullable=False),
    sa.Column("result_id", sa.String(32), nullable=False),
    sa.Column("created_at", Moment, nullable=False),
)  # fmt: skip
api_keys = sa.Table(
    "api_keys", metadata,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("name", sa.String(120), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.Column("scopes", sa.JSON, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("last_used_at", Moment),
    sa.Column("revoked_at", Moment),
)  # fmt: skip
jobs = sa.Table(
    "jobs", metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String(32), nullable=False, unique=True),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("once", sa.String(300), unique=True),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("run_at", Moment, nullable=False),
    sa.Column("leased_until", Moment),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("error", sa.String(300)),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("payload", sa.JSON, nullable=False),
    sa.Index("ix_jobs_state_run_at", "state", "run_at"),
)  # fmt: skip
"""Work for the background; ``once`` is a name that may come only once, however often it is asked for."""
channels = sa.Table(
    "channels", metadata,
    sa.Column("channel", sa.String(32), primary_key=True),
    sa.Column("enabled", sa.Boolean, nullable=False),
    sa.Column("reason", sa.String(500)),
    sa.Column("changed_by", sa.String(200), nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
)  # fmt: skip
audit = sa.Table(
    "audit", metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("actor", sa.String(200), nullable=False),
    sa.Column("action", sa.String(64), nullable=False),
    sa.Column("subject", sa.String(200), nullable=False),
    sa.Column("detail", sa.JSON, nullable=False),
    sa.Column("previous", sa.String(64), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)  # fmt: skip
"""Append-only: triggers refuse changes, and each row carries the hash of the one before."""


def utc(moment: datetime | None) -> datetime | None:
    """A time out of the database, with its zone (SQLite keeps none; all we write is UTC)."""
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)
