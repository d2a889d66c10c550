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
├── StoreError 503           the database does not answer
└── ModelError 503           the language model failed; ``reason`` is one of a closed list
    └── BadAnswer            it answered, and the answer cannot be used; ``faults`` say why
"""

from __future__ import annotations

from typing import Literal

FallbackReason = Literal[
    "timeout", "unreachable", "unauthorized", "rate_limited", "server_error", "rejected", "stream_cut", "content_filter",
    "empty_answer", "invalid_json", "wrong_shape", "too_long", "wrong_language", "check_failed",
    "circuit_open", "budget_spent", "host_not_allowed",
]  # fmt: skip
"""Why a draft was not written by the model that was asked."""


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


class ModelError(ServiceError):
    """The model did not answer, or not as it was asked to. Neither prompt nor answer is ever in it.

    ``reason`` is what a draft's ``fallback_reason`` says. ``again``: the same call may succeed in a moment, after
    ``retry_after`` seconds where the server said so. ``down``: the model's server is to blame (counts for the circuit).
    """

    status = 503
    title = "Språkmodellen svarte ikke slik den skulle."

    def __init__(
        self, reason: FallbackReason, title: str | None = None, *, again: bool = False, down: bool = False,
        retry_after: float | None = None,
    ) -> None:  # fmt: skip
        super().__init__(title)
        self.reason, self.again, self.down, self.retry_after = reason, again, down, retry_after


class BadAnswer(ModelError):
    """The model answered, and the answer cannot be used; ``faults`` are sentences it can be told."""

    def __init__(self, reason: FallbackReason, faults: tuple[str, ...]) -> None:
        super().__init__(reason)
        self.faults = faults
