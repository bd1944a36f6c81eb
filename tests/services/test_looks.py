"""Looks are counted: how often and what was asked, never who or when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from data.database import Database, StorageUnavailableError
from data.repositories import editions, looks
from domain.branches import Branch
from domain.looks import Look, Question, answered
from domain.places import Province
from domain.seekers import Seeker
from domain.vocabulary import Audience, NeedKind, TravelMode
from services import retention
from services.looks import SECONDS_BETWEEN_WRITES, LookBook, made
from tests.data.samples import EDITION, UTRECHT

WEEK = replace(EDITION, first_day=date(2026, 12, 7), last_day=date(2026, 12, 11))
TODAY = date(2026, 12, 1)
VOLUNTEER, SPONSOR = Audience.VOLUNTEER, Audience.SPONSOR
ANY, PLACE, BRANCHES = Question.ANY, Question.PLACE, Question.BRANCHES
OVERIJSSEL = Province.OVERIJSSEL


def look(question=ANY, audience=VOLUNTEER, province=OVERIJSSEL, edition_id=WEEK.id) -> Look:
    return Look(edition_id, audience, province, question)


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def week(database: Database) -> Database:
    with database.write() as session:
        editions.save(session, WEEK)
    return database


def stored(database: Database, province: Province | None = None):
    with database.read() as session:
        return looks.of_edition(session, WEEK.id, province)


def test_only_questions_that_were_answered_are_counted():
    silent = Seeker("", VOLUNTEER)
    assert answered(silent) == {ANY}
    assert answered(replace(silent, travel_mode=TravelMode.CAR, radius_km=5.0)) == {ANY}
    assert answered(replace(silent, point=UTRECHT.point, branches=frozenset({Branch.SPORT}))) == {
        ANY,
        PLACE,
        BRANCHES,
    }
    team = Seeker("", Audience.TEAM, size=8, offers=frozenset({NeedKind.VENUE}))
    assert answered(team) == {ANY, Question.SIZE, Question.OFFERS}


def test_one_look_counts_for_each_answer_in_the_province_of_the_seeker():
    seeker = Seeker("", SPONSOR, wants_to_be_shown=True)
    assert made(seeker, OVERIJSSEL, WEEK, today=TODAY) == {
        look(ANY, SPONSOR),
        look(Question.SHOWN, SPONSOR),
    }


def test_looking_back_at_an_edition_that_is_over_counts_nothing():
    assert made(Seeker("", VOLUNTEER), None, WEEK, today=date(2026, 12, 12)) == frozenset()


def test_counts_of_visits_add_up_by_audience_question_and_province(week: Database):
    book = LookBook(week)
    book.count([look(), look(PLACE)])
    book.store()
    book.count([look()])
    book.count([look(province=None), look(audience=SPONSOR)])
    book.store()
    book.store()  # nothing waits any more

    assert stored(week, OVERIJSSEL) == {
        (VOLUNTEER, ANY): 2,
        (VOLUNTEER, PLACE): 1,
        (SPONSOR, ANY): 1,
    }
    assert stored(week) == {(VOLUNTEER, ANY): 3, (VOLUNTEER, PLACE): 1, (SPONSOR, ANY): 1}
    assert stored(week, Province.ZEELAND) == {}


def test_nothing_is_written_while_somebody_waits_and_many_looks_at_once(
    week: Database, monkeypatch: pytest.MonkeyPatch
):
    clock, started = Clock(), []
    monkeypatch.setattr("services.looks.Thread", lambda target, **_: Started(target, started))
    book = LookBook(week, clock=clock)

    book.count([look()])
    clock.seconds = SECONDS_BETWEEN_WRITES - 1
    book.count([look()])
    assert started == []
    clock.seconds += 1
    book.count([look()])
    book.count([look()])
    assert len(started) == 1
    assert stored(week) == {}
    started[0]()
    assert stored(week) == {(VOLUNTEER, ANY): 4}


class Started:
    """A thread that only notes what it would have run."""

    def __init__(self, target, started) -> None:
        self._target, self._started = target, started

    def start(self) -> None:
        self._started.append(self._target)


def test_what_cannot_be_stored_waits_on(week: Database, monkeypatch: pytest.MonkeyPatch):
    book = LookBook(week)
    book.count([look()])
    with monkeypatch.context() as patch:
        patch.setattr(Database, "write", _refuse)
        book.store()
    book.count([look()])
    book.store()
    assert stored(week) == {(VOLUNTEER, ANY): 2}


def _refuse(_database):
    raise StorageUnavailableError()


def test_counts_for_an_edition_that_is_gone_keep_no_others_out(week: Database):
    book = LookBook(week)
    book.count([look(edition_id="gone"), look()])
    book.store()
    assert stored(week) == {(VOLUNTEER, ANY): 1}


def test_counts_go_when_the_edition_is_over(week: Database):
    (rule,) = [rule for rule in retention.RULES if rule.name == "looks"]
    a_look_at(week)
    last_evening = datetime(2026, 12, 11, 20, tzinfo=UTC)
    assert rule.erase(week, None, last_evening, last_evening) == 0
    assert stored(week) == {(VOLUNTEER, ANY): 1}
    next_day = last_evening + timedelta(hours=4)  # past midnight in Amsterdam
    assert rule.erase(week, None, next_day, next_day) == 1
    assert stored(week) == {}


def a_look_at(database: Database) -> None:
    book = LookBook(database)
    book.count([look()])
    book.store()


def test_counts_go_with_their_edition(week: Database):
    a_look_at(week)
    with week.write() as session:
        editions.delete(session, WEEK.id)
    assert stored(week) == {}
