"""Whether what a mail says still holds when its turn comes: much may have happened meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from domain.proposals import ProposalState
from domain.vocabulary import ActivityState, PledgeState, SignUpState
from services.mail.subjects import Subject


def _in(*states: SignUpState) -> Callable[[Subject, datetime], bool]:
    """The sign-up is in one of these states, and the activity goes on."""
    return lambda subject, now: not called_off(subject, now) and _state(subject) in states


# They stand on the waiting list; they said yes or were there; they did not sign off.
waiting = _in(SignUpState.WAITING)
coming = _in(*(state for state in SignUpState if state.comes))
taking_part = _in(*(state for state in SignUpState if state is not SignUpState.CANCELLED))


def held(subject: Subject, now: datetime) -> bool:
    """A place is held until they say yes."""
    until = subject.sign_up.hold_until if subject.sign_up else None
    return _in(SignUpState.REGISTERED)(subject, now) and (until is None or now < until)


def asked_to_confirm(subject: Subject, now: datetime) -> bool:
    """They have not said yes yet, to a place or to the waiting list."""
    return held(subject, now) or waiting(subject, now)


def coming_soon(subject: Subject, now: datetime) -> bool:
    """They said yes, and something of it still has to begin."""
    slots = subject.activity.slots if subject.activity else ()
    is_ahead = any(now < slot.starts_at for slot in slots)
    return is_ahead and _in(SignUpState.CONFIRMED)(subject, now)


def signed_off(subject: Subject, _now: datetime) -> bool:
    """They do not come, whether the activity goes on or not."""
    return _state(subject) is SignUpState.CANCELLED


def moved_along(subject: Subject, now: datetime) -> bool:
    """The sign-up is at the activity that stayed, or is the one of two that went."""
    is_gone = subject.activity is not None and subject.activity.merged_into is not None
    return signed_off(subject, now) if is_gone else taking_part(subject, now)


def called_off(subject: Subject, _now: datetime) -> bool:
    """The activity does not go on."""
    return subject.activity is not None and subject.activity.state is ActivityState.CANCELLED


def public(subject: Subject, _now: datetime) -> bool:
    """Everybody can see the activity."""
    return subject.activity is not None and subject.activity.is_public


def asked(subject: Subject, now: datetime) -> bool:
    """A volunteer may still answer, and wants to be asked."""
    about = subject.proposed
    if about is None or not about.activity.state.is_on:
        return False
    until, state = about.proposal.answer_until, about.proposal.state
    is_open = state is ProposalState.SENT and until is not None and now < until
    return is_open and about.volunteer.asks_per_week > 0


def pledged(subject: Subject, _now: datetime) -> bool:
    """What was offered was not taken back."""
    return subject.pledge is not None and subject.pledge.state is not PledgeState.WITHDRAWN


def withdrawn(subject: Subject, now: datetime) -> bool:
    """What was offered was taken back."""
    return not pledged(subject, now)


def questioned(subject: Subject, _now: datetime) -> bool:
    """Something was asked about an offer, and there is no yes to it yet."""
    pledge = subject.pledge
    return pledge is not None and pledge.state is PledgeState.OFFERED and bool(pledge.question)


def _state(subject: Subject) -> SignUpState | None:
    return subject.sign_up.state if subject.sign_up else None
