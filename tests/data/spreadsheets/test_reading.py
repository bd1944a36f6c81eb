"""Text files in every encoding and shape that people send, and the ones that go back whole."""

from __future__ import annotations

import pytest

from data.spreadsheets.columns import guess_columns
from data.spreadsheets.errors import (
    DoubleHeadingError,
    EmptyFileError,
    NoHeadingsError,
    NotTextError,
    OpenQuoteError,
    TooManyRowsError,
)
from data.spreadsheets.meanings import Meaning
from data.spreadsheets.reading import read_text
from data.spreadsheets.reading.headings import with_headings

LINES = "titel;datum;plaats\nKoffie;12-12-2026;Zwolle\n"


def sheet_of(content):
    return with_headings(read_text(content if isinstance(content, bytes) else content.encode()))


def rows_of(content):
    return [row.cells for row in sheet_of(content).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom", "utf-16-be-bom"])  # fmt: skip
def test_encodings_with_and_without_mark(encoding):
    text = LINES.replace("Koffie", "Café Ĳ")
    marks = {"utf-16-le-bom": b"\xff\xfe", "utf-16-be-bom": b"\xfe\xff"}
    bare = encoding.removesuffix("-bom")
    sheet = sheet_of(marks.get(encoding, b"") + text.encode(bare))
    assert sheet.headings == ("titel", "datum", "plaats")
    assert sheet.rows[0].cells[0] == "Café Ĳ"
    assert sheet.notices == ()


def test_windows_text_is_read_with_a_notice():
    sheet = sheet_of(LINES.replace("Koffie", "José – €").encode("cp1252"))
    assert sheet.rows[0].cells[0] == "José – €"
    assert [notice.key for notice in sheet.notices] == ["windows_text"]


def test_what_excel_calls_unicode_text_has_tabs():
    assert rows_of(LINES.replace(";", "\t").encode("utf-16")) == [
        ("Koffie", "12-12-2026", "Zwolle")
    ]


@pytest.mark.parametrize(
    "content",
    [
        LINES.encode("utf-16-le"),
        bytes(range(256)),
        b"\x89PNG\r\n\x1a\n\x00",
        b"titel;datum\na\x00b;c",
    ],
)
def test_what_is_no_text_goes_back_whole(content):
    with pytest.raises(NotTextError):
        read_text(content)


@pytest.mark.parametrize("content", [b"", b"  \n ", b"\xef\xbb\xbf", b";;;\n;;;"])
def test_an_empty_file_says_so(content):
    with pytest.raises(EmptyFileError):
        read_text(content)


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_the_sign_between_columns_is_that_of_the_headings(sign):
    others = {";", ","} - {sign}
    cell = f"Plein 1{others.pop()} achterin"
    quoted = f'"{cell}"'
    text = f"titel{sign}datum{sign}adres\nKoffie{sign}12-12-2026{sign}{quoted}\n"
    assert rows_of(text) == [("Koffie", "12-12-2026", cell)]


def test_a_line_that_names_the_sign_is_skipped():
    assert rows_of("sep=;\n" + LINES) == [("Koffie", "12-12-2026", "Zwolle")]
    assert sheet_of("sep=;\n" + LINES).rows[0].number == 3


def test_a_quoted_cell_may_hold_lines_and_quotation_marks():
    text = 'titel;datum\n"Zeg ""hallo""\nen nog wat";12-12-2026\nTweede;13-12-2026\n'
    assert rows_of(text) == [('Zeg "hallo"\nen nog wat', "12-12-2026"), ("Tweede", "13-12-2026")]
    assert [row.number for row in sheet_of(text).rows] == [2, 3]


@pytest.mark.parametrize("rest", ["", '\nx;"y"'])
def test_a_quotation_mark_that_never_closes_names_its_row(rest):
    text = 'titel;datum\nEen;1-1-2026\n"Twee;2-1-2026\n' + "Meer;3-1-2026\n" * 1_000 + rest
    with pytest.raises(OpenQuoteError) as caught:
        read_text(text.encode())
    assert caught.value.facts["row"] == 3


def test_words_that_look_like_nothing_stay():
    assert rows_of("titel;organisator\nNA;null\nNone;nan\n") == [("NA", "null"), ("None", "nan")]


def test_a_hundred_thousand_rows_fit_and_one_more_does_not():
    line = "Koffie;12-12-2026;Zwolle\n"
    text = "titel;datum;plaats\n" + line * 100_000
    assert len(sheet_of(text).rows) == 100_000
    with pytest.raises(TooManyRowsError) as caught:
        sheet_of(text + line)
    assert caught.value.facts["limit"] == 100_000


def test_headings_below_titles_and_remarks():
    sheet = sheet_of(
        "Agenda Gemeente Zwolle\n;;\n\nNaam activiteit;Wanneer;Waar\nSoep;12-12-2026;Plein\n"
    )
    assert sheet.headings == ("Naam activiteit", "Wanneer", "Waar")
    assert sheet.above == ("Agenda Gemeente Zwolle",)
    assert sheet.rows[0].number == 5


def test_headings_in_two_rows():
    sheet = sheet_of(
        "Evenement;Datum;;Tijden;\n;van;tot;van;tot\nFeest;1-1-2026;2-1-2026;10:00;12:00\n"
    )
    assert sheet.headings == ("Evenement", "Datum van", "Datum tot", "Tijden van", "Tijden tot")
    assert [guess.meaning for guess in guess_columns(sheet.headings, rows_of_sheet(sheet))] == [
        Meaning.TITLE, Meaning.DATE, Meaning.END_DATE, Meaning.START, Meaning.END,
    ]  # fmt: skip


def rows_of_sheet(sheet):
    return [row.cells for row in sheet.rows]


def test_a_file_without_headings_says_so():
    with pytest.raises(NoHeadingsError):
        sheet_of("Koffie;12-12-2026;Zwolle\nThee;13-12-2026;Zwolle\n")


def test_two_columns_with_one_name_are_named():
    sheet = sheet_of("titel;datum;Titel\nSoep;1-1-2026;Thee\n")
    with pytest.raises(DoubleHeadingError) as caught:
        guess_columns(sheet.headings, rows_of_sheet(sheet))
    assert caught.value.facts["heading"] == "Titel"


def test_a_writer_that_drops_empty_cells_loses_no_rows():
    text = "titel;datum;plaats\n" + "Soep;1-1-2026\n" * 3 + "Thee;1-1-2026;Zwolle\n"
    assert {len(row) for row in rows_of(text)} == {3}
    one_short = "titel;datum;plaats\nSoep;1-1-2026\nThee;1-1-2026;Zwolle\n"
    assert [len(row) for row in rows_of(one_short)] == [2, 3]


def test_headings_that_come_back_are_skipped():
    sheet = sheet_of(LINES + LINES)
    assert len(sheet.rows) == 2
    assert [notice.key for notice in sheet.notices] == ["headings_repeated"]
