"""Column types that speak the domain, and the columns that many tables share."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import Enum, StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, DateTime, Dialect, Float, Integer, MetaData, String
from sqlalchemy.types import TypeDecorator

from domain.places import Precision, Province

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

_Member = TypeVar("_Member", bound=Enum)
_Key = TypeVar("_Key", bound=StrEnum)


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC: TIMESTAMPTZ on PostgreSQL, sortable UTC text on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC on the way in. Raises ValueError for a naive datetime."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs its time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Aware UTC on the way out."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Key(TypeDecorator[_Key], Generic[_Key]):
    """One member of a closed list, kept as its stable key."""

    impl = String
    cache_ok = True

    def __init__(self, members: type[_Key]) -> None:
        super().__init__()
        self.members = members

    def process_bind_param(self, value: _Key | None, _dialect: Dialect) -> str | None:
        """The key of the member."""
        return None if value is None else str(self.members(value).value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> _Key | None:
        """The member of the key. Raises ValueError for an unknown key."""
        return None if value is None else self.members(value)


class Members(TypeDecorator[frozenset[Any]], Generic[_Member]):
    """A set of members of a closed list, kept as one integer with a bit per position.

    The same bits as the mask columns of `matching.catalogue`, so a catalogue reads them straight
    into an array; a list of keys in a second table would cost 100,000 activities a join and a
    loop. Positions are stable because new members go at the end (see `domain.vocabulary`).
    """

    impl = Integer
    cache_ok = True

    def __init__(self, members: type[_Member]) -> None:
        super().__init__()
        self.members = members
        self._bits = {member: 1 << position for position, member in enumerate(members)}
        self._sets: dict[int, frozenset[_Member]] = {}

    def process_bind_param(self, value: Iterable[_Member] | None, _dialect: Dialect) -> int:
        """The sum of the bits; 0 for an empty set."""
        return sum(self._bits[member] for member in value or ())

    def process_result_value(self, value: int | None, _dialect: Dialect) -> frozenset[_Member]:
        """The set behind the bits."""
        bits = value or 0
        if bits not in self._sets:
            self._sets[bits] = frozenset(m for m, bit in self._bits.items() if bits & bit)
        return self._sets[bits]


class Words(TypeDecorator[tuple[str, ...]]):
    """Words without spaces, such as language tags, in order and parted by spaces."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, _dialect: Dialect) -> str:
        """The words in one string. Raises ValueError for a word that would not come back."""
        words = value or ()
        if any(word.split() != [word] for word in words):
            raise ValueError("a word is not empty and holds no space")
        return " ".join(words)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> tuple[str, ...]:
        """The words, in order."""
        return tuple((value or "").split())


class Facts(TypeDecorator[dict[str, Any]]):
    """A few named facts, kept as JSON text: for what is read back whole and never searched in."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, _dialect: Dialect) -> str:
        """JSON with its keys in order, so that equal facts are equal texts."""
        return json.dumps(value or {}, ensure_ascii=False, sort_keys=True)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> dict[str, Any]:
        """The facts."""
        return dict(json.loads(value)) if value else {}


def place_columns() -> list[Column[Any]]:
    """The columns of a `Place`: its fields with `place_` in front, the point as two of them."""
    return [
        Column("place_name", String, nullable=False),
        Column("place_lat", Float(53)),
        Column("place_lon", Float(53)),
        Column("place_precision", Key(Precision)),
        Column("place_municipality", String, nullable=False),
        Column("place_municipality_code", String, nullable=False),
        Column("place_province", Key(Province)),
        Column("place_pc4", String, nullable=False),
        Column("place_address", String, nullable=False),
        Column("place_source", String, nullable=False),
    ]
