"""The cells of one row that say when, joined: date and end date, start and end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from data.spreadsheets import values
from data.spreadsheets.dates.written import Span, When, read_dates, read_times
from data.spreadsheets.errors import CellError, Notice
from data.spreadsheets.meanings import Meaning
from domain.words import clean


@dataclass(frozen=True, slots=True)
class WhenCells:
    """The cells of one row that say when; empty where the sheet has no such column."""

    date: str = ""
    end_date: str = ""
    start: str = ""
    end: str = ""
    weekday: str = ""
    year: str = ""
    duration: str = ""

    @property
    def said_year(self) -> int | None:
        """The year of the year column; None when it says none."""
        wanted = self.year.strip()
        return int(wanted) if len(wanted) == 4 and wanted.isascii() and wanted.isdigit() else None


@contextmanager
def at(meaning: Meaning) -> Iterator[None]:
    """Say which column a problem comes from."""
    try:
        yield
    except CellError as error:
        error.meaning = error.meaning or meaning
        raise


def whens_of(cells: WhenCells, notices: list[Notice]) -> list[When]:
    """The days of the date columns with the times of whichever columns have them.

    Adds to `notices`. Raises `CellError` with its `meaning` set.
    """
    if not values.is_said(cells.date):
        error = CellError("date_words" if cells.date.strip() else "date_missing", cells.date)
        error.meaning = Meaning.DATE
        raise error
    with at(Meaning.DATE):
        whens = [_without_midnight(when) for when in read_dates(cells.date)]
    if values.is_said(cells.end_date):
        with at(Meaning.END_DATE):
            _take_end_date(whens, read_dates(cells.end_date), cells.end_date)
    _take_times(whens, cells, notices)
    return whens


def _without_midnight(when: When) -> When:
    """A lone 00:00 is how programs write a day without a time."""
    if len(when.spans) == 1 and when.spans[0].start.minute == 0 and when.spans[0].end is None:
        when.spans = []
    return when


def _take_end_date(whens: list[When], ends: list[When], text: str) -> None:
    when, end = whens[0], _without_midnight(ends[0])
    if len(whens) > 1 or len(ends) > 1 or len(when.days) > 1 or len(end.days) > 1:
        raise CellError("end_date_double", text)
    last = end.days[0][1]
    when.days = [(when.days[0][0], last)]
    if end.spans and when.spans and when.spans[0].end is None:
        when.spans[0].end = end.spans[0].start
        when.is_one_stretch = when.days[0][0] != last
        when.weekdays = []


def _take_times(whens: list[When], cells: WhenCells, notices: list[Notice]) -> None:
    """Add the times of the time columns to the only group of days."""
    with at(Meaning.START):
        starts = read_times(cells.start)
        if values.is_said(cells.start) and not starts:
            notices.append(Notice("times_in_words", {"text": clean(cells.start)}))
    with at(Meaning.END):
        ends = read_times(cells.end)
    if not starts and not ends:
        return
    with at(Meaning.START):
        if len(whens) > 1 or any(when.spans for when in whens):
            if [span.start for when in whens for span in when.spans] != [
                span.start for when in starts for span in when.spans
            ]:
                raise CellError("times_double", cells.start)
            if not ends:
                return
        if not starts:
            raise CellError("start_missing", cells.end)
        when = whens[0]
        if any(day not in when.days[0] for one in starts for pair in one.days for day in pair):
            raise CellError("time_slip", cells.start)
        for one in ends:
            if one.days and one.days[0][1] != when.days[0][1]:
                when.days, when.is_one_stretch = [(when.days[0][0], one.days[0][1])], True
        when.spans = _paired(
            [span for one in starts for span in one.spans],
            [span for one in ends for span in one.spans],
            cells,
        )


def _paired(starts: list[Span], ends: list[Span], cells: WhenCells) -> list[Span]:
    """Starts with their ends: one to one, or one for all."""
    if not ends:
        return starts
    if any(span.end for span in (*starts, *ends)):
        raise CellError("time_slip", f"{cells.start} / {cells.end}")
    if len(starts) == 1:
        starts = starts * len(ends)
    elif len(ends) == 1:
        ends = ends * len(starts)
    if len(starts) != len(ends):
        raise CellError("times_uneven", f"{cells.start} / {cells.end}")
    return [Span(start.start, end.start) for start, end in zip(starts, ends, strict=True)]
