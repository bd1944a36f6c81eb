"""Mail that waits, stored in the transaction of what it is about, so neither is without the other."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from domain.contacts import Mail, MailKind

# How long a worker may take over one mail before another may try it.
CLAIM = timedelta(minutes=5)
_AT_ONCE = 500  # rows in one statement
_NEW_AT_ONCE = 5_000  # where nothing can be there already


def post(session: Session, mail: Mail) -> bool:
    """Put a mail in the outbox; False when one with its `key` is there already. One query."""
    return records.add(session, tables.outbox, records.row(mail, tables.outbox))


def post_all(session: Session, mails: Sequence[Mail]) -> int:
    """Put many mails in the outbox, but those whose `key` is there; how many. A query per 500."""
    return sum(
        records.add_all(session, tables.outbox, [records.row(one, tables.outbox) for one in some])
        for some in records.batches(mails, _AT_ONCE)
    )


def post_new(session: Session, mails: Sequence[Mail]) -> None:
    """Put many mails without a `key` in the outbox. A query per 5,000."""
    for some in records.batches(mails, _NEW_AT_ONCE):
        rows = [records.row(one, tables.outbox) for one in some]
        session.execute(sa.insert(tables.outbox), rows)


def claim(session: Session, *, now: datetime, limit: int) -> list[Mail]:
    """Take mails that are due, so that no other worker sends them meanwhile. Two queries."""
    columns = tables.outbox.c
    due = (
        sa.select(columns.id)
        .where(
            columns.sent_at.is_(None),
            columns.failed_at.is_(None),
            columns.due_at <= now,
            sa.or_(columns.claimed_until.is_(None), columns.claimed_until <= now),
        )
        .order_by(columns.due_at, columns.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = list(session.scalars(due))
    if not ids:
        return []
    session.execute(
        sa.update(tables.outbox)
        .where(columns.id.in_(ids))
        .values(claimed_until=now + CLAIM, attempts=columns.attempts + 1)
    )
    found = records.where(session, tables.outbox, Mail, columns.id.in_(ids))
    return sorted(found, key=lambda mail: (mail.due_at, mail.id))


def sent(session: Session, id: str, *, now: datetime) -> None:
    """Note that a mail went; its facts go too. One query."""
    _note(session, id, sent_at=now, claimed_until=None, facts={}, problem="")


def postpone(session: Session, id: str, *, due_at: datetime, problem: str) -> None:
    """Try a mail again at `due_at`; `problem` says why, without an address. One query."""
    _note(session, id, due_at=due_at, claimed_until=None, problem=problem)


def give_up(session: Session, id: str, *, now: datetime, problem: str) -> None:
    """Stop trying a mail. One query."""
    _note(session, id, failed_at=now, claimed_until=None, problem=problem)


def skip(session: Session, id: str, *, now: datetime, problem: str) -> None:
    """Note that a mail need not go, and why; it stays so that its `key` is not posted anew. One query."""
    _note(session, id, sent_at=now, claimed_until=None, facts={}, problem=problem)


def again(session: Session, ids: Sequence[str], *, now: datetime) -> int:
    """Try mails now that were given up or wait for another try, as if for the first time.

    Gives how many: not what went meanwhile, or is being sent. A query per 500.
    """
    values = {"due_at": now, "failed_at": None, "attempts": 0, "problem": "", "claimed_until": None}
    return _change_open(session, ids, values, tables.outbox.c.problem != "", now=now)


def hold_back(session: Session, ids: Sequence[str], *, now: datetime, problem: str) -> int:
    """Take mails back that did not go yet, and say how many. A query per 500.

    They stay, without their facts, so that their `key` is not posted anew.
    """
    values = {"sent_at": now, "facts": {}, "problem": problem, "claimed_until": None}
    return _change_open(session, ids, values, tables.outbox.c.failed_at.is_(None), now=now)


def cancel(session: Session, kind: MailKind, subject_id: str) -> int:
    """Take mails of a kind about a subject back that did not go yet, and say how many. One query."""
    columns = tables.outbox.c
    return records.count(
        session,
        sa.delete(tables.outbox).where(
            columns.kind == kind, columns.subject_id == subject_id, columns.sent_at.is_(None)
        ),
    )


def cancel_of(session: Session, person_id: str) -> int:
    """Take back all mail to somebody that did not go yet, and say how many. One query."""
    columns = tables.outbox.c
    return records.count(
        session,
        sa.delete(tables.outbox).where(columns.person_id == person_id, columns.sent_at.is_(None)),
    )


def waiting(session: Session) -> list[Mail]:
    """Mails that did not go yet and were not given up, oldest first. One query."""
    columns = tables.outbox.c
    found = records.where(
        session, tables.outbox, Mail, columns.sent_at.is_(None), columns.failed_at.is_(None)
    )
    return sorted(found, key=lambda mail: (mail.due_at, mail.id))


def failed(session: Session) -> int:
    """How many mails were given up. One query."""
    columns = tables.outbox.c
    found = sa.select(sa.func.count()).where(columns.failed_at.is_not(None))
    return session.scalar(found) or 0


def moments(
    session: Session, kind: MailKind, subject_ids: Collection[str], *, after: datetime
) -> list[datetime]:
    """When mails of a kind about these subjects were posted after `after`, each moment once. One query."""
    columns = tables.outbox.c
    found = sa.select(columns.created_at).where(
        columns.kind == kind, columns.subject_id.in_(subject_ids), columns.created_at > after
    )
    return sorted(set(session.scalars(found)))


def remove_sent(session: Session, *, before: datetime) -> int:
    """Delete mails that went or failed before `before`, and say how many. One query."""
    columns = tables.outbox.c
    return records.count(
        session,
        sa.delete(tables.outbox).where(
            sa.or_(columns.sent_at < before, columns.failed_at < before)
        ),
    )


def _note(session: Session, id: str, **values: object) -> None:
    session.execute(sa.update(tables.outbox).where(tables.outbox.c.id == id).values(**values))


def _change_open(
    session: Session,
    ids: Sequence[str],
    values: Mapping[str, object],
    condition: sa.ColumnElement[bool],
    *,
    now: datetime,
) -> int:
    columns = tables.outbox.c
    is_free = sa.or_(columns.claimed_until.is_(None), columns.claimed_until <= now)
    return sum(
        records.count(
            session,
            sa.update(tables.outbox)
            .where(columns.id.in_(some), columns.sent_at.is_(None), is_free, condition)
            .values(**values),
        )
        for some in records.batches(ids, _AT_ONCE)
    )
