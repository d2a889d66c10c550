"""What a check may look at, and the shape of a check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from service.domain import Channel, Check, Claim, Language, Triage, Verdict
from service.requests import Signer


@dataclass(frozen=True)
class Subject:
    """A draft and all it is judged against. ``sources`` are (id, text) pairs; ``claims`` may be empty.

    ``looked_up``: the sources are what a search gave, not what the writer named.
    """

    comment: str
    draft: str
    channel: Channel
    signer: Signer | None
    language: Language
    triage: Triage
    sources: tuple[tuple[str, str], ...] = ()
    claims: tuple[Claim, ...] = ()
    known_contacts: tuple[str, ...] = ()
    looked_up: bool = False


Judge = Callable[[Subject], Check]
"""A check: a pure function from a subject to one verdict with its reason in plain Norwegian."""


def verdict(rule: str, result: Verdict, why: str, span: tuple[int, int] | None = None) -> Check:
    """A Check; ``span`` is positions in the draft."""
    return Check(rule=rule, verdict=result, why=why, span=span)
