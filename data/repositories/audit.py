"""Who did what when, stored as a chain: a line that was changed or taken out breaks it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables

_FIRST = "0" * 64
_ONE_AT_A_TIME = 20_261_208  # any number, the same in every process


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `count` is how many things it was about; `subject` an id or the name of a list."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    count: int
    reason: str
    hash: str = ""


def write(
    session: Session,
    *,
    actor: str,
    action: str,
    subject: str,
    count: int,
    reason: str,
    now: datetime,
) -> Line:
    """Add a line after the last one. At most three queries."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
    last = _last(session)
    number = 1 if last is None else last.number + 1
    plain = Line(number, now, actor, action, subject, count, reason)
    line = replace(plain, hash=hash_of(plain, last.hash if last else _FIRST))
    records.add(session, tables.audit, records.row(line, tables.audit))
    return line


def latest(session: Session, limit: int) -> list[Line]:
    """The last lines, newest first. One query."""
    found = session.execute(
        sa.select(tables.audit).order_by(tables.audit.c.number.desc()).limit(limit)
    ).mappings()
    return [records.thing(Line, row) for row in found]


def first_broken(session: Session) -> int | None:
    """The number of the first line that does not fit the one before it; None when all do.

    The oldest line is believed: those before it were erased after their term. One query.
    """
    lines = session.execute(sa.select(tables.audit).order_by(tables.audit.c.number)).mappings()
    before: Line | None = None
    for row in lines:
        line = records.thing(Line, row)
        if before is not None and (
            line.number != before.number + 1 or line.hash != hash_of(line, before.hash)
        ):
            return line.number
        before = line
    return None


def remove_old(session: Session, *, before: datetime) -> int:
    """Delete the lines from before a moment, and say how many. One query."""
    table = tables.audit
    return records.count(session, sa.delete(table).where(table.c.at < before))


def hash_of(line: Line, before: str) -> str:
    """SHA-256 over the hash of the line before and all that this one says."""
    at = line.at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = [before, str(line.number), at, line.actor, line.action, line.subject]
    parts += [str(line.count), line.reason]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _last(session: Session) -> Line | None:
    found = latest(session, 1)
    return found[0] if found else None
