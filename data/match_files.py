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

from data.match_columns import Columns, end_to_end, parts
from data.match_readings import (
    ABOVE_ZERO,
    AS_IT_IS,
    AT_LEAST_ONE,
    COUNT,
    EUROS,
    GROUPS_WISHED,
    MUNICIPALITY,
    TIMES,
    YES,
    masked,
    member,
    one_of,
    set_of,
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
from matching.catalogue import NO_LIMIT, UNKNOWN, Catalogue, code, mask
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
        wishes = columns.read("times", TIMES, ())
        found = {
            "ids": columns.ids(),
            **columns.points(),
            "radius_km": columns.read("radius_km", ABOVE_ZERO, np.nan),
            "travel_mode": columns.read("travel_mode", member(TravelMode), UNKNOWN),
            "branches": columns.read("branches", masked(Branch), 0),
            "forms": columns.read("forms", masked(ConnectionForm), 0),
            "groups": columns.read("groups", GROUPS_WISHED, 0),
            "at_home": columns.read("at_home", YES, UNKNOWN),
            "age": columns.read("age", COUNT, UNKNOWN),
            "minutes": columns.read("minutes", AT_LEAST_ONE, UNKNOWN),
            "offers": columns.read("offers", masked(NeedKind), 0),
            "wants_to_be_shown": columns.read("wants_to_be_shown", YES, UNKNOWN),
            "size": columns.read("size", AT_LEAST_ONE, 1),
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
    slots = columns.read("slots", TIMES, ())
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
        "editions": columns.read("edition", AS_IT_IS, ""),
        **columns.points(),
        "state": columns.read("state", member(ActivityState), published),
        "branch": columns.read("branch", member(Branch), UNKNOWN),
        "forms": columns.read("forms", masked(ConnectionForm), 0),
        "groups": columns.read("groups", masked(TargetGroup), 0),
        "attendance": columns.read("attendance", member(AttendanceMode), UNKNOWN),
        "province": columns.read("province", member(Province), UNKNOWN),
        "municipality": columns.read("municipality", MUNICIPALITY, UNKNOWN),
        "expected_participants": columns.read("participants", COUNT, UNKNOWN),
        "shows_sponsor": columns.read("shows_sponsor", YES, UNKNOWN),
    }


def _people(columns: Columns) -> dict[str, list[Any]]:
    """A file knows one number of places and of minutes: they hold from home and on the spot alike."""
    asked = columns.read("capacity", COUNT, NO_LIMIT)
    open_places = columns.read("places_left", COUNT, NO_LIMIT)
    left = [min(pair) for pair in zip(open_places, asked, strict=True)]
    minutes = columns.read("minutes", COUNT, UNKNOWN)
    home = columns.read("home_task", YES, 0)
    site = columns.read("site_task", YES, 1)
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
        "has_team": columns.read("has_team", YES, 0),
        "min_age": columns.read("min_age", COUNT, UNKNOWN),
        "min_crew": columns.read("min_crew", COUNT, 0),
    }


def _needs(columns: Columns) -> dict[str, list[Any]]:
    """Kinds and money; what is not said to be open is open as asked."""
    kinds = columns.read("needs", masked(NeedKind), 0)
    asked = columns.read("money_asked_eur", EUROS, 0)
    still_kinds = columns.read("needs_open", masked(NeedKind), None)
    still = columns.read("money_open_eur", EUROS, None)
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
        "radius_km": columns.read("radius_km", ABOVE_ZERO, None),
        "branches": columns.read("branches", set_of(Branch), frozenset()),
        "forms": columns.read("forms", set_of(ConnectionForm), frozenset()),
        "groups": columns.read("groups", set_of(TargetGroup), frozenset()),
        "offers": columns.read("offers", set_of(NeedKind), frozenset()),
        "budget_cents": columns.read("budget_eur", EUROS, None),
        "wants_to_be_shown": columns.read("wants_to_be_shown", YES, None),
    }
    ids, times = columns.ids(), columns.read("in_kind", COUNT, 1)
    spread = columns.read("spread", YES, 0)
    provinces = columns.read("provinces", set_of(Province), frozenset())
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
        found += columns.read("asks", COUNT, 1)
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
            columns.read("seeker", one_of(who), None),
            columns.read("activity", one_of(where), None),
            columns.read("answer", YES, None),
            strict=True,
        )
        columns.check()
        for person, row, answer in rows:
            if person is not None and row is not None and answer is not None:
                (answers.signed_up if answer else answers.declined).append((person, row))
    return answers


def first_rows(path: Path, count: int) -> list[dict[str, str]]:
    """The first `count` rows of a file of results, as texts by column."""
    for _, table in parts(path, count):
        texts = {
            name: table[name].cast(pa.string()).fill_null("").to_pylist()
            for name in table.column_names
        }
        return [dict(zip(texts, row, strict=True)) for row in zip(*texts.values(), strict=True)]
    return []


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
