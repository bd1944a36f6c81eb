"""One row of a sheet, cell by cell, with every problem of the row at once.

What a row of each kind holds is read in `services.importing.kinds`, with what is here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from data.spreadsheets import coordinates, values
from data.spreadsheets.errors import CellError, Notice
from data.spreadsheets.meanings import Meaning
from data.spreadsheets.reading.sheets import Row
from domain.activities import TEXT_LENGTH
from domain.places import Point, Postcode
from domain.times import TimeSlot
from domain.words import clean, clean_lines
from services.importing import choices
from services.importing.types import Problem

_Value = TypeVar("_Value")
_Choice = TypeVar("_Choice", bound=StrEnum)
LONGEST_TEXT = 20_000  # of a description, which is then shortened to what an activity holds


@dataclass(slots=True)
class Where:
    """What a row says of its place, in words and perhaps as a point."""

    venue: str = ""
    address: str = ""
    postcode: Postcode | None = None
    place: str = ""
    municipality: str = ""
    province: str = ""
    point: Point | None = None


@dataclass(slots=True)
class Fields:
    """A row as it was understood. `rest` holds further fields of its thing by name."""

    number: int
    title: str = ""
    slots: tuple[TimeSlot, ...] = ()
    where: Where = field(default_factory=Where)
    organiser: str = ""
    rest: dict[str, Any] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def hand_back(self, heading: str, reason: str, **facts: object) -> None:
        """Note why this row goes back; `heading` is empty when it is the whole row."""
        self.problems.append(Problem(heading, reason, facts))


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a sheet mean what."""

    headings: tuple[str, ...]
    meanings: tuple[Meaning | None, ...]

    def of(self, meaning: Meaning) -> list[int]:
        """The columns of a meaning, left to right."""
        return [at for at, one in enumerate(self.meanings) if one is meaning]

    def heading(self, meaning: str | None) -> str:
        """The heading of the first column of a meaning; the meaning itself where it has none."""
        found = [at for at, one in enumerate(self.meanings) if one == meaning]
        return self.headings[found[0]] if found else meaning or ""


