"""Every row of a list is ready, handed back with a reason, or skipped; nothing disappears."""

from __future__ import annotations

from datetime import date

import pytest

from data.geocoding.gazetteer import load
from data.spreadsheets.meanings import Meaning
from data.spreadsheets.reading import read_text
from data.spreadsheets.reading.sheets import RawSheet
from domain.branches import Branch
from domain.editions import Edition
from domain.places import Precision
from domain.vocabulary import ActivityState, AttendanceMode, EditionKind, NeedKind, TargetGroup
from i18n.texts import Language
from services import importing
from services.organising import content
from tests.services.importing.made_up import COORDINATOR, YEAR_2026, one_of, preview_of, reasons

HEAD = "titel;datum;plaats\n"


def test_a_full_row_becomes_a_full_activity():
    activity = one_of(
        "Naam activiteit;Wanneer;Tijd;Locatie;Adres;Postcode;Plaats;Organisatie;Voor wie;Branche;Max;"
        "Binnen of buiten;Mensen nodig;Geld nodig;Status;E-mail\n"
        "Soep;za 12 december;14.00-17.00 uur;Buurthuis;Plein 1;3511ab;Utrecht;NA;ouderen en buren;"
        "Kunst;30;buiten;4;€ 25,-;gaat niet door;iemand@example.nl\n"
    )
    assert (activity.title, activity.organiser, activity.capacity) == ("Soep", "NA", 30)
    assert (activity.place.name, activity.place.pc4) == ("Buurthuis", "3511")
    assert activity.place.address == "Plein 1, 3511 AB Utrecht"
    assert activity.place.municipality_code == "GM0344"
    assert activity.groups == {TargetGroup.OLDER_PEOPLE, TargetGroup.NEIGHBOURS}
    assert (activity.branch, activity.attendance) == (Branch.CULTURE, AttendanceMode.OUTDOOR)
    assert {need.kind: need.quantity for need in activity.needs} == {
        NeedKind.PEOPLE: 4,
        NeedKind.MONEY: 2500,
    }
    assert activity.state is ActivityState.CANCELLED
    assert "example.nl" not in repr(activity)


def test_all_problems_of_a_row_are_told_at_once_with_their_columns():
    assert reasons("titel;datum;postcode;max\n;7/10;12345;0\n") == [
        (2, "titel", "title_missing"),
        (2, "postcode", "postcode"),
        (2, "datum", "no_year"),
        (2, "max", "count"),
    ]


def test_too_many_and_too_few_cells_go_back():
    rows = "A;1-12-2026;Zwolle\nB;2-12-2026;Zwolle;x\nC;3-12-2026\nD;4-12-2026;Zwolle;\n"
    assert reasons(HEAD + rows) == [(3, "", "cells_extra"), (4, "", "cells_missing")]


def test_a_cell_with_too_much_text_goes_back_and_a_long_story_is_shortened():
    assert reasons(f"{HEAD}{'x' * 5_000_000};1-12-2026;Zwolle\n") == [(2, "titel", "too_long")]
    found = preview_of(f"titel;datum;omschrijving\nA;1-12-2026;{'woord ' * 500}\n")
    assert len(found.ready[0].activity.description) <= 2_000
    assert [notice.key for notice in found.ready[0].notices] == ["text_shortened"]


def test_a_long_title_is_shortened_and_kept_whole_in_the_description():
    title = "Een heel lange naam " * 10
    activity = one_of(f"{HEAD}{title};1-12-2026;Zwolle\n")
    assert len(activity.title) <= 120
    assert activity.title.endswith("…")
    assert activity.description == title.strip()


def test_words_of_templates_and_scripts_are_only_words():
    nasty = "{{7*7}} <script>alert(1)</script> [klik](javascript:alert(1)) ${x}"
    assert one_of(f"{HEAD}{nasty};1-12-2026;Zwolle\n").title == nasty
    assert one_of(f"{HEAD}=1+1;1-12-2026;Zwolle\n").title == "=1+1"


def test_signs_that_were_read_wrongly_before_are_told():
    found = preview_of(f"{HEAD}JosÃ©;1-12-2026;Zwolle\n")
    assert [notice.key for notice in found.ready[0].notices] == ["misread"]


def test_a_formula_that_went_wrong_goes_back():
    assert reasons(f"{HEAD}Soep;1-12-2026;#REF!\n") == [(2, "plaats", "excel_error")]


