"""Is a database whole, and do its counters tell the truth?"""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import schema, tables
from data.database import Database
from data.repositories.signups import HOLDING
from domain.vocabulary import PledgeState


@dataclass(frozen=True, slots=True)
class Report:
    """What was found. `faults` is empty when all is well; otherwise the first of each kind.

    `server` is such as "SQLite 3.53.4" or "PostgreSQL 15.18"; `journal` is empty on PostgreSQL.
    """

    server: str
    journal: str
    revision: str
    activities: int
    faults: tuple[str, ...]


def check(database: Database) -> Report:
    """Look through the whole database, reading only; SQLite's own check takes a while."""
    with database.read() as session:
        faults = _wrong_counters(session)
        journal = ""
        if database.is_sqlite:
            journal = str(session.scalar(sa.text("PRAGMA journal_mode")))
            found = session.scalars(sa.text("PRAGMA integrity_check(1)")).one()
            faults += [] if found == "ok" else [f"integrity: {found}"]
            orphan = session.execute(sa.text("PRAGMA foreign_key_check")).first()
            faults += [f"foreign key: {orphan[0]}"] if orphan else []
        return Report(
            server=_server(session),
            journal=journal,
            revision=schema.current(session.connection()) or "",
            activities=session.scalar(sa.select(sa.func.count(tables.activities.c.id))) or 0,
            faults=tuple(faults),
        )


def _server(session: Session) -> str:
    dialect = session.connection().dialect
    name = "SQLite" if dialect.name == "sqlite" else "PostgreSQL"
    return f"{name} {'.'.join(map(str, dialect.server_version_info or ()))}"


def _wrong_counters(session: Session) -> list[str]:
    """Counters below what sign-ups or pledges hold; above is right for what came in by a file."""
    sign_ups, pledges = tables.sign_ups.c, tables.pledges.c
    holding = sign_ups.state.in_(HOLDING)
    counters = [
        (
            tables.activities.c.taken,
            sign_ups.people,
            sa.and_(holding, sign_ups.activity_id == tables.activities.c.id),
            sign_ups.task_id.is_(None),
        ),
        (
            tables.tasks.c.taken,
            sign_ups.people,
            sa.and_(holding, sign_ups.task_id == tables.tasks.c.id),
            sa.true(),
        ),
        (
            tables.needs.c.promised,
            pledges.quantity,
            sa.and_(pledges.state != PledgeState.WITHDRAWN, pledges.need_id == tables.needs.c.id),
            sa.true(),
        ),
    ]
    faults = []
    for counter, part, *conditions in counters:
        held = sa.select(sa.func.sum(part)).where(*conditions).scalar_subquery()
        wrong = sa.select(counter.table.c.id).where(counter < held).limit(1)
        if (id := session.scalar(wrong)) is not None:
            faults.append(f"{counter.table.name}.{counter.name}: {id}")
    return faults
