from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from data.database import Database
from data.repositories import editions
from domain.accounts import OutsideScopeError, Scope
from domain.actors import VISITOR, Actor, NotAllowedError, Role
from domain.editions import Edition
from domain.errors import InvalidValueError
from domain.places import Province
from domain.vocabulary import PublishingRule
from services.desk import audit, edition_settings
from services.desk.edition_settings import EditionAheadError

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
NATION = Actor(Role.COORDINATOR, "k1")
WEEK = Edition("2026", "Week 2026", 2026)
DAYS = {"first_day": date(2026, 12, 7), "last_day": date(2026, 12, 13)}


@pytest.fixture
def stored(database: Database) -> Database:
    with database.write() as session:
        editions.save(session, WEEK)
    return database


def change(database: Database, actor: Actor = NATION, **fields: object) -> Edition:
    return edition_settings.change(database, replace(WEEK, **fields), actor=actor, now=NOW)


def test_a_national_coordinator_sets_the_week_and_it_is_written_down(stored: Database):
    changed = change(
        stored,
        first_day=date(2026, 12, 7),
        last_day=date(2026, 12, 13),
        hashtag="WeekvandeVerbinding2026",
        publishing=PublishingRule.AT_ONCE,
    )
    with stored.read() as session:
        assert editions.get(session, "2026") == changed
    assert changed.hashtag == "#WeekvandeVerbinding2026"
    (line,) = audit.latest(stored, 9, actor=NATION)
    # Which settings, never into what.
    assert (line.action, line.subject, line.count) == ("edition-change", "2026", 4)
    assert line.reason == "first_day, last_day, hashtag, publishing"


def test_what_was_not_changed_is_not_written_down(stored: Database):
    assert change(stored) == WEEK
    assert audit.latest(stored, 9, actor=NATION) == []


@pytest.mark.parametrize(
    ("erase_on", "kept"),
    [
        (None, None),
        (date(2026, 12, 13), date(2026, 12, 13)),
        (date(2027, 1, 11), date(2027, 1, 11)),
        (date(2027, 1, 12), None),  # thirty days: as without
    ],
)
def test_people_may_go_sooner_than_after_thirty_days(stored: Database, erase_on, kept):
    changed = change(stored, **DAYS, erase_on=erase_on)
    assert changed.erase_on == kept
    assert changed.kept_until == (erase_on or date(2027, 1, 12))
    assert (
        change(stored, erase_on=erase_on).erase_on is None
    )  # without days there is nothing to add to


def test_words_of_welcome_are_cleaned_and_short(stored: Database):
    changed = change(
        stored, welcome_nl=" Fijn\u0000 dat je er bent.\r\nDoe mee! ", welcome_en="x" * 999
    )
    assert changed.welcome_nl == "Fijn dat je er bent.\nDoe mee!"
    assert len(changed.welcome_en) == edition_settings.WELCOME_LENGTH


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "  "},
        {"hashtag": "twee woorden"},
        {"hashtag": "<b>"},
        {"first_day": date(2024, 12, 8), "last_day": date(2024, 12, 12)},  # the slip of a flyer
        {"first_day": date(2026, 1, 1), "last_day": date(2026, 12, 1)},
        {"answer_within_days": 0},
        {"answer_within_days": 15},
        DAYS | {"erase_on": date(2026, 12, 12)},
        DAYS | {"erase_on": date(2027, 1, 13)},
    ],
)
def test_what_does_not_fit_changes_nothing(stored: Database, fields):
    with pytest.raises(InvalidValueError):
        change(stored, **fields)
    with stored.read() as session:
        assert editions.get(session, "2026") == WEEK


def test_only_a_national_coordinator_may(stored: Database):
    regional = replace(NATION, scope=Scope(frozenset({Province.UTRECHT})))
    with pytest.raises(NotAllowedError):
        change(stored, VISITOR)
    with pytest.raises(OutsideScopeError):
        change(stored, regional)
    with pytest.raises(OutsideScopeError):
        edition_settings.open_next(stored, actor=regional, now=NOW)


def test_the_next_edition_comes_after_the_last_without_days(stored: Database):
    first = edition_settings.open_next(stored, actor=NATION, now=NOW)
    with pytest.raises(EditionAheadError):  # a second tap on the button
        edition_settings.open_next(stored, actor=NATION, now=NOW)
    second = edition_settings.open_next(stored, actor=NATION, now=NOW + timedelta(days=366))
    assert [(one.year, one.first_day) for one in (first, second)] == [(2027, None), (2028, None)]
    with stored.read() as session:
        assert editions.get(session, "2026") == WEEK
