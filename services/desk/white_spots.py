"""White spots (*witte vlekken*): where nothing happens, where help is short, and who is near."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.database import Database
from data.geocoding.entries import Municipality
from data.geocoding.gazetteer import Gazetteer
from data.packaged import REFERENCE
from data.repositories import sponsors, teams, volunteers
from domain.accounts import OutsideScopeError, Scope
from domain.actors import Actor, check_coordinator
from domain.branches import Branch
from domain.people import Sponsor, Team
from domain.places import Place, Point, Province
from domain.seekers import Seeker
from domain.vocabulary import Audience, NeedKind
from matching.catalogue import NO_LIMIT, code, municipality_number
from matching.portfolio import Offer, fund
from matching.weights import current
from services import access, nearby
from services.discretion import discreet
from services.happening import Rows, happening
from services.programme import Programme

REACH_KM = 20.0
_NEAREST = 8
_PER = 10_000  # inhabitants
_SECONDS = 2.0  # for a what-if: near enough, the gap is small


class Measure(StrEnum):
    """What a map of white spots may show."""

    ACTIVITIES = "activiteiten"
    PER_INHABITANTS = "per-inwoners"  # activities per 10,000; inhabitants are an estimate
    HANDS_SHORT = "handen"
    MONEY_SHORT = "geld"  # cents
    UNUSED = "onbenut"  # teams and sponsors beyond the number of activities


@dataclass(frozen=True, slots=True)
class Spot:
    """A municipality or a province in an edition.

    `money_short` is in cents; `offering` counts teams and sponsors that are based there.
    """

    code: str
    name: str
    province: Province
    point: Point
    inhabitants: int
    activities: int = 0
    hands_short: int = 0
    money_short: int = 0
    offering: int = 0

    @property
    def per_inhabitants(self) -> float:
        """Activities per 10,000 inhabitants, by an estimate of those."""
        return _PER * self.activities / self.inhabitants if self.inhabitants else 0.0

    def value(self, measure: Measure) -> float:
        """What a map shows for it."""
        values: dict[Measure, float] = {
            Measure.ACTIVITIES: self.activities,
            Measure.PER_INHABITANTS: self.per_inhabitants,
            Measure.HANDS_SHORT: self.hands_short,
            Measure.MONEY_SHORT: self.money_short,
            # Much on offer where little is asked is help that nobody uses.
            Measure.UNUSED: max(0, self.offering - self.activities),
        }
        return values[measure]


class Standing(StrEnum):
    """How a branch stands in a province."""

    MOVING = "beweegt"  # something happens
    INTERESTED = "belangstelling"  # a team or sponsor, nothing on the map yet
    EMPTY = "leeg"


@dataclass(frozen=True, slots=True)
class Near:
    """Who could do something about a spot, nearest first with km. `volunteers` None: fewer than five."""

    teams: tuple[tuple[Team, float], ...]
    sponsors: tuple[tuple[Sponsor, float], ...]
    volunteers: int | None


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a team or a sum would do within reach of a spot."""

    without_team: int
    activities: int
    needs: int
    cents: int


def municipalities(
    database: Database,
    programme: Programme,
    gazetteer: Gazetteer,
    edition_id: str,
    *,
    actor: Actor,
) -> list[Spot]:
    """Every municipality of a coordinator's part, by name. Raises `NotAllowedError`."""
    check_coordinator(actor)
    catalogue = programme.catalogue
    rows = happening(catalogue, edition_id, actor.scope)
    numbers = catalogue.municipality[rows]
    size = 10_000  # CBS codes have four digits
    known = numbers >= 0
    short, money = _short(programme, rows)
    counted = [
        np.bincount(numbers[known], weights, minlength=size)
        for weights in (None, short[known], money[known])
    ]

    def counted_at(number: int) -> tuple[int, int, int]:
        activities, hands, money_open = (int(column[number]) for column in counted)
        return activities, hands, money_open

    offering = _offering(database, edition_id, actor.scope)
    return [
        Spot(
            one.code,
            one.name,
            one.province,
            one.point,
            one.population,
            *counted_at(municipality_number(one.code)),
            offering=offering.get(one.code, 0),
        )
        for one in gazetteer.municipalities()
        if _is_here(actor.scope, one)
    ]


@cache
def outlines() -> list[dict[str, Any]]:
    """The provinces as GeoJSON features, to draw on; with `code` and `naam` as properties."""
    found = json.loads((REFERENCE / "provinces.geojson").read_text(encoding="utf-8"))
    return list(found["features"])


def provinces(spots: Iterable[Spot]) -> list[Spot]:
    """The same, added up by province, in the order of their codes."""
    found: dict[Province, list[Spot]] = {}
    for spot in spots:
        found.setdefault(spot.province, []).append(spot)
    return [_sum(province, found[province]) for province in Province if province in found]


