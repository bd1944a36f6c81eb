"""Tables for people: CSV that Dutch Excel opens by a click, and XLSX. No cell becomes a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

# First signs by which a spreadsheet takes a cell for a formula or a command, full-width ones too.
_DANGEROUS = tuple("=+-@%|＝＋－＠％｜\t\r\n\0")
_PLAIN_NUMBER = re.compile(r"^-?\d+([.,]\d+)?$", re.ASCII)
_QUOTE = "'"
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet to write: every row as long as its headings."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[str]]


def _would_run(text: str) -> bool:
    bare = text.lstrip(_QUOTE)
    return (bare.startswith(_DANGEROUS) or bare.lstrip().startswith(_DANGEROUS)) and not (
        bare == text and _PLAIN_NUMBER.match(text)
    )


def neutralised(text: str) -> str:
    """The text with one quotation mark before it where a spreadsheet would run it."""
    return _QUOTE + text if _would_run(text) else text


def as_written(text: str) -> str:
    """What `neutralised` was given: exactly one protecting quotation mark less."""
    is_protected = text.startswith(_QUOTE) and len(text) > 1 and _would_run(text[1:])
    return text[1:] if is_protected else text


def to_csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with byte order mark, semicolons, CRLF."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    for row in (headings, *rows):
        writer.writerow([neutralised(cell) for cell in row])
    return buffer.getvalue().encode("utf-8-sig")


def to_xlsx(headings: Sequence[str], rows: Iterable[Sequence[str]], *, sheet: str) -> bytes:
    """One sheet of text cells, as `to_workbook`."""
    return to_workbook([Table(sheet, headings, rows)])


def to_workbook(tables: Iterable[Table]) -> bytes:
    """A sheet per table, headings frozen; all text, so a phone number keeps its plus."""
    buffer = io.BytesIO()
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        formats = (
            book.add_format({"bold": True, "num_format": "@"}),
            book.add_format({"num_format": "@", "quote_prefix": True}),
        )
        for number, table in enumerate(tables, start=1):
            name = _NOT_IN_SHEET_NAMES.sub(" ", table.name)[:28].strip("' ") or str(number)
            taken = {sheet.get_name().casefold() for sheet in book.worksheets()}
            _write(
                book.add_worksheet(name if name.casefold() not in taken else f"{name} {number}"),
                table,
                formats,
            )
    return buffer.getvalue()


def _write(page: Worksheet, table: Table, formats: tuple[Format, Format]) -> None:
    heading_format, text_format = formats
    page.freeze_panes(1, 0)
    for at, heading in enumerate(table.headings):
        page.write_string(0, at, heading, heading_format)
        page.set_column(at, at, min(max(len(heading) + 2, 12), 40))
    for number, row in enumerate(table.rows, start=1):
        for at, cell in enumerate(row):
            if cell:
                page.write_string(number, at, cell, text_format)
