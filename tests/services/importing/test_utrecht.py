"""Six years of real permits of one city, where that file is at hand. It is never in the repository."""

from __future__ import annotations

import math
import os
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from data.geocoding.gazetteer import load
from data.spreadsheets.sandbox import read_file
from domain.places import Precision
from services import importing
from services.importing.placing import Placer
from services.importing.reading_rows import Columns, RowReader
from tests.services.importing.made_up import COORDINATOR

FILE = Path(
    os.environ.get(
        "VERBINDING_TEST_EVENTS",
        Path(__file__).parents[4] / "shared" / "data" / "utrecht_events_2011_2016.csv",
    )
)
pytestmark = pytest.mark.skipif(not FILE.exists(), reason=f"the real list is not at {FILE.name}")


@pytest.fixture(scope="module")
def inspection():
    raw = read_file(FILE.read_bytes())
    return importing.inspect_sheets(raw, FILE.name, gazetteer=load(None))


@pytest.fixture(scope="module")
def preview(inspection):
    (one,) = inspection.sheets
    return importing.preview(
        [importing.Chosen(one.sheet, one.meanings, one.year)],
        actor=COORDINATOR,
        kind=inspection.kind,
        gazetteer=load(None),
        municipality=one.municipality,
    )


def test_no_row_is_lost(preview):
    ready, back, skipped = preview.ready, preview.handed_back, preview.skipped
    numbers = Counter(row.number for row in (*ready, *back, *skipped))
    assert set(numbers.values()) == {1}
    assert (len(ready), len(back), len(skipped)) == (4483, 181, 9)


def test_what_goes_back_goes_back_for_these_reasons(preview):
    assert dict(preview.reasons()) == {
        "date_slip": 43, "date_missing": 41, "end_before_start": 24, "year_differs": 16,
        "no_year": 14, "date_words": 13, "dates_unconnected": 10, "no_such_day": 5, "time_slip": 5,
        "recurring": 2, "month_first": 1, "time_ambiguous": 1, "order": 1, "two_digit_year": 1,
        "bare_number": 1, "year_range": 1, "start_missing": 1, "too_long_range": 1,
    }  # fmt: skip


def test_every_row_comes_into_the_edition_of_its_year(preview):
    years = {one.id for one in preview.new_editions}
    assert years == {"2011", "2012", "2013", "2014", "2015", "2016"}
    assert all(
        str(draft.activity.slots[-1].starts_at.year) >= draft.activity.edition_id
        for draft in preview.ready
    )


def test_every_row_has_a_point_that_says_how_sure_it_is(preview):
    found = preview.precisions()
    assert None not in found
    assert found[Precision.EXACT] == 2766
    assert found[Precision.STREET] > 250


def errors_km(inspection, *, examples):
    """How far rows with coordinates would have been placed without them, by precision."""
    (one,) = inspection.sheets
    reader = RowReader(Columns(one.sheet.headings, one.meanings), year=None)
    wheres = []
    for row in one.sheet.rows:
        fields = reader.begin(row)
        if not fields.problems:
            reader.where(row, fields)
        wheres.append(fields.where)
    known = [where for where in wheres if where.point]
    placer = Placer(load(None), municipality=one.municipality, examples=known if examples else [])
    found: dict[Precision, list[float]] = {}
    for where in known:
        place = placer.place(replace(where, point=None))
        east = (place.point.lon - where.point.lon) * math.cos(math.radians(52))
        km = math.hypot(place.point.lat - where.point.lat, east) * 111.2
        found.setdefault(place.precision, []).append(km)
    return found


def test_a_gazetteer_alone_places_a_row_within_its_city(inspection):
    found = [km for each in errors_km(inspection, examples=False).values() for km in each]
    found.sort()
    assert found[len(found) // 2] < 3
    assert found[int(len(found) * 0.95)] < 8
