"""Seekers: a volunteer, sponsor or team looking for activities."""

from __future__ import annotations

from dataclasses import dataclass

from domain.branches import Branch
from domain.errors import InvalidValueError
from domain.places import Point
from domain.times import TimeSlot
from domain.vocabulary import Audience, ConnectionForm, NeedKind, TargetGroup, TravelMode


@dataclass(frozen=True, slots=True)
class Seeker:
    """What someone answered; every question may stay open.

    Empty sets and None mean "did not say", never "nothing suits me". `radius_km` is a firm limit
    that the seeker set (more than 0); without one the travel mode only scales nearness.
    `at_home` True asks for what is done from home or online only, False for what is done on the
    spot. `age` is the least age that somebody said to have; None when nobody asked, 0 when they were asked
    and did not say. `minutes` is how much time they have for one task. `offers` are the kinds of
    need that a sponsor or team can meet; `budget_cents` goes with money. `size` is how many
    people come along.
    """

    id: str
    audience: Audience
    point: Point | None = None
    radius_km: float | None = None
    travel_mode: TravelMode | None = None
    branches: frozenset[Branch] = frozenset()
    forms: frozenset[ConnectionForm] = frozenset()
    groups: frozenset[TargetGroup] = frozenset()
    times: tuple[TimeSlot, ...] = ()
    at_home: bool | None = None
    age: int | None = None
    minutes: int | None = None
    offers: frozenset[NeedKind] = frozenset()
    budget_cents: int | None = None
    wants_to_be_shown: bool | None = None
    size: int = 1

    def __post_init__(self) -> None:
        if self.radius_km is not None and not self.radius_km > 0:
            raise InvalidValueError(field="radius_km", reason="positive")
        if self.size < 1:
            raise InvalidValueError(field="size", reason="counts")
