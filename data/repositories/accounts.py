"""Coordinators' accounts and the browsers they signed in with, stored."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from domain.accounts import Account, DeskSession


def all(session: Session) -> list[Account]:
    """Every account, by name. One query."""
    found = records.where(session, tables.accounts, Account)
    return sorted(found, key=lambda account: account.name)


def to_write_to(session: Session) -> list[Account]:
    """Accounts that the mail of the morning may go to, by name. One query."""
    columns = tables.accounts.c
    found = records.where(
        session,
        tables.accounts,
        Account,
        columns.disabled_at.is_(None),
        columns.wants_digest,
        columns.email != "",
    )
    return sorted(found, key=lambda account: account.name)


def get(session: Session, id: str) -> Account:
    """One account. Raises `NotFoundError`. One query."""
    return records.get(session, tables.accounts, Account, id)


def by_name(session: Session, name: str) -> Account | None:
    """The account that signs in with this name; None when there is none. One query."""
    return _one(session, tables.accounts.c.name == name)


def by_identity(session: Session, identity: str) -> Account | None:
    """The account of somebody a provider vouches for; None when there is none. One query."""
    return _one(session, tables.accounts.c.identity == identity)


def invited(session: Session, email: str) -> Account | None:
    """The account that waits for somebody with this address to come in by a provider. One query."""
    columns = tables.accounts.c
    return _one(session, columns.email == email, columns.identity.is_(None), columns.email != "")


def save(session: Session, account: Account) -> None:
    """Store an account, new or changed. Raises `AlreadyExistsError` for a name in use. One query."""
    records.put(session, tables.accounts, records.row(account, tables.accounts))


def start(session: Session, visit: DeskSession) -> None:
    """Store that somebody signed in with a browser. One query."""
    records.add(session, tables.desk_sessions, records.row(visit, tables.desk_sessions))


def visit(session: Session, hash: str) -> DeskSession | None:
    """A browser in which somebody signed in, also when that is over; None if never. One query."""
    columns = tables.desk_sessions.c
    found = records.where(session, tables.desk_sessions, DeskSession, columns.hash == hash)
    return found[0] if found else None


def open_one(session: Session, id: str) -> Account | None:
    """An account that is not shut. One query."""
    columns = tables.accounts.c
    return _one(session, columns.id == id, columns.disabled_at.is_(None))


def go_on(session: Session, hash: str, *, until: datetime) -> None:
    """Let a visit that did not end meanwhile last until then. One query."""
    table = tables.desk_sessions
    lasts = sa.update(table).where(table.c.hash == hash, table.c.expires_at > table.c.created_at)
    session.execute(lasts.values(expires_at=until))


def end(session: Session, hash: str) -> None:
    """Sign a browser out. One query."""
    _end(session, tables.desk_sessions.c.hash == hash)


def end_all(session: Session, account_id: str) -> None:
    """Sign every browser of an account out. One query."""
    _end(session, tables.desk_sessions.c.account_id == account_id)


def _end(session: Session, condition: sa.ColumnElement[bool]) -> None:
    """A visit that ended is kept until it would have been over: a provider may vouch for it again."""
    table = tables.desk_sessions
    session.execute(sa.update(table).where(condition).values(expires_at=table.c.created_at))


def _one(session: Session, *conditions: sa.ColumnElement[bool]) -> Account | None:
    found = records.where(session, tables.accounts, Account, *conditions)
    return found[0] if found else None
