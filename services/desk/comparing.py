"""How an edition stands beside the one before it, as many days before the week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from data.database import Database
from data.repositories import editions, overview, teams
from domain.accounts import NATIONAL, Scope
from domain.actors import Actor, check_coordinator
from domain.editions import Edition
from domain.times import to_local
from domain.vocabulary import EditionKind
from matching.catalogue import NO_LIMIT
from services.desk.overview import Numbers
from services.happening import happening
from services.programme import Programme


class Measure(StrEnum):
    """What is compared, in the order in which it is told."""

    ACTIVITIES = "activiteiten"
    PLACES = "plekken"
    MONEY_ASKED = "gevraagd"  # cents
    MONEY_PROMISED = "toegezegd"  # cents
    TEAMS = "teams"


@dataclass(frozen=True, slots=True)
class Beside:
    """A measure now and then; `then` None when not known, `at_least` when only of a part."""

    now: int
    then: int | None
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """Now, beside the week before on the day that was as far from it: `day`.

    `days_before` is below 0 once the week has begun.
    """

    earlier: Edition
    day: date
    days_before: int
    measures: dict[Measure, Beside]


class Missing(StrEnum):
    """Why two editions cannot be laid side by side."""

    NO_DAYS = "geen-data"  # nobody knows yet when the week is
    NONE_BEFORE = "eerste"  # no earlier week with days is known
    NOTHING_KNOWN = "onbekend"  # of the earlier week nothing is here, or no beginning is known


def compared(
    database: Database,
    programme: Programme,
    edition: Edition,
    numbers: Numbers,
    *,
    actor: Actor,
    now: datetime,
) -> Compared | Missing:
    """What there was as many days before the week before, beside `numbers` of this one.

    Of what began then only the beginnings that are known count; what it asked is as it was in the
    end. Raises `NotAllowedError`.
    """
    check_coordinator(actor)
    if edition.first_day is None:
        return Missing.NO_DAYS
    days_before = (edition.first_day - to_local(now).date()).days
    with database.read() as session:
        earlier = next((one for one in editions.all(session) if _is_before(one, edition)), None)
        if earlier is None or earlier.first_day is None:
            return Missing.NONE_BEFORE
        day = earlier.first_day - timedelta(days=days_before)
        then = _then(session, programme, earlier.id, actor.scope, day)
        is_empty = not len(happening(programme.catalogue, earlier.id, NATIONAL)) and not (
            teams.all_visible(session, earlier.id)
        )
    current = {
        Measure.ACTIVITIES: numbers.on_the_map,
        Measure.PLACES: numbers.places,
        Measure.MONEY_ASKED: numbers.money_asked_cents,
        Measure.MONEY_PROMISED: numbers.money_promised_cents,
        Measure.TEAMS: numbers.teams,
    }
    measures = {one: Beside(current[one], *then[one]) for one in Measure}
    if is_empty or all(one.then is None for one in measures.values()):
        return Missing.NOTHING_KNOWN
    return Compared(earlier, day, days_before, measures)


def _is_before(one: Edition, edition: Edition) -> bool:
    return one.kind is EditionKind.WEEK and one.year < edition.year and one.first_day is not None


_Then = tuple[int | None, bool]


def _then(
    session: Session, programme: Programme, edition_id: str, scope: Scope, day: date
) -> dict[Measure, _Then]:
    """Each measure at the end of a day, and whether there may have been more."""
    catalogue = programme.catalogue
    rows = happening(catalogue, edition_id, scope)
    row_of = {str(id): row for id, row in zip(catalogue.ids[rows], rows.tolist(), strict=True)}
    began = {id: moment for id, moment in overview.created(session, edition_id) if id in row_of}
    there = [row_of[id] for id, moment in began.items() if to_local(moment).date() <= day]
    people = catalogue.people_asked[there]
    asked = catalogue.money_asked[there]
    activities = (len(row_of), len(began))
    return {
        Measure.ACTIVITIES: _known(len(there), *activities),
        Measure.PLACES: _known(int(people[people != NO_LIMIT].sum()), *activities),
        Measure.MONEY_ASKED: _known(int(asked.sum()), *activities),
        Measure.MONEY_PROMISED: _promised(
            overview.pledged(session, edition_id),
            set(row_of),
            int((catalogue.money_asked[rows] - catalogue.money_open[rows]).sum()),
            day,
        ),
        Measure.TEAMS: _teams(session, edition_id, scope, day),
    }


def _known(count: int, things: int, beginnings: int) -> _Then:
    """A count, where at least one beginning is known or there was nothing at all."""
    if things and not beginnings:
        return None, False
    return count, beginnings < things


def _promised(
    pledges: Iterable[overview.Pledged], inside: set[str], total: int, day: date
) -> _Then:
    """Cents that were promised by a day, of the `total` that still is."""
    here = [one for one in pledges if one.activity_id in inside]
    stands = sum(one.cents for one in here if one.withdrawn_at is None)
    if total and not stands:
        return None, False
    then = sum(
        one.cents
        for one in here
        if to_local(one.created_at).date() <= day
        and (one.withdrawn_at is None or to_local(one.withdrawn_at).date() > day)
    )
    return then, stands < total


def _teams(session: Session, edition_id: str, scope: Scope, day: date) -> _Then:
    here = {
        team.id
        for team in teams.all_visible(session, edition_id)
        if scope.covers(team.place, team.branch)
    }
    began = {id: at for id, at in overview.started(session, edition_id) if id in here}
    count = sum(to_local(moment).date() <= day for moment in began.values())
    return _known(count, len(here), len(began))
