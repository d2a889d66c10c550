"""Logs: one JSON object a line on standard error. Codes, counts and times; never what a citizen wrote, never a secret.

Exceptions are told by type and place only: their messages may hold a request's words.
"""

from __future__ import annotations

import json
import logging
import logging.config
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TextIO

request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
"""The correlation id of the request or job at hand."""

log = logging.getLogger("svarutkast")


def event(name: str, **fields: Any) -> None:
    """Log that something happened. ``fields`` are codes, numbers and ids."""
    log.info(name, extra={"fields": fields})


def trouble(name: str, error: BaseException | None = None, **fields: Any) -> None:
    """Log that something went wrong."""
    log.error(name, extra={"fields": fields}, exc_info=error)


class JsonLine(logging.Formatter):
    """One line an event, whatever is in it: all but ASCII is escaped, so nobody can forge a line."""

    def format(self, record: logging.LogRecord) -> str:
        row = {"at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
               "level": record.levelname.lower(), "event": record.name if record.exc_info else record.getMessage(),
               "request_id": request_id.get(), **getattr(record, "fields", {})}  # fmt: skip
        if record.name == log.name:
            row["event"] = record.getMessage()
        if record.exc_info and record.exc_info[0] is not None:
            row["error"] = record.exc_info[0].__name__
            row["where"] = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}"
                            for frame in traceback.extract_tb(record.exc_info[2])[-5:]]  # fmt: skip
        return json.dumps(row, default=str)


class Stderr(logging.StreamHandler):
    """Writes to standard error as it is at the moment, not as it was when logging was set up."""

    def __init__(self) -> None:
        logging.Handler.__init__(self)

    @property
    def stream(self) -> TextIO:
        """Where lines go."""
        return sys.stderr


def set_up() -> None:
    """Send everything that is logged, by us and by the server, through one formatter to standard error."""
    logging.config.dictConfig({
        "version": 1, "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLine}},
        "handlers": {"stderr": {"()": Stderr, "formatter": "json"}},
        "root": {"level": "WARNING", "handlers": ["stderr"]},
        "loggers": {log.name: {"level": "INFO"}},
    })  # fmt: skip
