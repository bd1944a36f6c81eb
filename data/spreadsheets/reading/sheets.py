"""Sheets: what is left of a file once it is read, with every cell as text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from data.spreadsheets.errors import Notice

MOST_ROWS = 100_000
MOST_COLUMNS = 60

# Called now and then with the number of rows read so far.
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Row:
    """A row as a spreadsheet numbers it, from 1; as many cells as the file gives."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RawSheet:
    """All rows of a sheet that hold anything, headings and whatever stands above them included."""

    name: str
    rows: tuple[Row, ...]
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its headings found.

    `above` is what stands over the headings, a line each. A row of `rows` may be shorter or
    longer than `headings`. `name` is empty for a text file.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    above: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
