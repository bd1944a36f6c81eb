from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from data import tables
from data.database import Database
from services.limits import Action, TooOftenError, check, forget_old, network_of

NOW = datetime(2026, 12, 7, 23, 50, tzinfo=UTC)
HOUR = timedelta(hours=1)


def attempt(database: Database, *, email="", address="", now=NOW, action=Action.SIGN_UP) -> bool:
    try:
        with database.write() as session:
            check(session, action, email=email, address=address, now=now)
    except TooOftenError:
        return False
    return True


def test_one_address_is_let_through_five_times_an_hour_also_over_midnight(database):
    moments = [NOW + timedelta(minutes=4 * number) for number in range(6)]
    passed = [attempt(database, email="noor@example.org", now=moment) for moment in moments]
    assert passed == [True] * 5 + [False]
    assert attempt(database, email="sam@example.org", now=moments[-1])
    assert attempt(database, email="noor@example.org", now=NOW + HOUR)


def test_the_same_address_spelled_otherwise_is_the_same(sqlite_database):
    spellings = ["noor@example.org", " Noor@Example.org ", "NOOR@EXAMPLE.ORG"] * 2
    passed = [attempt(sqlite_database, email=one) for one in spellings]
    assert passed == [True] * 5 + [False]


def test_thirty_people_behind_one_address_of_a_school_all_pass(sqlite_database):
    passed = [
        attempt(sqlite_database, email=f"leerling{n}@example.org", address="203.0.113.7")
        for n in range(30)
    ]
    assert all(passed)


def test_a_thousand_tries_from_one_address_at_once_let_no_more_than_the_limit_in(database):
    with ThreadPoolExecutor(8) as threads:
        passed = list(
            threads.map(
                lambda n: attempt(database, email=f"{n}@example.org", address="203.0.113.7"),
                range(200),
            )
        )
    assert sum(passed) == 60


def test_what_was_refused_does_not_make_it_worse_and_says_how_long(sqlite_database):
    for minute in range(5):
        attempt(sqlite_database, email="a@example.org", now=NOW + timedelta(minutes=minute))
    for _ in range(50):
        attempt(sqlite_database, email="a@example.org", now=NOW + timedelta(minutes=10))
    with pytest.raises(TooOftenError) as refused, sqlite_database.write() as session:
        check(session, Action.SIGN_UP, email="a@example.org", now=NOW + timedelta(minutes=10))
    assert refused.value.facts == {"count": 50}
    assert attempt(sqlite_database, email="a@example.org", now=NOW + HOUR)


def test_nothing_stored_tells_who_it_was_and_it_goes_after_two_days(sqlite_database):
    attempt(sqlite_database, email="noor@example.org", address="203.0.113.7")
    with sqlite_database.read() as session:
        stored = str(session.execute(sa.select(tables.attempts)).all())
    assert "noor" not in stored
    assert "203.0" not in stored
    with sqlite_database.write() as session:
        assert forget_old(session, now=NOW + timedelta(days=3)) == 2
    with sqlite_database.read() as session:
        for table in (tables.attempts, tables.day_keys):
            assert session.execute(sa.select(table)).all() == []


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("", ""),
        ("testclient", ""),
    ],
)
def test_one_household_is_one_address(address, network):
    assert network_of(address) == network
