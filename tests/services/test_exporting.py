"""What we export, our own importer reads back as it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.geocoding.gazetteer import load
from data.spreadsheets.reading import read_text
from data.spreadsheets.reading.workbooks import read_workbook
from domain.activities import Activity, Need
from domain.fields import FIELDS, Field, Kind
from domain.places import NOWHERE, Place, Point, Precision
from domain.times import TimeSlot, local_to_utc
from domain.vocabulary import NeedKind
from domain.words import clean, clean_lines
from i18n.texts import Language
from services import exporting, importing
from tests.services.importing.made_up import COORDINATOR, YEAR_2026

letters = st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"))
lines = st.text(letters, max_size=30).map(clean)
titles = st.text(letters, min_size=1, max_size=40).map(clean).filter(
    lambda title: title and not title.casefold().startswith(("totaal", "total", "som", "subt", "eind", "gemid")) and not title.startswith("#")
)  # fmt: skip
texts = st.text(st.one_of(letters, st.just("\n")), max_size=60).map(clean_lines)
minutes = st.datetimes(datetime(1991, 1, 1), datetime(2099, 1, 1)).map(  # noqa: DTZ001  # made aware below
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=UTC)
)
clock_slots = st.builds(
    lambda start, length: TimeSlot(start, start + timedelta(minutes=length)),
    minutes,
    st.integers(1, 60 * 24 * 9),
)
day_slots = minutes.map(
    lambda moment: TimeSlot(
        local_to_utc(moment.date(), datetime.min.time()),
        local_to_utc(moment.date() + timedelta(days=1), datetime.min.time()),
        has_clock=False,
    )
)
slots = st.lists(st.one_of(clock_slots, day_slots), min_size=1, max_size=4, unique=True).map(
    lambda found: tuple(sorted(found, key=lambda slot: (slot.starts_at, slot.ends_at)))
)
places = st.builds(
    lambda name, lat, lon: Place(name, Point(round(lat, 6), round(lon, 6)), Precision.EXACT),
    lines.filter(bool),
    st.floats(51.9, 52.3),
    st.floats(4.9, 5.9),
)
needs = st.tuples(st.integers(1, 10_000_000), st.integers(1, 999)).map(
    lambda both: (Need("p", NeedKind.PEOPLE, both[1]), Need("m", NeedKind.MONEY, both[0]))
)


def said(field: Field) -> st.SearchStrategy[object]:
    """Whatever a plain field can hold."""
    match field.kind:
        case Kind.WORDS:
            return titles if field.name == "title" else lines
        case Kind.LINES | Kind.STORY:
            return texts
        case Kind.COUNT | Kind.MINUTES:
            return st.just(field.unsaid) | st.integers(1, min(field.most, 9999))
        case Kind.FLAG:
            return st.none() | st.booleans()
        case Kind.CHOICE:
            return st.none() | st.sampled_from(list(field.members))
        case Kind.CHOICES:
            return st.frozensets(st.sampled_from(list(field.members)))
        case Kind.TAGS:
            tags = st.sampled_from(["nl", "en", "ar-Latn", "dse"])
            return st.lists(tags, unique=True).map(tuple)


activities = st.builds(
    Activity,
    id=st.just("a"),
    edition_id=st.just("2026"),
    place=places,
    slots=slots,
    needs=st.just(()) | needs,
    **{field.name: said(field) for field in FIELDS},
)
SAME = ("slots", *(field.name for field in FIELDS))


def back(raw):
    (sheet,) = importing.inspect_sheets([raw], "lijst", gazetteer=load(None)).sheets
    found = importing.preview(
        [importing.Chosen(sheet.sheet, sheet.meanings)],
        actor=COORDINATOR,
        gazetteer=load(None),
        edition=YEAR_2026,
    )
    assert not found.handed_back, found.handed_back
    (draft,) = found.ready
    return draft.activity


def assert_same(found, activity):
    for name in SAME:
        assert getattr(found, name) == getattr(activity, name), name
    assert (found.place.name, found.place.point) == (activity.place.name, activity.place.point)
    assert [(need.kind, need.quantity) for need in found.needs] == [
        (need.kind, need.quantity) for need in activity.needs
    ]


@settings(max_examples=150)
@given(activities, st.sampled_from(Language))
def test_csv_comes_back_as_it_was(activity, language):
    assert_same(back(read_text(exporting.export_csv([activity], language))), activity)


@settings(max_examples=25)
@given(activities, st.sampled_from(Language))
def test_xlsx_comes_back_as_it_was(activity, language):
    (raw,) = read_workbook(exporting.export_xlsx([activity], language))
    assert_same(back(raw), activity)


def test_the_hour_that_comes_twice_is_told_apart():
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    for start in (first, first + timedelta(hours=1)):
        slot = TimeSlot(start, start + timedelta(hours=2))
        activity = Activity("a", "2026", "Nacht", slots=(slot,))
        assert back(read_text(exporting.export_csv([activity], Language.NL))).slots == (slot,)


def test_the_middle_of_a_town_does_not_come_back_as_an_exact_point():
    town = Place("Assen", Point(53.0, 6.56), Precision.PLACE, municipality="Assen")
    slot = TimeSlot(datetime(2026, 12, 12, 9, tzinfo=UTC), datetime(2026, 12, 12, 10, tzinfo=UTC))
    found = back(
        read_text(
            exporting.export_csv(
                [Activity("a", "2026", "Soep", place=town, slots=(slot,))], Language.NL
            )
        )
    )
    assert found.place.precision is Precision.PLACE


@pytest.mark.parametrize("language", Language)
def test_nothing_to_export_is_a_row_of_headings(language):
    content = exporting.export_csv([], language).decode("utf-8-sig")
    assert content.count("\r\n") == 1
    assert len(content.split(";")) == len(exporting.COLUMNS)


def test_an_activity_of_a_title_alone_is_a_row():
    content = exporting.export_csv([Activity("a", "2026", "Soep", place=NOWHERE)], Language.NL)
    assert "Soep;;;" in content.decode("utf-8-sig")
