"""One row of a sheet to the fields of an activity, with every problem of the row at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from data.spreadsheets import coordinates, values
from data.spreadsheets.dates import WhenCells, read_slots
from data.spreadsheets.errors import CellError, Notice
from data.spreadsheets.meanings import Meaning
from data.spreadsheets.reading.sheets import Row
from domain.activities import SUMMARY_LENGTH, TEXT_LENGTH, TITLE_LENGTH, Need
from domain.branches import Branch
from domain.places import Point, Postcode
from domain.times import TimeSlot
from domain.vocabulary import ActivityState, AttendanceMode, ConnectionForm, NeedKind, TargetGroup
from services.importing import choices
from services.importing.types import Problem

_Value = TypeVar("_Value")
_Choice = TypeVar("_Choice", bound=StrEnum)
LONGEST_TEXT = 20_000  # of a description, which is then shortened to what an activity holds
_WORDS = (Meaning.TITLE, Meaning.VENUE, Meaning.ADDRESS, Meaning.PLACE, Meaning.ORGANISER)


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
    """A row as it was understood. `rest` holds further fields of an activity by name."""

    number: int
    title: str = ""
    slots: tuple[TimeSlot, ...] = ()
    where: Where = field(default_factory=Where)
    organiser: str = ""
    rest: dict[str, Any] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


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
        self._year = year
        self._at = {meaning: columns.of(meaning) for meaning in Meaning}
        self._pairs = list(zip(self._at[Meaning.EAST], self._at[Meaning.NORTH], strict=False))
        self._has_dates = bool(self._at[Meaning.DATE] or self._at[Meaning.END_DATE])

    def read(self, row: Row) -> Fields:
        """The fields of a row; whatever cannot be read is among its `problems`."""
        fields = Fields(row.number)
        self._check_shape(row, fields)
        if fields.problems:
            return fields
        self._read_words(row, fields)
        self._read_where(row, fields)
        self._read_slots(row, fields)
        self._read_choices(row, fields)
        self._read_numbers(row, fields)
        return fields

    def cell(self, row: Row, meaning: Meaning) -> str:
        """The first cell of a meaning that says something; empty when there is none."""
        for at in self._at[meaning]:
            if row.cells[at].strip():
                return row.cells[at]
        return ""

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
    def _handing_back(self, fields: Fields, meaning: Meaning) -> Iterator[None]:
        try:
            yield
        except CellError as error:
            heading = self.columns.heading(error.meaning or meaning)
            facts = {name: fact for name, fact in error.facts.items() if name != "reason"}
            fields.problems.append(Problem(heading, error.reason, facts))

    def _take(
        self, row: Row, fields: Fields, meaning: Meaning, read: Callable[[str], _Value]
    ) -> _Value | None:
        """What `read` makes of a cell; None when it says nothing or goes back."""
        said = self.cell(row, meaning)
        if said and values.is_said(said):
            with self._handing_back(fields, meaning):
                return read(said)
        return None

    def _read_words(self, row: Row, fields: Fields) -> None:
        for meaning in _WORDS:
            if len(self.cell(row, meaning)) > values.CELL_LENGTH:
                with self._handing_back(fields, meaning):
                    values.check_length(self.cell(row, meaning))
        title = values.clean(self.cell(row, Meaning.TITLE))
        description = self._long(row, fields, Meaning.DESCRIPTION)
        if not title and not any(problem.reason == "too_long" for problem in fields.problems):
            heading = self.columns.heading(Meaning.TITLE)
            fields.problems.append(Problem(heading, "title_missing"))
        if len(title) > TITLE_LENGTH:
            fields.notices.append(Notice("title_shortened", {"limit": TITLE_LENGTH}))
            description = f"{title}\n{description}".strip()[:TEXT_LENGTH]
            title = _shortened(title, TITLE_LENGTH)
        fields.title = title
        fields.organiser = values.clean(self.cell(row, Meaning.ORGANISER))
        summary = values.clean(self.cell(row, Meaning.SUMMARY))
        if len(summary) > SUMMARY_LENGTH and not description:
            description = summary[:TEXT_LENGTH]
        fields.rest["summary"] = _shortened(summary, SUMMARY_LENGTH)
        fields.rest["description"] = description
        for meaning, name in (
            (Meaning.ACCESSIBILITY, "accessibility"),
            (Meaning.GOOD_TO_KNOW, "good_to_know"),
        ):
            fields.rest[name] = self._long(row, fields, meaning)

    def _long(self, row: Row, fields: Fields, meaning: Meaning) -> str:
        """Words with line breaks, shortened with a notice when there are too many."""
        said = self.cell(row, meaning)
        if not said:
            return ""
        if len(said) > LONGEST_TEXT:
            with self._handing_back(fields, meaning):
                values.check_length(said)
        found = values.clean_lines(said)
        if len(found) > TEXT_LENGTH:
            facts = {"column": self.columns.heading(meaning), "limit": TEXT_LENGTH}
            fields.notices.append(Notice("text_shortened", facts))
        return _shortened(found, TEXT_LENGTH)

    def _read_where(self, row: Row, fields: Fields) -> None:
        where = fields.where
        for meaning in (Meaning.VENUE, Meaning.ADDRESS, Meaning.PLACE):
            setattr(where, meaning.name.lower(), values.clean(self.cell(row, meaning)))
        where.municipality = values.clean(self.cell(row, Meaning.MUNICIPALITY))
        where.province = values.clean(self.cell(row, Meaning.PROVINCE))
        number = self._take(row, fields, Meaning.HOUSE_NUMBER, values.house_number)
        if number and where.address and number not in where.address.split():
            where.address = f"{where.address} {number}"
        where.postcode = self._take(row, fields, Meaning.POSTCODE, values.postcode)
        if where.postcode and not where.postcode.letters:
            fields.notices.append(Notice("postcode_digits", {"text": where.postcode.digits}))
        if self._pairs:
            with self._handing_back(fields, Meaning.NORTH):
                where.point = coordinates.first_point(
                    [(row.cells[east], row.cells[north]) for east, north in self._pairs]
                )
        if where.point is None and self._at[Meaning.POINT]:
            where.point = self._take(row, fields, Meaning.POINT, coordinates.read_pair)

    def _read_slots(self, row: Row, fields: Fields) -> None:
        if not self._has_dates:
            return
        cells = WhenCells(
            date=self.cell(row, Meaning.DATE) or self.cell(row, Meaning.END_DATE),
            end_date=self.cell(row, Meaning.END_DATE),
            start=self.cell(row, Meaning.START),
            end=self.cell(row, Meaning.END),
            weekday=self.cell(row, Meaning.WEEKDAY),
            year=self.cell(row, Meaning.YEAR),
            duration=self.cell(row, Meaning.MINUTES),
        )
        with self._handing_back(fields, Meaning.DATE):
            found = read_slots(cells, year=self._year)
            fields.slots = found.slots
            fields.notices.extend(found.notices)
            if found.times and not fields.rest.get("good_to_know"):
                fields.rest["good_to_know"] = found.times

    def _read_choices(self, row: Row, fields: Fields) -> None:
        rest = fields.rest
        rest["branch"] = self._choice(row, fields, Meaning.BRANCH, Branch)
        rest["attendance"] = self._choice(row, fields, Meaning.ATTENDANCE, AttendanceMode)
        for meaning, name, kind in (
            (Meaning.FORMS, "forms", ConnectionForm),
            (Meaning.GROUPS, "groups", TargetGroup),
        ):
            found, unknown = choices.several_of(kind, self.cell(row, meaning))
            rest[name] = found
            if unknown:
                self._note_choice(fields, meaning, ", ".join(unknown))
        is_cancelled = (
            choices.one_of(ActivityState, self.cell(row, Meaning.STATE)) is ActivityState.CANCELLED
        )
        rest["state"] = ActivityState.CANCELLED if is_cancelled else ActivityState.PUBLISHED
        languages = values.clean(self.cell(row, Meaning.LANGUAGES))
        rest["languages"] = tuple(
            word.strip() for word in languages.replace(";", ",").split(",") if word.strip()
        )

    def _choice(
        self, row: Row, fields: Fields, meaning: Meaning, kind: type[_Choice]
    ) -> _Choice | None:
        said = self.cell(row, meaning)
        if not said:
            return None
        found = choices.one_of(kind, said) if values.is_said(said) else None
        if values.is_said(said) and found is None:
            self._note_choice(fields, meaning, values.clean(said))
        return found

    def _note_choice(self, fields: Fields, meaning: Meaning, said: str) -> None:
        facts = {"column": self.columns.heading(meaning), "text": said}
        fields.notices.append(Notice("choice_unknown", facts))

    def _read_numbers(self, row: Row, fields: Fields) -> None:
        rest = fields.rest
        rest["capacity"] = self._take(row, fields, Meaning.CAPACITY, values.count)
        rest["min_age"] = self._take(row, fields, Meaning.MIN_AGE, values.count)
        rest["minutes"] = self._take(row, fields, Meaning.EFFORT, values.minutes)
        rest["expected_participants"] = self._expected(row, fields)
        people = self._take(row, fields, Meaning.PEOPLE_NEEDED, values.count)
        money = self._take(row, fields, Meaning.MONEY_NEEDED, values.cents)
        rest["needs"] = tuple(
            Need(id="", kind=kind, quantity=quantity)
            for kind, quantity in ((NeedKind.PEOPLE, people), (NeedKind.MONEY, money))
            if quantity
        )

    def _expected(self, row: Row, fields: Fields) -> int | None:
        """A guess of the organiser's own: "ca. 150" says something to people, but is no number."""
        said = self.cell(row, Meaning.PARTICIPANTS)
        try:
            return values.count(said) if values.is_said(said) else None
        except CellError:
            facts = {"column": self.columns.heading(Meaning.PARTICIPANTS), "text": said}
            fields.notices.append(Notice("number_unread", facts))
            return None


def _shortened(words: str, limit: int) -> str:
    """At most `limit` signs, cut between words, with an ellipsis where something is gone."""
    if len(words) <= limit:
        return words
    cut = words[: limit - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[limit // 2 :] else cut}…"