class RowReader:
    """Reads the rows of one sheet. `year` is for days without one; None when nothing says it."""

    def __init__(self, columns: Columns, *, year: int | None) -> None:
        self.columns = columns
        self.year = year
        self._at = {meaning: columns.of(meaning) for meaning in Meaning}
        self._pairs = list(zip(self._at[Meaning.EAST], self._at[Meaning.NORTH], strict=False))

    def has(self, *meanings: Meaning) -> bool:
        """Whether there is a column of one of these meanings."""
        return any(self._at[meaning] for meaning in meanings)

    def begin(self, row: Row) -> Fields:
        """The fields of a row, still empty; with problems when its cells do not fit the columns."""
        fields = Fields(row.number)
        self._check_shape(row, fields)
        return fields

    def cell(self, row: Row, meaning: Meaning) -> str:
        """The first cell of a meaning that says something; empty when there is none."""
        for at in self._at[meaning]:
            if row.cells[at].strip():
                return row.cells[at]
        return ""

    def words(self, row: Row, meaning: Meaning) -> str:
        """The words of a cell on one line; empty when there are none."""
        return clean(self.cell(row, meaning))

    def _check_shape(self, row: Row, fields: Fields) -> None:
        width = len(self.columns.headings)
        if any(cell.strip() for cell in row.cells[width:]):
            fields.problems.append(Problem("", "cells_extra", {"columns": width}))
        elif len(row.cells) < width:
            facts = {"columns": width, "cells": len(row.cells)}
            fields.problems.append(Problem("", "cells_missing", facts))
        misread = False
        for at, cell in enumerate(row.cells[:width]):
            if cell.isascii() and not cell.startswith("#"):
                continue
            if self.columns.meanings[at] and values.is_excel_error(cell):
                heading = self.columns.headings[at]
                fields.problems.append(Problem(heading, "excel_error", {"text": cell}))
            misread = misread or values.looks_misread(cell)
        if misread:
            fields.notices.append(Notice("misread"))

    @contextmanager
    def handing_back(self, fields: Fields, meaning: Meaning) -> Iterator[None]:
        """Hand the row back for the cell of `meaning` when what is done with it cannot be."""
        try:
            yield
        except CellError as error:
            heading = self.columns.heading(error.meaning or meaning)
            facts = {name: fact for name, fact in error.facts.items() if name != "reason"}
            fields.problems.append(Problem(heading, error.reason, facts))

    def take(
        self, row: Row, fields: Fields, meaning: Meaning, read: Callable[[str], _Value]
    ) -> _Value | None:
        """What `read` makes of a cell; None when it says nothing or goes back."""
        said = self.cell(row, meaning)
        if said and values.is_said(said):
            with self.handing_back(fields, meaning):
                return read(said)
        return None

    def leniently(
        self, row: Row, fields: Fields, meaning: Meaning, read: Callable[[str], _Value], notice: str
    ) -> _Value | None:
        """The same, but what cannot be read stays open with a notice."""
        said = self.cell(row, meaning)
        try:
            return read(said) if values.is_said(said) else None
        except CellError:
            self.note_choice(fields, meaning, said, notice)
            return None

    def name(self, row: Row, fields: Fields, limit: int) -> str:
        """What the thing of a row is called, in full; the row goes back without one."""
        self.check_lengths(row, fields, Meaning.TITLE)
        title = self.words(row, Meaning.TITLE)
        if not title and not fields.problems:
            fields.hand_back(self.columns.heading(Meaning.TITLE), "title_missing")
        if len(title) > limit:
            fields.notices.append(Notice("title_shortened", {"limit": limit}))
        return title

    def check_lengths(self, row: Row, fields: Fields, *meanings: Meaning) -> None:
        """Hand the row back for cells that hold more text than any name or place has."""
        for meaning in meanings:
            if len(self.cell(row, meaning)) > values.CELL_LENGTH:
                with self.handing_back(fields, meaning):
                    values.check_length(self.cell(row, meaning))

    def long_words(self, row: Row, fields: Fields, meaning: Meaning) -> str:
        """Words with line breaks, shortened with a notice when there are too many."""
        said = self.cell(row, meaning)
        if not said:
            return ""
        if len(said) > LONGEST_TEXT:
            with self.handing_back(fields, meaning):
                values.check_length(said)
        found = clean_lines(said)
        if len(found) > TEXT_LENGTH:
            facts = {"column": self.columns.heading(meaning), "limit": TEXT_LENGTH}
            fields.notices.append(Notice("text_shortened", facts))
        return shortened(found, TEXT_LENGTH)

    def where(self, row: Row, fields: Fields) -> None:
        """Note what a row says of its place."""
        where = fields.where
        for meaning in (Meaning.VENUE, Meaning.ADDRESS, Meaning.PLACE):
            setattr(where, meaning.name.lower(), clean(self.cell(row, meaning)))
        where.municipality = clean(self.cell(row, Meaning.MUNICIPALITY))
        where.province = clean(self.cell(row, Meaning.PROVINCE))
        number = self.take(row, fields, Meaning.HOUSE_NUMBER, values.house_number)
        if number and where.address and number not in where.address.split():
            where.address = f"{where.address} {number}"
        where.postcode = self.take(row, fields, Meaning.POSTCODE, values.postcode)
        if where.postcode is None and (in_place := Postcode.parse(where.place)):
            where.postcode, where.place = in_place, ""  # a column for "plaats of postcode"
        if where.postcode and not where.postcode.letters:
            fields.notices.append(Notice("postcode_digits", {"text": where.postcode.digits}))
        if self._pairs:
            with self.handing_back(fields, Meaning.NORTH):
                where.point = coordinates.first_point(
                    [(row.cells[east], row.cells[north]) for east, north in self._pairs]
                )
        if where.point is None and self._at[Meaning.POINT]:
            where.point = self.take(row, fields, Meaning.POINT, coordinates.read_pair)

    def choice(
        self, row: Row, fields: Fields, meaning: Meaning, kind: type[_Choice]
    ) -> _Choice | None:
        """The one choice that a cell names; None, with a notice for words that we do not know."""
        said = self.cell(row, meaning)
        if not said:
            return None
        found = choices.one_of(kind, said) if values.is_said(said) else None
        if values.is_said(said) and found is None:
            self.note_choice(fields, meaning, clean(said))
        return found

    def several(
        self, row: Row, fields: Fields, meaning: Meaning, kind: type[_Choice]
    ) -> frozenset[_Choice]:
        """The choices that a cell names, with a notice for words that we do not know."""
        found, unknown = choices.several_of(kind, self.cell(row, meaning))
        if unknown:
            self.note_choice(fields, meaning, ", ".join(unknown))
        return found

    def note_choice(
        self, fields: Fields, meaning: Meaning, said: str, notice: str = "choice_unknown"
    ) -> None:
        """Tell that a word is not one to choose from, or what else `notice` tells."""
        facts = {"column": self.columns.heading(meaning), "text": said}
        fields.notices.append(Notice(notice, facts))


def shortened(words: str, limit: int) -> str:
    """At most `limit` signs, cut between words, with an ellipsis where something is gone."""
    if len(words) <= limit:
        return words
    cut = words[: limit - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[limit // 2 :] else cut}…"
