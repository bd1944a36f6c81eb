"""Who may be asked: the volunteers of a coordinator's part, as columns to match with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from data.repositories import volunteers
from domain.accounts import Scope
from domain.people import Volunteer
from domain.vocabulary import Audience
from matching.catalogue import UNKNOWN
from matching.seekers import Seekers
from services.planning import reach

# What a volunteer is not asked, by what a column holds then.
_NOT_SAID: dict[str, float] = {
    "groups": 0,
    "offers": 0,
    "wants_to_be_shown": UNKNOWN,
    "size": 1,
}


@dataclass(frozen=True, slots=True, eq=False)
class Askable:
    """Everybody who may be asked, in order of id, and how often a week they wish to be.

    Each has a firm limit to how far they are sent (`services.planning.reach`).
    """

    seekers: Seekers
    asks_per_week: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.seekers)

    def positions(self) -> dict[str, int]:
        """Where each stands, by id."""
        return {id: position for position, id in enumerate(self.seekers.ids.tolist())}


def askable(session: Session, scope: Scope) -> Askable:
    """Everybody in `scope` who may be asked at all. Two queries; 20,000 people take a third of a second."""
    columns: dict[str, Any] = dict(volunteers.columns(session, scope))
    asks = np.asarray(columns.pop("asks_per_week"), dtype=np.int64)
    columns["radius_km"] = reach.column(columns["radius_km"], columns["travel_mode"])
    columns |= {name: np.full(len(asks), value) for name, value in _NOT_SAID.items()}
    return Askable(Seekers.from_columns(Audience.VOLUNTEER, columns), asks)


def covers(scope: Scope, volunteer: Volunteer) -> bool:
    """Whether a volunteer is in a part of the programme: lives there, and named a branch of it or none."""
    here = Scope(scope.provinces, scope.municipalities).covers(volunteer.place, None)
    wanted = volunteer.branches
    return here and (not scope.branches or not wanted or bool(wanted & scope.branches))
