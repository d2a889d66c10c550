"""The off switch of each channel."""

from __future__ import annotations

from typing import get_args

import sqlalchemy as sa

from service.domain import Channel
from service.ports import ChannelState
from service.store.audit import append
from service.store.database import Database
from service.store.tables import channels, now, utc


class SqlChannels:
    """Says which channels are drafted for. One that was never switched is on."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[ChannelState, ...]:
        """Every channel, with who switched it last and why."""
        with self._database.transaction() as connection:
            rows = {row.channel: row for row in connection.execute(sa.select(channels))}
        return tuple(_state(name, rows.get(name)) for name in get_args(Channel))

    def enabled(self, channel: Channel) -> bool:
        """Whether drafts are made for this channel."""
        with self._database.transaction() as connection:
            found = connection.execute(sa.select(channels.c.enabled).where(channels.c.channel == channel)).scalar()
        return found is not False

    def switch(self, channel: Channel, enabled: bool, reason: str | None, actor: str) -> ChannelState:
        """Switch a channel on or off, with its row in the audit log."""
        row = {"enabled": enabled, "reason": reason, "changed_by": actor, "changed_at": now()}
        with self._database.transaction() as connection:
            if connection.execute(channels.update().where(channels.c.channel == channel).values(row)).rowcount == 0:
                connection.execute(channels.insert().values(channel=channel, **row))
            append(connection, actor, "channel.on" if enabled else "channel.off", f"channel:{channel}", reason=reason)
        return ChannelState(channel=channel, **row)


def _state(name: Channel, row: sa.Row | None) -> ChannelState:
    if row is None:
        return ChannelState(channel=name, enabled=True)
    return ChannelState(channel=name, enabled=row.enabled, reason=row.reason, changed_by=row.changed_by,
                        changed_at=utc(row.changed_at))  # fmt: skip
