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


def of_session(session: Session, hash: str, *, now: datetime) -> Account | None:
    """Who signed in with a browser; None once that is over or the account is shut. One query."""
    visits, accounts = tables.desk_sessions.c, tables.accounts.c
    visit = sa.select(visits.account_id).where(visits.hash == hash, visits.expires_at > now)
    return _one(session, accounts.id.in_(visit), accounts.disabled_at.is_(None))


def end(session: Session, hash: str) -> None:
    """Sign a browser out. One query."""
    table = tables.desk_sessions
    session.execute(sa.delete(table).where(table.c.hash == hash))


def end_all(session: Session, account_id: str) -> None:
    """Sign every browser of an account out. One query."""
    table = tables.desk_sessions
    session.execute(sa.delete(table).where(table.c.account_id == account_id))


def remove_over(session: Session, *, now: datetime) -> int:
    """Delete what ended before `now`, and say how many. One query."""
    table = tables.desk_sessions
    return records.count(session, sa.delete(table).where(table.c.expires_at <= now))


def _one(session: Session, *conditions: sa.ColumnElement[bool]) -> Account | None:
    found = records.where(session, tables.accounts, Account, *conditions)
    return found[0] if found else None
