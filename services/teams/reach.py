"""What a team can do near itself: where nothing happens yet, what fits, and who else is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from data.database import Database
from data.geocoding.gazetteer import Gazetteer
from data.repositories import sponsors, teams, volunteers
from domain.activities import PUBLIC_STATES
from domain.branches import Branch
from domain.people import Team
from domain.places import Place, Point
from domain.vocabulary import ActivityState
from matching.catalogue import code
from matching.distance import earth_centred, kilometres
from services.programme import Programme

# A town counts as empty when the nearest activity is farther from its middle than this.
EMPTY_KM = 3.0
# Fewer people than this are never counted out loud: they might be found again.
LEAST_SHOWN = 5
_TOWNS = 8
_TEAMS = 10
_SHOWN = sorted(code(state) for state in PUBLIC_STATES - {ActivityState.CANCELLED})


@dataclass(frozen=True, slots=True)
class Town:
    """A town in reach without anything yet; `km` from the team, `people_rank` largest first."""

    place: Place
    km: float


@dataclass(frozen=True, slots=True)
class Around:
    """What is within reach of a team.

    `volunteers` and `sponsors` are counts, None for fewer than LEAST_SHOWN. `moving` counts
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
    rows = _rows_of(programme, edition_id)
    km = _km(programme.catalogue.xyz[rows], point)
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
        teams=_nearest_teams(others, point, radius_km),
        volunteers=discreet(_count(volunteer_points, point, radius_km)),
        sponsors=discreet(_count(sponsor_points, point, radius_km)),
    )


def _rows_of(programme: Programme, edition_id: str) -> NDArray[np.intp]:
    catalogue = programme.catalogue
    return np.flatnonzero((catalogue.editions == edition_id) & np.isin(catalogue.state, _SHOWN))


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
    here = _km(_xyz([known.place.point for known in towns]), point)
    inside = np.flatnonzero(here <= radius_km)
    if not len(inside):
        return ()
    xyz = programme.catalogue.xyz[rows]
    xyz = xyz[~np.isnan(xyz).any(axis=1)]
    if len(xyz):
        spots = _xyz([towns[index].place.point for index in inside])
        gap, _ = cKDTree(xyz).query(spots)
        inside = inside[gap > 1000 * EMPTY_KM]
    largest = sorted(inside, key=lambda index: (-towns[index].population, towns[index].place.name))
    return tuple(Town(towns[index].place, float(here[index])) for index in largest[:_TOWNS])


def _nearest_teams(
    found: list[Team], point: Point, radius_km: float
) -> tuple[tuple[Team, float], ...]:
    placed = [team for team in found if team.place.point is not None]
    if not placed:
        return ()
    km = _km(_xyz([team.place.point for team in placed]), point)
    order = np.argsort(km, kind="stable")
    return tuple(
        (placed[index], float(km[index])) for index in order[:_TEAMS] if km[index] <= radius_km
    )


def _count(points: Sequence[Point | None], point: Point, radius_km: float) -> int:
    known = [one for one in points if one is not None]
    return int((_km(_xyz(known), point) <= radius_km).sum()) if known else 0


def discreet(count: int) -> int | None:
    """A count of people that points at nobody: None for fewer than LEAST_SHOWN."""
    return count if count >= LEAST_SHOWN or count == 0 else None


def _xyz(points: Sequence[Point | None]) -> NDArray[np.float64]:
    known = [point for point in points if point is not None]
    return earth_centred(
        np.array([point.lat for point in known]), np.array([point.lon for point in known])
    )


def _km(xyz: NDArray[np.float64], point: Point) -> NDArray[np.float64]:
    here = earth_centred(np.array([point.lat]), np.array([point.lon]))
    return kilometres(xyz, here)
