"""Columns for the queue and its figures; keys, idempotency, jobs, channels and the append-only audit log."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_REFUSALS = {
    "sqlite": [
        f"CREATE TRIGGER audit_no_{verb} BEFORE {verb} ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        "CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RAISE EXCEPTION 'audit is append-only'; END$$",
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()",
    ],
}


def upgrade() -> None:
    _widen_drafts()
    _fill_drafts()
    _tables_for_access()
    _tables_for_work()
    for statement in _REFUSALS[op.get_bind().dialect.name]:
        op.execute(statement)


def _widen_drafts() -> None:
    moment = sa.DateTime(timezone=True)
    for column in (
        sa.Column("superseded_by", sa.String(32)),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("status_reason", sa.String(32), nullable=False, server_default=""),
        sa.Column("channel", sa.String(32), nullable=False, server_default=""),
        sa.Column("tone", sa.String(32)),
        sa.Column("engine", sa.String(32), nullable=False, server_default=""),
        sa.Column("reply", sa.String(32), nullable=False, server_default=""),
        sa.Column("posted_at", moment),
        sa.Column("latency_ms", sa.Float, nullable=False, server_default="0"),
        sa.Column("cost", sa.Float, nullable=False, server_default="0"),
        sa.Column("decided", sa.String(32)),
        sa.Column("decided_at", moment),
        sa.Column("erased_at", moment),
    ):
        op.add_column("drafts", column)
    op.create_index("ix_drafts_created_at", "drafts", ["created_at"])


def _fill_drafts() -> None:
    """The new columns of drafts made before, out of their own JSON."""
    connection = op.get_bind()
    drafts = sa.table("drafts", sa.column("id"), sa.column("number"), sa.column("caller"), sa.column("external_id"),
                      sa.column("superseded"), sa.column("superseded_by"), sa.column("response", sa.JSON),
                      *(sa.column(name) for name in ("status_reason", "channel", "tone", "engine", "reply", "latency_ms",
                                                     "cost", "decided", "decided_at")))  # fmt: skip
    decisions = sa.table("decisions", sa.column("number"), sa.column("draft_id"),
                         sa.column("created_at", sa.DateTime(timezone=True)), sa.column("decision", sa.JSON))  # fmt: skip
    for row in connection.execute(sa.select(drafts.c.id, drafts.c.response)).all():
        made = row.response if isinstance(row.response, dict) else json.loads(row.response)
        connection.execute(drafts.update().where(drafts.c.id == row.id).values(
            status_reason=made["status_reason"], channel=made["channel"], tone=made["triage"]["tone"],
            engine=made["engine"]["name"], reply=made["triage"]["reply"], latency_ms=made["engine"]["latency_ms"],
            cost=made["engine"]["cost"],
        ))  # fmt: skip
    for row in connection.execute(sa.select(decisions).order_by(decisions.c.number)).all():
        connection.execute(drafts.update().where(drafts.c.id == row.draft_id).values(
            decided=row.decision["decision"], decided_at=row.created_at))  # fmt: skip
    later = drafts.alias("later")
    newest = sa.select(later.c.id).where(
        later.c.caller == drafts.c.caller, later.c.external_id == drafts.c.external_id, later.c.superseded.is_(False)
    ).order_by(later.c.number.desc()).limit(1).scalar_subquery()  # fmt: skip
    connection.execute(drafts.update().where(drafts.c.superseded.is_(True)).values(superseded_by=newest))


def _tables_for_access() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(16), primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("scopes", sa.JSON, nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("last_used_at", moment),
        sa.Column("revoked_at", moment),
    )
    op.create_table(
        "idempotency",
        sa.Column("caller", sa.String(200), primary_key=True),
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("result_id", sa.String(32), nullable=False),
        sa.Column("created_at", moment, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", moment, nullable=False),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )


def _tables_for_work() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "jobs",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("once", sa.String(300)),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("run_at", moment, nullable=False),
        sa.Column("leased_until", moment),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("error", sa.String(300)),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.UniqueConstraint("id", name="uq_jobs_id"),
        sa.UniqueConstraint("once", name="uq_jobs_once"),
    )
    op.create_index("ix_jobs_state_run_at", "jobs", ["state", "run_at"])
    op.create_table(
        "channels",
        sa.Column("channel", sa.String(32), primary_key=True),
        sa.Column("enabled", sa.Boolean, nullable=False),
        sa.Column("reason", sa.String(500)),
        sa.Column("changed_by", sa.String(200), nullable=False),
        sa.Column("changed_at", moment, nullable=False),
    )
