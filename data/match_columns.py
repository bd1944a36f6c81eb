"""Columns of a CSV or Parquet file, part by part, with every value that cannot be read named at its row.

Every value is read as text, once per distinct text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from data.match_readings import AS_IT_IS, DEGREES, Expected, Reading
from domain.errors import VerbindingError
from domain.places import Point

HEADING = 0
MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that cannot be read, and what could be.

    `row` counts from 1 below the HEADING, whose names are known or not. `words` are those that can
    be chosen from, if any.
    """

    row: int
    column: str
    value: str
    expected: Expected
    words: tuple[str, ...] = ()


class MatchFileError(VerbindingError):
    """A file (`file`) has values that cannot be read; `problems` are the first of them."""

    key = "error.match_file"

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        super().__init__(file=file, count=len(problems))
        self.problems = tuple(problems)


def parts(path: Path, rows: int) -> Iterator[tuple[int, pa.Table]]:
    """The file as tables of exactly `rows` rows (the last may be shorter), each with the rows before it.

    Raises `MatchFileError` for a file that is neither CSV nor Parquet.
    """
    try:
        yield from _parts(path, rows)
    except pa.ArrowInvalid as error:
        raise MatchFileError(path.name, ()) from error


def _parts(path: Path, rows: int) -> Iterator[tuple[int, pa.Table]]:
    waiting: list[pa.RecordBatch] = []
    held = first = 0
    for batch in _batches(path, rows):
        rest = batch
        while len(rest):
            taken = rest.slice(0, rows - held)
            waiting.append(taken)
            held, rest = held + len(taken), rest.slice(len(taken))
            if held == rows:
                yield first, pa.Table.from_batches(waiting)
                first, waiting, held = first + held, [], 0
    if waiting:
        yield first, pa.Table.from_batches(waiting)


def _batches(path: Path, rows: int) -> Iterator[pa.RecordBatch]:
    if path.suffix == ".parquet":
        yield from pq.ParquetFile(path).iter_batches(batch_size=rows)
        return
    with path.open(encoding="utf-8-sig") as file:
        names = file.readline().rstrip("\r\n").split(",")
    options = pa_csv.ConvertOptions(
        column_types={name.strip('"'): pa.string() for name in names}, strings_can_be_null=False
    )
    yield from pa_csv.open_csv(path, convert_options=options)


class Columns:
    """Columns of one part, with every problem met while reading them."""

    def __init__(self, path: Path, table: pa.Table, first: int, known: Collection[str]) -> None:
        self._path, self._table, self._first = path, table, first
        self._problems = [
            Problem(HEADING, name, "", Expected.KNOWN_COLUMN, tuple(sorted(known)))
            for name in table.column_names
            if name not in known
        ]

    def ids(self) -> list[str]:
        """The ids; a row without one is a problem."""
        ids: list[str] = self.read("id", AS_IT_IS, "")
        for row, one in enumerate(ids):
            if not one and len(self._problems) < MOST_PROBLEMS:
                self._note(row, "id", "", Expected.ID)
        return ids

    def points(self) -> dict[str, list[float]]:
        """Latitude and longitude; both or neither, in the Netherlands."""
        lat = self.read("latitude", DEGREES, np.nan)
        lon = self.read("longitude", DEGREES, np.nan)
        for row, (north, east) in enumerate(zip(lat, lon, strict=True)):
            if north == north or east == east:  # not NaN
                try:
                    Point(north, east)
                except VerbindingError:
                    self._note(row, "latitude", f"{north}, {east}", Expected.DEGREES)
        return {"lat": lat, "lon": lon}

    def read(self, name: str, reading: Reading, missing: object) -> list[Any]:
        """A column through `reading`, once per distinct text; `missing` where nothing was said."""
        if name not in self._table.column_names:
            return [missing] * len(self._table)
        column = pc.fill_null(self._table[name].cast(pa.string()), "")
        encoded = column.combine_chunks().dictionary_encode()
        known, faults = [], {}
        for number, text in enumerate(encoded.dictionary.to_pylist()):
            try:
                known.append(reading.read(text.strip()) if text.strip() else missing)
            except (ValueError, VerbindingError):
                faults[number] = text
                known.append(missing)
        codes = encoded.indices.to_pylist()
        if faults:
            for row, number in enumerate(codes):
                if number in faults:
                    self._note(row, name, faults[number], reading.expected, reading.words)
        return [known[number] for number in codes]

    def twice(self, ids: list[str]) -> None:
        """Note every id that came before."""
        seen: set[str] = set()
        for row, one in enumerate(ids):
            if one in seen:
                self._note(row, "id", one, Expected.ID_ONCE)
            seen.add(one)

    def check(self) -> None:
        """Raise `MatchFileError` when there was any problem."""
        if self._problems:
            ordered = sorted(self._problems, key=lambda problem: problem.row)
            raise MatchFileError(self._path.name, ordered[:MOST_PROBLEMS])

    def _note(
        self, row: int, column: str, value: str, expected: Expected, words: tuple[str, ...] = ()
    ) -> None:
        self._problems.append(Problem(self._first + row + 1, column, value, expected, words))


def end_to_end(prefix: str, rows: Sequence[tuple[tuple[int, int], ...]]) -> dict[str, Any]:
    """The spans of all rows after each other, as the columns of a `Catalogue` or of `Seekers`."""
    return {
        f"{prefix}_offsets": np.cumsum([0, *map(len, rows)]),
        f"{prefix}_starts": [start for some in rows for start, _ in some],
        f"{prefix}_ends": [end for some in rows for _, end in some],
    }
