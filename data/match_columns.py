"""Columns of a CSV or Parquet file, part by part, with every value that cannot be read named at its row.

Every value is read as text and parsed once per distinct value. Lists are separated by ";", times
are "2026-12-12T14:00/2026-12-12T17:00" on an Amsterdam clock.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from domain.errors import VerbindingError
from domain.places import Point
from domain.times import TimeSlot, local_to_utc
from domain.vocabulary import TargetGroup
from matching.catalogue import mask, minute

HEADING = 0
MOST_PROBLEMS = 50
_TRUTH = {"true": 1, "1": 1, "ja": 1, "yes": 1, "false": 0, "0": 0, "nee": 0, "no": 0}

Parser = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that cannot be read; `row` counts from 1 below the HEADING, whose names are known or not."""

    row: int
    column: str
    value: str


class MatchFileError(VerbindingError):
    """A file (`file`) has values that cannot be read; `problems` are the first of them."""

    key = "error.match_file"

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        super().__init__(file=file, count=len(problems))
        self.problems = tuple(problems)


def parts(path: Path, rows: int) -> Iterator[tuple[int, pa.Table]]:
    """The file as tables of exactly `rows` rows (the last may be shorter), each with the rows before it."""
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
            Problem(HEADING, name, "") for name in table.column_names if name not in known
        ]

    def ids(self) -> list[str]:
        """The ids; a row without one is a problem."""
        ids: list[str] = self.parsed("id", str, "")
        for row, one in enumerate(ids):
            if not one and len(self._problems) < MOST_PROBLEMS:
                self._note(row, "id", "")
        return ids

    def points(self) -> dict[str, list[float]]:
        """Latitude and longitude; both or neither, in the Netherlands."""
        lat = self.parsed("latitude", float, np.nan)
        lon = self.parsed("longitude", float, np.nan)
        for row, (north, east) in enumerate(zip(lat, lon, strict=True)):
            if north == north or east == east:  # not NaN
                try:
                    Point(north, east)
                except VerbindingError:
                    self._note(row, "latitude", f"{north}, {east}")
        return {"lat": lat, "lon": lon}

    def parsed(self, name: str, parse: Parser, missing: object) -> list[Any]:
        """A column through `parse`, once per distinct text; `missing` where nothing was said."""
        if name not in self._table.column_names:
            return [missing] * len(self._table)
        column = pc.fill_null(self._table[name].cast(pa.string()), "")
        encoded = column.combine_chunks().dictionary_encode()
        known, faults = [], {}
        for number, text in enumerate(encoded.dictionary.to_pylist()):
            try:
                known.append(parse(text.strip()) if text.strip() else missing)
            except (ValueError, VerbindingError):
                faults[number] = text
                known.append(missing)
        codes = encoded.indices.to_pylist()
        if faults:
            for row, number in enumerate(codes):
                if number in faults:
                    self._note(row, name, faults[number])
        return [known[number] for number in codes]

    def twice(self, ids: list[str]) -> None:
        """Note every id that came before."""
        seen: set[str] = set()
        for row, one in enumerate(ids):
            if one in seen:
                self._note(row, "id", one)
            seen.add(one)

    def check(self) -> None:
        """Raise `MatchFileError` when there was any problem."""
        if self._problems:
            ordered = sorted(self._problems, key=lambda problem: problem.row)
            raise MatchFileError(self._path.name, ordered[:MOST_PROBLEMS])

    def _note(self, row: int, column: str, value: str) -> None:
        self._problems.append(Problem(self._first + row + 1, column, value))


def masked(kind: type[StrEnum]) -> Parser:
    """A list of members as a mask."""
    return lambda text: mask({kind(one.strip()) for one in text.split(";") if one.strip()})


def set_of(kind: type[StrEnum]) -> Parser:
    """A list of members as a set."""
    return lambda text: frozenset(kind(one.strip()) for one in text.split(";") if one.strip())


def one_of(known: Mapping[str, int]) -> Parser:
    """The number of a name that must be `known`."""

    def number(text: str) -> int:
        if text not in known:
            raise ValueError(text)
        return known[text]

    return number


def wished_groups(text: str) -> int:
    """A mask of target groups; who is there for everyone has no preference."""
    wished = {TargetGroup(one.strip()) for one in text.split(";") if one.strip()}
    return 0 if TargetGroup.EVERYONE in wished else mask(wished)


def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Times from and until, in minutes since 1970 UTC, in order."""
    found = []
    for span in filter(None, map(str.strip, text.split(";"))):
        starts, ends = span.split("/")
        slot = TimeSlot(_moment(starts), _moment(ends))
        found.append((minute(slot.starts_at), minute(slot.ends_at)))
    return tuple(sorted(found))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text.strip())
    return moment if moment.tzinfo else local_to_utc(moment.date(), moment.time())


def yes(text: str) -> int:
    """1 or 0."""
    if text.lower() not in _TRUTH:
        raise ValueError(text)
    return _TRUTH[text.lower()]


def count(text: str) -> int:
    """A whole number of at least 0."""
    number = int(float(text))
    if number < 0 or number != float(text):
        raise ValueError(text)
    return number


def at_least_one(text: str) -> int:
    """A whole number of at least 1."""
    number = count(text)
    if number < 1:
        raise ValueError(text)
    return number


def positive(text: str) -> float:
    """A number above 0."""
    number = float(text)
    if not number > 0:
        raise ValueError(text)
    return number


def cents(text: str) -> int:
    """An amount in euros of at least 0, in cents."""
    number = float(text)
    if not number >= 0:
        raise ValueError(text)
    return round(100 * number)


def end_to_end(prefix: str, rows: Sequence[tuple[tuple[int, int], ...]]) -> dict[str, Any]:
    """The spans of all rows after each other, as the columns of a `Catalogue` or of `Seekers`."""
    return {
        f"{prefix}_offsets": np.cumsum([0, *map(len, rows)]),
        f"{prefix}_starts": [start for some in rows for start, _ in some],
        f"{prefix}_ends": [end for some in rows for _, end in some],
    }