def test_the_nights_of_the_clock_change_go_back():
    rows = "titel;datum;tijd\nA;28-03-2027;02:30-04:00\nB;25-10-2026;02:30-04:00\n"
    assert [reason for _, _, reason in reasons(rows)] == ["time_nonexistent", "time_ambiguous"]


def test_totals_and_headings_in_between_are_skipped_not_lost():
    text = "titel;datum;plaats\n;;Maandag\nSoep;1-12-2026;Zwolle\nTotaal;;1\n"
    found = preview_of(text)
    assert [(row.number, row.reason) for row in found.skipped] == [(2, "section"), (4, "totals")]
    assert len(found.ready) == 1


def test_every_row_is_somewhere_exactly_once():
    text = (
        HEAD + "A;1-12-2026;Assen\nA;1-12-2026;Assen\nB;7/10;Assen\nTotaal;;2\nC;2-12-2026;Emmen\n"
    )
    found = preview_of(text)
    numbers = [row.number for row in (*found.ready, *found.handed_back, *found.skipped)]
    assert sorted(numbers) == [2, 3, 4, 5, 6]


def test_the_same_row_twice_comes_once_and_another_spelling_is_shown():
    text = (
        HEAD
        + "Soep in de buurt;1-12-2026;Assen\nSOEP in de  buurt;01/12/2026;assen\n"
        + "Soep in deze buurt;1-12-2026;Assen\nRonde 1;1-12-2026;Assen\nRonde 2;1-12-2026;Assen\n"
    )
    found = preview_of(text)
    assert [(row.number, row.same_as) for row in found.skipped] == [(3, 2)]
    assert [(pair.first.number, pair.second.number) for pair in found.twins] == [(2, 4)]


def test_the_year_comes_from_the_edition_the_sheet_or_not_at_all():
    text = HEAD + "Soep;za 12 december;Assen\n"
    assert one_of(text).slots[0].starts_at.year == 2026
    assert reasons(text, edition=None) == [(2, "datum", "no_year")]
    assert reasons(text, name="agenda 2024.csv") == [(2, "datum", "no_year")]  # they disagree


def test_rows_by_date_find_or_make_the_edition_of_their_year():
    week = Edition(
        "2025", "Week 2025", 2025, first_day=date(2025, 12, 8), last_day=date(2025, 12, 12)
    )
    example = Edition("voorbeeld", "Voorbeeld", 2013, kind=EditionKind.EXAMPLE)
    text = HEAD + "A;1-5-2025;Assen\nB;1-5-2013;Assen\n"
    found = preview_of(text, edition=None, editions=[week, example])
    assert [draft.activity.edition_id for draft in found.ready] == ["2025", "2013"]
    assert [(one.id, one.kind) for one in found.new_editions] == [("2013", EditionKind.HISTORY)]
    assert [notice.key for notice in found.ready[0].notices] == ["outside_week"]


def test_a_date_in_another_year_than_its_edition_is_told():
    found = preview_of(HEAD + "A;8-12-2024;Assen\n")
    assert [notice.key for notice in found.ready[0].notices] == ["other_year"]


def test_a_list_without_any_dates_still_comes_in():
    found = preview_of("titel;plaats\nSoep;Assen\n")
    assert found.ready[0].activity.slots == ()
    assert [notice.key for notice in found.ready[0].notices] == ["no_date"]


def test_where_a_row_is_from_coordinates_to_nothing():
    head = "titel;datum;locatie;rdx;rdy;postcode\n"
    utrecht = next(one for one in load(None).municipalities() if one.name == "Utrecht")
    text = head + (
        "Eigen punt;1-12-2026;Aakplein;134109;456782;\n"
        "Zelfde straat;2-12-2026;Aakplein 12 (midden);;;\n"
        "Met een slip;3-12-2026;Aakpleein;;;\n"
        "Postcode;4-12-2026;Ergens;;;3511 AB\n"
        "Dorp;5-12-2026;Vleuten;;;\n"
        "Onbekend;6-12-2026;Het Wed;;;\n"
    )
    found = [draft.activity.place for draft in preview_of(text, municipality=utrecht).ready]
    assert [place.precision for place in found] == [
        Precision.EXACT, Precision.STREET, Precision.STREET, Precision.POSTCODE, Precision.PLACE,
        Precision.MUNICIPALITY,
    ]  # fmt: skip
    assert found[0].point == found[1].point == found[2].point
    assert {place.municipality_code for place in found} == {"GM0344"}
    assert one_of("titel;datum;locatie\nA;1-12-2026;Het Wed\n").place.point is None


