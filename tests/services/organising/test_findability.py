"""How people find somebody's activity, in counts that point at nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from data.database import Database
from data.geocoding import gazetteer
from data.repositories import activities, editions, looks, organisers, people, volunteers
from domain.activities import Activity, new_id
from domain.branches import Branch
from domain.contacts import Person
from domain.looks import Look, Question
from domain.people import Volunteer
from domain.places import NOWHERE, Place, Point, Province
from domain.times import TimeSlot
from domain.unsaid import Fact
from domain.vocabulary import ActivityState, Audience
from services.organising import how_found, proposals
from services.organising.findability import Gain, Looked
from tests.data.samples import UTRECHT
from tests.services.organising.made_up import EDITION, NOW, a_draft, holding, with_edition

VOLUNTEER, SPONSOR, TEAM = Audience
EVERYWHERE = gazetteer.load(None)


@pytest.fixture
def week(database: Database) -> Database:
    return with_edition(database)


def stored(database: Database, **fields: object) -> Activity:
    activity = a_draft(**({"state": ActivityState.PUBLISHED} | fields))
    with database.write() as session:
        return activities.save(session, activity)


def who_left_wishes(database: Database, count: int, **wishes: object) -> None:
    with database.write() as session:
        for _ in range(count):
            id = new_id()
            person = Person(id, "Sam", f"{id}@example.org", created_at=NOW, confirmed_at=NOW)
            people.save(session, person)
            given = {"place": UTRECHT, "said_at": NOW} | wishes
            volunteers.save(session, Volunteer(id, **given))  # type: ignore[arg-type]


def who_looked(database: Database, counts: dict[tuple[Audience, Question], int], **given) -> None:
    where = {"edition_id": EDITION.id, "province": Province.UTRECHT} | given
    made = {
        Look(audience=audience, question=question, **where): count
        for (audience, question), count in counts.items()
    }
    with database.write() as session:
        looks.add(session, made)


def found_of(database: Database, activity: Activity, *, now=NOW):
    return how_found(database, EVERYWHERE, activity.id, actor=holding(activity.id), now=now)


def gain(found, fact: Fact) -> Gain:
    (one,) = [one for one in found.gains if one.fact is fact]
    return one


def test_people_who_left_their_wishes_are_counted_from_five_on(week: Database):
    who_left_wishes(week, 7, branches=frozenset({Branch.SPORT}))
    who_left_wishes(week, 4, branches=frozenset({Branch.FAITH}))
    who_left_wishes(week, 3, place=Place("Zwolle", Point(52.5126, 6.0936)))
    found = found_of(week, stored(week))

    assert found.found == 11
    # A branch that some of both are related to does more than either: associations.
    assert gain(found, Fact.BRANCH) == Gain(Fact.BRANCH, better=11, more=0, looked=())
    assert gain(found, Fact.FORMS) == Gain(Fact.FORMS, better=0, more=0, looked=())


def test_fewer_than_five_are_never_counted_out_loud(week: Database):
    who_left_wishes(week, 4, branches=frozenset({Branch.SPORT}))
    found = found_of(week, stored(week))
    assert found.found is None
    assert gain(found, Fact.BRANCH).better is None
    who_left_wishes(week, 1)
    found = found_of(week, stored(week))
    assert found.found == 5
    assert gain(found, Fact.BRANCH).better is None


def test_who_may_not_be_asked_is_not_counted(week: Database):
    who_left_wishes(week, 5, asks_per_week=0)
    assert found_of(week, stored(week)).found == 0


def test_looks_in_its_province_are_told_in_whole_fives(week: Database):
    who_looked(
        week,
        {
            (VOLUNTEER, Question.ANY): 143,
            (VOLUNTEER, Question.BRANCHES): 38,
            (VOLUNTEER, Question.GROUPS): 4,
            (SPONSOR, Question.ANY): 9,
        },
    )
    who_looked(week, {(VOLUNTEER, Question.BRANCHES): 50}, province=Province.ZEELAND)
    who_looked(week, {(TEAM, Question.BRANCHES): 50}, province=None)
    found = found_of(week, stored(week))

    assert found.province is Province.UTRECHT
    assert gain(found, Fact.BRANCH).looked == (Looked(VOLUNTEER, False, 35),)
    assert gain(found, Fact.GROUPS).looked == (Looked(VOLUNTEER, False, None),)
    assert gain(found, Fact.NEEDS).looked == (Looked(SPONSOR, True, 5),)
    assert gain(found, Fact.TASKS).looked == (Looked(VOLUNTEER, True, 140),)


def test_what_is_nowhere_counts_looks_in_the_whole_country(week: Database):
    who_looked(week, {(VOLUNTEER, Question.PLACE): 6})
    who_looked(week, {(VOLUNTEER, Question.PLACE): 6}, province=Province.ZEELAND)
    found = found_of(week, stored(week, place=NOWHERE))
    assert found.province is None
    assert gain(found, Fact.PLACE).looked == (Looked(VOLUNTEER, False, 10),)


def test_looks_at_another_edition_are_not_counted(week: Database):
    with week.write() as session:
        editions.save(
            session, replace(EDITION, id="2027", year=2027, first_day=None, last_day=None)
        )
    who_looked(week, {(VOLUNTEER, Question.BRANCHES): 50}, edition_id="2027")
    assert gain(found_of(week, stored(week)), Fact.BRANCH).looked == ()


def test_what_does_most_comes_first(week: Database):
    who_left_wishes(week, 6, branches=frozenset({Branch.SPORT}))
    who_left_wishes(week, 5)
    facts = [one.fact for one in found_of(week, stored(week)).gains]
    assert facts[:2] == [Fact.TASKS, Fact.BRANCH]  # a task is looked at by all
    assert set(facts) == set(Fact) - {Fact.PLACE, Fact.MOMENTS}


def test_without_days_any_day_of_the_week_that_is_left_would_do(week: Database):
    who_left_wishes(week, 5)
    found = found_of(week, stored(week, slots=()))
    assert found.found == 0
    assert gain(found, Fact.MOMENTS).more == 5
    with week.write() as session:
        editions.save(session, replace(EDITION, first_day=None, last_day=None))
    assert gain(found_of(week, stored(week, slots=())), Fact.MOMENTS).more == 5


def test_words_that_wait_count_as_said(week: Database):
    who_left_wishes(week, 5)
    activity = stored(week, place=NOWHERE)
    assert found_of(week, activity).found == 0
    waits = proposals.facts(replace(activity, place=UTRECHT), ["place"])
    with week.write() as session:
        organisers.propose(session, activity.id, waits, now=NOW)
    assert found_of(week, activity).found == 5


def test_what_is_over_or_off_has_nothing_to_say(week: Database):
    activity = stored(week)
    assert found_of(week, activity, now=NOW) is not None
    assert found_of(week, activity, now=activity.ends_at) is None
    assert found_of(week, stored(week, state=ActivityState.CANCELLED)) is None
    next_year = NOW + timedelta(days=60)
    assert found_of(week, activity, now=next_year) is None
    assert found_of(week, stored(week, slots=()), now=next_year) is None
    moment = TimeSlot(next_year + timedelta(days=1), next_year + timedelta(days=2))
    assert found_of(week, stored(week, slots=(moment,)), now=next_year) is not None
