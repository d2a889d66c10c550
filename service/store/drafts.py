"""Drafts and the decisions on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from service.domain import Decision, DraftResponse
from service.errors import BadRequest, Conflict, NotFound
from service.jobs import Job
from service.ports import Filters, Once, Page, Stored
from service.requests import DraftRequest
from service.store.audit import append
from service.store.database import Database, lock
from service.store.jobs import put
from service.store.tables import WAITING, decisions, drafts, idempotency, now, utc

NO_SUCH_DRAFT = "Det finnes ikke noe utkast med den id-en."
NUMBERS = 2**31 - 1


class SqlDraftStore:
    """Keeps drafts; every call is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, request: DraftRequest, response: DraftResponse, caller: str, once: Once | None = None, jobs: Sequence[Job] = ()
    ) -> DraftResponse:
        """Store a draft, and the jobs that follow from it. Where the same caller, id and content, or the same
        idempotency key, came first, that first draft is given back, whoever else is asking at the same moment."""
        with self._database.transaction() as connection:
            if request.external_id is not None:
                lock(connection, "draft", caller, request.external_id)
            first = _repeated(connection, caller, once) or _found(connection, request, caller)
            if first is None:
                connection.execute(drafts.insert().values(_row(request, response, caller)))
                if request.external_id is not None:
                    _supersede(connection, caller, request.external_id, response.id)
                for job in jobs:
                    put(connection, job)
            _remember(connection, caller, once, first or response.id)
            if first is not None:
                return _get(connection, first).draft
        return response

    def find(self, request: DraftRequest, caller: str, once: Once | None = None) -> DraftResponse | None:
        """The draft already made for the same idempotency key, or for the same external id and content, if any.

        Raises BadRequest where the key was used for something else.
        """
        if request.external_id is None and once is None:
            return None
        with self._database.transaction() as connection:
            first = _repeated(connection, caller, once) or _found(connection, request, caller)
            return _get(connection, first).draft if first else None

    def get(self, draft_id: str) -> Stored:
        """One draft, its request, its version and its decisions, oldest first. Raises NotFound."""
        with self._database.transaction() as connection:
            return _get(connection, draft_id)

    def page(self, filters: Filters, limit: int, before: str | None = None) -> Page:
        """Drafts, newest first. ``before`` is the cursor a page gave. Raises BadRequest for one that none gave."""
        query = sa.select(drafts).where(*conditions(filters)).order_by(drafts.c.number.desc()).limit(limit + 1)
        if before is not None:
            if not before.isascii() or not before.isdigit() or int(before) > NUMBERS:
                raise BadRequest("Feltet «cursor» er ikke et merke denne køen har gitt.", field="cursor")
            query = query.where(drafts.c.number < int(before))
        with self._database.transaction() as connection:
            rows = connection.execute(query).all()
        shown = rows[:limit]
        return Page(tuple(_draft(row) for row in shown), str(shown[-1].number) if len(rows) > limit else None)

    def decide(self, decision: Decision, seen: int, once: Once | None = None, jobs: Sequence[Job] = ()) -> Decision:
        """Keep a decision made on version ``seen``; the first one where the idempotency key was used for it before.

        Raises Conflict where the draft is superseded, was made for another content or has been decided meanwhile.
        """
        with self._database.transaction() as connection:
            lock(connection, "decide", decision.draft_id)
            first = _repeated(connection, decision.caller, once)
            if first is not None:
                row = connection.execute(sa.select(decisions.c.decision).where(decisions.c.id == first)).one()
                return Decision.model_validate(row.decision)
            found = connection.execute(sa.select(drafts).where(drafts.c.id == decision.draft_id).with_for_update()).one()
            _still_as_seen(found, decision, seen)
            connection.execute(decisions.insert().values(
                id=decision.id, draft_id=decision.draft_id, created_at=decision.created_at,
                decision=decision.model_dump(mode="json")))  # fmt: skip
            connection.execute(drafts.update().where(drafts.c.id == decision.draft_id).values(
                version=seen + 1, decided=decision.decision, decided_at=decision.created_at))  # fmt: skip
            append(connection, decision.caller, f"draft.{decision.decision}", f"draft:{decision.draft_id}",
                   decision=decision.id, reasons=list(decision.reasons), final=decision.final)  # fmt: skip
            for job in jobs:
                put(connection, job)
            _remember(connection, decision.caller, once, decision.id)
        return decision

    def redraft(
        self, old: str, request: DraftRequest, response: DraftResponse, caller: str, jobs: Sequence[Job] = ()
    ) -> DraftResponse:
        """Put a draft in the place of draft ``old``, for whoever asked for the old one. Where that same request was drafted
        for before, that draft stands again: here, a person asks for it. Raises Conflict where the old one no longer waits."""
        with self._database.transaction() as connection:
            lock(connection, "decide", old)
            found = connection.execute(sa.select(drafts).where(drafts.c.id == old).with_for_update()).one()
            if found.superseded or found.erased_at is not None or found.decided in ("approved", "rejected"):
                raise Conflict("Utkastet venter ikke lenger. Se på det på nytt.")
            new = _found(connection, request, found.caller) or response.id
            if new == response.id:
                connection.execute(drafts.insert().values(_row(request, response, found.caller)))
                for job in jobs:
                    put(connection, job)
            if new != old:
                replaced = {"superseded": True, "superseded_by": new, "version": drafts.c.version + 1}
                standing = {"superseded": False, "superseded_by": None, "version": drafts.c.version + 1}
                connection.execute(drafts.update().where(drafts.c.id == old).values(replaced))
                connection.execute(drafts.update().where(drafts.c.id == new, drafts.c.superseded).values(standing))
                append(connection, caller, "draft.redrafted", f"draft:{old}", by=new)
            return _get(connection, new).draft

    def decided(self) -> Sequence[tuple[DraftRequest, DraftResponse, Decision]]:
        """Every decision with its draft and request, oldest first."""
        query = sa.select(drafts, decisions.c.decision).join(decisions, decisions.c.draft_id == drafts.c.id)
        with self._database.transaction() as connection:
            rows = connection.execute(query.where(drafts.c.erased_at.is_(None)).order_by(decisions.c.number)).all()
        return [(DraftRequest.model_validate(row.request), _draft(row), Decision.model_validate(row.decision))
                for row in rows]  # fmt: skip


