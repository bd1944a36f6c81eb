"""Which edition a newcomer sees."""

from __future__ import annotations

from datetime import date

import pytest

from domain.editions import Edition
from domain.vocabulary import EditionKind
from services.editions import in_view

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
