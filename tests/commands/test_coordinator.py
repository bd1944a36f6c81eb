from __future__ import annotations

from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from commands import coordinator
from commands.context import COMMAND_LINE
from data.database import Database, open_database
from data.settings import Settings
from domain.accounts import Account, Scope
from domain.branches import Branch
from domain.errors import VerbindingError
from domain.places import Province
from services import accounts

GOOD, BETTER = "vier paarse olifanten dansen", "negen stille wolken wandelen"


@pytest.fixture
def database(tmp_path, monkeypatch):
    """The database that the command line opens too."""
    monkeypatch.setenv("VERBINDING_VAR", str(tmp_path))
    opened = open_database(Settings(var=tmp_path))
    yield opened
    opened.close()


def run(*words: str, password: str = "", again: str | None = None) -> str:
    """What a command prints when it goes well; the password is typed twice."""
    typed = f"{password}\n{password if again is None else again}\n"
    done = CliRunner().invoke(coordinator.app, words, input=typed)
    if done.exception is not None:
        raise done.exception
    return done.output


def account(database: Database) -> Account:
    (found,) = accounts.every(database, actor=COMMAND_LINE)
    return found


def signs_in(database: Database, password: str) -> bool:
    try:
        accounts.sign_in(
            database, "noor", password, source_address="192.0.2.1", now=datetime.now(UTC)
        )
    except VerbindingError:
        return False
    return True


def test_an_account_is_made_with_its_part_and_a_password_that_stays_out_of_sight(database):
    words = ("--province", "utrecht", "--municipality", "Zwolle", "--branch", "cultuur")

    printed = run("add", "noor", "--email", "noor@example.org", *words, password=GOOD)

    assert "Utrecht" in printed
    assert GOOD not in printed
    assert account(database).scope == Scope(
        frozenset({Province.UTRECHT}), frozenset({"GM0193"}), frozenset({Branch.CULTURE})
    )
    assert signs_in(database, GOOD)


def test_two_passwords_that_differ_make_no_account(database):
    with pytest.raises(BaseException):  # noqa: B017, PT011  # typer asks again until the input ends
        run("add", "noor", password=GOOD, again=BETTER)

    assert accounts.every(database, actor=COMMAND_LINE) == []


def test_a_province_nobody_knows_makes_no_account(database):
    with pytest.raises(SystemExit):
        run("add", "noor", "--provider", "--email", "noor@example.org", "--province", "Zuid")

    assert accounts.every(database, actor=COMMAND_LINE) == []


def test_the_list_tells_the_part_of_each_and_who_is_shut_out(database):
    assert "Er is nog geen coördinator" in run("list")
    run("add", "noor", password=GOOD)
    before = run("list")
    run("shut", "noor")

    assert "heel Nederland" in before
    assert run("list") != before


def test_another_password_is_the_only_one_that_opens(database):
    run("add", "noor", password=GOOD)

    run("password", "noor", password=BETTER)

    assert (signs_in(database, GOOD), signs_in(database, BETTER)) == (False, True)


def test_another_part_takes_the_place_of_the_first_and_no_options_mean_all(database):
    run("add", "noor", "--province", "Utrecht", password=GOOD)

    run("scope", "noor", "--province", "Drenthe")
    one = account(database).scope
    run("scope", "noor")

    assert one == Scope(provinces=frozenset({Province.DRENTHE}))
    assert account(database).scope.is_national


def test_who_is_shut_out_cannot_sign_in(database):
    run("add", "noor", password=GOOD)

    run("shut", "noor")

    assert not signs_in(database, GOOD)


def test_the_mail_of_the_morning_is_switched_off_and_on_again(database):
    run("add", "noor", "--provider", "--email", "noor@example.org")

    assert "krijgt die mail niet meer" in run("digest", "Noor", "--off")
    assert not account(database).wants_digest
    assert "krijgt elke ochtend een mail" in run("digest", "Noor")
    assert account(database).wants_digest
