"""A team that takes an activity under its wing: asked by the team, agreed by the organiser."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.errors import VerbindingError


class AdoptionState(StrEnum):
    """Where it stands. Nobody is turned down: it may not suit now."""

    ASKED = "gevraagd"
    AGREED = "afgesproken"
    NOT_NOW = "nu-niet"
    WITHDRAWN = "ingetrokken"


@dataclass(frozen=True, slots=True)
class Adoption:
    """One team asks one activity, once; asked again it is the same adoption."""

    activity_id: str
    team_id: str
    state: AdoptionState = AdoptionState.ASKED
    asked_at: datetime | None = None
    answered_at: datetime | None = None


class HasTeamError(VerbindingError):
    """Another team has this activity under its wing already (`activity_id`)."""

    key = "error.has_team"


class InspirationLoopError(VerbindingError):
    """A team would have inspired itself, straight or through others."""

    key = "error.inspiration_loop"
