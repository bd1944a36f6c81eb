"""The audit trail: who did what when, without names, and proof that nobody changed it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from data.database import Database
from data.repositories import audit
from data.repositories.audit import Line
from domain.actors import Actor, check_national
from domain.words import clean

REASON_LENGTH = 200
_OPEN_DESK = "-"  # a desk that is open to its own machine knows nobody by name


def note(
    session: Session,
    actor: Actor,
    action: str,
    *,
    subject: str = "",
    count: int = 1,
    reason: str = "",
    now: datetime,
) -> None:
    """Add what `actor` does to the trail, in the transaction in which they do it.

    `action` is a word from the code, `subject` an id. Neither holds a name or an address;
    `reason` is what a coordinator typed for an export.
    """
    audit.write(
        session,
        actor=actor.id or _OPEN_DESK,
        action=action,
        subject=subject,
        count=count,
        reason=clean(reason)[:REASON_LENGTH],
        now=now,
    )


def latest(database: Database, limit: int, *, actor: Actor) -> list[Line]:
    """The last lines, newest first. Raises `NotAllowedError` and `OutsideScopeError`."""
    check_national(actor)
    with database.read() as session:
        return audit.latest(session, limit)


def first_broken(database: Database, *, actor: Actor) -> int | None:
    """The first line that somebody tampered with; None when the trail is whole.

    Raises `NotAllowedError` and `OutsideScopeError`.
    """
    check_national(actor)
    with database.read() as session:
        return audit.first_broken(session)
