"""The engine: SQLite (WAL, one writer at a time) or PostgreSQL, its transactions, locks and migrations."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from filelock import FileLock
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from service.errors import StoreError
from service.logs import trouble

MIGRATIONS = Path(__file__).parent.parent / "migrations"
BUSY_SECONDS = 30


class Database:
    """One database. What is kept in it is for the classes beside this one."""

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)

    def migrate(self, lock_folder: Path, revision: str = "head") -> None:
        """Bring the tables up to date; safe when several processes start at once."""
        lock_folder.mkdir(parents=True, exist_ok=True)
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["engine"] = self._engine
        try:
            with FileLock(lock_folder / ".migrate.lock"):
                command.upgrade(config, revision)
        except SQLAlchemyError as error:
            raise StoreError from error

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """One transaction: kept when the block ends, undone when it raises. Raises StoreError."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            trouble("database.failed", error)
            raise StoreError from error

    def ping(self) -> None:
        """Raises StoreError where the database does not answer."""
        with self.transaction() as connection:
            connection.execute(sa.select(sa.literal(1)))

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()


def lock(connection: sa.Connection, *name: str) -> None:
    """Hold others who name the same thing until this transaction ends (on SQLite every writer waits already)."""
    if connection.dialect.name == "postgresql":
        digest = hashlib.sha256("\0".join(name).encode()).digest()
        number = int.from_bytes(digest[:8], "big", signed=True)
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.literal(number, sa.BigInteger))))


def insert_once(connection: sa.Connection, table: sa.Table, row: dict) -> bool:
    """Insert unless a unique value is there already; whether it was inserted."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(row).on_conflict_do_nothing().returning(*table.primary_key)
    return connection.execute(statement).first() is not None


def _engine(url: str) -> sa.Engine:
    """``hide_parameters``: no words of a citizen's in an error message."""
    if not url.startswith("sqlite"):
        return sa.create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20, hide_parameters=True)
    path = sa.make_url(url).database
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
    sa.event.listen(engine, "connect", _sqlite_connection)
    sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _sqlite_connection(connection, _record) -> None:
    """Readers beside one writer (WAL); writers wait for each other instead of failing; what is deleted is overwritten."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")
