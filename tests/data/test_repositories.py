from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from sqlalchemy.orm import Session

from data import tables
from data.database import Database, LinkedError
from data.repositories import (
    activities,
    editions,
    geocodes,
    pledges,
    programme,
    programme_texts,
    series,
    signups,
    sponsors,
    teams,
    thanks,
    volunteers,
)
from domain.activities import (
    Activity,
    CapacityTooLowError,
    ConflictError,
    Need,
    Series,
    Story,
    Task,
    new_id,
)
from domain.branches import Branch
from domain.editions import Edition
from domain.errors import NotFoundError
from domain.people import Pledge, SignUp, Team, ThankYou, Volunteer
from domain.times import TimeSlot
from domain.vocabulary import (
    ConnectionForm,
    NeedKind,
    SponsorForm,
    TeamKind,
    TravelMode,
)
from tests.data.samples import EDITION, NINE, UTRECHT, a_sponsor, an_activity, any_activity


@pytest.fixture
def stocked(database: Database) -> Database:
    """A database with one edition."""
    with database.write() as session:
        editions.save(session, EDITION)
    return database


def _stored(database: Database, *some: Activity) -> None:
    with database.write() as session:
        activities.save_many(session, some)


def _read(database: Database, id: str) -> Activity:
    with database.read() as session:
        return activities.get(session, id)


@contextmanager
def _counting(database: Database) -> Iterator[list[str]]:
    """The statements that are sent meanwhile; a batch of rows is one."""
    sent: list[str] = []

    def note(*arguments: object) -> None:
        sent.append(str(arguments[2]))

    # On PostgreSQL the reader is the writer with other options, and shares its events.
    engines = {database.writer, database.reader} if database.is_sqlite else {database.writer}
    for engine in engines:
        sa.event.listen(engine, "before_cursor_execute", note)
    yield sent
    for engine in engines:
        sa.event.remove(engine, "before_cursor_execute", note)


@hypothesis_settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(activity=any_activity())
def test_any_activity_comes_back_as_it_was_stored(stocked: Database, activity: Activity):
    with stocked.write() as session:
        assert activities.save(session, activity) == activity
    assert _read(stocked, activity.id) == activity


def test_by_ids_keeps_the_order_asked_and_leaves_out_what_is_not_there(stocked: Database):
    some = [an_activity(title=f"Nummer {n}") for n in range(3)]
    _stored(stocked, *some)
    wanted = [some[2].id, "nergens", some[0].id]
    with stocked.read() as session:
        assert activities.by_ids(session, wanted) == [some[2], some[0]]
        assert activities.by_ids(session, []) == []


@pytest.mark.parametrize("n", [1, 12])
def test_reading_takes_as_many_queries_for_one_activity_as_for_twelve(stocked: Database, n: int):
    ids = [new_id() for _ in range(n)]
    _stored(stocked, *(an_activity(id=id) for id in ids))
    reads: list[tuple[int, Callable[[Session], object]]] = [
        (4, lambda session: activities.by_ids(session, ids)),
        (4, lambda session: programme.catalogue(session)),
        (4, lambda session: programme.catalogue(session, EDITION.id)),
        (1, lambda session: programme_texts.texts(session)),
        (1, lambda session: programme.version(session)),
        (1, lambda session: activities.source_keys(session, EDITION.id, "lijst.csv")),
        (1, lambda session: editions.all(session)),
    ]
    for expected, read in reads:
        with _counting(stocked) as sent, stocked.read() as session:
            read(session)
        assert len([each for each in sent if each != "BEGIN"]) == expected


@pytest.mark.parametrize("n", [1, 12])
def test_bulk_saving_takes_as_many_queries_for_one_new_activity_as_for_twelve(
    stocked: Database, n: int
):
    with _counting(stocked) as sent, stocked.write() as session:
        activities.save_many(session, (an_activity() for _ in range(n)))
    # Which exist, four tables, and the programme's version.
    assert len([each for each in sent if not each.startswith("BEGIN")]) == 6


@pytest.mark.parametrize("n", [1, 12])
def test_saving_takes_as_many_queries_for_one_task_as_for_twelve(stocked: Database, n: int):
    tasks = tuple(Task(new_id(), "Taak", 30) for _ in range(n))
    activity = an_activity(tasks=tasks)
    _stored(stocked, activity)
    others = tuple(Task(new_id(), "Andere taak", 30) for _ in range(n))
    with _counting(stocked) as sent, stocked.write() as session:
        activities.save(session, replace(activity, tasks=others))
    assert len([each for each in sent if not each.startswith("BEGIN")]) == 14


