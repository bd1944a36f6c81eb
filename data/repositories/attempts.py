"""How often something was tried, stored by a hash whose key is kept two days."""

from __future__ import annotations

import zlib
from collections.abc import Collection
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables


def ensure_key(session: Session, day: date, secret: str) -> None:
    """Keep `secret` as the key of a day, unless it has one. One query."""
    records.add(session, tables.day_keys, {"day": day, "secret": secret})


def keys_since(session: Session, day: date) -> dict[date, str]:
    """The keys from `day` on, the latest first. One query."""
    columns = tables.day_keys.c
    found = session.execute(
        sa.select(columns.day, columns.secret)
        .where(columns.day >= day)
        .order_by(columns.day.desc())
    )
    return {row.day: row.secret for row in found}


def wait_for_others(session: Session, name: str) -> None:
    """Let no other transaction count `name` until this one is done. At most one query.

    SQLite has one writer at a time as it is.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(zlib.crc32(name.encode()))))


def since(
    session: Session, action: str, hashes: Collection[str], *, after: datetime
) -> list[datetime]:
    """When it was tried under any of these hashes, earliest first. One query."""
    columns = tables.attempts.c
    return list(
        session.scalars(
            sa.select(columns.at)
            .where(columns.action == action, columns.key.in_(hashes), columns.at > after)
            .order_by(columns.at)
        )
    )


def add(session: Session, action: str, hash: str, *, now: datetime) -> None:
    """Note one try. One query."""
    session.execute(sa.insert(tables.attempts).values(action=action, key=hash, at=now))


def forget(session: Session, *, before: datetime) -> int:
    """Delete tries and keys of before a moment, and count the tries. Two queries."""
    keys, tried = tables.day_keys.c, tables.attempts.c
    session.execute(sa.delete(tables.day_keys).where(keys.day < before.date()))
    return records.count(session, sa.delete(tables.attempts).where(tried.at < before))
