"""The rules of who may, and what an entry says of a call."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from typing import Any

import services
from domain.contacts import LinkPurpose
from tests.access.world import Who, World


class Outcome(StrEnum):
    """What somebody gets who makes a call."""

    YES = "yes"
    NO = "no"  # NotAllowedError
    OUTSIDE = "outside"  # OutsideScopeError
    NOTHING = "nothing"  # no error, but nothing is shown and nothing happens


YES, NO, OUTSIDE, NOTHING = Outcome
Rule = Mapping[Who, Outcome]


def rule(*outcomes: Outcome) -> Rule:
    """A rule, in the order of `Who`."""
    return dict(zip(Who, outcomes, strict=True))


# visitor, own link, another link, its province, another province, another branch, national
EVERYBODY = rule(YES, YES, YES, YES, YES, YES, YES)
LINK = rule(NO, YES, NO, NO, NO, NO, NO)
LINK_OR_PART = rule(NO, YES, NO, YES, OUTSIDE, OUTSIDE, YES)
LINK_OR_PART_QUIETLY = rule(NO, YES, NO, YES, NO, NO, YES)
PART = rule(NO, NO, NO, YES, OUTSIDE, OUTSIDE, YES)
PLACE = rule(NO, NO, NO, YES, OUTSIDE, YES, YES)
LISTED = rule(NO, NO, NO, YES, NOTHING, NOTHING, YES)
COORDINATORS = rule(NO, NO, NO, YES, YES, YES, YES)
NATIONAL = rule(NO, NO, NO, OUTSIDE, OUTSIDE, OUTSIDE, YES)
OWN_ONLY = rule(NOTHING, YES, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)


@dataclass(frozen=True)
class Call:
    """How a call is tried, and who may. `opens` says which links open it, each to what here.

    `shows` tells of an answer whether what is here is in it. What `always_writes` stores something
    of its own for a coordinator of another part too: a line in the trail, an empty plan.
    """

    may: Rule
    make: Callable[[World, Any], object]
    opens: Mapping[LinkPurpose, str] = field(default_factory=dict)
    shows: Callable[[Any, World], bool] | None = None
    always_writes: bool = False


def found() -> Iterator[str]:
    """Every public call of `services` with an actor: its module and name.

    What gets a session works inside a call that was checked; what begins with an actor only asks
    something of it.
    """
    for module in pkgutil.walk_packages(services.__path__, "services."):
        for name, call in inspect.getmembers(import_module(module.name), inspect.isfunction):
            parameters = list(inspect.signature(call).parameters)
            is_own = call.__module__ == module.name and not name.startswith("_")
            if is_own and "actor" in parameters and parameters[0] not in {"session", "actor"}:
                yield f"{module.name.removeprefix('services.')}.{name}"


def activity(make: Callable[..., object], about: str = "open") -> Call:
    return Call(LINK_OR_PART, make, {LinkPurpose.ACTIVITY: about})


def team(make: Callable[..., object]) -> Call:
    return Call(LINK_OR_PART, make, {LinkPurpose.TEAM: "team"})


def sponsor(make: Callable[..., object]) -> Call:
    return Call(LINK_OR_PART, make, {LinkPurpose.SPONSOR: "sponsor"})


def person(make: Callable[..., object], who: str = "comes") -> Call:
    return Call(LINK, make, {LinkPurpose.PERSON: who})


def pledge(make: Callable[..., object], side: LinkPurpose) -> Call:
    """A step of a pledge; who has nothing to do with it does not hear that it is there."""
    sides = {LinkPurpose.SPONSOR: "sponsor", LinkPurpose.ACTIVITY: "open"}
    return Call(LINK_OR_PART_QUIETLY, make, {side: sides.pop(side)} | sides)


def sign_up(make: Callable[..., object], may: Rule = LINK_OR_PART, who: str = "comes") -> Call:
    return Call(may, make, {LinkPurpose.SIGN_UP: f"sign-up-{who}", LinkPurpose.PERSON: who})
