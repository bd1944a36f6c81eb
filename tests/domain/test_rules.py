from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.activities import (
    PUBLIC_STATES,
    Activity,
    Need,
    StateChangeError,
    Task,
    TitleMissingError,
    check_change,
    new_id,
)
from domain.actors import VISITOR, Actor, NotAllowedError, Role, check_coordinator
from domain.branches import Branch, affinity
from domain.editions import Edition, EditionDatesError
from domain.errors import InvalidValueError
from domain.places import PROVINCE_NAMES, Point, PointOutsideError, Postcode, Province
from domain.vocabulary import ActivityState, NeedKind


@pytest.mark.parametrize("typed", ["3511 AB", "3511ab", " 3511  Ab "])
def test_a_postcode_is_read_as_people_write_it(typed):
    assert str(Postcode.parse(typed)) == "3511 AB"


@pytest.mark.parametrize(
    "typed", ["0123 AB", "1234 SA", "1234 sd", "1234SS", "B-1000", "12345", "351"]
)
def test_what_is_no_dutch_postcode_is_not_guessed(typed):
    assert Postcode.parse(typed) is None


def test_four_digits_are_a_postcode_area():
    assert Postcode.parse("3511") == Postcode("3511")


@pytest.mark.parametrize(("lat", "lon"), [(5.1, 52.1), (0, 0), (float("nan"), 5), (52, 9), (91, 5)])
def test_a_point_outside_the_country_cannot_be(lat, lon):
    with pytest.raises(PointOutsideError):
        Point(lat, lon)


def test_every_province_has_its_name():
    assert set(PROVINCE_NAMES) == set(Province)
    assert Province("PV26").label == "Utrecht"


@given(st.sampled_from(Branch), st.sampled_from(Branch))
def test_affinity_is_graded_and_works_both_ways(one, other):
    assert affinity(one, other) == affinity(other, one)
    assert 0 <= affinity(one, other) <= 1
    assert (affinity(one, other) == 1) == (one is other)


def test_three_fields_make_an_activity():
    activity = Activity(id=new_id(), edition_id="2026", title="Samen soep koken")
    assert activity.state is ActivityState.DRAFT
    assert not activity.is_public
    assert activity.people_left is None


def test_an_activity_needs_a_name():
    with pytest.raises(TitleMissingError):
        Activity(id=new_id(), edition_id="2026", title="  ")


def test_tasks_say_how_many_people_are_still_asked():
    tasks = (Task("a", "Soep roeren", 60, people=3, taken=1), Task("b", "Bellen", 30, people=2))
    activity = Activity(id=new_id(), edition_id="2026", title="Soep", tasks=tasks, capacity=40)
    assert (activity.people_asked, activity.people_left) == (5, 4)


def test_money_that_is_promised_is_no_longer_asked():
    needs = (
        Need("a", NeedKind.MONEY, 8000, promised=3000),
        Need("b", NeedKind.MONEY, 1000),
        Need("c", NeedKind.VENUE, 1),
    )
    activity = Activity(id=new_id(), edition_id="2026", title="Soep", needs=needs)
    assert activity.money_open_cents == 6000


@pytest.mark.parametrize(("quantity", "promised"), [(0, 0), (-5, 0), (10, 11), (10, -1)])
def test_no_more_is_promised_than_is_asked(quantity, promised):
    with pytest.raises(InvalidValueError):
        Need("a", NeedKind.MONEY, quantity, promised=promised)


def test_what_is_over_or_cancelled_stays_so():
    for last in (ActivityState.FINISHED, ActivityState.CANCELLED):
        for wanted in ActivityState:
            with pytest.raises(StateChangeError):
                check_change(last, wanted)


def test_nothing_becomes_public_from_a_question_without_a_new_look():
    for state in (
        set(ActivityState) - PUBLIC_STATES - {ActivityState.DRAFT, ActivityState.SUBMITTED}
    ):
        with pytest.raises(StateChangeError):
            check_change(state, ActivityState.PUBLISHED)


@given(st.integers(min_value=1, max_value=50))
def test_ids_do_not_repeat_and_read_aloud_well(count):
    ids = {new_id() for _ in range(count)}
    assert len(ids) == count
    assert all(len(one) == 10 and not set(one) & set("01ilo") for one in ids)


def test_an_edition_without_days_says_so_and_is_not_over_in_its_year():
    edition = Edition("2026", "Week van de Verbinding 2026", 2026)
    assert edition.holds(date(2026, 12, 8)) is None
    assert not edition.is_over(date(2026, 12, 31))
    assert edition.is_over(date(2027, 1, 1))


def test_an_edition_has_both_days_in_order_or_none():
    with pytest.raises(EditionDatesError):
        Edition("x", "x", 2025, first_day=date(2025, 12, 8))
    with pytest.raises(EditionDatesError):
        Edition("x", "x", 2025, first_day=date(2025, 12, 12), last_day=date(2025, 12, 8))


def test_a_visitor_is_no_coordinator():
    check_coordinator(Actor(Role.COORDINATOR, "a"))
    with pytest.raises(NotAllowedError):
        check_coordinator(VISITOR)
