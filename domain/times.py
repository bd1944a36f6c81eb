"""Moments: UTC inside, Europe/Amsterdam outside, and the two nights a year on which that matters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.errors import InvalidValueError, VerbindingError
from domain.vocabulary import DayPart

# From and up to which hour each part of a day runs; 24 is the midnight after it.
_HOURS = {DayPart.MORNING: (6, 12), DayPart.AFTERNOON: (12, 18), DayPart.EVENING: (18, 24)}

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class NonexistentTimeError(InvalidValueError):
    """The clock skips this local time (`local`): on that night it goes an hour forward."""

    key = "error.time_nonexistent"


class AmbiguousTimeError(VerbindingError):
    """This local time (`local`) comes twice: on that night the clock goes an hour back."""

    key = "error.time_ambiguous"


class SlotOrderError(InvalidValueError):
    """An end (`ends_at`) that does not come after its start (`starts_at`)."""

    key = "error.slot_order"


def local_to_utc(day: date, clock: time, *, fold: int | None = None) -> datetime:
    """The moment at which it is `clock` in Amsterdam on `day`.

    `fold` chooses between the two moments of a repeated hour (0 the first). Raises
    `NonexistentTimeError` for a skipped time and `AmbiguousTimeError` for a repeated one
    when `fold` is None.
    """
    naive = datetime.combine(day, clock.replace(tzinfo=None))
    first = naive.replace(tzinfo=AMSTERDAM, fold=0).astimezone(UTC)
    second = naive.replace(tzinfo=AMSTERDAM, fold=1).astimezone(UTC)
    if first.astimezone(AMSTERDAM).replace(tzinfo=None) != naive:
        raise NonexistentTimeError(local=naive)
    if first != second and fold is None:
        raise AmbiguousTimeError(local=naive)
    return second if fold else first


def to_local(moment: datetime) -> datetime:
    """The same moment on an Amsterdam clock. Raises ValueError for a naive datetime."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(AMSTERDAM)


def midnight(day: date) -> datetime:
    """The moment at which `day` begins in Amsterdam, in UTC."""
    return datetime.combine(day, time(), AMSTERDAM).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class TimeSlot:
    """From `starts_at` to `ends_at`, both aware; the end comes after the start.

    `has_clock` is False when only the day is known; the slot then spans the whole local day.
    """

    starts_at: datetime
    ends_at: datetime
    has_clock: bool = True

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is None or self.ends_at.tzinfo is None:
            raise ValueError("a slot needs aware times")
        if self.ends_at <= self.starts_at:
            raise SlotOrderError(starts_at=self.starts_at, ends_at=self.ends_at)

    def overlaps(self, other: TimeSlot) -> bool:
        """Whether two slots share time. Of a day without a clock nobody can say."""
        if not (self.has_clock and other.has_clock):
            return False
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def whole_day(day: date) -> TimeSlot:
    """A day from midnight to midnight."""
    return TimeSlot(midnight(day), midnight(day + timedelta(days=1)), has_clock=False)


def part_of_day(day: date, part: DayPart) -> TimeSlot:
    """The morning, afternoon or evening of a day."""
    first, last = _HOURS[part]
    ends_at = midnight(day + timedelta(days=1)) if last == 24 else local_to_utc(day, time(last))
    return TimeSlot(local_to_utc(day, time(first)), ends_at)
