"""What an activity may leave unsaid, and what could be said of it instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from domain.activities import Activity, Need, Task
from domain.branches import Branch
from domain.places import Place
from domain.times import TimeSlot
from domain.vocabulary import AttendanceMode, ConnectionForm, NeedKind, TargetGroup


class Fact(StrEnum):
    """What an activity may leave unsaid, in the order in which it is asked."""

    PLACE = "plaats"
    MOMENTS = "momenten"
    TASKS = "taken"
    NEEDS = "nodig"
    BRANCH = "branche"
    FORMS = "vormen"
    GROUPS = "doelgroepen"
    PARTICIPANTS = "deelnemers"
    CREW = "ploeg"
    SPONSOR = "sponsor"


@dataclass(frozen=True, slots=True)
class Possible:
    """What could be said of places and moments, which no closed list holds; at least one of each."""

    places: Sequence[Place]
    moments: Sequence[TimeSlot]


def missing(activity: Activity) -> tuple[Fact, ...]:
    """The facts that an activity leaves unsaid."""
    return tuple(fact for fact in Fact if not _IS_SAID[fact](activity))


def answers(activity: Activity, fact: Fact, possible: Possible) -> list[Activity]:
    """The activity with each thing that could be said of a fact."""
    return [replace(activity, **{FIELD[fact]: answer}) for answer in _ANSWERS[fact](possible)]


def with_doors_open(activity: Activity, but: Fact, possible: Possible) -> Activity:
    """The activity with what shuts everybody out said at its widest, all `but` one fact.

    Without moments nobody finds it, and without needs no sponsor does.
    """
    widest: dict[Fact, Any] = {
        Fact.MOMENTS: tuple(possible.moments),
        Fact.NEEDS: tuple(Need(kind, kind, 1) for kind in NeedKind),
    }
    shut = [fact for fact in missing(activity) if fact in widest and fact is not but]
    return replace(activity, **{FIELD[fact]: widest[fact] for fact in shut})


# Most people have time for it, and no group is too large for it.
_TASK = Task("task", "…", minutes=30, people=1_000)
_EXPECTED = 50

# In which field of an `Activity` each is said.
FIELD: Mapping[Fact, str] = {
    Fact.PLACE: "place",
    Fact.MOMENTS: "slots",
    Fact.TASKS: "tasks",
    Fact.NEEDS: "needs",
    Fact.BRANCH: "branch",
    Fact.FORMS: "forms",
    Fact.GROUPS: "groups",
    Fact.PARTICIPANTS: "expected_participants",
    Fact.CREW: "min_crew",
    Fact.SPONSOR: "shows_sponsor",
}
_IS_SAID: Mapping[Fact, Callable[[Activity], bool]] = {
    Fact.PLACE: lambda activity: (
        activity.place.point is not None or activity.attendance is AttendanceMode.ONLINE
    ),
    Fact.MOMENTS: lambda activity: bool(activity.slots),
    Fact.TASKS: lambda activity: bool(activity.tasks),
    Fact.NEEDS: lambda activity: bool(activity.needs),
    Fact.BRANCH: lambda activity: activity.branch is not None,
    Fact.FORMS: lambda activity: bool(activity.forms),
    Fact.GROUPS: lambda activity: bool(activity.groups),
    Fact.PARTICIPANTS: lambda activity: activity.expected_participants is not None,
    Fact.CREW: lambda activity: activity.min_crew > 0,
    Fact.SPONSOR: lambda activity: activity.shows_sponsor is not None,
}
_ANSWERS: Mapping[Fact, Callable[[Possible], Sequence[Any]]] = {
    Fact.PLACE: lambda possible: possible.places,
    Fact.MOMENTS: lambda possible: [(moment,) for moment in possible.moments],
    Fact.TASKS: lambda _: [(_TASK,)],
    Fact.NEEDS: lambda _: [(Need(kind, kind, 1),) for kind in NeedKind],
    Fact.BRANCH: lambda _: list(Branch),
    Fact.FORMS: lambda _: [frozenset({form}) for form in ConnectionForm],
    Fact.GROUPS: lambda _: [frozenset({group}) for group in TargetGroup],
    Fact.PARTICIPANTS: lambda _: [_EXPECTED],
    Fact.CREW: lambda _: [1],
    Fact.SPONSOR: lambda _: [True],
}
