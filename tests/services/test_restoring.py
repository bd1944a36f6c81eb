from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data import forgotten
from data.backups import BackupFailedError, back_up
from data.database import open_database
from data.repositories import people
from data.settings import Settings
from domain.contacts import Person
from services import leaving, restoring, retention

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def emails(settings: Settings) -> list[str]:
    database = open_database(settings)
    with database.read() as session:
        found = people.by_ids(session, people.all_ids(session)).values()
    database.close()
    return sorted(person.email for person in found)


def test_a_backup_comes_back_without_whoever_was_erased_since(settings: Settings, tmp_path: Path):
    database = open_database(settings)
    with database.write() as session:
        for id in ("noor", "sam"):
            person = Person(id, id, f"{id}@example.org", "nl", NOW, NOW)
            people.find_or_add(session, person)
    back_up(settings, tmp_path / "kopie")
    leaving.leave(database, settings.var, "noor", now=NOW)
    retention.run(database, settings, NOW + timedelta(days=7))
    with database.write() as session:
        people.find_or_add(session, Person("later", "l", "l@example.org", "nl", NOW, NOW))
    database.close()

    assert restoring.restore(settings, tmp_path / "kopie", now=NOW + timedelta(days=8)) == 1

    assert emails(settings) == ["sam@example.org"]
    if settings.database_url is None:
        files = [path for path in settings.var.rglob("*") if path.is_file()]
        assert not [path for path in files if b"noor@example.org" in path.read_bytes()]
        assert {path.parent.name for path in files} <= {"var", forgotten.FOLDER}


def test_a_backup_that_is_not_whole_changes_nothing(settings: Settings, tmp_path: Path):
    database = open_database(settings)
    with database.write() as session:
        people.find_or_add(session, Person("sam", "s", "sam@example.org", "nl", NOW, NOW))
    database.close()
    (tmp_path / "kapot").write_bytes(b"dit is geen database" * 100)
    with pytest.raises(BackupFailedError):
        restoring.restore(settings, tmp_path / "kapot", now=NOW)
    assert emails(settings) == ["sam@example.org"]
