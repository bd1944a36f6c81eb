"""Columns of a list, and which of them may leave: the register of `data.privacy` decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from data.privacy import PERSONAL_FIELDS, Viewer
from domain.places import Place
from domain.times import to_local
from i18n.texts import Language, label, text
from services.importing.wording import heading

_Row = TypeVar("_Row")
Fields = tuple[str, ...]


def of(table: str, names: str) -> Fields:
    """Stored columns, as the register names them."""
    return tuple(f"{table}.{name}" for name in names.split())


@dataclass(frozen=True, slots=True)
class Column(Generic[_Row]):
    """One column: its heading, what a cell says, and the stored columns that show through in it.

    What is counted over people shows none of them. One that `is_read_back` has the heading by
    which the importer knows it.
    """

    name: str
    write: Callable[[_Row, Language], str]
    fields: Fields
    is_read_back: bool = False

    @property
    def is_personal(self) -> bool:
        """Whether it says something about a person."""
        return any(field in PERSONAL_FIELDS for field in self.fields)

    @property
    def may_leave(self) -> bool:
        """Whether a coordinator may see all that shows through in it."""
        return all(
            Viewer.COORDINATOR in PERSONAL_FIELDS[field].viewers
            for field in self.fields
            if field in PERSONAL_FIELDS
        )

    def heading(self, language: Language) -> str:
        """What stands above it."""
        if self.is_read_back:
            return heading(self.name, language)
        return text(language, f"export.column.{self.name}")


def leaving(columns: Iterable[Column[_Row]], *, with_people: bool) -> tuple[Column[_Row], ...]:
    """The columns that may leave, those about people only when asked for."""
    return tuple(one for one in columns if one.may_leave and (with_people or not one.is_personal))


def rows(
    columns: Sequence[Column[_Row]], things: Iterable[_Row], language: Language
) -> list[list[str]]:
    """A row of cells for each thing."""
    writers = [column.write for column in columns]
    return [[write(thing, language) for write in writers] for thing in things]


def own(
    table: str,
    name: str,
    get: Callable[[_Row], StrEnum | str | bool | int | None],
    stored: str = "",
) -> Column[_Row]:
    """A stored column as it is, in words; `stored` where its table calls it otherwise."""
    return Column(name, lambda row, to: _said(get(row), to), of(table, stored or name))


def _said(value: object, language: Language) -> str:
    if isinstance(value, StrEnum):
        return word(value, language)
    if isinstance(value, bool):
        return yes(value, language)
    return "" if value is None else str(value)


def where_columns(
    table: str, place_of: Callable[[_Row], Place], *, also: Fields = ()
) -> list[Column[_Row]]:
    """Where something is; `also` are stored columns that tell the same of somebody."""
    return [
        Column("place", lambda row, _: place_of(row).name, also + of(table, "place_name")),
        Column(
            "municipality",
            lambda row, _: place_of(row).municipality,
            also + of(table, "place_municipality"),
        ),
        Column(
            "province",
            lambda row, _: province.label if (province := place_of(row).province) else "",
            also + of(table, "place_province"),
        ),
    ]


def word(member: StrEnum | None, language: Language) -> str:
    """The word for a member of a closed list; "" for none."""
    return label(language, member) if member is not None else ""


def words(members: Iterable[StrEnum], language: Language) -> str:
    """The words for several, in order."""
    return ", ".join(label(language, one) for one in sorted(members))


def moment(when: datetime | None, _language: Language) -> str:
    """ "12-12-2026 14:00" in Amsterdam; "" for none."""
    return f"{to_local(when):%d-%m-%Y %H:%M}" if when else ""


def number(value: int | None) -> str:
    """Digits; "" for none."""
    return "" if value is None else str(value)


def euros(cents: int) -> str:
    """ "1250,50"."""
    return f"{cents // 100},{cents % 100:02}"


def yes(value: bool, language: Language) -> str:  # noqa: FBT001  # a cell has no names
    """Yes or no in words."""
    return text(language, "export.yes" if value else "export.no")