def test_an_ambiguous_town_is_settled_by_its_province_or_left_without_a_point():
    head = "titel;datum;plaats;provincie\n"
    assert one_of(head + "A;1-12-2026;Hengelo;Gelderland\n").place.province.label == "Gelderland"
    place = one_of(head + "A;1-12-2026;Hengelo;\n").place
    assert (place.name, place.point) == ("Hengelo", None)


def test_a_point_in_the_sea_goes_back():
    assert reasons("titel;datum;lat;lon\nA;1-12-2026;53,0;4,0\n") == [(2, "lat", "coordinate_sea")]


def test_the_file_name_says_where_and_is_shown_without_harm():
    found = importing.inspect_sheets(
        [read_text(b"titel;datum\nA;1-12-2026\n")],
        "../../etc/events_utrecht_2016\r\nX: .csv",
        gazetteer=load(None),
    )
    assert found.name == "events_utrecht_2016X: .csv"
    assert found.sheets[0].municipality.name == "Utrecht"
    assert found.sheets[0].year == 2016


def test_sheets_without_headings_are_named_and_the_others_used():
    raw = read_text((HEAD + "A;1-12-2026;Assen\n").encode())
    sheets = [RawSheet("Uitleg", (), ()), RawSheet("2014", raw.rows)]
    found = importing.inspect_sheets(sheets, "x.xlsx", gazetteer=load(None))
    assert [one.sheet.name for one in found.sheets] == ["2014"]
    assert found.other_sheets == ("Uitleg",)
    assert found.sheets[0].year == 2014


def test_a_stray_cell_right_of_the_headings_is_skipped():
    preview = preview_of(HEAD + "Soep;1-12-2026;Assen\n;;;los\n")
    assert [draft.title for draft in preview.ready] == ["Soep"]
    assert [(row.number, row.reason, row.text) for row in preview.skipped] == [
        (3, "section", "los")
    ]


def test_another_meaning_for_a_column_is_followed():
    found = importing.inspect_sheets(
        [read_text(b"naam;datum;wat anders\nA;1-12-2026;Soep\n")], "x.csv", gazetteer=load(None)
    )
    meanings = (None, Meaning.DATE, Meaning.TITLE)
    preview = importing.preview(
        [importing.Chosen(found.sheets[0].sheet, meanings)],
        actor=COORDINATOR,
        gazetteer=load(None),
        edition=YEAR_2026,
    )
    assert preview.ready[0].activity.title == "Soep"


def test_numbers_beyond_what_a_form_offers_go_back():
    heading = "titel;datum;plaats;mensen nodig;geld nodig;maximum aantal deelnemers;minimumleeftijd"
    row = "Soep;1-12-2026;Assen;99999;5000000;90000;500"
    assert [reason for _, _, reason in reasons(f"{heading}\n{row}\n")] == [
        "count", "count", "count", "amount",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "tags", "unknown"),
    [
        ("Nederlands, Engels en gebarentaal", ("nl", "en", "dse"), ""),
        ("nl, en, ar-Latn", ("nl", "en", "ar-Latn"), ""),
        ("Oekraïens / NL / Klingon", ("uk", "nl"), "Klingon"),
    ],
)
def test_languages_become_what_a_form_offers(said, tags, unknown):
    (draft,) = preview_of(f"titel;datum;plaats;talen\nSoep;1-12-2026;Assen;{said}\n").ready
    assert draft.activity.languages == tags
    assert content.cleaned(draft.activity).languages == tags
    told = [one.facts["text"] for one in draft.notices if one.key == "choice_unknown"]
    assert ", ".join(told) == unknown


@pytest.mark.parametrize("language", Language)
def test_what_goes_back_is_the_file_with_a_reason_and_comes_in_when_corrected(language):
    text = HEAD + "Goed;1-12-2026;Assen\n'+31 6;7/10;Emmen\n=Fout;8/10;Assen\n"
    back = preview_of(text)
    content = importing.handed_back_csv(back, language)
    again = read_text(content).rows
    assert again[0].cells[1:4] == ("titel", "datum", "plaats")
    assert again[1].cells[:4] == ("3", "+31 6", "7/10", "Emmen")
    assert "7/10" in again[1].cells[4]
    corrected = content.replace(b"7/10", b"7-10-2026", 1)
    assert [draft.activity.title for draft in preview_of(corrected).ready] == ["+31 6"]
    assert importing.handed_back_xlsx(back, language).startswith(b"PK")
