"""Who is asking. Every service call that is not public takes an `Actor` and checks it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.errors import VerbindingError


class Role(StrEnum):
    """What someone may do; a visitor may only see what is public."""

    VISITOR = "bezoeker"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who asks for something. `id` names an account in the audit trail; empty for a visitor."""

    role: Role
    id: str = ""


VISITOR = Actor(Role.VISITOR)


class NotAllowedError(VerbindingError):
    """The one who asks may not do this (`role`)."""

    key = "error.not_allowed"


def check_coordinator(actor: Actor) -> None:
    """Raise `NotAllowedError` unless `actor` is a coordinator."""
    if actor.role is not Role.COORDINATOR:
        raise NotAllowedError(role=actor.role)
