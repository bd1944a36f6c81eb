"""XLSX workbooks: looked over before they are opened, then read row by row. Cells become text.

Runs in the child process of `sandbox`; what it refuses is refused before anything is unpacked.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice

import openpyxl
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import range_boundaries

from data.spreadsheets.errors import (
    BrokenWorkbookError,
    LockedWorkbookError,
    MacroWorkbookError,
    Notice,
    OldWorkbookError,
    TooManyRowsError,
    UnsafeWorkbookError,
)
from data.spreadsheets.reading.headings import SEARCHED_ROWS
from data.spreadsheets.reading.sheets import MOST_COLUMNS, MOST_ROWS, Progress, RawSheet, Row
from data.spreadsheets.sandbox import OLE

MOST_MEMBERS, MOST_UNPACKED, MOST_RATIO = 100, 50_000_000, 100
_SMALL = 1_000_000  # a small member may be as repetitive as it likes
_MOST_MERGED = 1_000_000  # cells
_REPORT_EVERY = 2_000
_NESTED = (".zip", ".xlsx", ".xlsm", ".xls", ".docx", ".gz", ".7z", ".rar")
_HIDDEN_ROW = re.compile(rb"<row\b[^>]*\shidden=\"(?:1|true)\"")
_FORMULA = re.compile(rb"<f[ />]")
_NO_RESULT = re.compile(rb"</f></c>|<f[^>]*/></c>|</f><v\s*/>|</f><v></v>")
_MERGED = re.compile(rb"<mergeCell\s+ref=\"([A-Z]+[0-9]+:[A-Z]+[0-9]+)\"")


def check_old(content: bytes) -> None:
    """Raise for the compound files of before 2007: locked workbooks and old ones."""
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise LockedWorkbookError()
        raise OldWorkbookError()


def check_zip(content: bytes) -> None:
    """Look the directory over and raise for what is no plain workbook, or unpacks into too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check_members(members)
            for member in members:
                if member.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _check_xml(archive.read(member))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise BrokenWorkbookError() from error


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename.lower() for member in members]
    if "xl/workbook.xml" not in names:
        raise OldWorkbookError()  # .ods, .docx, a zip with files
    if any("vbaproject" in name for name in names):
        raise MacroWorkbookError()
    unpacked = sum(member.file_size for member in members)
    packed = max(sum(member.compress_size for member in members), 1)
    reasons = {
        "members": len(members) > MOST_MEMBERS,
        "size": unpacked > MOST_UNPACKED,
        "ratio": unpacked > _SMALL
        and (
            unpacked / packed > MOST_RATIO
            or any(
                member.file_size > _SMALL
                and member.file_size / max(member.compress_size, 1) > MOST_RATIO
                for member in members
            )
        ),
        "locked": any(member.flag_bits & 0x1 for member in members),
        "nested": any(name.endswith(_NESTED) or "embeddings/" in name for name in names),
        "links": any(name.startswith("xl/externallinks/") for name in names),
    }
    for reason, holds in reasons.items():
        if holds:
            raise UnsafeWorkbookError(reason=reason)


def _check_xml(content: bytes) -> None:
    """No workbook needs entities; and in another encoding than UTF-8 they could hide."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:200]:
        raise UnsafeWorkbookError(reason="entities")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise UnsafeWorkbookError(reason="entities")


def read_workbook(content: bytes, report: Progress = lambda _: None) -> Iterator[RawSheet]:
    """The sheets of a workbook, in order, as many rows as we take. Raises a `FileRefusedError`."""
    check_old(content)
    check_zip(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (KeyError, ValueError, TypeError, AttributeError, OSError, SyntaxError) as error:
        raise BrokenWorkbookError() from error
    paths = _sheet_paths(content)
    done = 0
    for page in book.worksheets:
        rows: list[Row] = []
        page.reset_dimensions()
        try:
            cells = page.iter_rows(
                max_row=MOST_ROWS + SEARCHED_ROWS + 1, max_col=MOST_COLUMNS, values_only=True
            )
            for number, values in enumerate(cells, start=1):
                texts = tuple(map(_as_text, values))
                if any(texts):
                    rows.append(Row(number, texts))
                if number % _REPORT_EVERY == 0:
                    report(done + number)
        except (KeyError, ValueError, TypeError, AttributeError, SyntaxError) as error:
            raise BrokenWorkbookError() from error
        done += len(rows)
        if done > MOST_ROWS + SEARCHED_ROWS:
            raise TooManyRowsError(limit=MOST_ROWS)
        xml = _xml(content, paths.get(page.title, ""))
        yield RawSheet(
            page.title,
            tuple(_trimmed(_unmerged(rows, _MERGED.findall(xml)))),
            tuple(_notices(xml, is_hidden=page.sheet_state != "visible")),
        )


def _as_text(value: object) -> str:
    """A cell as text: dates as 2026-12-31, times as 14:00, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, datetime):
        # Excel counts in days, so a time may be off by a hair.
        moment = (value + timedelta(milliseconds=500)).replace(microsecond=0)
        if moment.time() == time():
            return f"{moment:%Y-%m-%d}"
        return f"{moment:%Y-%m-%d %H:%M}" if moment.second == 0 else f"{moment:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _sheet_paths(content: bytes) -> dict[str, str]:
    """The file inside the workbook of every sheet, by its name."""
    book = ExcelReader(io.BytesIO(content), read_only=True)
    book.read_manifest()
    book.read_workbook()
    return {sheet.name: link.target for sheet, link in book.parser.find_sheets()}


def _xml(content: bytes, path: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(path) if path in archive.namelist() else b""


def _notices(xml: bytes, *, is_hidden: bool) -> Iterator[Notice]:
    if is_hidden:
        yield Notice("sheet_hidden")
    for key, form in (
        ("rows_hidden", _HIDDEN_ROW),
        ("formulas", _FORMULA),
        ("formulas_without_result", _NO_RESULT),
    ):
        count = len(form.findall(xml))
        if count:
            yield Notice(key, {"count": count})


def _trimmed(rows: list[Row]) -> list[Row]:
    """Rows without the columns on the right that no row uses."""
    width = max((at + 1 for row in rows for at, cell in enumerate(row.cells) if cell), default=0)
    return [Row(row.number, row.cells[:width]) for row in rows]


def _unmerged(rows: list[Row], merged: Iterable[bytes]) -> list[Row]:
    """Rows in which every cell of a merged block has the text of its first."""
    by_number = {row.number: list(row.cells) for row in rows}
    left = _MOST_MERGED
    for block in islice(merged, 20_000):
        west, north, east, south = range_boundaries(block.decode())
        if west is None or north is None or east is None or south is None:
            continue
        if north not in by_number:
            continue
        text = by_number[north][west - 1] if west <= len(by_number[north]) else ""
        for number in range(north, min(south, rows[-1].number) + 1):
            cells = by_number.get(number)
            left -= 1
            if cells is None or not text or left < 0:
                continue
            for at in range(west - 1, min(east, len(cells))):
                cells[at] = cells[at] or text
    return [Row(number, tuple(cells)) for number, cells in by_number.items()]
