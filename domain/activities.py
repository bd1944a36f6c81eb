"""Activities: what happens, where and when, what it asks for, and the states it can be in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b

from domain.branches import Branch
from domain.errors import InvalidValueError, VerbindingError
from domain.places import NOWHERE, Place
from domain.times import TimeSlot
from domain.vocabulary import (
    ActivityState,
    AttendanceMode,
    ConnectionForm,
    NeedKind,
    TargetGroup,
    TaskPlace,
)

# Letters and digits that are not mistaken for each other when read aloud or copied by hand.
_ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
ID_LENGTH = 10

TITLE_LENGTH = 120
SUMMARY_LENGTH = 300
TEXT_LENGTH = 2000


def new_id() -> str:
    """A public id: ten characters, not to be guessed, without meaning."""
    return "".join(secrets.choice(_ID_ALPHABET) for _ in range(ID_LENGTH))


def id_of(seed: str) -> str:
    """The public id that always belongs to `seed`: what is made anew keeps its links."""
    number = int.from_bytes(blake2b(seed.encode(), digest_size=8).digest())
    letters = []
    for _ in range(ID_LENGTH):
        number, place = divmod(number, len(_ID_ALPHABET))
        letters.append(_ID_ALPHABET[place])
    return "".join(letters)


@dataclass(frozen=True, slots=True)
class Task:
    """A short, flexible piece of work: tasks, not functions.

    `minutes` is the effort of one person, `people` how many are asked and `taken` how many said yes.
    """

    id: str
    title: str
    minutes: int
    people: int = 1
    taken: int = 0
    place: TaskPlace = TaskPlace.ON_SITE

    def __post_init__(self) -> None:
        if self.minutes <= 0 or self.people <= 0 or self.taken < 0:
            raise InvalidValueError(field="task", reason="counts")
        if self.taken > self.people:
            raise CapacityTooLowError(capacity=self.people, taken=self.taken)

    @property
    def people_left(self) -> int:
        """How many people are still asked; never below 0."""
        return self.people - self.taken


@dataclass(frozen=True, slots=True)
class Need:
    """Something an activity asks for. Money in cents, everything else in whole pieces.

    `quantity` is what is asked, `promised` what is already pledged; 0 <= promised <= quantity.
    """

    id: str
    kind: NeedKind
    quantity: int
    promised: int = 0
    description: str = ""

    def __post_init__(self) -> None:
        if self.quantity <= 0 or not 0 <= self.promised <= self.quantity:
            raise InvalidValueError(field="need", reason="counts")

    @property
    def open(self) -> int:
        """What is still asked, in the unit of `quantity`."""
        return self.quantity - self.promised


@dataclass(frozen=True, slots=True)
class Activity:
    """Something simple that connects people.

    Title, place and one time slot are enough; everything else may stay empty and then means
    "not said", never "no". `capacity` None is "no limit said"; `taken` counts the places in use.
    `minutes` is the effort asked of a volunteer. `source` and `source_key` say where an imported
    or historic activity came from; together they keep one file from coming in twice.
    `return_favour` is what the organiser likes to do for who helps: a workshop, a tour, a song.
    `version` rises by one with every change and guards against silent overwrites. `merged_into` is
    the id of the activity that it turned out to be the same as; visitors then see only that one.
    """

    id: str
    edition_id: str
    title: str
    place: Place = NOWHERE
    slots: tuple[TimeSlot, ...] = ()
    summary: str = ""
    description: str = ""
    organiser: str = ""
    team_id: str | None = None
    branch: Branch | None = None
    forms: frozenset[ConnectionForm] = frozenset()
    groups: frozenset[TargetGroup] = frozenset()
    attendance: AttendanceMode | None = None
    minutes: int | None = None
    tasks: tuple[Task, ...] = ()
    needs: tuple[Need, ...] = ()
    capacity: int | None = None
    taken: int = 0
    min_crew: int = 0
    min_age: int | None = None
    expected_participants: int | None = None
    accessibility: str = ""
    wheelchair: bool | None = None
    good_to_know: str = ""
    languages: tuple[str, ...] = ()
    photo_consent: bool = False
    shows_sponsor: bool | None = None
    return_favour: str = ""
    series_id: str | None = None
    inspired_by: str | None = None
    state: ActivityState = ActivityState.DRAFT
    source: str = ""
    source_key: str = ""
    created_at: datetime | None = None
    version: int = 1
    merged_into: str | None = None

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise TitleMissingError()
        if self.taken < 0:
            raise InvalidValueError(field="taken", reason="counts")
        if self.capacity is not None and self.taken > self.capacity:
            raise CapacityTooLowError(capacity=self.capacity, taken=self.taken)

    @property
    def starts_at(self) -> datetime | None:
        """The first start; None when no time is known."""
        return min((slot.starts_at for slot in self.slots), default=None)

    @property
    def ends_at(self) -> datetime | None:
        """The last end; None when no time is known."""
        return max((slot.ends_at for slot in self.slots), default=None)

    def has_begun(self, now: datetime) -> bool:
        """Whether its first start has come; False while no time is known."""
        return self.starts_at is not None and self.starts_at <= now

    def is_over(self, now: datetime) -> bool:
        """Whether it was said to be, or its last end has come."""
        ends_at = self.ends_at
        return self.state is ActivityState.FINISHED or (ends_at is not None and ends_at <= now)

    def is_open(self, now: datetime) -> bool:
        """Whether somebody may come to it, wait for a place or help it."""
        return self.state.is_on and not self.is_over(now)

    def overlaps(self, other: Activity) -> bool:
        """Whether one of its slots shares time with one of another."""
        return any(slot.overlaps(beside) for slot in self.slots for beside in other.slots)

    @property
    def people_asked(self) -> int | None:
        """How many people it asks for: of its tasks when it has any, else its capacity. None: no limit said."""
        return sum(task.people for task in self.tasks) if self.tasks else self.capacity

    @property
    def people_left(self) -> int | None:
        """How many of `people_asked` are still open; None: no limit said."""
        if self.tasks:
            return sum(task.people_left for task in self.tasks)
        return None if self.capacity is None else self.capacity - self.taken

    @property
    def has_home_task(self) -> bool:
        """Whether something can be done for it from home."""
        return any(task.place is TaskPlace.AT_HOME for task in self.tasks)

    @property
    def money_open_cents(self) -> int:
        """Money asked and not yet promised, in cents."""
        return sum(need.open for need in self.needs if need.kind is NeedKind.MONEY)

    @property
    def is_public(self) -> bool:
        """Whether visitors may see it."""
        return self.state in PUBLIC_STATES and self.merged_into is None


@dataclass(frozen=True, slots=True)
class Series:
    """One campaign at many places, such as an action at eight railway stations (*actiereeks*)."""

    id: str
    edition_id: str
    title: str
    summary: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """What an activity did, told afterwards; shown only with `consent`."""

    activity_id: str
    text: str
    consent: bool = False
    told_at: datetime | None = field(default=None)


PUBLIC_STATES = frozenset(
    {ActivityState.PUBLISHED, ActivityState.FULL, ActivityState.FINISHED, ActivityState.CANCELLED}
)

# From where to where an activity may go. Nothing is ever rejected. What visitors never saw is laid
# aside as a draft: they see what is cancelled, so only what they saw before can become so.
_NEXT: dict[ActivityState, frozenset[ActivityState]] = {
    ActivityState.DRAFT: frozenset({ActivityState.SUBMITTED, ActivityState.PUBLISHED}),
    ActivityState.SUBMITTED: frozenset(
        {ActivityState.PUBLISHED, ActivityState.CHANGES_ASKED, ActivityState.DRAFT}
    ),
    ActivityState.CHANGES_ASKED: frozenset({ActivityState.SUBMITTED, ActivityState.DRAFT}),
    ActivityState.PUBLISHED: frozenset(
        {
            ActivityState.FULL,
            ActivityState.FINISHED,
            ActivityState.CANCELLED,
            ActivityState.SUBMITTED,
        }
    ),
    ActivityState.FULL: frozenset(
        {ActivityState.PUBLISHED, ActivityState.FINISHED, ActivityState.CANCELLED}
    ),
    ActivityState.FINISHED: frozenset(),
    ActivityState.CANCELLED: frozenset(),
}


class TitleMissingError(InvalidValueError):
    """An activity without a title."""

    key = "error.title_missing"


class StateChangeError(VerbindingError):
    """An activity cannot go from `current` to `wanted`."""

    key = "error.state_change"


class ActivityFullError(VerbindingError):
    """Not enough places are left (`activity_id`, `left`)."""

    key = "error.activity_full"


class ActivityClosedError(VerbindingError):
    """Nobody can sign up for it now (`activity_id`, `state`)."""

    key = "error.activity_closed"


class NeedMetError(VerbindingError):
    """Less is still asked than was offered (`need_id`; `left` in the unit of the need)."""

    key = "error.need_met"


class CapacityTooLowError(InvalidValueError):
    """More people said yes (`taken`) than the new number allows (`capacity`)."""

    key = "error.capacity_too_low"


class MergeError(VerbindingError):
    """Two activities that cannot become one: `reason` is edition, state, over or same."""

    key = "error.merge"


class ConflictError(VerbindingError):
    """Somebody else changed it meanwhile (`id`, `version`)."""

    key = "error.conflict"


def check_change(current: ActivityState, wanted: ActivityState) -> None:
    """Raise `StateChangeError` unless an activity may go from `current` to `wanted`."""
    if wanted not in _NEXT[current]:
        raise StateChangeError(current=current, wanted=wanted)


# What may turn out to be the same as something that stays: nothing that is over, off or laid aside.
_MERGED = frozenset(
    {
        ActivityState.SUBMITTED,
        ActivityState.CHANGES_ASKED,
        ActivityState.PUBLISHED,
        ActivityState.FULL,
    }
)


def check_open(activity: Activity, *, now: datetime) -> None:
    """Raise `ActivityClosedError` for an activity that is not public, off or over."""
    if not activity.is_open(now):
        raise ActivityClosedError(activity_id=activity.id, state=activity.state)


def check_merge(keep: Activity, drop: Activity, *, now: datetime) -> None:
    """Raise `MergeError` unless `drop` may become part of `keep` at `now`.

    What stays is on the map: who came to the other must find it there.
    """
    if keep.id == drop.id:
        raise MergeError(reason="same")
    if keep.edition_id != drop.edition_id:
        raise MergeError(reason="edition")
    if not keep.state.is_on or drop.state not in _MERGED:
        raise MergeError(reason="state")
    if keep.is_over(now) or drop.is_over(now):
        raise MergeError(reason="over")
