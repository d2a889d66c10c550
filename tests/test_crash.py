"""A service killed in the middle of its work loses nothing it had acknowledged: no draft, no decision, no job."""

from __future__ import annotations

import os
import socket
from datetime import timedelta

import pytest
import sqlalchemy as sa
from crash import QUESTION, SAID, kill_again_and_again
from test_signatures import SECRETS

from service.store.tables import jobs, now

TIMES = int(os.environ.get("KILLS", "2"))


def a_free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_kill_9_under_load_loses_nothing_acknowledged(kind, remade, services, tmp_path, request, record_property):
    url = f"sqlite:///{tmp_path / 'crash.db'}" if kind == "sqlite" else request.getfixturevalue("postgresql")()
    environment = {"SVARUTKAST_DATA_DIR": str(services.settings.data_dir), "SVARUTKAST_DATABASE_URL": url,
                   "SVARUTKAST_CHATWOOT_SECRET": SECRETS["chatwoot"]}  # fmt: skip
    _ = services.pipeline
    times = TIMES if kind == "sqlite" or TIMES > 2 else 1
    load = kill_again_and_again(times, a_free_port(), environment)
    office = remade(database_url=url)
    with office.database.transaction() as connection:
        left = connection.execute(jobs.update().where(jobs.c.state == "running").values(leased_until=now() - timedelta(seconds=1)))
        assert left.rowcount <= times
    while office.worker.run_due():
        pass
    for name, value in (("drafts", len(load.drafts)), ("decisions", len(load.decisions)), ("messages", len(load.messages))):
        assert value > 0
        record_property(name, value)
    with office.database.transaction() as connection:
        kept = dict(connection.execute(sa.text("SELECT id, external_id FROM drafts")).all())
        decided = dict(connection.execute(sa.text("SELECT id, draft_id FROM decisions")).all())
        states = connection.execute(sa.select(jobs.c.state).where(jobs.c.kind == "comment")).scalars().all()
    assert load.drafts.items() <= kept.items()
    assert load.decisions.items() <= decided.items()
    assert {f"chatwoot:1:{number}" for number in load.messages} <= set(kept.values())
    assert set(states) == {"done"}
    assert len(set(kept.values())) == len(kept)
    assert office.audit.broken_at() is None
    said = b"".join(SAID).decode()
    assert '"event": "http"' in said
    assert QUESTION not in said
    assert SECRETS["chatwoot"] not in said
