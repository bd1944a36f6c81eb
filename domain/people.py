"""Those who take part: teams, sponsors, volunteers, their sign-ups, pledges and thanks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.branches import Branch
from domain.errors import InvalidValueError
from domain.places import NOWHERE, Place
from domain.times import TimeSlot
from domain.vocabulary import (
    ConnectionForm,
    NeedKind,
    PledgeCondition,
    PledgeState,
    SignUpState,
    SponsorForm,
    SponsorKind,
    TeamKind,
    TravelMode,
)

MOST_ASKS = 7  # a week, of one volunteer
SPARE_MINUTES = (30, 60, 240, 480)  # half an hour, an hour, half a day, a day: to choose from
# The age that is sure, by what was answered to "18 or older?": who leaves wishes is at least 16,
# and who did not say is never asked for what has a least age.
SURE_AGE: Mapping[bool | None, int] = {True: 18, False: 16, None: 0}


@dataclass(frozen=True, slots=True)
class Team:
    """An InspiratieTeam. `inspired_by` is the id of the team that gave the spark."""

    id: str
    name: str
    edition_id: str
    kind: TeamKind = TeamKind.LOCAL
    place: Place = NOWHERE
    branch: Branch | None = None
    offers: frozenset[NeedKind] = frozenset()
    size: int | None = None
    can_do: str = ""
    inspired_by: str | None = None


@dataclass(frozen=True, slots=True)
class Sponsor:
    """Someone who makes activities possible. Not `nationwide` means near its `place`."""

    id: str
    name: str
    edition_id: str
    kind: SponsorKind = SponsorKind.COMPANY
    place: Place = NOWHERE
    nationwide: bool = False
    branches: frozenset[Branch] = frozenset()
    offers: frozenset[NeedKind] = frozenset()
    forms: frozenset[SponsorForm] = frozenset()
    budget_cents: int | None = None
    wants_to_be_shown: bool = False

    def __post_init__(self) -> None:
        if self.budget_cents is not None and self.budget_cents < 0:
            raise InvalidValueError(field="budget", reason="negative")


@dataclass(frozen=True, slots=True)
class Volunteer:
    """Someone who wants to help. No name here: contact details belong to a sign-up.

    `place` is a postcode area or town, never a home. `asks_per_week` is how often they want
    to be asked; 0 stops all asking. `said_at` is when they said yes to being asked. `is_adult` is
    what they answered to "18 or older?", `minutes` how much time they have; None is not said.
    """

    id: str
    place: Place = NOWHERE
    travel_mode: TravelMode | None = None
    radius_km: float | None = None
    times: tuple[TimeSlot, ...] = ()
    branches: frozenset[Branch] = frozenset()
    forms: frozenset[ConnectionForm] = frozenset()
    at_home: bool | None = None
    asks_per_week: int = 1
    said_at: datetime | None = None
    is_adult: bool | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class SignUp:
    """A place taken by one person or a group of `people`, for an activity or one of its tasks.

    `hold_until` is until when the place is kept for somebody who has not said yes: by confirming
    the address, or after moving up from the waiting list; None when nothing is waited for.
    `confirmed_at` is when they said yes. `sequence` rises with every change that a calendar must
    know (iCalendar SEQUENCE).
    """

    id: str
    activity_id: str
    person_id: str
    task_id: str | None = None
    people: int = 1
    state: SignUpState = SignUpState.REGISTERED
    created_at: datetime | None = None
    hold_until: datetime | None = None
    confirmed_at: datetime | None = None
    sequence: int = 0

    def __post_init__(self) -> None:
        if self.people < 1:
            raise InvalidValueError(field="people", reason="counts")


@dataclass(frozen=True, slots=True)
class Pledge:
    """A promise to meet a need or part of it; money in cents. No payments are handled.

    `quantity` counts in full from the moment it is offered: of a pledge on a condition it is the
    most it can become, once delivered it is what came. `each_cents` goes with a pledge per
    participant. `note` is what the sponsor says with it, `question` what the organiser asked and
    waits for, `thanks` how the organiser thanked.
    """

    id: str
    need_id: str
    sponsor_id: str
    quantity: int
    state: PledgeState = PledgeState.OFFERED
    created_at: datetime | None = None
    condition: PledgeCondition = PledgeCondition.NONE
    each_cents: int | None = None
    note: str = ""
    question: str = ""
    thanks: str = ""
    agreed_at: datetime | None = None
    delivered_at: datetime | None = None
    thanked_at: datetime | None = None
    withdrawn_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.quantity < 1:
            raise InvalidValueError(field="quantity", reason="counts")
        per_participant = self.condition is PledgeCondition.PER_PARTICIPANT
        if per_participant != (self.each_cents is not None) or not (self.each_cents or 1) > 0:
            raise InvalidValueError(field="each_cents", reason="counts")


@dataclass(frozen=True, slots=True)
class ThankYou:
    """What help did: seen, heard, appreciated; shown back to who helped."""

    id: str
    activity_id: str
    seen: int = 0
    heard: int = 0
    appreciated: int = 0
    text: str = ""
