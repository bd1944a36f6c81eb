"""Text files with columns: encoding, delimiter and rows. Every cell stays text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from data.spreadsheets.errors import (
    EmptyFileError,
    Notice,
    NotTextError,
    OpenQuoteError,
    TooManyRowsError,
)
from data.spreadsheets.reading import headings
from data.spreadsheets.reading.sheets import MOST_ROWS, Progress, RawSheet, Row
from data.spreadsheets.writing import as_written

DELIMITERS = (";", ",", "\t", "|")
_SAMPLE_ROWS = 40
_REPORT_EVERY = 5_000
_LINES_IN_A_CELL = 200  # more is a quotation mark that was never closed
_END = "\x1c"  # cannot be in a text that we accept, so it shows where the file ends
_NOT_IN_TEXT = re.compile("[\x00-\x08\x0e-\x1f]")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decoded(content: bytes) -> tuple[str, list[Notice]]:
    """The text of a file: by its byte order mark, else UTF-8, else Windows-1252 with a notice.

    Raises `EmptyFileError` and `NotTextError`.
    """
    if not content.strip():
        raise EmptyFileError()
    notices: list[Notice] = []
    encoding = next((name for bom, name in _BOMS if content.startswith(bom)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise NotTextError() from error
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            raise NotTextError() from error
        notices.append(Notice("windows_text"))
    if _NOT_IN_TEXT.search(text):
        raise NotTextError()
    if not text.strip("\ufeff \t\r\n;,"):
        raise EmptyFileError()
    return text, notices


def read_text(content: bytes, report: Progress = lambda _: None) -> RawSheet:
    """The rows of a text file. Raises as `decoded`, `OpenQuoteError` and `TooManyRowsError`."""
    text, notices = decoded(content)
    named = re.match(r"\s*sep=(.)\r?\n?", text, re.IGNORECASE)
    skipped = 1 if named else 0
    text = text[named.end() :] if named else text
    delimiter = named[1] if named else delimiter_of(text)
    found: list[Row] = []
    for number, cells in enumerate(_rows(text, delimiter), start=1 + skipped):
        if any(cell and not cell.isspace() for cell in cells):
            found.append(Row(number, tuple(as_written(cell) for cell in cells)))
            if len(found) > MOST_ROWS + headings.SEARCHED_ROWS:
                raise TooManyRowsError(limit=MOST_ROWS)
        if number % _REPORT_EVERY == 0:
            report(number)
    return RawSheet("", tuple(found), tuple(notices))


def delimiter_of(text: str) -> str:
    """The sign that gives the best headings in the first rows, then the most even columns.

    So a comma inside addresses does not win from the semicolon between the headings.
    """

    def quality(delimiter: str) -> tuple[int, float]:
        try:
            rows = _first_rows(text, delimiter)
        except OpenQuoteError:
            return 0, 0.0
        wide = [len(row) for row in rows if len(row) > 1]
        if not wide:
            return 0, 0.0
        usual = max(set(wide), key=wide.count)
        best = max(headings.known(row) for row in rows)
        return best, wide.count(usual) / len(rows) * min(usual, 10)

    return max(DELIMITERS, key=quality)


def _first_rows(text: str, delimiter: str) -> list[list[str]]:
    found = []
    for cells in _rows(text[:200_000], delimiter, is_whole=False):
        found.append(cells)
        if len(found) == _SAMPLE_ROWS:
            break
    return found


def _rows(text: str, delimiter: str, *, is_whole: bool = True) -> Iterator[list[str]]:
    """The records, empty ones included. Raises `OpenQuoteError` with the row where it opens."""
    csv.field_size_limit(max(len(text) + 2, 131_072))
    ending = "" if text.endswith(("\n", "\r")) else "\n"
    lines = io.StringIO(f"{text}{ending}{_END}", newline="")
    for number, cells in enumerate(csv.reader(lines, delimiter=delimiter), start=1):
        if cells == [_END]:
            return
        for cell in cells:
            if cell.endswith(_END) or cell.count("\n") > _LINES_IN_A_CELL:
                if is_whole:
                    raise OpenQuoteError(row=number)
                return
        yield cells
