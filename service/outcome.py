"""How a run can end, before it becomes a DraftResponse."""

from __future__ import annotations

from dataclasses import dataclass

from service.domain import Check, Referral, Status, StatusReason
from service.ports import Written


@dataclass(frozen=True)
class Outcome:
    """A status with its reason, and what goes with it."""

    status: Status
    reason: StatusReason
    referral: Referral | None = None
    holding: str | None = None
    checks: tuple[Check, ...] = ()
    written: Written | None = None


def refuse(reason: StatusReason, referral: Referral) -> Outcome:
    """No draft at all: politics is referred to the political level (rule A10)."""
    return Outcome("refused", reason, referral)


def let_be(reason: StatusReason) -> Outcome:
    """No reply is needed (rule A4)."""
    return Outcome("no_reply_needed", reason)


def hold(
    reason: StatusReason,
    referral: Referral | None = None,
    holding: str | None = None,
    checks: tuple[Check, ...] = (),
    written: Written | None = None,
) -> Outcome:
    """A person must take over; ``holding`` can be posted meanwhile."""
    return Outcome("needs_human", reason, referral, holding, checks, written)
