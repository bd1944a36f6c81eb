import logging
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from data import engines, tables
from data.database import (
    FILE_NAME,
    AlreadyExistsError,
    Database,
    LinkedError,
    StorageUnavailableError,
    open_database,
)
from data.engines import NotDurableError, journal_mode, sqlite_engine
from data.repositories import activities, editions, sponsors
from data.settings import Settings
from domain.editions import Edition
from tests.data.samples import EDITION, a_sponsor, an_activity


@pytest.mark.parametrize(
    ("version", "mode"), [((3, 40, 1), "delete"), ((3, 51, 2), "delete"), ((3, 51, 3), "wal")]
)
def test_wal_needs_a_sqlite_without_the_wal_reset_bug(version, mode):
    assert journal_mode(version) == mode


def test_an_older_sqlite_gets_a_rollback_journal_and_says_so(monkeypatch, caplog, tmp_path: Path):
    monkeypatch.setattr(engines.pysqlite3, "sqlite_version_info", (3, 40, 1))
    with caplog.at_level(logging.WARNING):
        engine = sqlite_engine(tmp_path / "old.sqlite3", writes=True)
        with engine.connect() as connection:
            assert connection.scalar(sa.text("PRAGMA journal_mode")) == "delete"
    engine.dispose()
    assert "journal_mode=delete" in caplog.text


def test_every_sqlite_connection_is_durable(sqlite_database: Database):
    for engine in (sqlite_database.reader, sqlite_database.writer):
        connections = [engine.raw_connection() for _ in range(3)]
        for connection in connections:
            cursor = connection.cursor()
            names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
            found = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in names]
            assert found == ["wal", 2, 1, 1]
        for connection in connections:
            connection.close()


def test_a_setting_that_does_not_take_is_refused(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(
        engines, "_pragmas", lambda *_args, **_more: {"synchronous": 2, "journal_mode": "forgetful"}
    )
    with pytest.raises(NotDurableError) as refused:
        open_database(Settings(var=tmp_path))
    assert refused.value.facts["setting"] == "journal_mode"


@pytest.mark.postgres
def test_a_postgresql_that_forgets_is_refused(postgres_url: str, tmp_path: Path):
    url = f"{postgres_url}/postgres"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER ROLE test SET synchronous_commit = off")
    try:
        with pytest.raises(NotDurableError) as refused:
            open_database(Settings(var=tmp_path, database_url=url))
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ALTER ROLE test RESET synchronous_commit")
    assert refused.value.facts["setting"] == "synchronous_commit"


def test_a_database_that_cannot_be_reached_is_said_to_be_so(tmp_path: Path):
    nowhere = Settings(var=tmp_path, database_url="postgresql://test@127.0.0.1:1/none")
    with pytest.raises(StorageUnavailableError):
        open_database(nowhere)


def test_a_file_that_is_no_database_stays_as_it_is(tmp_path: Path):
    (tmp_path / FILE_NAME).write_bytes(b"holiday pictures" * 1000)
    with pytest.raises(SQLAlchemyError):
        open_database(Settings(var=tmp_path))
    assert (tmp_path / FILE_NAME).read_bytes() == b"holiday pictures" * 1000


def test_the_file_is_for_its_own_user_alone(tmp_path: Path):
    open_database(Settings(var=tmp_path)).close()
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o077 == 0


def test_a_read_session_cannot_write(database: Database):
    with pytest.raises((StorageUnavailableError, SQLAlchemyError)), database.read() as session:
        editions.save(session, EDITION)
    with database.read() as session:
        assert editions.all(session) == []


def test_a_reader_sees_one_state_while_others_write(database: Database):
    with database.read() as reading:
        assert editions.all(reading) == []
        with database.write() as writing:
            editions.save(writing, EDITION)
        assert editions.all(reading) == []
    with database.read() as reading:
        assert editions.all(reading) == [EDITION]


def _fail_after_saving(database: Database) -> None:
    with database.write() as session:
        editions.save(session, EDITION)
        raise RuntimeError


def test_an_error_undoes_the_whole_unit_of_work(database: Database):
    with pytest.raises(RuntimeError):
        _fail_after_saving(database)
    with database.read() as session:
        assert editions.all(session) == []


def test_the_database_refuses_in_words_of_the_domain(database: Database):
    with database.write() as session:
        editions.save(session, EDITION)
        activities.save(session, an_activity(source_key="row 1"))

    with pytest.raises(AlreadyExistsError), database.write() as session:
        activities.save(session, an_activity(source_key="row 1"))
    with pytest.raises(LinkedError), database.write() as session:
        sponsors.save(session, a_sponsor(edition_id="none"))

    with database.write() as session:  # without a key nothing is the same
        activities.save_many(session, [an_activity(source_key="") for _ in range(2)])
        editions.save(session, Edition("2025", "Week 2025", 2025))
        activities.save(session, an_activity(edition_id="2025", source_key="row 1"))


@pytest.mark.parametrize(
    "nonsense",
    [
        sa.update(tables.activities).values(taken=21),
        sa.update(tables.activities).values(taken=-1),
        sa.update(tables.tasks).values(taken=4),
        sa.update(tables.needs).values(promised=12_346),
        sa.update(tables.slots).values(ends_at=tables.slots.c.starts_at),
        sa.update(tables.programme).values(id=2),
    ],
)
def test_the_database_itself_refuses_impossible_numbers(database: Database, nonsense):
    with database.write() as session:
        editions.save(session, EDITION)
        activities.save(session, an_activity())
    with pytest.raises(IntegrityError), database.write() as session:
        session.execute(nonsense)


def test_errors_of_the_database_do_not_tell_what_was_stored(database: Database):
    with pytest.raises(SQLAlchemyError) as refused, database.write() as session:
        session.execute(sa.insert(tables.editions).values(id="2026", contact="anna@example.nl"))
    assert "anna@example.nl" not in str(refused.value)


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # 2.30 in Amsterdam, the first time
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),  # and the second
        datetime(2026, 12, 7, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=45))),
    ],
)
def test_moments_come_back_as_the_same_moment_in_utc(database: Database, moment):
    with database.write() as session:
        editions.save(session, EDITION)
        activity = activities.save(session, an_activity(created_at=moment))
    with database.read() as session:
        found = activities.get(session, activity.id).created_at
    assert found == moment
    assert found.tzinfo is UTC


def test_a_moment_without_zone_is_refused(database: Database):
    naive = datetime(2026, 12, 7)  # noqa: DTZ001  # the point of the test
    with database.write() as session:
        editions.save(session, EDITION)
    with pytest.raises(SQLAlchemyError, match="zone"), database.write() as session:
        activities.save(session, an_activity(created_at=naive))


def test_a_full_disk_keeps_what_was_there_and_reading_goes_on(sqlite_database: Database):
    with sqlite_database.write() as session:
        editions.save(session, EDITION)
        pages = session.scalar(sa.text("PRAGMA page_count"))
        session.execute(sa.text(f"PRAGMA max_page_count={pages}"))

    with pytest.raises(StorageUnavailableError), sqlite_database.write() as session:
        activities.save_many(session, (an_activity() for _ in range(2000)))

    with sqlite_database.read() as session:
        assert editions.all(session) == [EDITION]
        assert activities.source_keys(session, EDITION.id, "lijst.csv") == set()
