"""Wishes that wait for the yes of whose address was filled in."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from data.repositories import waiting_wishes
from domain.branches import Branch
from domain.errors import NotFoundError
from domain.people import Volunteer
from domain.places import Place, Point, Precision, Province
from domain.times import TimeSlot
from domain.vocabulary import ConnectionForm, TravelMode


def keep(session: Session, wishes: Volunteer, *, now: datetime) -> None:
    """Let wishes wait; `wishes.id` is the person. What was known of them stays as it is."""
    waiting_wishes.save(session, wishes.id, _written(wishes), now=now)


def keep_new(session: Session, wishes: Iterable[Volunteer], *, now: datetime) -> None:
    """Let the wishes of many wait, of whom none wait yet."""
    waiting_wishes.add_many(session, ((one.id, _written(one)) for one in wishes), now=now)


def get(session: Session, person_id: str) -> Volunteer:
    """The wishes of somebody that wait. Raises `NotFoundError` when none do."""
    found = waiting_wishes.get(session, person_id)
    if found is None:
        raise NotFoundError(what="wishes", id=person_id)
    return _read(person_id, found)


def by_ids(session: Session, ids: Collection[str]) -> dict[str, Volunteer]:
    """The wishes of these people that wait, by id. One query."""
    found = waiting_wishes.by_ids(session, ids)
    return {id: _read(id, written) for id, written in found.items()}


def drop(session: Session, person_id: str) -> None:
    """Forget what waits."""
    waiting_wishes.remove(session, person_id)


def _written(wishes: Volunteer) -> dict[str, Any]:
    point = wishes.place.point
    place = {field.name: getattr(wishes.place, field.name) for field in fields(Place)}
    return {
        "place": place | {"point": [point.lat, point.lon] if point else None},
        "travel_mode": wishes.travel_mode,
        "radius_km": wishes.radius_km,
        "times": [
            [slot.starts_at.isoformat(), slot.ends_at.isoformat(), slot.has_clock]
            for slot in wishes.times
        ],
        "branches": sorted(wishes.branches),
        "forms": sorted(wishes.forms),
        "at_home": wishes.at_home,
        "asks_per_week": wishes.asks_per_week,
        "is_adult": wishes.is_adult,
        "minutes": wishes.minutes,
    }


def _read(person_id: str, written: dict[str, Any]) -> Volunteer:
    place, mode = written["place"], written["travel_mode"]
    read = {
        "point": Point(*place["point"]) if place["point"] else None,
        "precision": Precision(place["precision"]) if place["precision"] else None,
        "province": Province(place["province"]) if place["province"] else None,
    }
    return Volunteer(
        id=person_id,
        place=Place(**place | read),
        travel_mode=TravelMode(mode) if mode else None,
        radius_km=written["radius_km"],
        times=tuple(
            TimeSlot(datetime.fromisoformat(starts), datetime.fromisoformat(ends), has_clock)
            for starts, ends, has_clock in written["times"]
        ),
        branches=frozenset(Branch(one) for one in written["branches"]),
        forms=frozenset(ConnectionForm(one) for one in written["forms"]),
        at_home=written["at_home"],
        asks_per_week=written["asks_per_week"],
        is_adult=written.get("is_adult"),  # wishes from before these were asked have neither
        minutes=written.get("minutes"),
    )
