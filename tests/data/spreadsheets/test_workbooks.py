"""Workbooks: read as they are, refused when they mean harm, always in a child with limits."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from data.spreadsheets import errors, sandbox
from data.spreadsheets.reading.headings import with_headings
from data.spreadsheets.sandbox import read_file
from tests.data.spreadsheets import hostile

ROOT = Path(__file__).parents[3]
# As a spreadsheet has them: on the clock of the wall, without a zone.
MOMENT = datetime(2026, 12, 12, 14, 30)  # noqa: DTZ001


def only(content):
    (sheet,) = read_file(content)
    return sheet


def cells(content):
    return [row.cells for row in only(content).rows]


HARMFUL = {
    "bomb": (hostile.bomb, errors.UnsafeWorkbookError),
    "billion laughs": (hostile.billion_laughs, errors.UnsafeWorkbookError),
    "outside entity": (hostile.outside_entity, errors.UnsafeWorkbookError),
    "hidden entity": (hostile.hidden_entity, errors.UnsafeWorkbookError),
    "lying directory": (hostile.lying_directory, errors.FileRefusedError),
    "password": (lambda: hostile.ole("EncryptedPackage".encode("utf-16-le")), errors.LockedWorkbookError),
    "old xls": (hostile.ole, errors.OldWorkbookError),
    "macros": (lambda: hostile.with_parts(hostile.plain(), {"xl/vbaProject.bin": b"x"}), errors.MacroWorkbookError),
    "300 sheets": (lambda: hostile.plain(lambda book: [book.create_sheet() for _ in range(300)]), errors.UnsafeWorkbookError),
    "link to another file": (lambda: hostile.with_parts(hostile.plain(), {"xl/externalLinks/externalLink1.xml": b"<x/>"}), errors.UnsafeWorkbookError),
    "file inside": (lambda: hostile.with_parts(hostile.plain(), {"xl/embeddings/x.bin": b"x"}), errors.UnsafeWorkbookError),
    "zip inside": (lambda: hostile.with_parts(hostile.plain(), {"xl/x.zip": b"x"}), errors.UnsafeWorkbookError),
    "open document": (lambda: hostile.with_parts(hostile.plain(), {"xl/workbook.xml": None}), errors.OldWorkbookError),
    "cut off": (lambda: hostile.plain()[:2000], errors.BrokenWorkbookError),
    "no zip at all": (lambda: b"PK\x03\x04 nonsense", errors.BrokenWorkbookError),
    "broken sheet": (lambda: hostile.with_parts(hostile.plain(), {"xl/worksheets/sheet1.xml": b"<worksheet><row>"}), errors.BrokenWorkbookError),
    "too large": (lambda: b"PK\x03\x04" + os.urandom(5_000_001), errors.FileTooLargeError),
}  # fmt: skip


@pytest.mark.parametrize("name", HARMFUL)
def test_harm_is_refused_with_its_reason_in_little_time(name):
    make, refusal = HARMFUL[name]
    content = make()
    began = _busy_seconds()
    with pytest.raises(refusal):
        read_file(content)
    assert _busy_seconds() - began < 10


def _busy_seconds() -> float:
    """What children have used of the processor: a busy machine makes that no more."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_one_cell_in_the_last_corner_is_read_in_little_memory():
    # In a process of its own: the tests have larger children, and a copy of theirs counts too.
    script = (
        "import resource\n"
        "from data.spreadsheets.sandbox import read_file\n"
        "from tests.data.spreadsheets import hostile\n"
        "(sheet,) = read_file(hostile.sparse())\n"
        "print(len(sheet.rows), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
    )
    told = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True)
    rows, kilobytes = map(int, told.stdout.split())
    assert rows == 0
    assert kilobytes < 500_000


def test_dates_and_times_are_those_of_excel_in_both_calendars():
    def with_dates(book):
        book.active.append([date(2026, 12, 12), MOMENT, clock(9, 5), 46289, 3.5, True])

    def from_1904(book):
        book.epoch = CALENDAR_MAC_1904
        with_dates(book)

    expected = ("2026-12-12", "2026-12-12 14:30", "09:05", "46289", "3.5", "True")
    assert cells(hostile.plain(with_dates))[-1] == expected
    assert cells(hostile.plain(from_1904))[-1] == expected


def test_merged_cells_say_the_same_in_every_cell():
    def merged(book):
        page = book.active
        page.insert_rows(1, 2)
        page["A1"] = "Agenda van Zwolle"
        page.merge_cells("A1:C1")
        page.append(["Soep en taart", "14-12-2026", "Emmen"])
        page.append(["Nog een", None, None])
        page.merge_cells("B6:B7")

    sheet = with_headings(only(hostile.plain(merged)))
    assert sheet.headings == ("titel", "datum", "plaats")
    assert sheet.above == ("Agenda van Zwolle",)
    assert sheet.rows[-1].cells == ("Nog een", "14-12-2026", "")


def test_hidden_rows_and_formulas_are_read_and_told():
    def with_secrets(book):
        page = book.active
        page.row_dimensions[2].hidden = True
        page["A4"] = "=1+1"

    sheet = only(hostile.plain(with_secrets))
    assert sheet.rows[1].cells[0] == "Soep"
    told = {notice.key: notice.facts["count"] for notice in sheet.notices}
    assert told == {"rows_hidden": 1, "formulas": 1, "formulas_without_result": 1}


def test_the_result_of_a_formula_counts_and_its_failure_shows():
    body = (
        '<row r="1"><c r="A1" t="str"><f>1+1</f><v>Soep</v></c>'
        '<c r="B1" t="e"><f>X!A1</f><v>#REF!</v></c></row>'
    )
    assert cells(hostile.with_sheet(body)) == [("Soep", "#REF!")]


def test_every_sheet_comes_with_its_name():
    def years(book):
        for year in ("2014", "2015"):
            book.create_sheet(year).append(["titel"])

    assert [sheet.name for sheet in read_file(hostile.plain(years))] == ["Blad1", "2014", "2015"]


def test_a_file_that_takes_too_long_is_broken_off(monkeypatch):
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 0.0)
    with pytest.raises(errors.TooHeavyError):
        read_file(hostile.plain())


def test_reading_can_be_stopped_and_leaves_no_process(monkeypatch):
    children = []
    start = subprocess.Popen
    monkeypatch.setattr(
        sandbox.subprocess, "Popen", lambda *a, **k: children.append(start(*a, **k)) or children[0]
    )
    with pytest.raises(errors.StoppedError):
        read_file(hostile.plain(), is_stopped=lambda: True)
    assert children[0].poll() is not None


def test_the_child_knows_nothing_of_our_environment(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "secret")
    seen = {}
    start = subprocess.Popen
    monkeypatch.setattr(
        sandbox.subprocess, "Popen", lambda *a, **k: seen.update(k["env"]) or start(*a, **k)
    )
    read_file(hostile.plain())
    assert "DATABASE_URL" not in seen
