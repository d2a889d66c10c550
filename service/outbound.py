"""The only module that calls other machines (httpx): Chatwoot, listeners to our events, an issuer's keys.

Addresses come from settings alone, never from what somebody sent. No redirects, no proxy of the environment, answers
read up to a limit and as they are (nothing is unpacked), and no address inside the machine's own link or metadata range.
"""

from __future__ import annotations

import ipaddress
import json
import socket
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from service.errors import ServiceError, SettingsError

SECONDS = 10.0
MAX_ANSWER = 1_000_000
"""Bytes; a key set or a Chatwoot message is some thousand."""


class OutboundError(ServiceError):
    """The other side did not answer, or answered with an error; ``answered`` is its status, if any."""

    title = "En annen tjeneste svarte ikke slik den skulle."

    def __init__(self, title: str, answered: int | None = None) -> None:
        super().__init__(title)
        self.answered = answered


@dataclass(frozen=True)
class Answer:
    """A status below 400 and the body."""

    status: int
    body: bytes

    def json(self) -> Any:
        """The body as JSON. Raises OutboundError."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            raise OutboundError("Svaret var ikke gyldig JSON.", self.status) from None


def check_address(url: str, setting: str) -> str:
    """The URL, if it may be called: https, or http on this machine. Raises SettingsError that names the setting."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.username or parts.password or not host or parts.scheme not in ("https", "http"):
        raise SettingsError(f"Innstillingen {setting} må være en adresse som begynner med https://.", field=setting)
    if parts.scheme == "http" and not _is_loopback(host):
        raise SettingsError(f"Innstillingen {setting} må bruke https utenfor denne maskinen.", field=setting)
    return url


def call(method: str, url: str, *, headers: dict[str, str] | None = None, content: bytes | None = None) -> Answer:
    """One request. Raises OutboundError for no answer, an answer of 300 or more, or one that is too long."""
    _refuse_forbidden(urlsplit(url).hostname or "")
    sent = {"Accept-Encoding": "identity", "User-Agent": "svarutkast", **(headers or {})}
    try:
        with (
            httpx.Client(timeout=SECONDS, follow_redirects=False, trust_env=False) as client,
            client.stream(method, url, headers=sent, content=content) as response,
        ):
            if response.status_code >= 300:
                raise OutboundError(f"Svarte {response.status_code}.", response.status_code)
            return Answer(response.status_code, _read(response))
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise OutboundError(f"Ingen forbindelse ({type(error).__name__}).") from None


def _read(response: httpx.Response) -> bytes:
    """The raw bytes: nothing is unpacked, so a small answer cannot become a large one."""
    body = bytearray()
    for part in response.iter_raw():
        body += part
        if len(body) > MAX_ANSWER:
            raise OutboundError("Svaret var for langt.", response.status_code)
    return bytes(body)


def _refuse_forbidden(host: str) -> None:
    """Link-local (cloud metadata), multicast and unspecified addresses are nobody's webhook."""
    for address in _addresses(host):
        if address.is_link_local or address.is_multicast or address.is_unspecified or address.is_reserved:
            raise OutboundError("Adressen er ikke tillatt.")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _addresses(host: str) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    try:
        found = [ipaddress.ip_address(row[4][0].split("%")[0]) for row in socket.getaddrinfo(host, None)]
    except (OSError, UnicodeError):
        raise OutboundError("Ingen forbindelse (ukjent navn).") from None
    return [getattr(address, "ipv4_mapped", None) or address for address in found]