def test_a_change_raises_the_version_and_replaces_the_parts(stocked: Database):
    activity = an_activity()
    _stored(stocked, activity)
    kept, gone = activity.tasks
    added = Task(new_id(), "Lakens vouwen", 20)
    changed = replace(
        activity,
        title="Thee in de hal",
        slots=(TimeSlot(NINE + timedelta(days=1), NINE + timedelta(days=2), has_clock=False),),
        tasks=(added, replace(kept, title="Thee schenken")),
        needs=(),
        languages=(),
    )

    with stocked.write() as session:
        saved = activities.save(session, changed)

    assert saved == replace(changed, version=2)
    assert _read(stocked, activity.id) == saved
    assert gone not in saved.tasks


def test_an_older_version_never_overwrites_a_newer_one(stocked: Database):
    activity = an_activity()
    _stored(stocked, activity)
    with stocked.write() as session:
        activities.save(session, replace(activity, title="De eerste"))

    with pytest.raises(ConflictError) as refused, stocked.write() as session:
        activities.save(session, replace(activity, title="De tweede"))
    with pytest.raises(ConflictError), stocked.write() as session:
        activities.save_many(session, [replace(activity, title="De derde")])

    assert refused.value.facts == {"id": activity.id, "version": 2}
    assert _read(stocked, activity.id).title == "De eerste"


def test_what_was_deleted_meanwhile_does_not_come_back(stocked: Database):
    activity = an_activity()
    _stored(stocked, activity)
    with stocked.write() as session:
        activity = activities.save(session, activity)
        activities.delete(session, activity.id)
    with pytest.raises(ConflictError), stocked.write() as session:
        activities.save(session, activity)


def test_an_edit_minutes_old_leaves_the_places_taken_since_as_they_are(stocked: Database):
    activity = an_activity()
    _stored(stocked, activity)
    task = activity.tasks[0]
    sign_ups = [
        SignUp(new_id(), activity.id, "een"),
        SignUp(new_id(), activity.id, "twee", task_id=task.id),
    ]
    with stocked.write() as session:
        for sign_up in sign_ups:
            signups.store(session, None, sign_up)

    with stocked.write() as session:
        saved = activities.save(session, replace(activity, title="Andere naam"))

    assert (saved.taken, saved.tasks[0].taken) == (activity.taken + 1, task.taken + 1)


@pytest.mark.parametrize(
    "change",
    [
        {"capacity": 4, "taken": 0},
        {"tasks": (Task("taak", "Koffie schenken", 60, people=1),)},
        {"needs": (Need("nood", NeedKind.MONEY, 99),)},
    ],
)
def test_nobody_is_put_out_by_lowering_what_is_asked(stocked: Database, change):
    activity = an_activity(
        capacity=6,
        taken=5,
        tasks=(Task("taak", "Koffie schenken", 60, people=3, taken=2),),
        needs=(Need("nood", NeedKind.MONEY, 200, promised=100),),
    )
    _stored(stocked, activity)
    with pytest.raises(CapacityTooLowError), stocked.write() as session:
        activities.save(session, replace(activity, **change))
    assert _read(stocked, activity.id) == activity


def test_the_same_file_brings_nothing_twice(stocked: Database):
    rows = [an_activity(source_key=f"rij {n}") for n in range(3)]
    _stored(stocked, *rows, an_activity(source="elders", source_key="rij 9"))
    with stocked.read() as session:
        keys = activities.source_keys(session, EDITION.id, "lijst.csv")
        assert keys == {"rij 0", "rij 1", "rij 2"}
        assert activities.source_keys(session, "2025", "lijst.csv") == set()


def test_deleting_an_activity_takes_what_is_its_own_and_no_other(stocked: Database):
    gone, other = an_activity(), an_activity()
    _stored(stocked, gone, other)
    with stocked.write() as session:
        activities.delete(session, gone.id)
    with stocked.read() as session:
        assert programme.catalogue(session).ids.tolist() == [other.id]
        assert session.scalar(sa.select(sa.func.count()).select_from(tables.slots)) == 1


def test_an_activity_that_people_signed_up_for_is_not_deleted(stocked: Database):
    activity = an_activity()
    _stored(stocked, activity)
    with stocked.write() as session:
        signups.store(session, None, SignUp(new_id(), activity.id, "iemand"))
    with pytest.raises(LinkedError), stocked.write() as session:
        activities.delete(session, activity.id)
    assert _read(stocked, activity.id).taken == activity.taken + 1


def test_deleting_an_edition_takes_everything_in_it_and_nothing_else(stocked: Database):
    other = Edition("2025", "Week 2025", 2025, first_day=NINE.date(), last_day=NINE.date())
    sponsor, team = a_sponsor(), Team(new_id(), "Team Zuid", EDITION.id)
    activity, stays = an_activity(team_id=team.id), an_activity(edition_id="2025")
    with stocked.write() as session:
        editions.save(session, other)
        sponsors.save(session, sponsor)
        teams.save(session, team)
        activities.save_many(session, [activity, stays])
        signups.store(session, None, SignUp(new_id(), activity.id, "iemand"))
        pledges.promise(session, Pledge(new_id(), activity.needs[0].id, sponsor.id, 5))
        thanks.tell(session, Story(activity.id, "Het was fijn."))

    with stocked.write() as session:
        editions.delete(session, EDITION.id)

    with stocked.read() as session:
        assert editions.all(session) == [other]
        assert programme.catalogue(session).ids.tolist() == [stays.id]
        assert teams.all(session) == []
        assert sponsors.all(session) == []
        assert pledges.of_sponsor(session, sponsor.id) == []
        assert thanks.story(session, activity.id) is None


