from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from data.geocoding.gazetteer import load
from data.repositories import activities, editions, series, sponsors, teams
from domain.activities import SUMMARY_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from domain.actors import VISITOR, Actor, NotAllowedError, Role
from domain.branches import Branch
from domain.places import Province
from domain.seekers import Seeker
from domain.times import to_local
from domain.vocabulary import (
    ActivityState,
    AttendanceMode,
    Audience,
    ConnectionForm,
    EditionKind,
    NeedKind,
    SponsorForm,
    SponsorKind,
    TargetGroup,
    TaskPlace,
    TeamKind,
)
from matching.bulk import rank
from matching.catalogue import Catalogue, minute
from matching.seekers import Seekers
from services import demo, first_start
from services.demo.dice import Dice
from services.demo.recipes import recipes
from services.demo.towns import homes, spread, towns_of
from tests.plain_dutch import sentence_lengths

ROOT = Path(__file__).parents[2]
MARK = "(voorbeeld)"
COORDINATOR = Actor(Role.COORDINATOR, "test")

# Prints the programme with its sets in order, so that only the programme can differ.
FINGERPRINT = """
import hashlib
from data.geocoding.gazetteer import load
from services import demo
made = demo.build(load(None), year=2026)
def flat(value):
    if isinstance(value, frozenset):
        return sorted(map(str, value))
    if isinstance(value, tuple):
        return [flat(one) for one in value]
    names = getattr(value, "__dataclass_fields__", None)
    return [flat(getattr(value, name)) for name in names] if names else str(value)
print(hashlib.sha256(repr(flat(made)).encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def gazetteer():
    return load(None)


@pytest.fixture(scope="module")
def made(gazetteer):
    return demo.build(gazetteer, year=2026)


def fingerprint(hash_seed: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", FINGERPRINT],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def texts_of(activity):
    texts = (activity.title, activity.description, activity.organiser)
    if says_little(activity):
        return texts
    return (
        *texts,
        activity.summary,
        activity.accessibility,
        activity.good_to_know,
        *(task.title for task in activity.tasks),
        *(need.description for need in activity.needs),
    )


def says_little(activity):
    return activity.branch is None


def test_every_process_makes_the_same_programme():
    assert fingerprint("1") == fingerprint("2")


def test_links_live_on_in_another_year(made, gazetteer):
    later = demo.build(gazetteer, year=2027)

    assert [one.id for one in later.activities] == [one.id for one in made.activities]
    assert [one.title for one in later.activities] == [one.title for one in made.activities]


def test_ids_are_public_ids_and_differ(made):
    things = (made.series, *made.teams, *made.sponsors, *made.activities)
    parts = [part for one in made.activities for part in (*one.tasks, *one.needs)]
    ids = [one.id for one in (*things, *parts)]

    assert len(set(ids)) == len(ids)
    assert all(len(id) == 10 and set(id) <= set("23456789abcdefghjkmnpqrstuvwxyz") for id in ids)


def test_the_week_is_iso_week_50_of_the_year_and_an_example(made):
    assert made.edition.id == "voorbeeld"
    assert made.edition.kind is EditionKind.EXAMPLE
    assert (made.edition.first_day, made.edition.last_day) == (
        date(2026, 12, 7),
        date(2026, 12, 12),
    )


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2026, 11, 21), 2026),
        (date(2026, 12, 12), 2026),
        (date(2026, 12, 13), 2027),
        (date(2027, 1, 1), 2027),
    ],
)
def test_the_coming_year_is_that_of_the_first_week_not_over(today, year):
    assert demo.coming_year(today) == year


def test_everything_says_that_it_is_an_example(made):
    assert [one.title for one in made.activities if not one.title.endswith(MARK)] == []
    assert [one.organiser for one in made.activities if not one.organiser.endswith(MARK)] == []
    assert [one for one in made.activities if "is verzonnen" not in one.description] == []
    named = (*made.teams, *made.sponsors)
    assert [one.name for one in named if not one.name.endswith(MARK)] == []
    assert made.series.title.endswith(MARK)


def test_texts_are_whole(made):
    words = [text for one in made.activities for text in texts_of(one)]
    words += [text for team in made.teams for text in (team.name, team.can_do)]

    assert [text for text in words if not text.strip() or "{" in text or "  " in text] == []
    assert max(len(one.title) for one in made.activities) <= TITLE_LENGTH
    assert max(len(one.summary) for one in made.activities) <= SUMMARY_LENGTH
    assert max(len(one.description) for one in made.activities) <= TEXT_LENGTH


def test_sentences_are_short(made):
    lengths = sentence_lengths(
        text
        for one in made.activities
        for text in (one.summary, one.description, one.accessibility, one.good_to_know)
    )

    assert {sentence: n for sentence, n in lengths.items() if n > 25} == {}
    assert sum(lengths.values()) / len(lengths) <= 15


def test_no_title_comes_twice_and_no_recipe_wears_out(made):
    titles = Counter(one.title for one in made.activities)
    told = [one for one in made.activities if not says_little(one) and one.series_id is None]
    recipe_uses = Counter(one.tasks[0].title for one in told)

    assert len(made.activities) == demo.ACTIVITIES
    assert [title for title, uses in titles.items() if uses > 1] == []
    assert len(recipe_uses) == len(recipes()) - 1
    assert max(recipe_uses.values()) <= len(told) / 50


def test_towns_get_their_due_by_people(gazetteer):
    people = Counter()
    for municipality in gazetteer.municipalities():
        people[municipality.province] += municipality.population
    country = towns_of(gazetteer)

    drawn = Counter(town.province for town in spread(country, demo.ACTIVITIES, Dice("test")))

    for province in Province:
        due = demo.ACTIVITIES * people[province] / sum(people.values())
        assert abs(drawn[province] - due) < 2, province  # some villages have no sure point


def test_points_lie_in_the_municipality_they_say(made, gazetteer):
    astray = [
        one.title
        for one in made.activities
        if one.place.point
        and gazetteer.nearest(one.place.point).municipality_code != one.place.municipality_code
    ]
    assert astray == []


def test_online_has_no_point_and_some_places_are_still_to_come(made):
    online = [one for one in made.activities if one.attendance is AttendanceMode.ONLINE]
    to_come = [one for one in made.activities if one not in online and one.place.point is None]

    assert {one.place.name for one in online} == {""}
    assert len(online) >= 20
    assert to_come
    assert all(one.place.name.startswith("Plek volgt, in ") for one in to_come)


def test_a_few_lie_just_outside_the_week(made):
    first_days = [to_local(one.starts_at).date() for one in made.activities]
    outside = [day for day in first_days if not made.edition.holds(day)]

    assert set(outside) <= {date(2026, 12, 6), date(2026, 12, 13), date(2026, 12, 14)}
    assert 1 <= len(outside) <= len(made.activities) / 20


def test_school_is_never_in_the_weekend(made):
    days = [
        to_local(slot.starts_at).weekday()
        for one in made.activities
        if one.branch is Branch.EDUCATION
        for slot in one.slots
    ]
    assert max(days) <= 4


def test_everything_that_can_be_chosen_occurs(made):
    needs = [need for one in made.activities for need in one.needs]
    states = Counter(one.state for one in made.activities)

    assert {one.branch for one in made.activities} == {*Branch, None}
    assert {form for one in made.activities for form in one.forms} == set(ConnectionForm)
    assert {group for one in made.activities for group in one.groups} == set(TargetGroup)
    assert {one.attendance for one in made.activities} == {*AttendanceMode, None}
    assert {need.kind for need in needs} == set(NeedKind)
    assert {task.place for one in made.activities for task in one.tasks} == set(TaskPlace)
    assert states.keys() == {
        ActivityState.PUBLISHED,
        ActivityState.FULL,
        ActivityState.CANCELLED,
    }
    assert states[ActivityState.FULL] >= 10
    assert any(0 < need.promised < need.quantity for need in needs)
    assert all(need.quantity % 500 == 0 for need in needs if need.kind is NeedKind.MONEY)
    without_team = sum(one.team_id is None for one in made.activities)
    assert 1 / 4 <= without_team / len(made.activities) <= 3 / 4


def test_conditions_and_short_tasks_can_be_met_with(made):
    told = [one for one in made.activities if not says_little(one)]
    ages = Counter(one.min_age for one in told)
    tags = Counter(tag for one in told for tag in one.languages)

    assert ages.keys() == {None, 12, 16, 18}
    assert min(ages[12], ages[16], ages[18]) >= 5
    assert sum(min(task.minutes for task in one.tasks) <= 15 for one in told) >= 10
    assert any(task.minutes > 4 * 60 for one in told for task in one.tasks)
    assert {"nl", "en", "fy", "ar", "tr", "pl", "uk", "dse"} <= tags.keys()
    assert any("nl" not in one.languages for one in told)
    assert all(one.expected_participants for one in told)


def test_some_say_no_more_than_what_where_when_and_who(made):
    bare = [one for one in made.activities if says_little(one)]

    assert 0.02 <= len(bare) / len(made.activities) <= 0.08
    assert all(one.place.name and one.slots and one.organiser for one in bare)
    unsaid = {
        (one.summary, one.forms, one.groups, one.attendance, one.tasks, one.languages)
        for one in bare
    }
    assert unsaid == {("", frozenset(), frozenset(), None, (), ())}


def test_who_looks_in_a_town_of_over_30_000_people_finds_three_on_the_spot(made, gazetteer):
    large = [town for town in towns_of(gazetteer) if town.population > 30_000]
    seekers = [
        Seeker(f"{n}", Audience.VOLUNTEER, town.place.point, radius_km=10, at_home=False)
        for n, town in enumerate(large)
    ]

    found = rank(
        Seekers.from_seekers(seekers),
        Catalogue.from_activities(made.activities),
        now_minute=minute(made.activities[0].slots[0].starts_at) - 30 * 24 * 60,
        top=3,
    )

    counts = dict(zip((town.place.name for town in large), np.diff(found.offsets), strict=True))
    assert len(counts) > 100
    assert {name: count for name, count in counts.items() if count < 3} == {}


@pytest.mark.parametrize("count", [20, 400, 1_200, 5_000])
def test_as_many_homes_are_given_as_asked_and_every_province_gets_its_due(gazetteer, count):
    country = towns_of(gazetteer)
    people = Counter()
    for town in country:
        people[town.province] += town.share

    given = [town.province for town in homes(country, count, Dice("test"))]

    assert len(given) == count
    for province, drawn in Counter(given).items():
        due = count * people[province] / sum(people.values())
        assert abs(drawn - due) <= max(2, count / 50), province


def test_what_is_full_asks_for_nobody(made):
    full = [one for one in made.activities if one.state is ActivityState.FULL]
    assert {one.people_left for one in full} == {0}
    assert all(one.taken == one.capacity for one in full)


def test_the_series_is_at_one_station_in_every_province(made):
    members = [one for one in made.activities if one.series_id == made.series.id]
    assert [one.place.province for one in members] == list(Province)


def test_sparks_point_to_what_was_there_before(made):
    for things in (made.teams, made.activities):
        seen = set()
        for one in things:
            assert one.inspired_by is None or one.inspired_by in seen
            seen.add(one.id)
    assert sum(team.inspired_by is not None for team in made.teams) >= 20


def test_teams_and_sponsors_are_of_every_kind(made):
    assert len(made.teams) == 40
    assert {team.kind for team in made.teams} == set(TeamKind)
    assert len(made.sponsors) == 25
    assert {sponsor.kind for sponsor in made.sponsors} == set(SponsorKind)
    assert {form for sponsor in made.sponsors for form in sponsor.forms} == set(SponsorForm)
    assert {kind for sponsor in made.sponsors for kind in sponsor.offers} == set(NeedKind)
    assert all(sponsor.place.point for sponsor in made.sponsors if not sponsor.nationwide)


def test_recipes_have_titles_to_choose_from():
    keys = [recipe.key for recipe in recipes()]

    assert len(set(keys)) == len(keys)
    assert len(keys) >= 60
    assert [one.key for one in recipes() if len(one.titles) < 3 and not one.in_series] == []


def test_adding_twice_and_removing_once_leaves_nothing(database, gazetteer, made):
    demo.add(database, gazetteer, year=2026, actor=COORDINATOR)
    count = demo.add(database, gazetteer, year=2027, actor=COORDINATOR)

    with database.read() as session:
        assert count == len(made.activities)
        assert editions.get(session, "voorbeeld").year == 2027
        assert activities.get(session, made.activities[0].id).title == made.activities[0].title
        assert len(teams.all(session)) == 40

    assert demo.remove(database, actor=COORDINATOR) is True
    assert demo.remove(database, actor=COORDINATOR) is False
    with database.read() as session:
        assert editions.all(session) == []
        assert activities.by_ids(session, [one.id for one in made.activities]) == []
        assert teams.all(session) == []
        assert sponsors.all(session) == []
        assert series.all(session) == []


def test_what_is_stored_is_what_was_made(sqlite_database, gazetteer, made):
    demo.add(sqlite_database, gazetteer, year=2026, actor=COORDINATOR)

    with sqlite_database.read() as session:
        ids = [one.id for one in made.activities]
        assert tuple(activities.by_ids(session, ids)) == made.activities


def test_a_visitor_may_not_add_or_remove(sqlite_database, gazetteer):
    with pytest.raises(NotAllowedError):
        demo.add(sqlite_database, gazetteer, year=2026, actor=VISITOR)
    with pytest.raises(NotAllowedError):
        demo.remove(sqlite_database, actor=VISITOR)


def test_only_an_empty_database_is_filled(sqlite_database, gazetteer):
    today = date(2026, 11, 21)

    assert first_start.fill(sqlite_database, gazetteer, today=today, actor=COORDINATOR) is True
    demo.remove(sqlite_database, actor=COORDINATOR)
    assert first_start.fill(sqlite_database, gazetteer, today=today, actor=COORDINATOR) is False

    with sqlite_database.read() as session:
        assert "voorbeeld" not in {edition.id for edition in editions.all(session)}
