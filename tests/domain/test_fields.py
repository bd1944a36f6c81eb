"""What every plain field of an activity must have, whichever comes next."""

from __future__ import annotations

from dataclasses import fields

import pytest

from data import tables
from data.spreadsheets.columns import folded
from data.spreadsheets.meanings import OF_KIND, Meaning
from data.spreadsheets.vocabulary import HEADINGS_OF
from domain.activities import Activity
from domain.fields import FIELDS, ODD_CHOICES, ODD_WORDS, Kind
from domain.imports import ImportKind
from i18n.fields import heading, key, name
from i18n.texts import Language, keys

# What nobody fills in on a form: it follows from what people do, or from where a row came from.
NOT_ASKED = {
    "id", "edition_id", "team_id", "taken", "photo_consent", "series_id", "inspired_by", "state",
    "source", "source_key", "created_at", "version", "merged_into",
}  # fmt: skip
# What is read from a spreadsheet for another part of an activity than its plain fields.
FOR_THE_ODD = {
    Meaning.DATE, Meaning.END_DATE, Meaning.START, Meaning.END, Meaning.MINUTES, Meaning.WEEKDAY,
    Meaning.YEAR, Meaning.VENUE, Meaning.ADDRESS, Meaning.HOUSE_NUMBER, Meaning.POSTCODE,
    Meaning.PLACE, Meaning.MUNICIPALITY, Meaning.PROVINCE, Meaning.EAST, Meaning.NORTH,
    Meaning.POINT, Meaning.PEOPLE_NEEDED, Meaning.MONEY_NEEDED, Meaning.STATE, Meaning.PRIVATE,
}  # fmt: skip

each_field = pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)


def test_whatever_an_activity_holds_is_declared_odd_or_asked_of_nobody():
    declared = [*(field.name for field in FIELDS), *ODD_WORDS, *ODD_CHOICES, *sorted(NOT_ASKED)]
    assert sorted(declared) == sorted(field.name for field in fields(Activity))


def test_whatever_is_imported_of_an_activity_is_a_field_that_is_declared_or_odd():
    columns = {Meaning(field.column) for field in FIELDS}
    assert set(OF_KIND[ImportKind.ACTIVITIES]) == columns | FOR_THE_ODD
    assert columns & FOR_THE_ODD == set()


@each_field
def test_what_is_asked_is_seen_by_visitors_or_there_is_a_reason(field):
    assert bool(field.seen) != bool(field.desk_only)


@each_field
def test_a_field_is_stored_under_its_name(field):
    assert field.name in tables.activities.c


@each_field
@pytest.mark.parametrize("language", Language)
def test_a_field_has_its_words_and_our_own_heading_is_read_back(field, language):
    assert name(field, language)
    assert key(field, "ask") in keys(language)
    assert HEADINGS_OF[ImportKind.ACTIVITIES][folded(heading(field, language))] is Meaning(
        field.column
    )


@each_field
def test_a_closed_list_has_members_and_only_a_closed_list(field):
    assert bool(list(field.members)) == (field.kind in {Kind.CHOICE, Kind.CHOICES})


@each_field
def test_what_is_typed_has_a_limit(field):
    is_limited = field.kind not in {Kind.FLAG, Kind.CHOICE, Kind.CHOICES, Kind.TAGS}
    assert (field.most > 0) == is_limited
