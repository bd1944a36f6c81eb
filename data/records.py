"""From frozen domain things to rows and back, and the few statements that every subject shares.

A field and its column carry the same name and the column types speak the domain, so nothing is
listed twice. Only a `Place` is spread over several columns; fields without a column (slots,
tasks, needs) belong to the repository of their subject.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from itertools import islice
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import ColumnElement, Select, Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import CursorResult, RowMapping
from sqlalchemy.orm import Session
from sqlalchemy.sql import Executable

from domain.errors import NotFoundError
from domain.places import Place, Point

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed import DataclassInstance

_Thing = TypeVar("_Thing", bound="DataclassInstance")
_Item = TypeVar("_Item")


def row(thing: DataclassInstance, table: Table) -> dict[str, Any]:
    """The columns of `thing` in `table`."""
    values = {name: getattr(thing, name) for name in _shared_names(type(thing), table)}
    if "place_name" in table.c:
        values |= place_row(thing.place)  # type: ignore[attr-defined]  # every such thing has one
    return values


def thing(kind: type[_Thing], found: RowMapping, **rest: object) -> _Thing:
    """The domain thing of a found row; `rest` are the fields that have no column in it."""
    values = {name: found[name] for name in _names(kind) if name in found} | rest
    if "place_name" in found:
        values["place"] = place(found)
    return kind(**values)


def place_row(place: Place) -> dict[str, Any]:
    """The `place_` columns of a place."""
    values = {f"place_{name}": getattr(place, name) for name in _names(Place) if name != "point"}
    point = place.point
    return values | {
        "place_lat": point.lat if point else None,
        "place_lon": point.lon if point else None,
    }


def place(found: RowMapping) -> Place:
    """The place in the `place_` columns of a found row."""
    values = {name: found[f"place_{name}"] for name in _names(Place) if name != "point"}
    lat, lon = found["place_lat"], found["place_lon"]
    return Place(**values, point=None if lat is None else Point(lat, lon))


def get(session: Session, table: Table, kind: type[_Thing], id: str) -> _Thing:
    """The thing with this id. Raises `NotFoundError`. One query."""
    found = session.execute(select(table).where(table.c.id == id)).mappings().first()
    if found is None:
        raise NotFoundError(what=kind.__name__.lower(), id=id)
    return thing(kind, found)


def where(
    session: Session, table: Table, kind: type[_Thing], *conditions: ColumnElement[bool]
) -> list[_Thing]:
    """The things that meet every condition, in no particular order. One query."""
    found = session.execute(select(table).where(*conditions)).mappings()
    return [thing(kind, each) for each in found]


def put(session: Session, table: Table, values: Mapping[str, Any]) -> None:
    """Write one row over the one with the same primary key, or as a new one. One query."""
    keys = [column.name for column in table.primary_key]
    new = _dialect(session).insert(table).values(values)
    changed = {name: new.excluded[name] for name in values if name not in keys}
    session.execute(new.on_conflict_do_update(index_elements=keys, set_=changed))


def add_up(session: Session, table: Table, rows: list[dict[str, Any]], name: str) -> None:
    """Write rows, or add their `name` to those with the same primary key. One query."""
    new = _dialect(session).insert(table).values(rows)
    keys = [column.name for column in table.primary_key]
    total = {name: table.c[name] + new.excluded[name]}
    session.execute(new.on_conflict_do_update(index_elements=keys, set_=total))


def add(session: Session, table: Table, values: Mapping[str, Any]) -> bool:
    """Write one new row and say True, or False where a unique rule refuses it. One query."""
    new = _dialect(session).insert(table).values(values)
    return count(session, new.on_conflict_do_nothing()) == 1


def add_all(session: Session, table: Table, rows: list[dict[str, Any]]) -> int:
    """Write new rows but those that a unique rule refuses, and say how many. One query."""
    new = _dialect(session).insert(table).values(rows)
    return count(session, new.on_conflict_do_nothing())


def remove(session: Session, table: Table, id: str) -> None:
    """Delete one row. Raises `NotFoundError`. One query."""
    if count(session, delete(table).where(table.c.id == id)) == 0:
        raise NotFoundError(what=table.name, id=id)


def count(session: Session, statement: Executable) -> int:
    """Run a change and say how many rows it met."""
    result = session.execute(statement, execution_options={"preserve_rowcount": True})
    assert isinstance(result, CursorResult)  # noqa: S101  # for the type checker
    return result.rowcount


def fetch(session: Session, query: Select[Any]) -> list[tuple[Any, ...]]:
    """The driver's own rows, where every value is a plain number or text: it halves the time."""
    cursor = session.connection().execute(query).cursor
    return list(cursor.fetchall())


def seconds(moment: ColumnElement[Any]) -> ColumnElement[int]:
    """Whole seconds since 1970, rounded down, on either database."""
    return sa.cast(sa.func.floor(sa.extract("epoch", moment)), sa.BigInteger)


def batches(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    """Lists of at most `size` items, taken from `items` one list at a time."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _dialect(session: Session) -> ModuleType:
    """Where the INSERT lives that knows ON CONFLICT: alike on both, but not the same class."""
    return postgresql if session.get_bind().dialect.name == "postgresql" else sqlite


@cache
def _names(kind: type[DataclassInstance]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _shared_names(kind: type[DataclassInstance], table: Table) -> tuple[str, ...]:
    return tuple(name for name in _names(kind) if name in table.c)