def branch_board(
    database: Database, programme: Programme, edition_id: str, *, actor: Actor
) -> dict[Branch, dict[Province, Standing]]:
    """How every branch stands in every province. Raises `NotAllowedError`."""
    check_coordinator(actor)
    catalogue = programme.catalogue
    rows = happening(catalogue, edition_id, actor.scope)
    moving = set(
        zip(catalogue.branch[rows].tolist(), catalogue.province[rows].tolist(), strict=True)
    )
    with database.read() as session:
        interested = {(team.branch, team.place.province) for team in teams.all(session, edition_id)}
        for sponsor in sponsors.all(session, edition_id):
            interested |= {(branch, sponsor.place.province) for branch in sponsor.branches}

    def standing(branch: Branch, province: Province) -> Standing:
        if (code(branch), code(province)) in moving:
            return Standing.MOVING
        return Standing.INTERESTED if (branch, province) in interested else Standing.EMPTY

    return {
        branch: {
            province: standing(branch, province)
            for province in Province
            if _province_is_here(actor.scope, province)
        }
        for branch in Branch
        if not actor.scope.branches or branch in actor.scope.branches
    }


def near(database: Database, spot: Spot, edition_id: str, *, actor: Actor) -> Near:
    """Who is within REACH_KM of a spot. Raises `NotAllowedError` and `OutsideScopeError`.

    Sponsors of another part only when they wish to be shown.
    """
    _check_spot(actor, spot)
    with database.read() as session:
        found_teams = teams.all_visible(session, edition_id)
        found_sponsors = [
            one
            for one in sponsors.all_confirmed(session, edition_id)
            if one.wants_to_be_shown or access.covers_sponsor(actor, one)
        ]
        points = volunteers.points(session)
    count = nearby.count_within(points, spot.point, REACH_KM)
    return Near(
        nearby.nearest(
            found_teams, lambda team: team.place, spot.point, radius_km=REACH_KM, most=_NEAREST
        ),
        nearby.nearest(
            found_sponsors,
            lambda sponsor: sponsor.place,
            spot.point,
            radius_km=REACH_KM,
            most=_NEAREST,
        ),
        discreet(count),
    )


def what_if(
    programme: Programme,
    spot: Spot,
    edition_id: str,
    cents: int,
    *,
    actor: Actor,
    now_minute: int,
) -> WhatIf:
    """What a team and `cents` would do within REACH_KM of a spot.

    The needs are those that `matching.portfolio` chooses for a sponsor of that place. Raises
    `NotAllowedError` and `OutsideScopeError`.
    """
    _check_spot(actor, spot)
    catalogue = programme.catalogue
    rows = happening(catalogue, edition_id, actor.scope)
    here = rows[nearby.km_from(spot.point, catalogue.xyz[rows]) <= REACH_KM]
    seeker = Seeker(
        id="",
        audience=Audience.SPONSOR,
        point=spot.point,
        radius_km=REACH_KM,
        offers=frozenset({NeedKind.MONEY}),
        budget_cents=cents,
    )
    found = fund(
        [Offer(seeker, {})],
        catalogue,
        weights=current(Audience.SPONSOR),
        now_minute=now_minute,
        edition_id=edition_id,
        seconds=_SECONDS,
    )
    return WhatIf(
        without_team=int((~catalogue.has_team[here]).sum()),
        activities=len({choice.row for choice in found.choices}),
        needs=len(found.choices),
        cents=found.cents(),
    )


def _short(programme: Programme, rows: Rows) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    catalogue = programme.catalogue
    left = catalogue.people_left[rows].astype(np.int64)
    return np.where(left == NO_LIMIT, 0, left), catalogue.money_open[rows]


def _offering(database: Database, edition_id: str, scope: Scope) -> dict[str, int]:
    counts: dict[str, int] = {}
    with database.read() as session:
        places = [(one.place, one.branch) for one in teams.all_visible(session, edition_id)]
        places += [(one.place, None) for one in sponsors.all_confirmed(session, edition_id)]
    for place, branch in places:
        if scope.is_national or scope.covers(place, branch):
            counts[place.municipality_code] = counts.get(place.municipality_code, 0) + 1
    return counts


def _sum(province: Province, spots: list[Spot]) -> Spot:
    largest = max(spots, key=lambda spot: spot.inhabitants)
    return Spot(
        province.value,
        province.label,
        province,
        largest.point,
        *(
            sum(getattr(spot, name) for spot in spots)
            for name in ("inhabitants", "activities", "hands_short", "money_short", "offering")
        ),
    )


def _is_here(scope: Scope, one: Municipality) -> bool:
    anywhere = not (scope.provinces or scope.municipalities)
    return anywhere or one.province in scope.provinces or one.code in scope.municipalities


def _province_is_here(scope: Scope, province: Province) -> bool:
    return not scope.provinces or province in scope.provinces


def _check_spot(actor: Actor, spot: Spot) -> None:
    check_coordinator(actor)
    scope = replace(actor.scope, branches=frozenset())
    if not scope.covers(
        Place(spot.name, municipality_code=spot.code, province=spot.province), None
    ):
        raise OutsideScopeError()
