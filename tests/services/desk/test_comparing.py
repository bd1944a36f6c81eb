from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from data import tables
from data.database import Database
from data.repositories import activities, editions, sponsors, teams
from domain.accounts import Scope
from domain.activities import Activity, Need
from domain.actors import VISITOR, Actor, NotAllowedError, Role
from domain.editions import Edition
from domain.people import Sponsor, Team
from domain.places import Place, Province
from domain.vocabulary import ActivityState, NeedKind
from services.desk import comparing, overview
from services.desk.comparing import Beside, Measure, Missing
from services.programme import load

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)  # 16 days before the week
WEEK = Edition("2026", "Week 2026", 2026, first_day=date(2026, 12, 7), last_day=date(2026, 12, 13))
BEFORE = replace(
    WEEK, id="2025", year=2025, first_day=date(2025, 12, 8), last_day=date(2025, 12, 14)
)
SAME_DAY = date(2025, 11, 22)
NATION = Actor(Role.COORDINATOR, "k1")
UTRECHT = Place("Utrecht", municipality_code="GM0344", province=Province.UTRECHT)
ZWOLLE = Place("Zwolle", municipality_code="GM0193", province=Province.OVERIJSSEL)


def at(days_before: int, *, hour: int = 12) -> datetime:
    """So many days before the week of 2025."""
    return datetime(2025, 12, 8, hour, tzinfo=UTC) - timedelta(days=days_before)


def activity(session, id: str, began: datetime | None, edition: Edition = BEFORE, **fields) -> None:
    money = Need(f"n{id}", NeedKind.MONEY, 10_000, fields.pop("promised", 0), "soep")
    activities.save_many(session, [Activity(
        id, edition.id, "Iets", **({"place": UTRECHT, "needs": (money,), "capacity": 10,
        "state": ActivityState.PUBLISHED, "created_at": began} | fields))])  # fmt: skip


def pledge(session, id: str, need: str, cents: int, began: datetime, **fields) -> None:
    session.execute(sa.insert(tables.pledges).values(
        id=id, need_id=need, sponsor_id="s", quantity=cents, created_at=began,
        **({"state": "afgesproken"} | fields)))  # fmt: skip


def team(session, id: str, began: datetime | None, edition: Edition = BEFORE) -> None:
    teams.save(session, Team(id, id, edition.id, place=UTRECHT))
    if began:
        session.execute(sa.insert(tables.team_contacts).values(
            team_id=id, person_id=None, started_at=began, confirmed_at=began))  # fmt: skip


@pytest.fixture
def weeks(database: Database) -> Database:
    with database.write() as session:
        for edition in (WEEK, BEFORE):
            editions.save(session, edition)
        sponsors.save(session, Sponsor("s", "Sponsor", BEFORE.id, place=UTRECHT))
        activity(session, "early", at(40), promised=7_000)
        activity(session, "that_day", at(16, hour=22), place=ZWOLLE, capacity=None)  # 23.00 here
        activity(session, "next_day", at(16, hour=23))  # midnight in Amsterdam
        activity(session, "now", NOW, WEEK, capacity=25, promised=2_000)
        pledge(session, "p1", "nearly", 5_000, at(30))
        pledge(session, "p2", "nearly", 2_000, at(2))
        pledge(session, "p3", "nearly", 1_000, at(30), state="ingetrokken", withdrawn_at=at(5))
        pledge(session, "p4", "nearly", 900, at(30), state="ingetrokken", withdrawn_at=at(20))
        team(session, "t1", at(20))
        team(session, "t2", at(1))
    return database


def ask(database: Database, edition: Edition = WEEK, actor: Actor = NATION):
    programme = load(database)
    numbers = overview.numbers(database, programme, edition.id, actor=NATION)
    return comparing.compared(database, programme, edition, numbers, actor=actor, now=NOW)


def test_every_measure_stands_beside_the_same_day_before_the_week(weeks: Database):
    found = ask(weeks)
    assert (found.earlier.id, found.days_before, found.day) == ("2025", 16, SAME_DAY)
    assert found.measures == {
        Measure.ACTIVITIES: Beside(1, 2),
        Measure.PLACES: Beside(25, 10),  # of one no limit was said
        Measure.MONEY_ASKED: Beside(10_000, 20_000),
        Measure.MONEY_PROMISED: Beside(2_000, 6_000),  # with what was taken back only later
        Measure.TEAMS: Beside(0, 1),
    }


def test_what_began_nobody_knows_when_makes_a_number_the_least_there_was(weeks: Database):
    with weeks.write() as session:
        activity(session, "brought_in", None)
        team(session, "t3", None)
        session.execute(sa.update(tables.needs).where(tables.needs.c.id == "nearly")
                        .values(promised=8_000))  # fmt: skip
    measures = ask(weeks).measures
    assert measures[Measure.ACTIVITIES] == Beside(1, 2, at_least=True)
    assert measures[Measure.MONEY_PROMISED] == Beside(2_000, 6_000, at_least=True)
    assert measures[Measure.TEAMS] == Beside(0, 1, at_least=True)


def test_a_week_that_was_only_brought_in_cannot_be_compared(weeks: Database):
    with weeks.write() as session:
        for table in (tables.activities, tables.pledges):
            session.execute(sa.update(table).values(created_at=None))
        session.execute(sa.delete(tables.team_contacts))
    assert ask(weeks) is Missing.NOTHING_KNOWN


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_without_days_or_an_earlier_week_it_says_so(weeks: Database):
    assert ask(weeks, BEFORE) is Missing.NONE_BEFORE
    assert ask(weeks, replace(WEEK, first_day=None, last_day=None)) is Missing.NO_DAYS


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_coordinator_compares_their_own_part(weeks: Database):
    overijssel = replace(NATION, scope=Scope(frozenset({Province.OVERIJSSEL})))
    measures = ask(weeks, actor=overijssel).measures
    assert measures[Measure.ACTIVITIES].then == 1
    assert measures[Measure.MONEY_PROMISED].then == 0
    assert measures[Measure.TEAMS].then == 0
    with pytest.raises(NotAllowedError):
        ask(weeks, actor=VISITOR)


def test_a_week_of_which_nothing_is_here_was_not_a_week_of_nothing(database: Database):
    with database.write() as session:
        for edition in (WEEK, BEFORE):
            editions.save(session, edition)
        activity(session, "now", NOW, WEEK)
    assert ask(database) is Missing.NOTHING_KNOWN
