"""Who calls, and what they may do. Scopes are for programs, roles for staff; each role stands for some scopes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from service.errors import NotAllowed

Scope = Literal["draft", "decide", "read", "admin"]
Role = Literal["writer", "approver"]
SCOPES: tuple[Scope, ...] = get_args(Scope)

_SCOPES_OF: dict[Role, frozenset[Scope]] = {
    "writer": frozenset({"draft", "decide", "read"}),
    "approver": frozenset({"draft", "decide", "read", "admin"}),
}


@dataclass(frozen=True)
class Caller:
    """``id`` is stable and holds no name (``local``, ``key:1a2b``, ``jwt:…``, ``staff:…``); ``name`` is for people."""

    id: str
    name: str
    scopes: frozenset[Scope]
    roles: frozenset[Role] = frozenset()

    @property
    def is_staff(self) -> bool:
        """Whether this is a person who has signed in, rather than a program."""
        return self.id.startswith("staff:")

    @property
    def may_approve(self) -> bool:
        """A writer proposes, an approver approves; a program with ``decide`` passes on what its own users did."""
        return not self.is_staff or "approver" in self.roles

    def require(self, scope: Scope) -> None:
        """Raises NotAllowed without that scope."""
        if scope not in self.scopes:
            raise NotAllowed(f"Dette krever tilgangen «{scope}».")


LOCAL = Caller("local", "denne maskinen", frozenset(SCOPES), frozenset({"writer", "approver"}))
"""Somebody on the same machine, where the service listens on loopback only and no access is configured."""


def staff(subject: str, name: str, roles: frozenset[Role]) -> Caller:
    """A person who has signed in. Raises NotAllowed without a role."""
    if not roles:
        raise NotAllowed("Du er logget inn, men har ikke fått rollen skriver eller godkjenner.")
    return Caller(f"staff:{subject}", name, frozenset().union(*(_SCOPES_OF[role] for role in roles)), roles)
