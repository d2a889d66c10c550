"""Texts cut up so that a page can mark what rests on what, and say how long ago something was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from service.domain import Check, Claim, DraftResponse, Source

AT_ONCE = timedelta(hours=1)
"""How soon a reply that is required should come. The guidelines say at once ("umiddelbart"); an hour is our reading."""
_ORDER = {"fail": 0, "review": 1, "pass": 2, "not_applicable": 3}


@dataclass(frozen=True)
class Evidence:
    """A claim of the draft with the sources it rests on."""

    claim: Claim
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; ``evidence`` is None where it states no fact."""

    text: str
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Age:
    """How long something has waited: a number with its unit, and whether that is longer than the goal."""

    number: int
    unit: str
    late: bool


def pieces(text: str, draft: DraftResponse) -> list[Piece]:
    """The whole text in order, cut at the sentences that state facts."""
    found, at, by_id = [], 0, {source.id: source for source in draft.sources}
    for claim in draft.claims:
        start = text.find(claim.sentence, at)
        if start < 0:
            continue
        found.append(Piece(text[at:start]))
        at = start + len(claim.sentence)
        found.append(Piece(claim.sentence, Evidence(claim, tuple(by_id[name] for name in claim.source_ids if name in by_id))))
    return [piece for piece in (*found, Piece(text[at:])) if piece.text]


def quoted(source: Source, claims: Iterable[Claim]) -> list[tuple[str, bool]]:
    """The source's excerpt, cut so that the words the draft rests on stand out: (words, whether they do)."""
    found, rest = [], source.excerpt
    for claim in claims:
        if claim.quote and source.id in claim.source_ids and claim.quote in rest:
            before, _, rest = rest.partition(claim.quote)
            found += [(before, False), (claim.quote, True)]
    return [(words, stands_out) for words, stands_out in (*found, (rest, False)) if words]


def in_order(checks: Iterable[Check]) -> dict[str, list[Check]]:
    """Checks by verdict, worst first; what does not apply is left out."""
    found: dict[str, list[Check]] = {}
    for check in sorted(checks, key=lambda check: _ORDER[check.verdict]):
        found.setdefault(check.verdict, []).append(check)
    found.pop("not_applicable", None)
    return found


def age(moment: datetime, now: datetime | None = None) -> Age:
    """How long ago that was, in the largest unit that says enough."""
    passed = max(timedelta(), (now or datetime.now(UTC)) - moment)
    minutes, late = int(passed.total_seconds() // 60), passed > AT_ONCE
    if minutes < 60:
        return Age(minutes, "min", late)
    return Age(minutes // 60, "t", late) if minutes < 48 * 60 else Age(minutes // 1440, "d", late)


def asked_at(draft: DraftResponse, posted_at: datetime | None) -> datetime:
    """When the citizen wrote, or when we heard of it."""
    if posted_at is None:
        return draft.created_at
    return posted_at if posted_at.tzinfo else posted_at.replace(tzinfo=UTC)
