from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from data.database import Database
from data.geocoding import gazetteer
from data.repositories import activities, editions, sponsors, teams, volunteers
from domain.accounts import OutsideScopeError, Scope
from domain.activities import Activity, Need, Task, new_id
from domain.actors import VISITOR, Actor, NotAllowedError, Role
from domain.branches import Branch
from domain.editions import Edition
from domain.people import Sponsor, Team, Volunteer
from domain.places import Province
from domain.times import TimeSlot
from domain.vocabulary import ActivityState, NeedKind
from matching.catalogue import minute
from services.desk import white_spots
from services.desk.white_spots import Measure, Standing
from services.programme import load

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
WEEK = Edition("2026", "Week 2026", 2026)
NATION = Actor(Role.COORDINATOR, "k1")
PLACES = gazetteer.load(None)
UTRECHT, ZWOLLE, ZEIST = (PLACES.find(name) for name in ("Utrecht", "Zwolle", "Zeist"))
EVENING = datetime(2026, 12, 8, 18, tzinfo=UTC)


def activity(**fields: object) -> Activity:
    given = {
        "place": UTRECHT,
        "branch": Branch.SPORT,
        "state": ActivityState.PUBLISHED,
        "slots": (TimeSlot(EVENING, EVENING + timedelta(hours=2)),),
    }
    return Activity(new_id(), WEEK.id, "Iets", **(given | fields))


@pytest.fixture
def filled(database: Database) -> Database:
    money = [Need(new_id(), NeedKind.MONEY, cents, 0, "soep") for cents in (20000, 40000)]
    with database.write() as session:
        editions.save(session, WEEK)
        for one in (
            activity(needs=(money[0],), tasks=(Task(new_id(), "Koken", 60, people=3),)),
            activity(needs=(money[1],)),
            activity(place=ZWOLLE, branch=None, capacity=5, taken=1),
            activity(place=ZWOLLE, state=ActivityState.CANCELLED, capacity=50),
        ):
            activities.save_many(session, [one])
        teams.save(session, Team("t", "Team", WEEK.id, place=ZEIST, branch=Branch.CARE))
        sponsors.save(
            session,
            Sponsor("s", "Sponsor", WEEK.id, place=ZWOLLE, branches=frozenset({Branch.MEDIA})),
        )
        for number in range(6):
            volunteers.save(session, Volunteer(f"v{number}", place=UTRECHT))
    return database


def spots(database: Database, actor: Actor = NATION) -> dict[str, white_spots.Spot]:
    found = white_spots.municipalities(database, load(database), PLACES, WEEK.id, actor=actor)
    return {spot.name: spot for spot in found}


def test_every_municipality_is_there_also_without_anything(filled: Database):
    found = spots(filled)
    assert len(found) == len(PLACES.municipalities())
    utrecht, zwolle, zeist = (found[name] for name in ("Utrecht", "Zwolle", "Zeist"))
    assert (utrecht.activities, utrecht.hands_short, utrecht.money_short) == (2, 3, 60000)
    assert (zwolle.activities, zwolle.hands_short, zwolle.offering) == (1, 4, 1)
    assert (zeist.activities, zeist.value(Measure.UNUSED)) == (0, 1)
    assert 0 < utrecht.value(Measure.PER_INHABITANTS) < 1


def test_provinces_add_up_to_the_same(filled: Database):
    found = spots(filled)
    by_province = {spot.province: spot for spot in white_spots.provinces(found.values())}
    assert by_province[Province.UTRECHT].activities == 2
    assert sum(spot.money_short for spot in by_province.values()) == 60000


def test_the_board_tells_moving_from_interested_from_empty(filled: Database):
    board = white_spots.branch_board(filled, load(filled), WEEK.id, actor=NATION)
    assert board[Branch.SPORT][Province.UTRECHT] is Standing.MOVING
    assert board[Branch.CARE][Province.UTRECHT] is Standing.INTERESTED
    assert board[Branch.MEDIA][Province.OVERIJSSEL] is Standing.INTERESTED
    assert board[Branch.SPORT][Province.LIMBURG] is Standing.EMPTY


def test_a_spot_leads_to_who_is_near(filled: Database):
    found = white_spots.near(filled, spots(filled)["Utrecht"], WEEK.id, actor=NATION)
    assert [team.id for team, _ in found.teams] == ["t"]
    assert found.sponsors == ()
    assert found.volunteers == 6
    far = white_spots.near(filled, spots(filled)["Zwolle"], WEEK.id, actor=NATION)
    assert (far.teams, far.volunteers) == ((), 0)


def test_a_sponsor_of_another_part_is_near_only_when_it_wishes_to_be_shown(filled: Database):
    amersfoort = PLACES.find("Amersfoort")
    with filled.write() as session:
        for id, shown in (("stil", False), ("getoond", True)):
            sponsor = Sponsor(id, id, WEEK.id, place=amersfoort, wants_to_be_shown=shown)
            sponsors.save(session, sponsor)

    def near(actor: Actor) -> set[str]:
        spot = spots(filled)["Barneveld"]
        return {one.id for one, _ in white_spots.near(filled, spot, WEEK.id, actor=actor).sponsors}

    assert near(replace(NATION, scope=Scope(frozenset({Province.GELDERLAND})))) == {"getoond"}
    assert near(NATION) == {"getoond", "stil"}


@pytest.mark.parametrize(("cents", "met"), [(10000, 0), (50000, 1), (60000, 2)])
def test_what_a_sum_would_do_never_costs_more(filled: Database, cents, met):
    found = white_spots.what_if(
        load(filled), spots(filled)["Utrecht"], WEEK.id, cents, actor=NATION, now_minute=minute(NOW)
    )
    assert found.needs == met
    assert found.cents <= cents
    assert found.without_team == 2


def test_a_coordinator_of_one_province_sees_no_other(filled: Database):
    overijssel = replace(NATION, scope=Scope(frozenset({Province.OVERIJSSEL})))
    found = spots(filled, overijssel)
    assert {spot.province for spot in found.values()} == {Province.OVERIJSSEL}
    with pytest.raises(OutsideScopeError):
        white_spots.near(filled, spots(filled)["Utrecht"], WEEK.id, actor=overijssel)
    with pytest.raises(NotAllowedError):
        spots(filled, VISITOR)
    board = white_spots.branch_board(filled, load(filled), WEEK.id, actor=overijssel)
    assert set(board[Branch.SPORT]) == {Province.OVERIJSSEL}
