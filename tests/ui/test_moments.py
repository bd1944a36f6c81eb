"""When an activity is, asked in a form that was filled in before."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.app_test import AppTest
from ui import resources


def _page():
    from datetime import UTC, datetime, timedelta

    from domain.editions import Edition
    from domain.times import TimeSlot
    from ui.components import moments_input

    starts = datetime(2028, 12, 20, 9, tzinfo=UTC)
    edition = Edition("2028", "Week 2028", 2028)
    known = TimeSlot(starts, starts + timedelta(hours=1))
    moments_input._day(known, edition, "org", "organise.when")


def test_a_day_more_than_a_year_ahead_stays(monkeypatch):
    monkeypatch.setattr(resources, "now", lambda: datetime(2026, 11, 21, tzinfo=UTC))
    page = AppTest.from_function(_page).run()
    assert not page.exception
    assert page.date_input(key="org_andere_dag").value.year == 2028
