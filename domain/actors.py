"""Who is asking. Every service call that is not public takes an `Actor` and checks it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.accounts import NATIONAL, OutsideScopeError, Scope
from domain.branches import Branch
from domain.contacts import LinkPurpose
from domain.errors import VerbindingError
from domain.places import Place


class Role(StrEnum):
    """What someone may do; a visitor may only see what is public."""

    VISITOR = "bezoeker"
    PERSON = "deelnemer"  # opened one or more personal links
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Grant:
    """What one opened personal link allows: `purpose` on the thing with id `subject_id`.

    `person_id` is whose link it is; None for a link that went to no address.
    """

    purpose: LinkPurpose
    subject_id: str
    person_id: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who asks for something. `id` names an account in the audit trail; empty without one.

    `scope` is for which part of the programme a coordinator acts; it says nothing of others.
    """

    role: Role
    id: str = ""
    grants: frozenset[Grant] = frozenset()
    scope: Scope = NATIONAL

    def grant(self, purpose: LinkPurpose, subject_id: str) -> Grant | None:
        """The opened link for `purpose` on `subject_id`, or None."""
        return next(
            (
                grant
                for grant in sorted(self.grants, key=lambda one: one.person_id or "")
                if (grant.purpose, grant.subject_id) == (purpose, subject_id)
            ),
            None,
        )

    def subjects(self, purpose: LinkPurpose) -> list[str]:
        """The ids of all things for which links of `purpose` were opened, in order."""
        return sorted({grant.subject_id for grant in self.grants if grant.purpose is purpose})


VISITOR = Actor(Role.VISITOR)


class NotAllowedError(VerbindingError):
    """The one who asks may not do this (`role`)."""

    key = "error.not_allowed"


def check_coordinator(actor: Actor) -> None:
    """Raise `NotAllowedError` unless `actor` is a coordinator."""
    if actor.role is not Role.COORDINATOR:
        raise NotAllowedError(role=actor.role)


def check_scope(actor: Actor, place: Place, branch: Branch | None) -> None:
    """Raise unless `actor` is a coordinator for a part that holds `place` and `branch`.

    Raises `NotAllowedError` for who is no coordinator, `OutsideScopeError` for another part.
    """
    check_coordinator(actor)
    if not actor.scope.covers(place, branch):
        raise OutsideScopeError()


def check_national(actor: Actor) -> None:
    """Raise unless `actor` is a coordinator for the whole country.

    Raises `NotAllowedError` for who is no coordinator, `OutsideScopeError` for a part.
    """
    check_coordinator(actor)
    if not actor.scope.is_national:
        raise OutsideScopeError()


def check_grant(actor: Actor, purpose: LinkPurpose, subject_id: str) -> None:
    """Raise `NotAllowedError` unless `actor` opened such a link; coordinators have no way around it.

    What they too may look after goes through `services.access`, which looks at their part.
    """
    if actor.grant(purpose, subject_id) is None:
        raise NotAllowedError(role=actor.role)
