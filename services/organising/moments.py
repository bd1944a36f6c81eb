"""The moment that somebody means by a day and a time on the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from domain.editions import Edition
from domain.times import TimeSlot, local_to_utc, to_local, whole_day

USUAL_LENGTH = timedelta(hours=2)
# What ends before breakfast began the evening before.
_NIGHT_ENDS = time(6)
_MOST_PILLS = 10


def slot(day: date, start: time | None, end: time | None, *, fold: int | None = None) -> TimeSlot:
    """From `start` to `end` in Amsterdam on `day`; the whole day without a start.

    Without an end it takes two hours; an end in the small hours is that of the next day. `fold`
    chooses between the two moments of an hour that comes twice. Raises `NonexistentTimeError`,
    `AmbiguousTimeError` and `SlotOrderError`.
    """
    if start is None:
        return whole_day(day)
    starts_at = local_to_utc(day, start, fold=fold)
    if end is None:
        return TimeSlot(starts_at, (starts_at + USUAL_LENGTH).astimezone(UTC))
    is_next_day = end <= start and end < _NIGHT_ENDS
    last = day + timedelta(days=1) if is_next_day else day
    return TimeSlot(starts_at, local_to_utc(last, end, fold=fold))


def days_to_choose(edition: Edition, *, now: datetime) -> list[date]:
    """The days of the week that are not over, to tap on; none while they are unknown."""
    if edition.first_day is None or edition.last_day is None:
        return []
    today = to_local(now).date()
    count = (edition.last_day - edition.first_day).days + 1
    every = [edition.first_day + timedelta(days=number) for number in range(count)]
    return [day for day in every if day >= today] if count <= _MOST_PILLS else []
