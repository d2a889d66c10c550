"""API keys: only the hash of a key is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from service.errors import NotFound
from service.keys import ApiKey
from service.store.audit import append
from service.store.database import Database
from service.store.tables import api_keys, now, utc

LAST_USED_EVERY = timedelta(minutes=1)
"""``last_used_at`` is this coarse, so that reading does not become writing."""


class SqlKeys:
    """Keeps API keys."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, key: ApiKey, actor: str) -> None:
        """Keep a new key."""
        with self._database.transaction() as connection:
            connection.execute(api_keys.insert().values(
                id=key.id, name=key.name, hash=key.hash, scopes=sorted(key.scopes), created_at=key.created_at,
            ))  # fmt: skip
            append(connection, actor, "key.created", f"key:{key.id}", scopes=sorted(key.scopes))

    def all(self) -> Sequence[ApiKey]:
        """Every key, also the revoked, oldest first."""
        with self._database.transaction() as connection:
            return [_key(row) for row in connection.execute(sa.select(api_keys).order_by(api_keys.c.created_at))]

    def any_active(self) -> bool:
        """Whether some key counts."""
        query = sa.select(api_keys.c.id).where(api_keys.c.revoked_at.is_(None)).limit(1)
        with self._database.transaction() as connection:
            return connection.execute(query).first() is not None

    def find(self, key_id: str) -> ApiKey | None:
        """The key by its id, and a note that it was used."""
        with self._database.transaction() as connection:
            row = connection.execute(sa.select(api_keys).where(api_keys.c.id == key_id)).first()
            if row is None:
                return None
            used = utc(row.last_used_at)
            if row.revoked_at is None and (used is None or now() - used > LAST_USED_EVERY):
                connection.execute(api_keys.update().where(api_keys.c.id == key_id).values(last_used_at=now()))
        return _key(row)

    def revoke(self, key_id: str, actor: str) -> None:
        """From now on the key does not count. Raises NotFound."""
        active = (api_keys.c.id == key_id) & api_keys.c.revoked_at.is_(None)
        with self._database.transaction() as connection:
            if connection.execute(api_keys.update().where(active).values(revoked_at=now())).rowcount == 0:
                raise NotFound("Det finnes ingen gyldig nøkkel med den id-en.")
            append(connection, actor, "key.revoked", f"key:{key_id}")


def _key(row: sa.Row) -> ApiKey:
    return ApiKey(
        id=row.id, name=row.name, hash=row.hash, scopes=frozenset(row.scopes), created_at=utc(row.created_at),
        last_used_at=utc(row.last_used_at), revoked_at=utc(row.revoked_at),
    )  # fmt: skip
