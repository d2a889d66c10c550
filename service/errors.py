"""Every error the service raises on purpose, each with the HTTP status it answers with.

ServiceError 500
├── BadRequest 422           the caller's input; ``field`` names the place
├── NotSignedIn 401          no key, token or session, or one that does not count
├── NotAllowed 403           known, but not let to do this
├── NotFound 404
├── Conflict 409             what the caller acts on has changed
│   └── ChannelOff           drafting is switched off for the channel
├── Changed 412              ``If-Match`` names another version than the present one
├── TooMany 429              the caller's rate limit; ``retry_after`` is in seconds
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


class NotSignedIn(ServiceError):
    """Nobody we know: no credential, or one that is wrong, old or revoked."""

    status = 401
    title = "Vis hvem du er: send en API-nøkkel eller logg inn."


class NotAllowed(ServiceError):
    """Somebody we know, who is not let to do this."""

    status = 403
    title = "Du har ikke tilgang til dette."


class NotFound(ServiceError):
    """There is nothing by that name."""

    status = 404
    title = "Fant ikke det du spurte etter."


class Conflict(ServiceError):
    """What the caller acts on has changed since."""

    status = 409
    title = "Noe har endret seg siden du så på det."


class ChannelOff(Conflict):
    """Drafting is switched off for the channel."""

    title = "Svarutkast er slått av for denne kanalen."


class Changed(ServiceError):
    """The version named in ``If-Match`` is not the present one."""

    status = 412
    title = "Utkastet er endret siden du hentet det. Hent det på nytt."


class TooMany(ServiceError):
    """The caller's rate limit is used up; ``retry_after`` is in seconds."""

    status = 429
    title = "For mange forespørsler. Vent litt og prøv igjen."

    def __init__(self, retry_after: int) -> None:
        super().__init__()
        self.retry_after = retry_after


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
