"""What tells one kind of rows from another; the way of a file is the same for all."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from data.spreadsheets.meanings import OF_KIND, Meaning
from data.spreadsheets.reading.sheets import Row
from domain.editions import Edition
from domain.imports import ImportKind
from services.importing.placing import Placer
from services.importing.reading_rows import Fields, RowReader
from services.importing.targets import Targets
from services.importing.types import Draft, Thing

SOURCE = "spreadsheet"


class EditionOf(Protocol):
    """Finds the edition of a row; None when the row goes back, with its reason noted."""

    def __call__(self, fields: Fields) -> Edition | None:
        """The edition of a row."""
        ...


@dataclass(frozen=True, slots=True)
class Around:
    """What a row is read against: places, editions, and the activities that needs belong to."""

    placer: Placer
    edition_of: EditionOf
    targets: Targets


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of rows.

    A sheet brings rows when it has a column of each group in `needed`. `read` notes what a row
    says and `make` makes its thing, None when the row goes back. Rows with the same `key` are the
    same row twice. `known` gives the ids of drafts that are there already, `store` adds the rest.
    """

    name: ImportKind
    needed: tuple[frozenset[Meaning], ...]
    read: Callable[[RowReader, Row, Fields], None]
    make: Callable[[Fields, Around], Thing | None]
    key: Callable[[Any], Hashable]
    known: Callable[[Session, Sequence[Draft]], set[str]]
    store: Callable[[Session, Sequence[Draft], datetime], None]
    in_edition: bool = False  # the coordinator says in which edition, one for all rows
    has_place: bool = True
    may_be_twins: bool = True

    @property
    def meanings(self) -> tuple[Meaning, ...]:
        """What its columns can mean."""
        return OF_KIND[self.name]

    def can_read(self, meanings: Sequence[Meaning | None]) -> bool:
        """Whether columns with these meanings say enough."""
        return all(any(meaning in group for meaning in meanings) for group in self.needed)

    def can_begin_with(self, meaning: Meaning | None) -> bool:
        """Whether a row with nothing but this was meant to bring something."""
        return any(meaning in group for group in self.needed)
