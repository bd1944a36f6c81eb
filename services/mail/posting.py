"""Putting a mail in the outbox, in the same transaction as what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from data.repositories import outbox
from domain.activities import new_id
from domain.contacts import Mail, MailKind


def post(
    session: Session,
    kind: MailKind,
    person_id: str,
    subject_id: str,
    *,
    now: datetime,
    due_at: datetime | None = None,
    key: str | None = None,
    **facts: str,
) -> bool:
    """Post a mail of `kind` to somebody, to go at once or at `due_at`.

    `facts` are what its sentences need and nobody can look up later, such as a question or the
    old time: never a name, an address or a secret. `key` keeps the same mail from going twice;
    False says that it was there already.
    """
    return outbox.post(
        session,
        Mail(
            id=new_id(),
            kind=kind,
            person_id=person_id,
            subject_id=subject_id,
            facts=dict(facts),
            created_at=now,
            due_at=due_at or now,
            key=key,
        ),
    )


def post_to_account(
    session: Session,
    kind: MailKind,
    account_id: str,
    *,
    now: datetime,
    key: str,
    facts: Mapping[str, str],
) -> bool:
    """Post a mail to a coordinator, about their own account; False when its `key` is there."""
    return outbox.post(
        session,
        Mail(
            id=new_id(),
            kind=kind,
            person_id=None,
            subject_id=account_id,
            facts=dict(facts),
            created_at=now,
            due_at=now,
            key=key,
            account_id=account_id,
        ),
    )


def post_many(
    session: Session, kind: MailKind, to: Iterable[tuple[str, str]], *, now: datetime
) -> None:
    """Post a mail of `kind` to many who got none of it before, by person and subject."""
    outbox.post_new(
        session,
        [Mail(new_id(), kind, person_id, subject_id, {}, now, now) for person_id, subject_id in to],
    )
