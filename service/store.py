"""Drafts in a database: SQLAlchemy, SQLite by default, PostgreSQL by URL. Tables come from Alembic migrations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from filelock import FileLock
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from service.domain import Decision, DraftResponse
from service.errors import Conflict, NotFound, StoreError
from service.requests import DraftRequest

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 30
NO_SUCH_DRAFT = "Det finnes ikke noe utkast med den id-en."

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(column_0_label)s",
    }
)
drafts = sa.Table(
    "drafts", metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String(32), nullable=False, unique=True),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("caller", sa.String(200), nullable=False),
    sa.Column("external_id", sa.String(200)),
    sa.Column("content_hash", sa.String(64), nullable=False),
    sa.Column("superseded", sa.Boolean, nullable=False, default=False),
    sa.Column("status", sa.String(32), nullable=False, index=True),
    sa.Column("request", sa.JSON, nullable=False),
    sa.Column("response", sa.JSON, nullable=False),
    sa.UniqueConstraint("caller", "external_id", "content_hash"),
)  # fmt: skip
decisions = sa.Table(
    "decisions", metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String(32), nullable=False, unique=True),
    sa.Column("draft_id", sa.ForeignKey("drafts.id"), nullable=False, index=True),
    sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    sa.Column("decision", sa.JSON, nullable=False),
)  # fmt: skip


class SqlDraftStore:
    """Keeps drafts; every call is one transaction."""

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)

    def migrate(self, lock_folder: Path) -> None:
        """Bring the tables up to date; safe when several processes start at once."""
        lock_folder.mkdir(parents=True, exist_ok=True)
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["engine"] = self._engine
        with FileLock(lock_folder / ".migrate.lock"):
            command.upgrade(config, "head")

    def add(self, request: DraftRequest, response: DraftResponse, caller: str) -> DraftResponse:
        """Store a draft. Where the same caller, id and content came first, that first draft is given back."""
        row = {
            "id": response.id, "created_at": response.created_at, "caller": caller,
            "external_id": request.external_id, "content_hash": request.content_hash, "superseded": False,
            "status": response.status, "request": request.model_dump(mode="json"),
            "response": response.model_dump(mode="json"),
        }  # fmt: skip
        try:
            with self._transaction() as connection:
                if request.external_id is not None:
                    self._supersede(connection, caller, request.external_id)
                connection.execute(drafts.insert().values(row))
        except IntegrityError:
            first = self.find(request, caller)
            if first is None:
                raise StoreError from None
            return first
        return response

    def find(self, request: DraftRequest, caller: str) -> DraftResponse | None:
        """The draft already made for the same caller, external id and content, if any."""
        if request.external_id is None:
            return None
        query = sa.select(drafts.c.response).where(
            drafts.c.caller == caller, drafts.c.external_id == request.external_id,
            drafts.c.content_hash == request.content_hash,
        )  # fmt: skip
        with self._transaction() as connection:
            row = connection.execute(query).first()
        return DraftResponse.model_validate(row.response) if row else None

    def get(self, draft_id: str) -> DraftResponse:
        """One draft. Raises NotFound."""
        with self._transaction() as connection:
            row = connection.execute(sa.select(drafts.c.response).where(drafts.c.id == draft_id)).first()
        if row is None:
            raise NotFound(NO_SUCH_DRAFT)
        return DraftResponse.model_validate(row.response)

    def newest(self, limit: int, before: str | None = None) -> Sequence[DraftResponse]:
        """Drafts, newest first; ``before`` is the id of the last one already seen."""
        query = sa.select(drafts.c.response).order_by(drafts.c.number.desc()).limit(limit)
        if before is not None:
            query = query.where(
                drafts.c.number < sa.select(drafts.c.number).where(drafts.c.id == before).scalar_subquery()
            )
        with self._transaction() as connection:
            return [DraftResponse.model_validate(row.response) for row in connection.execute(query)]

    def request_of(self, draft_id: str) -> DraftRequest:
        """The request a draft was made for. Raises NotFound."""
        with self._transaction() as connection:
            row = connection.execute(sa.select(drafts.c.request).where(drafts.c.id == draft_id)).first()
        if row is None:
            raise NotFound(NO_SUCH_DRAFT)
        return DraftRequest.model_validate(row.request)

    def decide(self, decision: Decision) -> None:
        """Keep a decision. Raises Conflict where the draft is superseded or was made for another content."""
        row = {"id": decision.id, "draft_id": decision.draft_id, "created_at": decision.created_at,
               "decision": decision.model_dump(mode="json")}  # fmt: skip
        query = sa.select(drafts.c.superseded, drafts.c.content_hash).where(drafts.c.id == decision.draft_id)
        with self._transaction() as connection:
            found = connection.execute(query.with_for_update()).first()
            if found is None:
                raise NotFound(NO_SUCH_DRAFT)
            if found.superseded:
                raise Conflict("Kommentaren er endret, og det er laget et nyere utkast. Se på det i stedet.")
            if found.content_hash != decision.content_hash:
                raise Conflict("Utkastet er laget for et annet innhold enn det du så.", field="content_hash")
            connection.execute(decisions.insert().values(row))

    def decided(self) -> Sequence[tuple[DraftRequest, DraftResponse, Decision]]:
        """Every decision with its draft and request, oldest first."""
        query = sa.select(drafts.c.request, drafts.c.response, decisions.c.decision).join(
            decisions, decisions.c.draft_id == drafts.c.id
        )
        with self._transaction() as connection:
            rows = connection.execute(query.order_by(decisions.c.number)).all()
        return [(DraftRequest.model_validate(row.request), DraftResponse.model_validate(row.response),
                 Decision.model_validate(row.decision)) for row in rows]  # fmt: skip

    def ping(self) -> None:
        """Raises StoreError where the database does not answer."""
        with self._transaction() as connection:
            connection.execute(sa.select(sa.literal(1)))

    def close(self) -> None:
        self._engine.dispose()

    @staticmethod
    def _supersede(connection: sa.Connection, caller: str, external_id: str) -> None:
        earlier = (drafts.c.caller == caller) & (drafts.c.external_id == external_id)
        connection.execute(drafts.update().where(earlier).values(superseded=True))

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except IntegrityError:
            raise
        except SQLAlchemyError as error:
            raise StoreError from error


def _engine(url: str) -> sa.Engine:
    if not url.startswith("sqlite"):
        return sa.create_engine(url, pool_pre_ping=True)
    path = sa.make_url(url).database
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    sa.event.listen(engine, "connect", _sqlite_connection)
    sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _sqlite_connection(connection, _record) -> None:
    """Readers beside one writer (WAL); writers wait for each other instead of failing."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
