"""Dates as people write them: read when there is no doubt, handed back when there is any."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.spreadsheets.dates import WhenCells, read_slots
from data.spreadsheets.errors import CellError
from domain.times import to_local


def read(year=None, **cells):
    """The slots as local "from to" texts; a whole day as its date alone."""
    found = []
    for slot in read_slots(WhenCells(**cells), year=year).slots:
        starts, ends = to_local(slot.starts_at), to_local(slot.ends_at)
        shown = f"{starts:%Y-%m-%d %H:%M} {ends:%Y-%m-%d %H:%M}"
        found.append(shown if slot.has_clock else f"{starts:%Y-%m-%d}")
    return found


def reason(year=None, **cells):
    with pytest.raises(CellError) as caught:
        read_slots(WhenCells(**cells), year=year)
    return caught.value.reason


def notices(**cells):
    return [notice.key for notice in read_slots(WhenCells(**cells), year=None).notices]


@pytest.mark.parametrize(
    "written",
    [
        "24-09-2026", "24/09/2026", "24.09.2026", "2026-09-24", "24 september 2026", "24 sept. 2026",
        "do 24 september 2026", "donderdag 24-09-2026", "24-sep-2026", "September 24, 2026",
        "24th of September 2026", " 24-9-2026 ", "2026-09-24T00:00:00", "2026-09-24 00:00",
    ],
)  # fmt: skip
def test_one_day_in_many_spellings(written):
    assert read(date=written) == ["2026-09-24"]


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("24-08-20133", "date_slip"),
        ("02-10-011", "date_slip"),
        ("03-06--2016", "date_slip"),
        ("7/10", "no_year"),
        ("15/17", "no_year"),
        ("09/24/2026", "month_first"),
        ("03-04-26", "two_digit_year"),
        ("8 dec '25", "two_digit_year"),
        ("31-02-2026", "no_such_day"),
        ("2026-9-24T25:00", "no_such_time"),
        ("46289", "bare_number"),
        ("46289,5", "bare_number"),
        ("24-09-2206", "year_range"),
        ("13-05-2011 20-05-2011", "dates_unconnected"),
        ("23-10-2013 t/a 24-10-2013", "date_slip"),
        ("29-10-11-2015", "two_digit_year"),
        ("21-12-2013 t/m 05-01-2013", "order"),
        ("14-10-2013 t/m 16-10-2016", "too_long_range"),
        ("elke zondag in 2026", "recurring"),
        ("jaarvergunning", "date_words"),
        ("?", "date_words"),
        ("", "date_missing"),
        ("zo 12 december 2026", "weekday_differs"),
        ("12 december", "no_year"),
    ],
)
def test_a_slip_is_handed_back_with_its_reason(written, why):
    assert reason(date=written) == why


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("31-10-2013 t/m 03-11-2013", ["2013-10-31", "2013-11-01", "2013-11-02", "2013-11-03"]),
        ("30-09-2013 t/m  01-10-2013", ["2013-09-30", "2013-10-01"]),
        ("25-06-2011-26-06-2011", ["2011-06-25", "2011-06-26"]),
        ("8-10 december 2025", ["2025-12-08", "2025-12-09", "2025-12-10"]),
        ("8 t/m 9 december 2025", ["2025-12-08", "2025-12-09"]),
        ("12 en 13 december 2026", ["2026-12-12", "2026-12-13"]),
        ("za 12 en zo 13 december 2026", ["2026-12-12", "2026-12-13"]),
        ("22-06-2015 t/m 23-06-2015 en 28-06-2015", ["2015-06-22", "2015-06-23", "2015-06-28"]),
        ("26-10-2017,27-10-2017", ["2017-10-26", "2017-10-27"]),
        ("31 december t/m 1 januari 2027", ["2026-12-31", "2027-01-01"]),
    ],
)
def test_ranges_and_lists_become_a_slot_per_day(written, days):
    assert read(date=written) == days


def test_times_in_the_date_cell():
    assert read(year=2026, date="za 12 december 14.00-17.00 uur") == [
        "2026-12-12 14:00 2026-12-12 17:00"
    ]
    assert read(date="za 12 dec 2026 10-12 uur en 14u30-16u; zo 13 dec 2026 20:00-01:00") == [
        "2026-12-12 10:00 2026-12-12 12:00",
        "2026-12-12 14:30 2026-12-12 16:00",
        "2026-12-13 20:00 2026-12-14 01:00",
    ]
    assert read(date="December 12, 2026 2:30 pm - 4 pm") == ["2026-12-12 14:30 2026-12-12 16:00"]
    assert read(date="12-12-2026 14:00 t/m 14-12-2026 02:00") == [
        "2026-12-12 14:00 2026-12-14 02:00"
    ]


@pytest.mark.parametrize(
    ("start", "end", "slot"),
    [
        ("9:00", "17:00", "2026-12-12 09:00 2026-12-12 17:00"),
        ("14", "17", "2026-12-12 14:00 2026-12-12 17:00"),
        ("09.30", "16u30", "2026-12-12 09:30 2026-12-12 16:30"),
        ("12:00", "22;00", "2026-12-12 12:00 2026-12-12 22:00"),
        ("18:30", "01/00", "2026-12-12 18:30 2026-12-13 01:00"),
        ("17:00-22:00", "", "2026-12-12 17:00 2026-12-12 22:00"),
        ("12:00", "24:00", "2026-12-12 12:00 2026-12-13 00:00"),
        ("14.00 - 17.00 uur", "", "2026-12-12 14:00 2026-12-12 17:00"),
    ],
)
def test_times_in_their_own_columns(start, end, slot):
    assert read(date="12-12-2026", start=start, end=end) == [slot]


@pytest.mark.parametrize(
    ("start", "end", "why"),
    [
        ("9.3", "18:00", "time_slip"),
        ("12:00", "24:000", "time_slip"),
        ("10-00", "18:00", "time_slip"),
        ("14:00 11:00", "20:0016:00", "time_slip"),
        ("25:00", "", "no_such_time"),
        ("17:12", "17:00", "end_before_start"),
        ("09:00", "06:00", "end_before_start"),
        ("", "23:00", "start_missing"),
        ("10:00 12:00", "14:00 15:00 16:00", "times_uneven"),
    ],
)
def test_a_slip_in_a_time_is_handed_back(start, end, why):
    assert reason(date="12-12-2026", start=start, end=end) == why


def test_several_times_become_several_slots():
    two_days = {"date": "29-04-2011 t/m 30-04-2011", "start": "18:00 12:00 ", "end": "01:00 18:00"}
    assert read(**two_days) == [
        "2011-04-29 18:00 2011-04-30 01:00",
        "2011-04-30 12:00 2011-04-30 18:00",
    ]
    assert read(date="29-04-2011", start="10:00 14:00", end="12:00 16:00") == [
        "2011-04-29 10:00 2011-04-29 12:00",
        "2011-04-29 14:00 2011-04-29 16:00",
    ]


def test_times_that_fit_no_days_leave_whole_days_and_are_kept():
    found = read_slots(
        WhenCells(date="01-07-2015 t/m 05-07-2015", start="06:00 15:00", end="18:00 23:00"),
        year=None,
    )
    assert [slot.has_clock for slot in found.slots] == [False] * 5
    assert found.times == "06:00 15:00 / 18:00 23:00"
    assert [notice.key for notice in found.notices] == ["times_not_per_day"]


def test_a_daily_time_holds_on_every_day_and_a_night_is_one_slot():
    daily = read(date="13-04-2026 t/m 15-04-2026", start="10:00", end="01:00")
    assert len(daily) == 3
    assert daily[0] == "2026-04-13 10:00 2026-04-14 01:00"
    night = read(date="31-12-2026 t/m 01-01-2027", start="22:00", end="08:00")
    assert night == ["2026-12-31 22:00 2027-01-01 08:00"]


def test_what_is_not_sure_but_no_slip_is_a_notice():
    assert notices(date="12-12-2026", start="diverse tijden") == ["times_in_words"]
    assert notices(date="12-12-2026", start="vanaf 19.30") == ["end_assumed"]
    assert notices(date="12-12-2026", weekday="vrijdag") == ["weekday_column"]
    assert notices(date="12-12-2026", weekday="zaterdag") == []


def test_a_year_column_fills_in_and_contradicts():
    assert read(date="12 december", year=2024) == ["2024-12-12"]
    assert (
        read_slots(WhenCells(date="12 december", year="2026"), year=2024).slots[0].starts_at.year
        == 2026
    )
    with pytest.raises(CellError) as caught:
        read_slots(WhenCells(date="30-06-2016", year="2013"), year=None)
    assert caught.value.reason == "year_differs"


def test_end_dates_and_durations():
    assert read(date="12-12-2026", end_date="13-12-2026") == ["2026-12-12", "2026-12-13"]
    assert read(date="2026-12-12 14:00", end_date="2026-12-13 11:00") == [
        "2026-12-12 14:00 2026-12-13 11:00"
    ]
    assert read(date="12-12-2026", start="14:00", duration="1,5 uur") == [
        "2026-12-12 14:00 2026-12-12 15:30"
    ]
    assert reason(date="12-12-2026", end_date="11-12-2026") == "order"


def test_the_nights_of_the_clock_change():
    assert reason(date="28-03-2027", start="02:30", end="04:00") == "time_nonexistent"
    assert reason(date="25-10-2026", start="02:30", end="04:00") == "time_ambiguous"
    assert read(date="2026-10-25T02:30:00+01:00", end_date="2026-10-25T03:30:00+01:00") == [
        "2026-10-25 02:30 2026-10-25 03:30"
    ]
    # Two o'clock on the night that skips it is the moment of the skip, so an end may fall there.
    assert read(date="27-03-2027", start="20:00", end="02:00") == [
        "2027-03-27 20:00 2027-03-28 03:00"
    ]


@given(st.text(max_size=40), st.text(max_size=20))
def test_any_text_is_read_or_handed_back(day, clock):
    try:
        found = read_slots(WhenCells(date=day, start=clock), year=2026)
    except CellError:
        return
    assert found.slots


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.integers(0, 30))
def test_a_range_has_a_slot_for_every_day(first, more):
    last = min(first + timedelta(days=more), date(2100, 12, 31))
    found = read(date=f"{first:%d-%m-%Y} t/m {last:%d-%m-%Y}")
    assert found[0] == f"{first:%Y-%m-%d}"
    assert len(found) == (last - first).days + 1
    assert found[-1] == f"{last:%Y-%m-%d}"