def _row(request: DraftRequest, response: DraftResponse, caller: str) -> dict:
    return {
        "id": response.id, "created_at": response.created_at, "caller": caller, "external_id": request.external_id,
        "content_hash": request.content_hash, "superseded": False, "version": 1, "status": response.status,
        "status_reason": response.status_reason, "channel": response.channel, "tone": response.triage.tone,
        "engine": response.engine.name, "reply": response.triage.reply, "posted_at": _in_utc(request.posted_at),
        "latency_ms": response.engine.latency_ms, "cost": response.engine.cost,
        "request": request.model_dump(mode="json"), "response": response.model_dump(mode="json"),
    }  # fmt: skip


def _in_utc(moment: datetime | None) -> datetime | None:
    """A caller's time as UTC; one without a zone is taken as UTC."""
    return moment and utc(moment).astimezone(UTC)


def _supersede(connection: sa.Connection, caller: str, external_id: str, by: str) -> None:
    earlier = (drafts.c.caller == caller) & (drafts.c.external_id == external_id) & (drafts.c.id != by)
    values = {"superseded": True, "superseded_by": by, "version": drafts.c.version + 1}
    connection.execute(drafts.update().where(earlier, drafts.c.superseded.is_(False)).values(values))


def _found(connection: sa.Connection, request: DraftRequest, caller: str) -> str | None:
    if request.external_id is None:
        return None
    return connection.execute(sa.select(drafts.c.id).where(
        drafts.c.caller == caller, drafts.c.external_id == request.external_id,
        drafts.c.content_hash == request.content_hash,
    )).scalar()  # fmt: skip


def _repeated(connection: sa.Connection, caller: str, once: Once | None) -> str | None:
    if once is None:
        return None
    lock(connection, "once", caller, once.key)
    query = sa.select(idempotency).where(idempotency.c.caller == caller, idempotency.c.key == once.key)
    row = connection.execute(query).first()
    if row is not None and row.fingerprint != once.fingerprint:
        raise BadRequest("Idempotency-Key er brukt før, til noe annet.", field="Idempotency-Key")
    return row and row.result_id


def _remember(connection: sa.Connection, caller: str, once: Once | None, result_id: str) -> None:
    if once is not None and _repeated(connection, caller, once) is None:
        connection.execute(idempotency.insert().values(
            caller=caller, key=once.key, fingerprint=once.fingerprint, result_id=result_id, created_at=now()))  # fmt: skip


def _still_as_seen(found: sa.Row, decision: Decision, seen: int) -> None:
    if found.superseded:
        raise Conflict("Kommentaren er endret, og det er laget et nyere utkast. Se på det i stedet.")
    if found.content_hash != decision.content_hash:
        raise Conflict("Utkastet er laget for et annet innhold enn det du så.", field="content_hash")
    if found.erased_at is not None:
        raise Conflict("Utkastet er slettet.")
    if found.version != seen:
        raise Conflict("Noen andre har behandlet utkastet samtidig. Se på det på nytt.")


def _get(connection: sa.Connection, draft_id: str) -> Stored:
    row = connection.execute(sa.select(drafts).where(drafts.c.id == draft_id)).first()
    if row is None:
        raise NotFound(NO_SUCH_DRAFT)
    made = connection.execute(
        sa.select(decisions.c.decision).where(decisions.c.draft_id == draft_id).order_by(decisions.c.number)
    ).scalars()
    return stored(row, made)


def stored(row: sa.Row, made: Iterable[dict]) -> Stored:
    """A row with the decisions made on it, oldest first."""
    return Stored(draft=_draft(row), request=DraftRequest.model_validate(row.request), caller=row.caller,
                  version=row.version, decisions=tuple(Decision.model_validate(item) for item in made))  # fmt: skip


def _draft(row: sa.Row) -> DraftResponse:
    response = {**row.response, "superseded_by": row.superseded_by, "decision": row.decided, "erased_at": utc(row.erased_at)}
    return DraftResponse.model_validate(response)


def conditions(filters: Filters) -> list[sa.ColumnElement[bool]]:
    """The filters as SQL."""
    equal = {drafts.c.status: filters.status, drafts.c.status_reason: filters.status_reason,
             drafts.c.channel: filters.channel, drafts.c.external_id: filters.external_id,
             drafts.c.superseded: filters.superseded}  # fmt: skip
    found = [column == value for column, value in equal.items() if value is not None]
    if filters.decided is not None:
        found.append(drafts.c.decided.is_not(None) if filters.decided else drafts.c.decided.is_(None))
    if filters.waiting is not None:
        found.append(WAITING if filters.waiting else sa.not_(WAITING))
    if filters.since is not None:
        found.append(drafts.c.created_at >= _in_utc(filters.since))
    if filters.until is not None:
        found.append(drafts.c.created_at < _in_utc(filters.until))
    return found
