from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.times import (
    AmbiguousTimeError,
    NonexistentTimeError,
    SlotOrderError,
    TimeSlot,
    local_to_utc,
    midnight,
    to_local,
)

SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)


def test_winter_is_one_hour_and_summer_two_hours_ahead_of_utc():
    assert local_to_utc(date(2026, 12, 12), time(14)) == datetime(2026, 12, 12, 13, tzinfo=UTC)
    assert local_to_utc(date(2026, 7, 1), time(14)) == datetime(2026, 7, 1, 12, tzinfo=UTC)


def test_a_skipped_time_is_refused():
    with pytest.raises(NonexistentTimeError):
        local_to_utc(SPRING, time(2, 30))


def test_a_repeated_time_asks_which_one():
    with pytest.raises(AmbiguousTimeError):
        local_to_utc(AUTUMN, time(2, 30))
    first, second = (local_to_utc(AUTUMN, time(2, 30), fold=fold) for fold in (0, 1))
    assert second - first == timedelta(hours=1)


def test_a_day_later_is_not_always_24_hours_later():
    evening = local_to_utc(AUTUMN - timedelta(days=1), time(20))
    assert local_to_utc(AUTUMN, time(20)) - evening == timedelta(hours=25)


@given(
    st.sampled_from([SPRING, AUTUMN, date(2026, 3, 29), date(2027, 10, 31)]),
    st.times(),
    st.sampled_from([0, 1]),
)
def test_every_time_that_exists_comes_back_as_it_was_said(day, clock, fold):
    clock = clock.replace(second=0, microsecond=0)
    try:
        moment = local_to_utc(day, clock, fold=fold)
    except NonexistentTimeError:
        assert day.month == 3
        assert clock.hour == 2
        return
    assert to_local(moment).replace(tzinfo=None) == datetime.combine(day, clock)


def test_the_day_on_which_the_clock_changes_begins_at_midnight_and_lasts_as_long_as_it_lasts():
    assert midnight(AUTUMN + timedelta(days=1)) - midnight(AUTUMN) == timedelta(hours=25)
    assert midnight(SPRING + timedelta(days=1)) - midnight(SPRING) == timedelta(hours=23)
    assert to_local(midnight(SPRING)).time() == time()


def test_a_slot_ends_after_it_starts_and_knows_its_zone():
    start = datetime(2026, 12, 12, 13, tzinfo=UTC)
    with pytest.raises(SlotOrderError):
        TimeSlot(start, start)
    with pytest.raises(ValueError, match="aware"):
        TimeSlot(start.replace(tzinfo=None), start)
