from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
import sqlalchemy as sa

from data import backups, tables
from data.backups import BackupExistsError, BackupFailedError, back_up
from data.checks import check
from data.database import FILE_NAME, Database, open_database
from data.repositories import activities, editions, signups
from data.settings import Settings
from domain.activities import new_id
from domain.people import SignUp
from tests import postgresql
from tests.data.samples import EDITION, an_activity


@pytest.fixture
def stocked(database: Database) -> Database:
    with database.write() as session:
        editions.save(session, EDITION)
        activities.save_many(session, (an_activity() for _ in range(200)))
    return database


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_backup_made_while_people_sign_up_is_whole(
    stocked: Database, settings: Settings, tmp_path: Path
):
    activity = an_activity(capacity=None)
    with stocked.write() as session:
        activities.save(session, activity)
    enough = Event()

    def sign_up_all_the_time() -> int:
        count = 0
        while not enough.is_set():
            with stocked.write() as session:
                signups.store(session, None, SignUp(new_id(), activity.id, new_id()))
            count += 1
        return count

    with ThreadPoolExecutor(1) as threads:
        busy = threads.submit(sign_up_all_the_time)
        folders = [tmp_path / f"copy {n}" for n in range(3)]
        for folder in folders:
            folder.mkdir()
            size = back_up(settings, folder / FILE_NAME)
            assert size == (folder / FILE_NAME).stat().st_size
        enough.set()
        assert busy.result() > 0

    for folder in folders:
        assert (folder / FILE_NAME).stat().st_mode & 0o077 == 0
        restored = open_database(Settings(var=folder))
        report = check(restored)
        with restored.read() as session:
            taken = activities.get(session, activity.id).taken
            assert taken == activity.taken + len(signups.of_activity(session, activity.id))
        restored.close()
        assert (report.activities, report.faults) == (201, ())


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_a_dump_of_postgresql_restores_all(
    stocked: Database, settings: Settings, tmp_path: Path, postgres_url: str
):
    import subprocess

    back_up(settings, tmp_path / "dump")
    postgresql.run(postgres_url, "CREATE DATABASE {name}", name="restored")
    url = f"{postgres_url}/restored"
    subprocess.run(["pg_restore", f"--dbname={url}", tmp_path / "dump"], check=True)

    restored = open_database(Settings(var=tmp_path, database_url=url))
    report = check(restored)
    restored.close()
    postgresql.run(postgres_url, "DROP DATABASE {name}", name="restored")
    assert (report.activities, report.faults) == (200, ())


def test_a_backup_never_goes_over_another_file(settings: Settings, tmp_path: Path):
    (tmp_path / "copy").write_text("of yesterday")
    with pytest.raises(BackupExistsError):
        back_up(settings, tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "of yesterday"


def test_a_backup_that_fails_leaves_no_half_file(settings: Settings, tmp_path: Path, monkeypatch):
    def fail(_target: Path) -> None:
        raise BackupFailedError(reason="no space left")

    monkeypatch.setattr(backups, "_keep", fail)
    with pytest.raises(BackupFailedError):
        back_up(settings, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize(
    ("lie", "fault"),
    [
        (sa.update(tables.activities).values(taken=0), "activities.taken"),
        (sa.update(tables.tasks).values(taken=0), "tasks.taken"),
    ],
)
def test_a_counter_that_lies_is_found(database: Database, lie, fault: str):
    activity = an_activity()
    with database.write() as session:
        editions.save(session, EDITION)
        activities.save(session, activity)
        signups.store(session, None, SignUp(new_id(), activity.id, "een", people=2))
        signups.store(session, None, SignUp(new_id(), activity.id, "twee", activity.tasks[0].id))
    assert check(database).faults == ()

    with database.write() as session:
        session.execute(lie)

    (found,) = check(database).faults
    assert found.startswith(fault)
