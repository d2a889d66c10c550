"""What is around drafting, joined: the database and what is kept in it, who is let in, what is measured."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from service.config import Settings

if TYPE_CHECKING:
    from service.bearer import TokenVerifier
    from service.gate import Gate
    from service.metrics import Metrics
    from service.presence import Presence
    from service.rates import RateLimit
    from service.store import (
        Database,
        SqlArchive,
        SqlAuditLog,
        SqlChannels,
        SqlDraftStore,
        SqlJobs,
        SqlKeys,
        SqlMonth,
        SqlQueue,
    )  # fmt: skip


@dataclass(frozen=True)
class Office:
    """Parts are made when first asked for; libraries are loaded no sooner."""

    settings: Settings

    @cached_property
    def database(self) -> Database:
        """The database, its tables brought up to date first."""
        from service.store import Database

        database = Database(self.settings.database)
        database.migrate(self.settings.data_dir)
        return database

    @cached_property
    def store(self) -> SqlDraftStore:
        from service.store import SqlDraftStore

        return SqlDraftStore(self.database)

    @cached_property
    def keys(self) -> SqlKeys:
        from service.store import SqlKeys

        return SqlKeys(self.database)

    @cached_property
    def jobs(self) -> SqlJobs:
        from service.store import SqlJobs

        return SqlJobs(self.database)

    @cached_property
    def channels(self) -> SqlChannels:
        from service.store import SqlChannels

        return SqlChannels(self.database)

    @cached_property
    def audit(self) -> SqlAuditLog:
        from service.store import SqlAuditLog

        return SqlAuditLog(self.database)

    @cached_property
    def archive(self) -> SqlArchive:
        from service.store import SqlArchive

        return SqlArchive(self.database)

    @cached_property
    def queue(self) -> SqlQueue:
        from service.store import SqlQueue

        return SqlQueue(self.database)

    @cached_property
    def month(self) -> SqlMonth:
        from service.store import SqlMonth

        return SqlMonth(self.database)

    @cached_property
    def presence(self) -> Presence:
        from service.presence import Presence

        return Presence()

    @cached_property
    def gate(self) -> Gate:
        from service.gate import Gate

        return Gate(self.settings, self.keys, self.tokens)

    @cached_property
    def tokens(self) -> TokenVerifier | None:
        """The verifier of bearer tokens, where an issuer is configured."""
        if not self.settings.jwt_issuer:
            return None
        from service.bearer import TokenVerifier

        chosen = self.settings
        return TokenVerifier(chosen.jwt_issuer, chosen.jwt_audience, tuple(chosen.jwt_algorithms.split()),
                             chosen.jwt_jwks_url, chosen.jwt_scope_prefix)  # fmt: skip

    @cached_property
    def rates(self) -> RateLimit:
        from service.rates import RateLimit

        return RateLimit(self.settings.rate_limit)

    @cached_property
    def metrics(self) -> Metrics:
        from service.metrics import Metrics
        from service.store import SqlFigures

        return Metrics(lambda: SqlFigures(self.database).all())

    @cached_property
    def session_secret(self) -> str:
        """What session cookies are signed with: made once, kept beside the database, readable by us alone."""
        path = self.settings.data_dir / "session-secret"
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as fresh:
                fresh.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass
        return path.read_text("utf-8")

    def check_settings(self) -> None:
        """Raises SettingsError for a setting that could not work once the service runs."""
        from service.outbound import check_address
        from service.signatures import secret_bytes

        for name in ("webhook_url", "chatwoot_url", "jwt_issuer", "jwt_jwks_url", "oidc_issuer"):
            if getattr(self.settings, name):
                check_address(getattr(self.settings, name), f"SVARUTKAST_{name.upper()}")
        if self.settings.webhook_url:
            secret_bytes(self.settings.webhook_secret)
        _ = self.rates, self.tokens
        self.gate.refuse_open_world()
