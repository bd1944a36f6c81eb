"""What goes into signing up and comes out of it, and what may stand in the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.activities import Activity
from domain.contacts import Person
from domain.errors import InvalidValueError, VerbindingError
from domain.people import SignUp
from domain.vocabulary import SignUpState

OLD_ENOUGH = 16  # who is younger is signed up by a parent
MOST_PEOPLE = 50  # in one group; a larger one is better arranged with the organiser


def age_asked(activity: Activity) -> int | None:
    """The age that is asked beside 16, which everybody is asked; None when 16 is enough."""
    least = activity.min_age
    return least if least is not None and least > OLD_ENOUGH else None


@dataclass(frozen=True, slots=True)
class SignUpWish:
    """What somebody filled in. `id` is made when the form is drawn: sent twice it is one sign-up.

    `form_seconds` is how long the form was open and `trap` the field that people do not see:
    robots are quick and fill in everything. `is_old_enough` says yes to 16, `meets_least_age` to
    what an activity asks beyond that (`age_asked`); neither is kept.
    """

    id: str
    activity_id: str
    task_id: str | None
    people: int
    first_name: str
    email: str
    language: str
    form_seconds: float
    is_old_enough: bool
    meets_least_age: bool = False
    trap: str = ""


@dataclass(frozen=True, slots=True)
class SignedUp:
    """The answer to a wish: REGISTERED until `hold_until`, or WAITING.

    It is the same whether the address is new, known or already coming, so nobody learns from it
    who comes. `overlaps` are activities at the same time of the person whose link this browser
    opened; empty for everybody else.
    """

    state: SignUpState
    hold_until: datetime | None = None
    overlaps: tuple[Activity, ...] = ()


@dataclass(frozen=True, slots=True)
class MySignUp:
    """A sign-up for the person whose it is. `position_in_waiting_list` is 1 for who is next."""

    sign_up: SignUp
    activity: Activity
    person: Person
    position_in_waiting_list: int | None
    overlaps: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class Participant:
    """Who comes, for the organiser. Name and address are empty for somebody who was erased."""

    sign_up: SignUp
    first_name: str
    email: str


class TooFastError(VerbindingError):
    """Sent faster than anybody reads. A person looks once more and sends it again; a robot goes."""

    key = "error.too_fast"


class TooYoungError(VerbindingError):
    """Somebody under 16: a parent signs up, and nothing is kept."""

    key = "error.too_young"


class BelowLeastAgeError(VerbindingError):
    """Nobody said to be as old as the activity asks (`age`)."""

    key = "error.below_least_age"


class GroupSizeError(InvalidValueError):
    """A number of people that is no number of people, or more than `most`."""

    key = "error.group_size"


class TooManyOpenError(VerbindingError):
    """Several sign-ups (`count`) from this address wait for a first yes."""

    key = "error.too_many_open"


class PlacesLeftError(VerbindingError):
    """A change asks for more places than are left (`count`); what was there stays."""

    key = "error.places_left"


class NotStartedError(VerbindingError):
    """Something that can only be said once the activity has begun."""

    key = "error.not_started"
