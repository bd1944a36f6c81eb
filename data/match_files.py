"""Files of seekers and activities in, files of matches out: CSV or Parquet, in bounded memory.

Columns are documented in docs/matching.md. Every value is read as text and parsed once per
distinct value. Lists are separated by ";", times are "2026-12-12T14:00/2026-12-12T17:00" on an
Amsterdam clock. Only `id` must be there; an empty or missing column is "not said".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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

from domain.branches import Branch
from domain.errors import VerbindingError
from domain.places import Point, Province
from domain.seekers import Seeker
from domain.times import TimeSlot, local_to_utc
from domain.vocabulary import (
    ActivityState,
    AttendanceMode,
    Audience,
    ConnectionForm,
    NeedKind,
    TargetGroup,
    TravelMode,
)
from matching.catalogue import NO_LIMIT, UNKNOWN, Catalogue, code, mask, minute, municipality_number
from matching.portfolio import Offer
from matching.seekers import Seekers

MOST_PROBLEMS = 50
_YES = {"true": 1, "1": 1, "ja": 1, "yes": 1, "false": 0, "0": 0, "nee": 0, "no": 0}

Parser = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that cannot be read; `row` counts from 1 below the heading."""

    row: int
    column: str
    value: str


class MatchFileError(VerbindingError):
    """A file (`file`) has values that cannot be read; `problems` are the first of them."""

    key = "error.match_file"

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        super().__init__(file=file, count=len(problems))
        self.problems = tuple(problems)


def read_seekers(path: Path, audience: Audience, *, rows: int = 50_000) -> Iterator[Seekers]:
    """Seekers in parts of `rows`, in the order of the file. Raises `MatchFileError`."""
    for first, table in _parts(path, rows):
        columns = _Columns(path, table, first)
        spans = columns.parsed("times", _times, ())
        found = {
            "ids": columns.ids(),
            **columns.points(),
            "radius_km": columns.parsed("radius_km", _positive, np.nan),
            "travel_mode": columns.parsed(
                "travel_mode", lambda one: code(TravelMode(one)), UNKNOWN
            ),
            "branches": columns.parsed("branches", _members(Branch), 0),
            "forms": columns.parsed("forms", _members(ConnectionForm), 0),
            "groups": columns.parsed("groups", _wished_groups, 0),
            "at_home": columns.parsed("at_home", _yes, UNKNOWN),
            "age": columns.parsed("age", _count, UNKNOWN),
            "offers": columns.parsed("offers", _members(NeedKind), 0),
            "wants_to_be_shown": columns.parsed("wants_to_be_shown", _yes, UNKNOWN),
            "size": columns.parsed("size", _at_least_one, 1),
            **_end_to_end("wish", spans),
        }
        columns.check()
        yield Seekers.from_columns(audience, found)


def read_catalogue(path: Path) -> Catalogue:
    """All activities of a file as columns. Raises `MatchFileError`, also for an id that comes twice."""
    parts = [table for _, table in _parts(path, 100_000)]
    table = pa.concat_tables(parts) if parts else pa.table({"id": pa.array([], pa.string())})
    columns = _Columns(path, table, 0)
    ids = columns.ids()
    order = np.argsort(np.asarray(ids, dtype=np.str_), kind="stable")
    asked = columns.parsed("capacity", _count, NO_LIMIT)
    left = [
        min(one, other)
        for one, other in zip(columns.parsed("places_left", _count, NO_LIMIT), asked, strict=True)
    ]
    needs = columns.parsed("needs", _members(NeedKind), 0)
    still = columns.parsed("needs_open", _members(NeedKind), None)
    money = columns.parsed("money_asked_eur", _cents, 0)
    money_open = columns.parsed("money_open_eur", _cents, None)
    found: dict[str, list[Any]] = {
        "ids": ids,
        "editions": columns.parsed("edition", str, ""),
        **columns.points(),
        "state": columns.parsed("state", lambda one: code(ActivityState(one)), code(ActivityState.PUBLISHED)),
        "branch": columns.parsed("branch", lambda one: code(Branch(one)), UNKNOWN),
        "forms": columns.parsed("forms", _members(ConnectionForm), 0),
        "groups": columns.parsed("groups", _members(TargetGroup), 0),
        "attendance": columns.parsed("attendance", lambda one: code(AttendanceMode(one)), UNKNOWN),
        "province": columns.parsed("province", lambda one: code(Province(one)), UNKNOWN),
        "municipality": columns.parsed("municipality", municipality_number, UNKNOWN),
        "has_home_task": columns.parsed("home_task", _yes, 0),
        "has_site_task": columns.parsed("site_task", _yes, 1),
        "people_asked": asked,
        "people_left": left,
        "needs_asked": [kinds | (1 if cents else 0) for kinds, cents in zip(needs, money, strict=True)],
        "needs_open": [
            (kinds if left_open is None else left_open) | (1 if (cents if still_open is None else still_open) else 0)
            for kinds, left_open, cents, still_open in zip(needs, still, money, money_open, strict=True)
        ],
        "money_asked": money,
        "money_open": [cents if left_open is None else left_open for cents, left_open in zip(money, money_open, strict=True)],
        "has_team": columns.parsed("has_team", _yes, 0),
        "min_age": columns.parsed("min_age", _count, UNKNOWN),
        "minutes": columns.parsed("minutes", _count, UNKNOWN),
        "min_crew": columns.parsed("min_crew", _count, 0),
        "participants": columns.parsed("participants", _count, UNKNOWN),
        "shows_sponsor": columns.parsed("shows_sponsor", _yes, UNKNOWN),
    }  # fmt: skip
    slots = columns.parsed("slots", _times, ())
    columns.twice(ids)
    columns.check()
    sorted_columns = {name: [values[row] for row in order] for name, values in found.items()}
    return Catalogue.from_columns(
        sorted_columns | _end_to_end("slot", [slots[row] for row in order])
    )


