"""How far somebody may be sent: no further than they said, or than their way of travel goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.people import Volunteer
from domain.vocabulary import TravelMode
from matching.seekers import REACH_KM

UNKNOWN_REACH_KM = 15.0  # of who said neither how far nor how they travel


def furthest_km(volunteer: Volunteer) -> float:
    """How far somebody may be sent, in km."""
    if volunteer.radius_km is not None:
        return volunteer.radius_km
    return REACH_KM[volunteer.travel_mode] if volunteer.travel_mode else UNKNOWN_REACH_KM


def column(radius_km: Sequence[Any], travel_modes: Sequence[int]) -> NDArray[np.float64]:
    """The same of many: None or NaN where no distance was said, UNKNOWN (-1) where no way of travel."""
    said = np.asarray(radius_km, dtype=np.float64)
    by_mode = np.array([UNKNOWN_REACH_KM, *(REACH_KM[mode] for mode in TravelMode)])
    modes = np.asarray(travel_modes, dtype=np.intp)
    return np.where(np.isnan(said), by_mode[modes + 1], said)
