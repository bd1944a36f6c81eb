from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from data import tables
from data.database import Database
from data.repositories import audit as stored
from domain.accounts import OutsideScopeError, Scope
from domain.actors import VISITOR, Actor, NotAllowedError, Role
from domain.places import Province
from services.desk import audit

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
COORDINATOR = Actor(Role.COORDINATOR, "k1")


def note(database: Database, count: int = 1, *, now: datetime = NOW) -> None:
    with database.write() as session:
        audit.note(session, COORDINATOR, "export", subject="activities", count=count, now=now)


def test_lines_written_at_once_stay_one_chain(database: Database):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: note(database, n), range(40)))
    lines = audit.latest(database, 100, actor=COORDINATOR)
    assert [line.number for line in lines] == list(range(40, 0, -1))
    assert sorted(line.count for line in lines) == list(range(40))
    assert audit.first_broken(database, actor=COORDINATOR) is None


@pytest.mark.parametrize(
    "change",
    [
        sa.update(tables.audit).where(tables.audit.c.number == 3).values(count=99),
        sa.update(tables.audit).where(tables.audit.c.number == 3).values(actor="ander"),
        sa.update(tables.audit).where(tables.audit.c.number == 3).values(at=NOW + timedelta(1)),
        sa.delete(tables.audit).where(tables.audit.c.number == 3),
    ],
)
def test_a_line_that_was_changed_or_taken_out_shows(database: Database, change):
    for count in range(5):
        note(database, count)
    with database.write() as session:
        session.execute(change)
    assert audit.first_broken(database, actor=COORDINATOR) in {3, 4}


def test_a_line_made_up_at_the_end_shows(database: Database):
    note(database)
    with database.write() as session:
        line = stored.latest(session, 1)[0]
        forged = replace(line, number=2, actor="ander")
        session.execute(sa.insert(tables.audit).values(
            number=2, at=forged.at, actor=forged.actor, action=forged.action,
            subject=forged.subject, count=1, reason="", hash="0" * 64,
        ))  # fmt: skip
    assert audit.first_broken(database, actor=COORDINATOR) == 2


def test_erasing_the_oldest_after_its_term_leaves_the_rest_whole(database: Database):
    for day in range(5):
        note(database, now=NOW + timedelta(days=day))
    with database.write() as session:
        assert stored.remove_old(session, before=NOW + timedelta(days=2)) == 2
    assert audit.first_broken(database, actor=COORDINATOR) is None


def test_only_a_national_coordinator_reads_it(database: Database):
    regional = replace(COORDINATOR, scope=Scope(frozenset({Province.UTRECHT})))
    for read in (
        lambda a: audit.latest(database, 5, actor=a),
        lambda a: audit.first_broken(database, actor=a),
    ):
        with pytest.raises(NotAllowedError):
            read(VISITOR)
        with pytest.raises(OutsideScopeError):
            read(regional)
