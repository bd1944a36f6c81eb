"""What may become of a pledge, and who decides it. Nothing is ever turned down: it is taken back."""

from __future__ import annotations

from enum import StrEnum

from domain.activities import Need
from domain.errors import VerbindingError
from domain.people import Pledge
from domain.vocabulary import PledgeCondition, PledgeState


class Side(StrEnum):
    """The two who agree with each other."""

    SPONSOR = "sponsor"
    ORGANISER = "organisator"


_BOTH = frozenset({Side.SPONSOR, Side.ORGANISER})
_ORGANISER = frozenset({Side.ORGANISER})

# From where to where, and whose word it is.
_STEPS: dict[tuple[PledgeState, PledgeState], frozenset[Side]] = {
    (PledgeState.OFFERED, PledgeState.AGREED): _ORGANISER,
    (PledgeState.OFFERED, PledgeState.WITHDRAWN): _BOTH,
    (PledgeState.AGREED, PledgeState.DELIVERED): _BOTH,
    (PledgeState.AGREED, PledgeState.WITHDRAWN): _BOTH,
    (PledgeState.DELIVERED, PledgeState.THANKED): _ORGANISER,
}

# An organiser said yes to it, so it did something and may be shown.
HELPING = frozenset({PledgeState.AGREED, PledgeState.DELIVERED, PledgeState.THANKED})


class PledgeStepError(VerbindingError):
    """A pledge cannot go from `current` to `wanted`, or not by this side."""

    key = "error.pledge_step"


class SponsorUnconfirmedError(VerbindingError):
    """Nobody has opened the link yet that was mailed to this sponsor."""

    key = "error.sponsor_unconfirmed"


def steps(current: PledgeState, *, side: Side) -> list[PledgeState]:
    """Where `side` may bring a pledge from `current`, in the order of the states."""
    return [state for state in PledgeState if side in _STEPS.get((current, state), frozenset())]


def is_due(pledge: Pledge, need: Need) -> bool:
    """Whether what a pledge waits for is there. What is paid per participant is counted afterwards."""
    return pledge.condition is not PledgeCondition.WITH_THE_REST or need.open == 0


def amount_for(pledge: Pledge, participants: int) -> int:
    """What a pledge per participant comes to, in cents: never above what was pledged."""
    return min(pledge.quantity, (pledge.each_cents or 0) * participants)
