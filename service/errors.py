"""Every error the service raises on purpose, each with the HTTP status it answers with.

ServiceError 500
├── BadRequest 422           the caller's input; ``field`` names the place
├── NotFound 404
├── Conflict 409             what the caller acts on has changed
├── SettingsError 500        a setting that cannot be used
├── KnowledgeError 503       a knowledge file that cannot be read
├── IndexNotReady 503        no index has been built
└── StoreError 503           the database does not answer
"""

from __future__ import annotations


class ServiceError(Exception):
    """Base of the tree. ``title`` is a Norwegian sentence for the person who reads it."""

    status = 500
    title = "Noe gikk galt hos oss."

    def __init__(self, title: str | None = None, *, field: str | None = None) -> None:
        self.title = title or type(self).title
        self.field = field
        super().__init__(self.title)


class BadRequest(ServiceError):
    """The caller's input cannot be used."""

    status = 422
    title = "Forespørselen kan ikke brukes."


class NotFound(ServiceError):
    """There is nothing by that name."""

    status = 404
    title = "Fant ikke det du spurte etter."


class Conflict(ServiceError):
    """What the caller acts on has changed since."""

    status = 409
    title = "Noe har endret seg siden du så på det."


class SettingsError(ServiceError):
    """A setting is misspelt or cannot be used."""


class KnowledgeError(ServiceError):
    """A knowledge file is broken; the message names file and line."""

    status = 503
    title = "Kunnskapsbasen kan ikke leses."


class IndexNotReady(ServiceError):
    """Search has no index to look in."""

    status = 503
    title = "Indeksen er ikke bygd. Kjør «svarutkast index»."


class StoreError(ServiceError):
    """The database does not answer."""

    status = 503
    title = "Databasen svarer ikke. Ingenting er lagret; prøv igjen."
