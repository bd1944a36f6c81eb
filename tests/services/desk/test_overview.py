from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.database import Database
from data.repositories import activities, editions, teams
from domain.accounts import NATIONAL, Scope
from domain.activities import Activity, Need, Task, new_id
from domain.actors import VISITOR, Actor, NotAllowedError, Role
from domain.branches import Branch
from domain.editions import Edition
from domain.people import Team
from domain.places import Place, Point, Province
from domain.times import TimeSlot
from domain.vocabulary import ActivityState, ConnectionForm, NeedKind, TargetGroup
from matching.catalogue import Catalogue
from services import happening
from services.desk import overview
from services.programme import load

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
WEEK = Edition("2026", "Week 2026", 2026, first_day=date(2026, 12, 7), last_day=date(2026, 12, 13))
BEFORE = Edition(
    "2025", "Week 2025", 2025, first_day=date(2025, 12, 8), last_day=date(2025, 12, 12)
)
NATION = Actor(Role.COORDINATOR, "k1")
UTRECHT = Place(
    "Utrecht", Point(52.09, 5.12), municipality_code="GM0344", province=Province.UTRECHT
)
ZWOLLE = Place(
    "Zwolle", Point(52.51, 6.09), municipality_code="GM0193", province=Province.OVERIJSSEL
)
EVENING = datetime(2026, 12, 8, 18, 30, tzinfo=UTC)  # 19.30 in Amsterdam


def activity(**fields: object) -> Activity:
    given = {
        "place": UTRECHT,
        "branch": Branch.SPORT,
        "state": ActivityState.PUBLISHED,
        "created_at": NOW - timedelta(days=3),
        "slots": (TimeSlot(EVENING, EVENING + timedelta(hours=2)),),
    }
    return Activity(new_id(), WEEK.id, "Iets", **(given | fields))


@pytest.fixture
def filled(database: Database) -> Database:
    with database.write() as session:
        for edition in (WEEK, BEFORE):
            editions.save(session, edition)
        teams.save(session, Team("t", "Team", WEEK.id, place=UTRECHT))
        money = Need(new_id(), NeedKind.MONEY, 8000, 3000, "soep")
        for one in (
            activity(
                capacity=20,
                taken=5,
                needs=(money,),
                team_id="t",
                forms=frozenset({ConnectionForm.OTHERS}),
            ),
            activity(
                tasks=(Task(new_id(), "Koken", 60, people=3),),
                place=ZWOLLE,
                groups=frozenset({TargetGroup.CHILDREN}),
            ),
            activity(branch=None, created_at=None),
            activity(state=ActivityState.SUBMITTED, capacity=99),
            activity(state=ActivityState.CANCELLED, capacity=99),
        ):
            activities.save_many(session, [one])
        for days in (40, 30, 10):
            began = datetime(2025, 12, 8, 12, tzinfo=UTC) - timedelta(days=days)
            activities.save(session, replace(activity(created_at=began), edition_id=BEFORE.id))
    return database


def test_the_numbers_count_what_is_on_the_map(filled: Database):
    found = overview.numbers(filled, load(filled), WEEK.id, actor=NATION)
    assert found.on_the_map == 3
    assert found.by_state[ActivityState.SUBMITTED] == 1
    assert (found.places, found.open_places, found.unlimited) == (23, 18, 1)
    assert (found.money_asked_cents, found.money_promised_cents) == (8000, 3000)
    assert (found.teams, found.without_team) == (1, 2)


def test_a_coordinator_sees_numbers_of_their_own_part(filled: Database):
    utrecht = replace(NATION, scope=Scope(frozenset({Province.UTRECHT})))
    sport = replace(NATION, scope=Scope(branches=frozenset({Branch.SPORT})))
    programme = load(filled)
    assert overview.numbers(filled, programme, WEEK.id, actor=utrecht).on_the_map == 2
    assert overview.numbers(filled, programme, WEEK.id, actor=sport).on_the_map == 2
    assert overview.numbers(filled, programme, WEEK.id, actor=sport).teams == 0
    for ask in (overview.numbers, overview.pictures):
        with pytest.raises(NotAllowedError):
            ask(filled, programme, WEEK.id, actor=VISITOR)


def test_the_pictures_add_up(filled: Database):
    found = overview.pictures(filled, load(filled), WEEK.id, actor=NATION)
    assert found.over_time == {date(2026, 11, 18): 2}  # of one the beginning is not known
    assert found.by_province[Province.UTRECHT] == 2
    assert found.by_branch[Branch.SPORT] == 2
    assert found.by_form[ConnectionForm.OTHERS] == 1
    assert found.by_group[TargetGroup.CHILDREN] == 1
    assert found.by_day_and_hour == {(date(2026, 12, 8), 19): 3}


places = st.builds(
    Place,
    st.just("x"),
    municipality_code=st.sampled_from(["", "GM0344", "GM0193"]),
    province=st.none() | st.sampled_from(list(Province)[:3]),
)
scopes = st.builds(
    Scope,
    st.frozensets(st.sampled_from(list(Province)[:3]), max_size=2),
    st.frozensets(st.sampled_from(["GM0344", "GM0193"]), max_size=1),
    st.frozensets(st.sampled_from(list(Branch)[:3]), max_size=2),
)


@given(
    st.lists(st.tuples(places, st.none() | st.sampled_from(list(Branch)[:3])), max_size=8),
    scopes | st.just(NATIONAL),
)
def test_columns_and_single_things_agree_on_what_is_in_a_part(things, scope):
    found = [
        Activity(f"a{n}", "e", "x", place=place, branch=branch)
        for n, (place, branch) in enumerate(things)
    ]
    inside = happening.in_scope(Catalogue.from_activities(found), scope)
    assert inside.tolist() == [scope.covers(one.place, one.branch) for one in found]
