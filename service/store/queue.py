"""The queue as staff see it: drafts with their comments and decisions, newest or oldest first, and a search in the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from service.errors import BadRequest
from service.ports import Filters, Stored
from service.store.database import Database
from service.store.drafts import NUMBERS, conditions, stored
from service.store.tables import WAITING, decisions, drafts


@dataclass(frozen=True)
class QueuePage:
    """Some drafts, the cursor of the next page if there is one, and how many wait in all."""

    rows: tuple[Stored, ...]
    next: str | None
    waiting: int


class SqlQueue:
    """Reads the queue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, filters: Filters, limit: int, cursor: str | None = None, words: str = "",
             oldest_first: bool = False) -> QueuePage:  # fmt: skip
        """Drafts that fit the filters and hold the words, letter case aside. Raises BadRequest for a cursor no page gave.

        Words are looked for in Python: both databases fold æ, ø and å the same way here.
        """
        order = drafts.c.number.asc() if oldest_first else drafts.c.number.desc()
        query = sa.select(drafts).where(*conditions(filters)).order_by(order)
        if cursor is not None:
            if not cursor.isascii() or not cursor.isdigit() or int(cursor) > NUMBERS:
                raise BadRequest("Siden finnes ikke i denne køen.", field="cursor")
            query = query.where(drafts.c.number > int(cursor) if oldest_first else drafts.c.number < int(cursor))
        with self._database.transaction() as connection:
            rows = list(_first(connection, query, words.casefold().split(), limit + 1))
            made = _decisions(connection, [row.id for row in rows])
            waiting = connection.execute(sa.select(sa.func.count()).select_from(drafts).where(WAITING)).scalar_one()
        shown = tuple(stored(row, made.get(row.id, ())) for row in rows[:limit])
        return QueuePage(shown, str(rows[limit - 1].number) if len(rows) > limit else None, waiting)


def _first(connection: sa.Connection, query: sa.Select, words: list[str], count: int) -> Iterator[sa.Row]:
    if not words:
        yield from connection.execute(query.limit(count))
        return
    found = 0
    for row in connection.execute(query):
        if all(word in _text(row) for word in words):
            yield row
            found += 1
            if found == count:
                return


def _text(row: sa.Row) -> str:
    reply = row.response["draft"] or {}
    texts = (row.request["comment"], row.request["post"], reply.get("text"), row.external_id)
    return "\n".join(text for text in texts if text).casefold()


def _decisions(connection: sa.Connection, ids: list[str]) -> dict[str, list[dict]]:
    made: dict[str, list[dict]] = {}
    query = sa.select(decisions.c.draft_id, decisions.c.decision).where(decisions.c.draft_id.in_(ids))
    for row in connection.execute(query.order_by(decisions.c.number)):
        made.setdefault(row.draft_id, []).append(row.decision)
    return made
