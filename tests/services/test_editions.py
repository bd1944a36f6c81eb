"""Which edition a newcomer sees."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.editions import Edition
from domain.vocabulary import EditionKind
from services.editions import day_to_open, in_view

NEXT, THIS, LAST = (
    Edition(
        str(year), f"Week {year}", year, first_day=date(year, 12, 7), last_day=date(year, 12, 11)
    )
    for year in (2027, 2026, 2025)
)
EXAMPLE = Edition("voorbeeld", "Voorbeeldweek", 2026, EditionKind.EXAMPLE)
EVERY = [NEXT, THIS, LAST, EXAMPLE]  # as all_editions orders them


@pytest.mark.parametrize(
    ("filled", "today", "expected"),
    [
        (("2027", "2026", "voorbeeld"), date(2026, 11, 1), THIS),
        (("2027", "2026", "voorbeeld"), date(2026, 12, 12), NEXT),
        (("2025", "voorbeeld"), date(2026, 11, 1), EXAMPLE),
        (("2025",), date(2026, 11, 1), LAST),
        ((), date(2026, 11, 1), NEXT),
    ],
)
def test_a_newcomer_sees_the_first_week_to_come_else_the_example_else_the_newest(
    filled, today, expected
):
    assert in_view(EVERY, filled, today=today) is expected


def test_without_editions_there_is_none_in_view():
    assert in_view([], (), today=date(2026, 11, 1)) is None


@pytest.mark.parametrize(
    ("today", "days", "opens"),
    [
        (date(2026, 11, 28), [28, 36, 37, 38], date(2026, 12, 7)),  # not on what comes before it
        (date(2026, 12, 7), [28, 36, 37, 38], date(2026, 12, 7)),
        (date(2026, 12, 8), [28, 36, 37, 38], date(2026, 12, 8)),
        (date(2026, 12, 9), [36, 37, 43], date(2026, 12, 13)),  # nothing more within it
        (date(2026, 12, 11), [36, 37], date(2026, 12, 7)),  # all of it was
        (date(2026, 11, 20), [25, 28], date(2026, 11, 25)),  # nothing within it yet
        (date(2027, 2, 1), [28, 36, 37, 38], date(2026, 12, 7)),  # looking back
    ],
)
def test_an_agenda_opens_on_the_week(today, days, opens):
    week = Edition("2026", "2026", 2026, first_day=date(2026, 12, 7), last_day=date(2026, 12, 11))
    there = [date(2026, 11, 1) + timedelta(days=number - 1) for number in days]
    assert day_to_open(week, there, today=today) == opens


def test_an_agenda_of_a_week_without_days_opens_on_what_comes_next():
    unknown = Edition("2026", "2026", 2026)
    there = [date(2026, 11, 28), date(2026, 12, 7)]
    assert day_to_open(unknown, there, today=date(2026, 11, 30)) == date(2026, 12, 7)
    assert day_to_open(unknown, there, today=date(2026, 12, 30)) == date(2026, 11, 28)
