from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from data.geocoding.gazetteer import load
from data.repositories import activities, editions
from domain.activities import SUMMARY_LENGTH
from domain.actors import VISITOR, Actor, NotAllowedError, Role
from domain.places import Province
from domain.vocabulary import ActivityState, AttendanceMode, EditionKind
from services import history
from tests.plain_dutch import sentence_lengths

COORDINATOR = Actor(Role.COORDINATOR, "test")


@pytest.fixture(scope="module")
def gazetteer():
    return load(None)


@pytest.fixture(scope="module")
def known(gazetteer):
    return history.build(gazetteer)


def by_key(known, key):
    [found] = [one for one in known.activities if one.source_key == key]
    return found


def utc(month, day, hour, minute=0):
    return datetime(2021, month, day, hour, minute, tzinfo=UTC)


def test_editions_have_the_days_that_a_source_gives_and_no_others(known):
    assert [(one.id, one.kind, one.first_day, one.last_day) for one in known.editions] == [
        ("2023", EditionKind.WEEK, None, None),
        ("2024", EditionKind.WEEK, date(2024, 12, 9), date(2024, 12, 14)),
        ("2025", EditionKind.WEEK, date(2025, 12, 8), date(2025, 12, 12)),
        ("2026", EditionKind.WEEK, None, None),
        ("eenzaamheid-2021", EditionKind.HISTORY, date(2021, 9, 30), date(2021, 10, 7)),
        ("verenigen-als-vak", EditionKind.HISTORY, None, None),
    ]


def test_the_slip_in_the_title_of_a_flyer_is_told(known):
    [edition] = [one for one in known.editions if one.id == "2025"]
    assert "verschrijving" in edition.source


def test_two_campaigns_were_at_stations_in_the_towns_named(known):
    towns = {
        one.title: [
            (activity.place.name, activity.place.province)
            for activity in known.activities
            if activity.series_id == one.id
        ]
        for one in known.series
    }
    assert towns == {
        "De kunst van het luisteren": [
            ("Breda", Province.NOORD_BRABANT),
            ("Den Haag", Province.ZUID_HOLLAND),
            ("Rotterdam", Province.ZUID_HOLLAND),
            ("Utrecht", Province.UTRECHT),
        ],
        "Steljevoor": [
            ("Amersfoort", Province.UTRECHT),
            ("Amsterdam", Province.NOORD_HOLLAND),
            ("Assen", Province.DRENTHE),
            ("Tilburg", Province.NOORD_BRABANT),
            ("Utrecht", Province.UTRECHT),
        ],
    }


def test_days_and_hours_are_those_of_the_newsletter(known):
    spans = {
        one.source_key: (slot.starts_at, slot.ends_at, slot.has_clock)
        for one in known.activities
        for slot in one.slots
    }
    assert spans == {
        "openingsevent": (utc(9, 30, 13), utc(9, 30, 15), True),
        "ouderendag": (utc(9, 30, 22), utc(10, 1, 22), False),
        "social-friday": (utc(9, 30, 22), utc(10, 1, 22), False),
        "slotevent": (utc(10, 7, 13, 30), utc(10, 7, 15), True),
        "werkplaats": (utc(10, 6, 22), utc(10, 7, 22), False),
        "masterclass": (utc(11, 17, 23), utc(11, 18, 23), False),
    }


def test_every_town_named_has_a_point_and_nothing_else_has(known):
    located = {one.place.name for one in known.activities if one.place.point}
    assert located == {
        "Amersfoort",
        "Amsterdam",
        "Assen",
        "Breda",
        "Bunnik",
        "Den Haag",
        "Groningen",
        "Maarssen",
        "Rijswijk",
        "Rotterdam",
        "Tilburg",
        "Utrecht",
    }
    assert by_key(known, "rijswijk").place.province is Province.ZUID_HOLLAND
    assert by_key(known, "maarssenbroek").place.address == "Maarssenbroek"
    assert by_key(known, "openingsevent").place.address == "Van Nelle Fabriek"
    assert by_key(known, "slotevent").attendance is AttendanceMode.ONLINE


def test_every_activity_is_over_and_names_its_source(known):
    assert len(known.activities) == 28
    assert {one.state for one in known.activities} == {ActivityState.FINISHED}
    assert [one.title for one in known.activities if not (one.source and one.summary)] == []


def test_sentences_are_short(known):
    texts = [text for one in known.activities for text in (one.summary, one.description)]
    lengths = sentence_lengths(texts)

    assert {sentence: n for sentence, n in lengths.items() if n > 25} == {}
    assert sum(lengths.values()) / len(lengths) <= 15
    assert max(map(len, texts)) <= SUMMARY_LENGTH


def test_adding_again_doubles_nothing_and_keeps_what_a_coordinator_set(database, gazetteer):
    assert history.add(database, gazetteer, actor=COORDINATOR) == 28
    with database.write() as session:
        coming = editions.get(session, "2026")
        days = replace(coming, first_day=date(2026, 12, 7), last_day=date(2026, 12, 11))
        editions.save(session, days)

    assert history.add(database, gazetteer, actor=COORDINATOR) == 0

    with database.read() as session:
        assert editions.get(session, "2026") == days


def test_removing_keeps_the_editions_of_the_week(database, gazetteer, known):
    history.add(database, gazetteer, actor=COORDINATOR)

    assert history.remove(database, gazetteer, actor=COORDINATOR) == 28

    with database.read() as session:
        assert [one.id for one in editions.all(session)] == ["2026", "2025", "2024", "2023"]
        assert activities.by_ids(session, [one.id for one in known.activities]) == []


def test_a_visitor_may_not_add_or_remove(sqlite_database, gazetteer):
    with pytest.raises(NotAllowedError):
        history.add(sqlite_database, gazetteer, actor=VISITOR)
    with pytest.raises(NotAllowedError):
        history.remove(sqlite_database, gazetteer, actor=VISITOR)