def test_a_team_that_goes_leaves_its_activities_without_one(stocked: Database):
    team = Team(new_id(), "Team Zuid", EDITION.id)
    with stocked.write() as session:
        teams.save(session, team)
    activity = an_activity(team_id=team.id)
    _stored(stocked, activity)
    with stocked.write() as session:
        session.execute(sa.delete(tables.teams))
    assert _read(stocked, activity.id).team_id is None


def test_teams_sponsors_and_series_come_back_as_stored_by_name(stocked: Database):
    some_teams = [
        Team("t2", "de Zuid", EDITION.id),
        Team(
            "t1",
            "Élan",
            EDITION.id,
            TeamKind.COMPANY,
            UTRECHT,
            Branch.CARE,
            frozenset({NeedKind.PEOPLE}),
            12,
            "Koken",
            "t2",
        ),
    ]
    sponsor = a_sponsor(
        branches=frozenset({Branch.CARE, Branch.SERVICES}),
        offers=frozenset(NeedKind),
        forms=frozenset({SponsorForm.GESTURE}),
        budget_cents=10**10,
        wants_to_be_shown=True,
    )
    one = Series(new_id(), EDITION.id, "Stations", "Acht stations", "folder")
    with stocked.write() as session:
        for team in some_teams:
            teams.save(session, team)
        sponsors.save(session, replace(sponsor, name="Oude naam"))
        sponsors.save(session, sponsor)
        series.save(session, one)

    with stocked.read() as session:
        assert teams.all(session, EDITION.id) == some_teams
        assert teams.all(session, "2025") == []
        assert sponsors.all(session) == [sponsor]
        assert sponsors.get(session, sponsor.id) == sponsor
        assert series.get(session, one.id) == one


def test_volunteers_thanks_and_stories_come_back_as_stored(stocked: Database):
    activity = an_activity()
    _stored(stocked, activity)
    volunteer = Volunteer(
        new_id(),
        UTRECHT,
        TravelMode.CYCLING,
        7.5,
        (TimeSlot(NINE, NINE + timedelta(hours=3)),),
        frozenset({Branch.NATURE}),
        frozenset({ConnectionForm.SELF}),
        at_home=False,
        asks_per_week=0,
        is_adult=False,
        minutes=240,
    )
    thank_you = ThankYou(new_id(), activity.id, 12, 3, 9, "Wat een dag!")
    story = Story(activity.id, "We hebben gelachen.", consent=True, told_at=NINE)
    with stocked.write() as session:
        volunteers.save(session, replace(volunteer, times=()))
        volunteers.save(session, volunteer)
        thanks.save(session, thank_you)
        thanks.tell(session, replace(story, text="Eerder."))
        thanks.tell(session, story)

    with stocked.read() as session:
        assert volunteers.get(session, volunteer.id) == volunteer
        assert thanks.of_activity(session, activity.id) == [thank_you]
        assert thanks.story(session, activity.id) == story


def test_a_geocoder_is_remembered_also_when_it_knew_nothing(database: Database):
    known = geocodes.Answer("pdok", "domplein 1 utrecht", UTRECHT, NINE)
    unknown = geocodes.Answer("pdok", "nergens 1", None, NINE + timedelta(days=1))
    with database.write() as session:
        geocodes.save(session, replace(known, asked_at=NINE - timedelta(days=1)))
        geocodes.save(session, known)
        geocodes.save(session, unknown)

    with database.read() as session:
        assert geocodes.get(session, "pdok", "domplein 1 utrecht") == known
        assert geocodes.get(session, "pdok", "nergens 1") == unknown
        assert geocodes.get(session, "nominatim", "nergens 1") is None

    with database.write() as session:
        assert geocodes.forget(session, before=unknown.asked_at) == 1
        assert geocodes.get(session, "pdok", "domplein 1 utrecht") is None


@pytest.mark.parametrize(
    "get",
    [
        activities.get,
        editions.get,
        pledges.get,
        series.get,
        signups.get,
        sponsors.get,
        teams.get,
        volunteers.get,
    ],
)
def test_what_is_not_there_is_said_not_to_be_found(sqlite_database: Database, get):
    with sqlite_database.read() as session, pytest.raises(NotFoundError) as refused:
        get(session, "nergens")
    assert refused.value.facts["id"] == "nergens"
