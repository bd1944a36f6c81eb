"""Files of seekers and activities in, files of matches out: CSV or Parquet, in bounded memory.

Columns are documented in docs/matching.md. Only `id` must be there; an empty or missing column is
"not said", and a name that nobody knows is a mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from data.match_columns import (
    Columns,
    at_least_one,
    cents,
    count,
    end_to_end,
    masked,
    one_of,
    parts,
    positive,
    set_of,
    spans,
    wished_groups,
    yes,
)
from domain.branches import Branch
from domain.places import Point, Province
from domain.seekers import Seeker
from domain.vocabulary import (
    ActivityState,
    AttendanceMode,
    Audience,
    ConnectionForm,
    NeedKind,
    TargetGroup,
    TravelMode,
)
from matching.catalogue import NO_LIMIT, UNKNOWN, Catalogue, code, mask, municipality_number
from matching.portfolio import Offer
from matching.seekers import Seekers

# One file of people serves matching, the plan (`asks`) and the portfolio (the last five).
SEEKER_COLUMNS = frozenset(
    [
        "id",
        "latitude",
        "longitude",
        "radius_km",
        "travel_mode",
        "branches",
        "forms",
        "groups",
        "times",
        "at_home",
        "age",
        "minutes",
        "size",
        "wants_to_be_shown",
        "offers",
        "asks",
        "budget_eur",
        "in_kind",
        "spread",
        "provinces",
    ]
)
ACTIVITY_COLUMNS = frozenset(
    [
        "id",
        "edition",
        "state",
        "latitude",
        "longitude",
        "province",
        "municipality",
        "attendance",
        "branch",
        "forms",
        "groups",
        "slots",
        "minutes",
        "capacity",
        "places_left",
        "home_task",
        "site_task",
        "has_team",
        "min_age",
        "min_crew",
        "participants",
        "shows_sponsor",
        "needs",
        "needs_open",
        "money_asked_eur",
        "money_open_eur",
    ]
)
ANSWER_COLUMNS = frozenset({"seeker", "activity", "answer"})


class Answers(NamedTuple):
    """Pairs of a seeker and an activity that are settled."""

    signed_up: list[tuple[int, int]]
    declined: list[tuple[int, int]]


def read_seekers(path: Path, audience: Audience, *, rows: int = 50_000) -> Iterator[Seekers]:
    """Seekers in parts of `rows`, in the order of the file. Raises `MatchFileError`."""
    for first, table in parts(path, rows):
        columns = Columns(path, table, first, SEEKER_COLUMNS)
        wishes = columns.parsed("times", spans, ())
        found = {
            "ids": columns.ids(),
            **columns.points(),
            "radius_km": columns.parsed("radius_km", positive, np.nan),
            "travel_mode": columns.parsed(
                "travel_mode", lambda one: code(TravelMode(one)), UNKNOWN
            ),
            "branches": columns.parsed("branches", masked(Branch), 0),
            "forms": columns.parsed("forms", masked(ConnectionForm), 0),
            "groups": columns.parsed("groups", wished_groups, 0),
            "at_home": columns.parsed("at_home", yes, UNKNOWN),
            "age": columns.parsed("age", count, UNKNOWN),
            "minutes": columns.parsed("minutes", at_least_one, UNKNOWN),
            "offers": columns.parsed("offers", masked(NeedKind), 0),
            "wants_to_be_shown": columns.parsed("wants_to_be_shown", yes, UNKNOWN),
            "size": columns.parsed("size", at_least_one, 1),
            **end_to_end("wish", wishes),
        }
        columns.check()
        yield Seekers.from_columns(audience, found)


def read_catalogue(path: Path) -> Catalogue:
    """All activities of a file as columns. Raises `MatchFileError`, also for an id that comes twice."""
    tables = [table for _, table in parts(path, 100_000)]
    table = pa.concat_tables(tables) if tables else pa.table({"id": pa.array([], pa.string())})
    columns = Columns(path, table, 0, ACTIVITY_COLUMNS)
    ids = columns.ids()
    slots = columns.parsed("slots", spans, ())
    found = {"ids": ids, **_what_and_where(columns), **_people(columns), **_needs(columns)}
    columns.twice(ids)
    columns.check()
    order = np.argsort(np.asarray(ids, dtype=np.str_), kind="stable")
    return Catalogue.from_columns(
        {name: [values[row] for row in order] for name, values in found.items()}
        | end_to_end("slot", [slots[row] for row in order])
    )


def _what_and_where(columns: Columns) -> dict[str, list[Any]]:
    published = code(ActivityState.PUBLISHED)
    return {
        "editions": columns.parsed("edition", str, ""),
        **columns.points(),
        "state": columns.parsed("state", lambda one: code(ActivityState(one)), published),
        "branch": columns.parsed("branch", lambda one: code(Branch(one)), UNKNOWN),
        "forms": columns.parsed("forms", masked(ConnectionForm), 0),
        "groups": columns.parsed("groups", masked(TargetGroup), 0),
        "attendance": columns.parsed("attendance", lambda one: code(AttendanceMode(one)), UNKNOWN),
        "province": columns.parsed("province", lambda one: code(Province(one)), UNKNOWN),
        "municipality": columns.parsed("municipality", municipality_number, UNKNOWN),
        "participants": columns.parsed("participants", count, UNKNOWN),
        "shows_sponsor": columns.parsed("shows_sponsor", yes, UNKNOWN),
    }


def _people(columns: Columns) -> dict[str, list[Any]]:
    """A file knows one number of places and of minutes: they hold from home and on the spot alike."""
    asked = columns.parsed("capacity", count, NO_LIMIT)
    open_places = columns.parsed("places_left", count, NO_LIMIT)
    left = [min(pair) for pair in zip(open_places, asked, strict=True)]
    minutes = columns.parsed("minutes", count, UNKNOWN)
    home = columns.parsed("home_task", yes, 0)
    site = columns.parsed("site_task", yes, 1)
    return {
        "people_asked": asked,
        "people_left": left,
        "home_left": [number if has else 0 for number, has in zip(left, home, strict=True)],
        "site_left": [number if has else 0 for number, has in zip(left, site, strict=True)],
        "helpers_asked": [0 if number == NO_LIMIT else number for number in asked],
        "home_minutes": [n if has else UNKNOWN for n, has in zip(minutes, home, strict=True)],
        "site_minutes": [n if has else UNKNOWN for n, has in zip(minutes, site, strict=True)],
        "has_home_task": home,
        "has_site_task": site,
        "has_team": columns.parsed("has_team", yes, 0),
        "min_age": columns.parsed("min_age", count, UNKNOWN),
        "min_crew": columns.parsed("min_crew", count, 0),
    }


def _needs(columns: Columns) -> dict[str, list[Any]]:
    """Kinds and money; what is not said to be open is open as asked."""
    kinds = columns.parsed("needs", masked(NeedKind), 0)
    asked = columns.parsed("money_asked_eur", cents, 0)
    still_kinds = columns.parsed("needs_open", masked(NeedKind), None)
    still = columns.parsed("money_open_eur", cents, None)
    kinds_open = [
        all_of_it if part is None else part
        for all_of_it, part in zip(kinds, still_kinds, strict=True)
    ]
    money_open = [
        all_of_it if part is None else part for all_of_it, part in zip(asked, still, strict=True)
    ]
    return {
        "needs_asked": _with_money(kinds, asked),
        "needs_open": _with_money(kinds_open, money_open),
        "money_asked": asked,
        "money_open": money_open,
    }


def _with_money(kinds: list[int], amounts: list[int]) -> list[int]:
    bit = mask([NeedKind.MONEY])
    return [some | bit if amount else some for some, amount in zip(kinds, amounts, strict=True)]


def read_offers(path: Path) -> list[Offer]:
    """Sponsors with what they bring: the columns of a seeker, and of an offer.

    Of every kind named in `offers` beside money, one is given, or as many as `in_kind` says.
    """
    return [offer for first, table in parts(path, 10_000) for offer in _offers(path, table, first)]


def _offers(path: Path, table: pa.Table, first: int) -> list[Offer]:
    columns = Columns(path, table, first, SEEKER_COLUMNS)
    points = columns.points()
    answers = {
        "radius_km": columns.parsed("radius_km", positive, None),
        "branches": columns.parsed("branches", set_of(Branch), frozenset()),
        "forms": columns.parsed("forms", set_of(ConnectionForm), frozenset()),
        "groups": columns.parsed("groups", set_of(TargetGroup), frozenset()),
        "offers": columns.parsed("offers", set_of(NeedKind), frozenset()),
        "budget_cents": columns.parsed("budget_eur", cents, None),
        "wants_to_be_shown": columns.parsed("wants_to_be_shown", lambda one: bool(yes(one)), None),
    }
    ids, times = columns.ids(), columns.parsed("in_kind", count, 1)
    spread = columns.parsed("spread", yes, 0)
    provinces = columns.parsed("provinces", set_of(Province), frozenset())
    columns.check()
    found = []
    for row, one in enumerate(ids):
        lat, lon = points["lat"][row], points["lon"][row]
        point = None if np.isnan(lat) else Point(lat, lon)
        mine = {name: values[row] for name, values in answers.items()}
        in_kind = {kind: times[row] for kind in mine["offers"] if kind is not NeedKind.MONEY}
        sponsor = Seeker(one, Audience.SPONSOR, point, **mine)
        found.append(Offer(sponsor, in_kind, bool(spread[row]), provinces[row]))
    return found


def read_asks(path: Path) -> NDArray[np.int64]:
    """How often each seeker of a file wants to be asked: the column `asks`, once when not said."""
    found: list[int] = []
    for first, table in parts(path, 50_000):
        columns = Columns(path, table, first, SEEKER_COLUMNS)
        found += columns.parsed("asks", count, 1)
        columns.check()
    return np.array(found, dtype=np.int64)


def read_answers(path: Path, seekers: Sequence[str], activities: Sequence[str]) -> Answers:
    """What people said before, as pairs of positions in `seekers` and `activities`.

    Columns `seeker`, `activity` and `answer`: yes is signed up, no is not to be asked again.
    """
    who = {one: place for place, one in enumerate(seekers)}
    where = {one: place for place, one in enumerate(activities)}
    answers = Answers([], [])
    for first, table in parts(path, 50_000):
        columns = Columns(path, table, first, ANSWER_COLUMNS)
        rows = zip(
            columns.parsed("seeker", one_of(who), None),
            columns.parsed("activity", one_of(where), None),
            columns.parsed("answer", yes, None),
            strict=True,
        )
        columns.check()
        for person, row, answer in rows:
            if person is not None and row is not None and answer is not None:
                (answers.signed_up if answer else answers.declined).append((person, row))
    return answers


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
