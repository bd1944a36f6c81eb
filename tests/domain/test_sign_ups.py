"""What sign-ups and activities say about themselves: over, open, at once, and how it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.activities import Activity, ActivityClosedError, check_open
from domain.people import SignUp
from domain.sign_ups import Standing, standing
from domain.times import TimeSlot, whole_day
from domain.vocabulary import ActivityState, SignUpState

NOW = datetime(2026, 12, 8, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
AHEAD, PAST = TimeSlot(NOW + HOUR, NOW + 2 * HOUR), TimeSlot(NOW - HOUR, NOW)
SOUP = Activity("soup", "week", "Soep", state=ActivityState.PUBLISHED, slots=(AHEAD,))
A_SIGN_UP = SignUp("x", SOUP.id, "p", hold_until=NOW + HOUR)


@pytest.mark.parametrize(
    ("sign_up", "activity", "expected"),
    [
        ({}, {}, Standing.HELD),
        ({"confirmed_at": NOW}, {}, Standing.MOVED_UP),
        ({"hold_until": NOW}, {}, Standing.TOO_LATE),
        ({"state": SignUpState.CONFIRMED}, {}, Standing.COMING),
        ({"state": SignUpState.WAITING}, {}, Standing.TO_WAIT),
        ({"state": SignUpState.WAITING, "confirmed_at": NOW}, {}, Standing.WAITING),
        ({"state": SignUpState.CANCELLED}, {}, Standing.SIGNED_OFF),
        ({"state": SignUpState.ATTENDED}, {"state": ActivityState.CANCELLED}, Standing.WAS_THERE),
        ({"state": SignUpState.ABSENT}, {}, Standing.WAS_NOT),
        (
            {"state": SignUpState.CONFIRMED},
            {"state": ActivityState.CANCELLED},
            Standing.CALLED_OFF,
        ),
        ({}, {"state": ActivityState.CANCELLED, "merged_into": "other"}, Standing.MERGED),
        ({}, {"slots": (PAST,)}, Standing.OVER),
        ({}, {"state": ActivityState.FINISHED, "slots": ()}, Standing.OVER),
        ({"state": SignUpState.CONFIRMED}, {"slots": (PAST,)}, Standing.WAS_THERE),
    ],
)
def test_how_a_sign_up_stands(sign_up, activity, expected):
    found = standing(replace(A_SIGN_UP, **sign_up), replace(SOUP, **activity), now=NOW)
    assert found is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("is_ahead", {"REGISTERED", "CONFIRMED", "WAITING"}),
        ("holds_a_place", {"REGISTERED", "CONFIRMED", "ATTENDED", "ABSENT"}),
        ("said_yes", {"CONFIRMED", "ATTENDED", "ABSENT"}),
        ("comes", {"CONFIRMED", "ATTENDED"}),
    ],
)
def test_what_a_state_means(name, expected):
    assert {state.name for state in SignUpState if getattr(state, name)} == expected


def test_an_activity_is_over_at_its_last_end_and_not_a_moment_before():
    activity = replace(SOUP, slots=(PAST, AHEAD))
    last = AHEAD.ends_at
    assert not activity.is_over(last - timedelta(microseconds=1))
    assert activity.is_over(last)
    assert not replace(SOUP, slots=()).is_over(last)


def test_an_activity_has_begun_at_its_first_start():
    assert SOUP.has_begun(AHEAD.starts_at)
    assert not SOUP.has_begun(AHEAD.starts_at - timedelta(microseconds=1))
    assert not replace(SOUP, slots=()).has_begun(NOW)


@pytest.mark.parametrize("state", ActivityState)
def test_what_goes_on_is_open_until_it_is_over(state):
    activity = replace(SOUP, state=state)
    is_open = state in {ActivityState.PUBLISHED, ActivityState.FULL}
    assert activity.is_open(NOW) == is_open
    assert not activity.is_open(AHEAD.ends_at)
    if not is_open:
        with pytest.raises(ActivityClosedError):
            check_open(activity, now=NOW)


def test_slots_overlap_when_they_share_time_and_a_day_without_a_clock_never_does():
    late = TimeSlot(NOW + HOUR + HOUR / 2, NOW + 3 * HOUR)
    after = TimeSlot(AHEAD.ends_at, NOW + 3 * HOUR)
    day = whole_day(date(2026, 12, 8))
    assert AHEAD.overlaps(late)
    assert late.overlaps(AHEAD)
    assert not AHEAD.overlaps(after)
    assert not AHEAD.overlaps(day)
    assert not day.overlaps(AHEAD)
    assert replace(SOUP, slots=(PAST, AHEAD)).overlaps(replace(SOUP, slots=(day, late)))
    assert not SOUP.overlaps(replace(SOUP, slots=(day, after)))
