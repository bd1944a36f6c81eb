"""What a team can do near itself: where nothing happens yet, what fits, and who else is there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from data.database import Database
from data.geocoding.gazetteer import Gazetteer
from data.repositories import sponsors, teams, volunteers
from domain.branches import Branch
from domain.people import Team
from domain.places import Place, Point
from matching.catalogue import code
from services import nearby
from services.discretion import discreet
from services.happening import happening
from services.programme import Programme

# A town counts as empty when the nearest activity is farther from its middle than this.
EMPTY_KM = 3.0
_TOWNS = 8
_TEAMS = 10


@dataclass(frozen=True, slots=True)
class Town:
    """A town in reach without anything yet; `km` from the team, `people_rank` largest first."""

    place: Place
    km: float


@dataclass(frozen=True, slots=True)
class Around:
    """What is within reach of a team.

    `volunteers` and `sponsors` are counts, None for fewer than `discretion.LEAST_SHOWN`. `moving` counts
    activities by branch, `empty_branches` have none.
    """

    activities: int
    empty_towns: tuple[Town, ...]
    moving: dict[Branch, int]
    empty_branches: tuple[Branch, ...]
    teams: tuple[tuple[Team, float], ...]
    volunteers: int | None
    sponsors: int | None


def around(
    database: Database,
    programme: Programme,
    gazetteer: Gazetteer,
    point: Point,
    radius_km: float,
    *,
    edition_id: str,
    own_id: str = "",
) -> Around:
    """What is within `radius_km` of `point` in an edition; the team `own_id` is left out."""
    rows = happening(programme.catalogue, edition_id)
    km = nearby.km_from(point, programme.catalogue.xyz[rows])
    near = rows[km <= radius_km]  # no point is NaN, and never near
    moving = _by_branch(programme, near)
    with database.read() as session:
        others = [team for team in teams.all_visible(session, edition_id) if team.id != own_id]
        volunteer_points = volunteers.points(session)
        sponsor_points = [sponsor.place.point for sponsor in sponsors.all(session, edition_id)]
    return Around(
        activities=len(near),
        empty_towns=_empty_towns(programme, gazetteer, point, radius_km, rows),
        moving=moving,
        empty_branches=tuple(branch for branch in Branch if branch not in moving),
        teams=nearby.nearest(
            others, lambda team: team.place, point, radius_km=radius_km, most=_TEAMS
        ),
        volunteers=discreet(nearby.count_within(volunteer_points, point, radius_km)),
        sponsors=discreet(nearby.count_within(sponsor_points, point, radius_km)),
    )


def _by_branch(programme: Programme, rows: NDArray[np.intp]) -> dict[Branch, int]:
    counts = np.bincount(
        programme.catalogue.branch[rows][programme.catalogue.branch[rows] >= 0],
        minlength=len(Branch),
    )
    found = {branch: int(counts[code(branch)]) for branch in Branch}
    return {branch: count for branch, count in found.items() if count}


def _empty_towns(
    programme: Programme,
    gazetteer: Gazetteer,
    point: Point,
    radius_km: float,
    rows: NDArray[np.intp],
) -> tuple[Town, ...]:
    """The largest towns in reach that have nothing near, largest first."""
    towns = [
        known for known in gazetteer.places if known.is_official and known.place.point is not None
    ]
    here = nearby.km_from(point, nearby.spots(known.place.point for known in towns))
    inside = np.flatnonzero(here <= radius_km)
    if not len(inside):
        return ()
    xyz = programme.catalogue.xyz[rows]
    xyz = xyz[~np.isnan(xyz).any(axis=1)]
    if len(xyz):
        gap, _ = cKDTree(xyz).query(nearby.spots(towns[index].place.point for index in inside))
        inside = inside[gap > 1000 * EMPTY_KM]
    largest = sorted(inside, key=lambda index: (-towns[index].population, towns[index].place.name))
    return tuple(Town(towns[index].place, float(here[index])) for index in largest[:_TOWNS])
