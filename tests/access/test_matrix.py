"""Every service call in every role: allowed, refused or outside the scope, exactly as `calls` says."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pysqlite3
import pytest

from data.database import FILE_NAME, open_database
from data.geocoding import gazetteer
from data.settings import Settings
from domain.actors import NotAllowedError, OutsideScopeError
from tests.access import open_calls
from tests.access.calls import CALLS
from tests.access.rules import EVERYBODY, NOTHING, Outcome, found
from tests.access.table import BEGIN, END, PAPER, table
from tests.access.world import Who, World, everybody, fill

COORDINATING = {Who.PROVINCE, Who.NATIONAL}
# Filled and emptied on the command line: made-up and historic activities, nobody's data.
NOT_NOTED = {
    "demo.programme.add",
    "demo.programme.remove",
    "first_start.fill",
    "history.add",
    "history.remove",
}


def test_every_call_says_who_may():
    calls = set(found())
    assert sorted(calls - CALLS.keys()) == [], "say in tests/access/calls.py who may"
    assert sorted(CALLS.keys() - calls) == [], "these are gone"


def test_a_call_that_asks_for_nobody_says_why():
    calls = set(open_calls.found())
    assert sorted(calls - open_calls.OPEN_CALLS) == [], "let it take an actor, or say why not"
    assert sorted(open_calls.OPEN_CALLS - calls) == [], "these are gone"


def test_the_paper_holds_the_table_as_the_calls_have_it():
    paper = PAPER.read_text(encoding="utf-8")
    assert paper.partition(BEGIN)[2].partition(END)[0].strip() == "\n".join(table()), (
        "run script/access_matrix"
    )


class Stage:
    """The world in a file, put back after whatever changed it."""

    def __init__(self, folder: Path, migrated: Path) -> None:
        self.var = folder
        shutil.copy(migrated, folder / FILE_NAME)
        self.database = open_database(Settings(var=folder))
        fill(self.database)
        self._file = pysqlite3.connect(str(folder / FILE_NAME), isolation_level=None)
        self._first = pysqlite3.connect(":memory:")
        self._file.backup(self._first)
        self._version = self._seen()

    def world(self) -> World:
        return World(self.database, gazetteer.load(None), self.var)

    def changed(self) -> bool:
        """Whether anything was stored since the last time; then it is put back."""
        if self._seen() == self._version:
            return False
        self._first.backup(self._file)
        self._version = self._seen()
        return True

    def lines(self) -> int:
        """How many lines the trail of what coordinators did has."""
        return self._file.execute("SELECT count(*) FROM audit").fetchone()[0]

    def _seen(self) -> int:
        return self._file.execute("PRAGMA data_version").fetchone()[0]

    def close(self) -> None:
        self._file.close()
        self._first.close()
        self.database.close()


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[Stage]:
    made = Stage(tmp_path_factory.mktemp("access"), migrated_file)
    yield made
    made.close()


@pytest.mark.parametrize("name", CALLS)
def test_only_those_who_may_get_an_answer(name: str, stage: Stage):
    call = CALLS[name]
    got = {}
    for who, actor in everybody(call.opens):
        world, lines = stage.world(), stage.lines()
        try:
            answer = call.make(world, actor)
        except NotAllowedError:
            outcome = Outcome.NO
        except OutsideScopeError:
            outcome = Outcome.OUTSIDE
        else:
            is_shown = call.shows is None or call.shows(answer, world)
            outcome = Outcome.YES if is_shown else Outcome.NOTHING
        is_noted = stage.lines() > lines
        has_written = stage.changed()
        changed = has_written and not call.always_writes
        if has_written and who in COORDINATING and call.may is not EVERYBODY:
            assert is_noted or name in NOT_NOTED, f"{name} leaves no line in the trail"
        if call.shows is None and call.may[who] is NOTHING and not changed:
            outcome = NOTHING
        assert not changed or outcome is Outcome.YES, f"{who} changed something by {name}"
        got[who] = outcome
    assert got == call.may
