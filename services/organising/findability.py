"""How people find an activity: what it leaves unsaid, and what saying that would do. In counts only.

Two kinds of people are counted: those who left their wishes, whom the engine itself answers for,
and those who looked, of whom only is known how often and what they asked, by province.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from data.database import Database
from data.geocoding.gazetteer import Gazetteer
from data.repositories import editions, looks, organisers
from domain.accounts import Scope
from domain.activities import Activity
from domain.actors import Actor
from domain.editions import Edition
from domain.looks import Question
from domain.places import Place, Province
from domain.times import TimeSlot, to_local
from domain.unsaid import Fact, Possible
from domain.vocabulary import ActivityState, Audience
from matching import findability
from matching.catalogue import minute
from matching.findability import Effect
from services import access
from services.discretion import at_least, discreet
from services.organising import proposals
from services.organising.moments import days_to_choose, slot
from services.planning import seekers

_TOWNS = 24
_DAYS = 7
_HOURS = (10, 14, 19)

_OFF = frozenset({ActivityState.CANCELLED, ActivityState.FINISHED})

Looks = Mapping[tuple[Audience, Question], int]


@dataclass(frozen=True, slots=True)
class Looked:
    """How often people of one audience looked and a fact mattered to them.

    `is_every` when it matters whatever they asked. `count` is a whole number of fives that is
    reached, None for fewer than five.
    """

    audience: Audience
    is_every: bool
    count: int | None


@dataclass(frozen=True, slots=True)
class Gain:
    """What saying a fact would do: people matched better and people more, None for fewer than five."""

    fact: Fact
    better: int | None
    more: int | None
    looked: tuple[Looked, ...]


@dataclass(frozen=True, slots=True)
class HowFound:
    """How people find an activity. `found` counts who left wishes and has it within reach.

    Looks are those in `province`, or in the whole country with None. `gains` holds what is missing,
    what does most first.
    """

    found: int | None
    province: Province | None
    gains: tuple[Gain, ...]


def how_found(
    database: Database, gazetteer: Gazetteer, id: str, *, actor: Actor, now: datetime
) -> HowFound | None:
    """How people find an activity, and what it could still say; None once it is over.

    Counts with the words that still wait for a coordinator. Seven queries; 2,000 people take about
    50 ms. Raises `NotAllowedError`, `OutsideScopeError` and `NotFoundError`.
    """
    with database.read() as session:
        stored = access.activity(session, id, actor)
        activity = proposals.applied(stored, organisers.proposed(session, id) or {})
        edition = editions.get(session, activity.edition_id)
        if _is_over(activity, edition, now=now):
            return None
        askable = seekers.askable(session, Scope())
        counted = looks.of_edition(session, edition.id, activity.place.province)
    found = findability.findability(
        activity,
        askable.seekers,
        _possible(activity, edition, gazetteer, now=now),
        now_minute=minute(now),
    )
    matters = (one for one in found.effects if one.matters or any(one.asked.values()))
    ordered = sorted(matters, key=lambda one: -(one.better + one.more))
    gains = tuple(_gain(effect, counted) for effect in ordered)
    return HowFound(discreet(found.found), activity.place.province, gains)


def _is_over(activity: Activity, edition: Edition, *, now: datetime) -> bool:
    if activity.state in _OFF:
        return True
    ends_at = activity.ends_at
    return edition.is_over(to_local(now).date()) if ends_at is None else ends_at <= now


def _gain(effect: Effect, counted: Looks) -> Gain:
    looked = []
    for audience, questions in effect.asked.items():
        most = max((counted.get((audience, one), 0) for one in questions), default=0)
        if most:
            looked.append(Looked(audience, Question.ANY in questions, at_least(most)))
    return Gain(effect.fact, discreet(effect.better), discreet(effect.more), tuple(looked))


def _possible(
    activity: Activity, edition: Edition, gazetteer: Gazetteer, *, now: datetime
) -> Possible:
    """Where and when it could be: the largest municipalities, and the days of the edition."""
    towns = [
        one for one in gazetteer.municipalities() if activity.place.province in (None, one.province)
    ]
    largest = sorted(towns, key=lambda one: -one.population)[:_TOWNS]
    return Possible([Place(one.name, one.point) for one in largest], _moments(edition, now=now))


def _moments(edition: Edition, *, now: datetime) -> list[TimeSlot]:
    """A morning, an afternoon and an evening of each day that is left, or of days to come."""
    today = to_local(now).date()
    days = days_to_choose(edition, now=now) or [
        today + timedelta(days=number) for number in range(1, _DAYS + 1)
    ]
    return [slot(day, time(hour), None) for day in days for hour in _HOURS]
