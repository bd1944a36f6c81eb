"""What we write opens without running anything, and reads back as it was."""

from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.spreadsheets.reading import read_text
from data.spreadsheets.reading.workbooks import read_workbook
from data.spreadsheets.writing import as_written, neutralised, to_csv, to_xlsx

STARTS = ["=", "+", "-", "@", "%", "|", "＝", "＋", "－", "＠", "\t=", " =", "'=", "''=", "\n="]
PAYLOADS = [f"{start}{rest}" for start in STARTS for rest in (
    "1+1", "SUM(A1)", "cmd|' /C calc'!A0", "HYPERLINK(\"https://example.nl\")", "31612345678",
    "5 mensen", "x", "-1", "'", "DDE(\"a\")", "2+5+cmd", "A1:A9", "@x", "=",
)]  # fmt: skip
words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), include_characters="\n"), max_size=20)  # fmt: skip
tables = st.lists(st.lists(words, min_size=3, max_size=3), min_size=1, max_size=5)


def cells(raw):
    return [list(row.cells) for row in raw.rows]


def test_more_than_two_hundred_payloads_are_no_formula_in_csv_and_read_back():
    assert len(PAYLOADS) >= 200
    for payload in PAYLOADS:
        shown = neutralised(payload)
        assert shown.startswith("'") or payload == "-31612345678", payload
        assert as_written(shown) == payload


def test_more_than_two_hundred_payloads_are_no_formula_in_xlsx():
    content = to_xlsx(["kop"], [[payload] for payload in PAYLOADS], sheet="blad")
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert {cell.data_type for (cell,) in page.iter_rows(min_row=2)} == {"s"}


@pytest.mark.parametrize(
    "text", ["-5", "12", "3,5", "-0.25", "'t Lint", "’s-Gravenhage", "", "a=b"]
)
def test_plain_numbers_and_names_stay_bare(text):
    assert neutralised(text) == text
    assert as_written(text) == text


def test_csv_is_what_dutch_excel_opens():
    content = to_csv(["naam", "telefoon"], [["José; €", "+31612345678"]])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == 'naam;telefoon\r\n"José; €";\'+31612345678\r\n'


@given(tables)
def test_csv_reads_back_as_it_was(rows):
    headings = ["titel", "datum", "plaats"]
    assert cells(read_text(to_csv(headings, rows))) == [
        headings,
        *[row for row in rows if any(cell.strip() for cell in row)],
    ]


@settings(max_examples=40)
@given(tables)
def test_xlsx_reads_back_as_it_was(rows):
    headings = ["titel", "datum", "plaats"]
    (raw,) = read_workbook(to_xlsx(headings, rows, sheet="blad"))
    found = [row + [""] * (3 - len(row)) for row in cells(raw)]
    assert found == [headings, *[row for row in rows if any(row)]]
