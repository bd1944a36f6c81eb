"""The demonstration edition as a whole: made, added and taken away again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from data import packaged
from data.database import Database
from data.geocoding.gazetteer import Gazetteer
from data.repositories import activities, editions, series, sponsors, teams
from domain.activities import Activity, Series, id_of
from domain.actors import Actor, check_national
from domain.editions import Edition
from domain.errors import NotFoundError
from domain.people import Sponsor, Team
from domain.vocabulary import EditionKind
from services.demo import activities as made
from services.demo import moments, participants
from services.demo.towns import Town, towns_of

DEMO_EDITION = "voorbeeld"
ACTIVITIES = 1_200


@dataclass(frozen=True, slots=True)
class DemoProgramme:
    """Everything in the demonstration edition; ids are the same in every year."""

    edition: Edition
    series: Series
    teams: tuple[Team, ...]
    sponsors: tuple[Sponsor, ...]
    activities: tuple[Activity, ...]


def build(gazetteer: Gazetteer, *, year: int) -> DemoProgramme:
    """The demonstration in ISO week 50 of `year`: the same places and year, the same programme."""
    frame, cooked = _prepare(gazetteer, year, ACTIVITIES)
    return replace(frame, activities=tuple(cooked))


def add(
    database: Database, gazetteer: Gazetteer, *, year: int, actor: Actor, count: int = ACTIVITIES
) -> int:
    """Put the demonstration in the database, in place of an earlier one; how many activities it has.

    A `count` far above the usual is for trying the product at size; activities are then made
    and stored a thousand at a time. Raises `NotAllowedError` and `OutsideScopeError` unless a coordinator of the whole country asks.
    """
    check_national(actor)
    frame, cooked = _prepare(gazetteer, year, count)
    with database.write() as session:
        if any(edition.id == DEMO_EDITION for edition in editions.all(session)):
            editions.delete(session, DEMO_EDITION)
        editions.save(session, frame.edition)
        series.save(session, frame.series)
        for team in frame.teams:
            teams.save(session, team)
        for sponsor in frame.sponsors:
            sponsors.save(session, sponsor)
        return activities.save_many(session, cooked)


def remove(database: Database, *, actor: Actor) -> bool:
    """Take the whole demonstration away, with sign-ups and pledges; False when there was none.

    Raises `NotAllowedError` and `OutsideScopeError` unless a coordinator of the whole country asks.
    """
    check_national(actor)
    with database.write() as session:
        try:
            editions.delete(session, DEMO_EDITION)
        except NotFoundError:
            return False
    return True


def coming_year(today: date) -> int:
    """The year of the first demonstration week that is not over on `today`."""
    return today.year if today <= moments.last_day(today.year) else today.year + 1


def _prepare(
    gazetteer: Gazetteer, year: int, count: int
) -> tuple[DemoProgramme, Iterator[Activity]]:
    """The frame without activities, and the activities that come with it."""
    country = towns_of(gazetteer)
    frame = _frame(country, year)
    kitchen = made.Kitchen(DEMO_EDITION, year, gazetteer, frame.teams)
    return frame, made.cook(kitchen, country, count=count, series_id=frame.series.id)


def _frame(country: list[Town], year: int) -> DemoProgramme:
    words = packaged.read("demo/woorden")
    edition = Edition(
        id=DEMO_EDITION,
        name=words["edition"]["name"],
        year=year,
        kind=EditionKind.EXAMPLE,
        first_day=moments.first_day(year),
        last_day=moments.last_day(year),
        source=words["edition"]["source"],
    )
    one_series = Series(
        id=id_of(f"{DEMO_EDITION}/series"),
        edition_id=DEMO_EDITION,
        title=f"{words['series']['title']} {words['mark']}",
        summary=words["series"]["summary"],
        source=made.SOURCE,
    )
    return DemoProgramme(
        edition,
        one_series,
        participants.teams(country, DEMO_EDITION),
        participants.sponsors(country, DEMO_EDITION),
        (),
    )
