"""What is kept: SQLAlchemy, SQLite by default, PostgreSQL by URL. Tables come from Alembic migrations.

The only importer of sqlalchemy and alembic. Each class keeps one kind of thing; every method is one transaction.
"""

from service.store.archive import SqlArchive
from service.store.audit import SqlAuditLog
from service.store.channels import SqlChannels
from service.store.database import Database
from service.store.drafts import SqlDraftStore
from service.store.figures import Figure, SqlFigures
from service.store.jobs import SqlJobs
from service.store.keys import SqlKeys
from service.store.month import Month, SqlMonth
from service.store.queue import SqlQueue

__all__ = [
    "Database", "Figure", "Month", "SqlArchive", "SqlAuditLog", "SqlChannels", "SqlDraftStore", "SqlFigures", "SqlJobs",
    "SqlKeys", "SqlMonth", "SqlQueue",
]  # fmt: skip
