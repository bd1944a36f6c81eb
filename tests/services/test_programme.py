import threading
from pathlib import Path

import pytest

from data.database import Database, open_database
from data.repositories import activities, editions
from data.settings import Settings
from domain.activities import Activity
from domain.editions import Edition
from services import programme as module
from services.programme import Programme, ProgrammeStore


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def database(tmp_path: Path) -> Database:
    opened = open_database(Settings(var=tmp_path))
    with opened.write() as session:
        editions.save(session, Edition("2025", "Week 2025", 2025))
    yield opened
    opened.close()


def add(database: Database, id: str) -> None:
    with database.write() as session:
        activities.save(session, Activity(id=id, edition_id="2025", title="Café"))


def test_the_store_looks_again_after_a_second_and_reads_only_what_changed(database):
    clock = Clock()
    store = ProgrammeStore(database, clock=clock)
    first = store.current()
    add(database, "a1")
    assert store.current() is first
    clock.now += 1.5
    second = store.current()
    assert [str(one) for one in second.catalogue.ids] == ["a1"]
    assert second.version > first.version
    clock.now += 1.5
    assert store.current() is second


def test_refresh_shows_what_was_written_just_now(database):
    store = ProgrammeStore(database, clock=Clock())
    store.current()
    add(database, "a1")
    assert len(store.refresh()) == 1


def test_answers_about_an_older_programme_are_forgotten(database):
    asked = []

    @module.kept_per_programme(8)
    def size(programme: Programme) -> int:
        asked.append(programme.version)
        return len(programme)

    store = ProgrammeStore(database, clock=Clock())
    first = store.current()
    assert size(first) == size(first) == 0
    assert len(asked) == 1
    add(database, "a1")
    assert size(store.refresh()) == 1
    size(first)
    assert asked == [first.version, store.current().version, first.version]


def test_nobody_waits_while_one_thread_reads_a_new_version(database, monkeypatch):
    clock = Clock()
    store = ProgrammeStore(database, clock=clock)
    first = store.current()
    add(database, "a1")
    clock.now += 1.5
    reading, go_on = threading.Event(), threading.Event()
    load = module.load

    def slow(database):
        reading.set()
        assert go_on.wait(10)
        return load(database)

    monkeypatch.setattr(module, "load", slow)
    reader = threading.Thread(target=store.current)
    reader.start()
    assert reading.wait(10)
    assert store.current() is first
    go_on.set()
    reader.join()
    assert len(store.current()) == 1


def test_rows_of_ids_keep_their_order_and_leave_out_strangers(database):
    for id in ("a1", "b2", "c3"):
        add(database, id)
    programme = ProgrammeStore(database).current()
    assert programme.rows(["c3", "nobody", "a1", "zz"]).tolist() == [2, 0]
    assert programme.rows([]).tolist() == []
