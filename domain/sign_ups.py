"""How a sign-up stands for the person whose it is, and what it still waits for from them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from domain.activities import Activity
from domain.people import SignUp
from domain.vocabulary import ActivityState, SignUpState


class Standing(StrEnum):
    """How a sign-up stands; the value is the key of its sentence."""

    CALLED_OFF = "called_off"  # the activity does not go on
    MERGED = "merged"  # it was there twice, and so was the sign-up
    HELD = "held"  # not confirmed yet
    MOVED_UP = "moved_up"  # came free from the waiting list
    TOO_LATE = "too_late"  # the time to answer is over
    COMING = "coming"
    TO_WAIT = "to_wait"  # not confirmed yet, and full
    WAITING = "waiting"
    SIGNED_OFF = "signed_off"
    OVER = "over"  # signed up, but never said yes or signed off, and it has been
    WAS_THERE = "was_there"
    WAS_NOT = "was_not"

    @property
    def is_expected(self) -> bool:
        """Whether somebody comes, may come or waits."""
        return self in _EXPECTED


_EXPECTED = frozenset(
    {Standing.HELD, Standing.MOVED_UP, Standing.COMING, Standing.TO_WAIT, Standing.WAITING}
)


def standing(sign_up: SignUp, activity: Activity, *, now: datetime) -> Standing:
    """How it stands at `now`; an activity that is called off or over comes before everything."""
    state = sign_up.state
    if state is SignUpState.ATTENDED:
        return Standing.WAS_THERE
    if state is SignUpState.ABSENT:
        return Standing.WAS_NOT
    if activity.state is ActivityState.CANCELLED:
        return Standing.CALLED_OFF if activity.merged_into is None else Standing.MERGED
    if activity.is_over(now):
        return Standing.WAS_THERE if state is SignUpState.CONFIRMED else Standing.OVER
    return _ahead(sign_up, now=now)


def _ahead(sign_up: SignUp, *, now: datetime) -> Standing:
    has_answered = sign_up.confirmed_at is not None
    match sign_up.state:
        case SignUpState.CONFIRMED:
            return Standing.COMING
        case SignUpState.CANCELLED:
            return Standing.SIGNED_OFF
        case SignUpState.WAITING:
            return Standing.WAITING if has_answered else Standing.TO_WAIT
    if sign_up.hold_until is not None and sign_up.hold_until <= now:
        return Standing.TOO_LATE
    return Standing.MOVED_UP if has_answered else Standing.HELD