def read_offers(path: Path) -> list[Offer]:
    """Sponsors with what they bring: the columns of a seeker, `budget_eur` and `spread`.

    Of every kind named in `offers` beside money, one is given, or as many as `in_kind` says.
    """
    offers = []
    for first, table in _parts(path, 10_000):
        columns = _Columns(path, table, first)
        points = columns.points()
        kinds = columns.parsed("offers", _set_of(NeedKind), frozenset())
        rows = zip(
            columns.ids(), points["lat"], points["lon"], kinds,
            columns.parsed("radius_km", _positive, None),
            columns.parsed("branches", _set_of(Branch), frozenset()),
            columns.parsed("budget_eur", _cents, None),
            columns.parsed("in_kind", _count, 1),
            columns.parsed("spread", _yes, 0),
            columns.parsed("wants_to_be_shown", _yes, None),
            strict=True,
        )  # fmt: skip
        columns.check()
        for one, lat, lon, given, radius, branches, cents, times, spread, shown in rows:
            sponsor = Seeker(
                one,
                Audience.SPONSOR,
                None if lat != lat else Point(lat, lon),  # NaN
                radius_km=radius,
                branches=branches,
                offers=given,
                budget_cents=cents,
                wants_to_be_shown=None if shown is None else bool(shown),
            )
            in_kind = {kind: times for kind in given if kind is not NeedKind.MONEY}
            offers.append(Offer(sponsor, in_kind, bool(spread)))
    return offers


def write_table(path: Path, table: pa.Table) -> None:
    """Write `table` whole or not at all: first beside it, then in its place."""
    beside = path.with_name(path.name + ".writing")
    if path.suffix == ".csv":
        pa_csv.write_csv(table, beside)
    else:
        pq.write_table(table, beside)
    beside.replace(path)


def join_tables(parts: Sequence[Path], path: Path) -> int:
    """Put Parquet parts after each other into one CSV or Parquet file; the number of rows."""
    beside = path.with_name(path.name + ".writing")
    schema, rows = pq.read_schema(parts[0]), 0
    make = pa_csv.CSVWriter if path.suffix == ".csv" else pq.ParquetWriter
    with make(beside, schema) as writer:
        for part in parts:
            table = pq.read_table(part)
            rows += len(table)
            writer.write_table(table)
    beside.replace(path)
    return rows


def _parts(path: Path, rows: int) -> Iterator[tuple[int, pa.Table]]:
    """The file as tables of exactly `rows` rows (the last may be shorter), each with the rows before it."""
    waiting: list[pa.RecordBatch] = []
    count = first = 0
    for batch in _batches(path, rows):
        rest = batch
        while len(rest):
            taken = rest.slice(0, rows - count)
            waiting.append(taken)
            count, rest = count + len(taken), rest.slice(len(taken))
            if count == rows:
                yield first, pa.Table.from_batches(waiting)
                first, waiting, count = first + count, [], 0
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


class _Columns:
    """Columns of one part, with every problem met while reading them."""

    def __init__(self, path: Path, table: pa.Table, first: int) -> None:
        self._path, self._table, self._first = path, table, first
        self._problems: list[Problem] = []

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


def _members(kind: type[StrEnum]) -> Parser:
    return lambda text: mask({kind(one.strip()) for one in text.split(";") if one.strip()})


def _set_of(kind: type[StrEnum]) -> Parser:
    return lambda text: frozenset(kind(one.strip()) for one in text.split(";") if one.strip())


def _wished_groups(text: str) -> int:
    wished = {TargetGroup(one.strip()) for one in text.split(";") if one.strip()}
    return 0 if TargetGroup.EVERYONE in wished else mask(wished)


def _times(text: str) -> tuple[tuple[int, int], ...]:
    spans = []
    for span in filter(None, map(str.strip, text.split(";"))):
        starts, ends = span.split("/")
        slot = TimeSlot(_moment(starts), _moment(ends))
        spans.append((minute(slot.starts_at), minute(slot.ends_at)))
    return tuple(sorted(spans))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text.strip())
    return moment if moment.tzinfo else local_to_utc(moment.date(), moment.time())


def _yes(text: str) -> int:
    if text.lower() not in _YES:
        raise ValueError(text)
    return _YES[text.lower()]


def _count(text: str) -> int:
    number = int(float(text))
    if number < 0 or number != float(text):
        raise ValueError(text)
    return number


def _at_least_one(text: str) -> int:
    number = _count(text)
    if number < 1:
        raise ValueError(text)
    return number


def _positive(text: str) -> float:
    number = float(text)
    if not number > 0:
        raise ValueError(text)
    return number


def _cents(text: str) -> int:
    number = float(text)
    if not number >= 0:
        raise ValueError(text)
    return round(100 * number)


def _end_to_end(prefix: str, spans: Sequence[tuple[tuple[int, int], ...]]) -> dict[str, Any]:
    return {
        f"{prefix}_offsets": np.cumsum([0, *map(len, spans)]),
        f"{prefix}_starts": [start for some in spans for start, _ in some],
        f"{prefix}_ends": [end for some in spans for _, end in some],
    }
