"""Time slots of a row: its cells for days and times put together, on Amsterdam's clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from data.spreadsheets import values
from data.spreadsheets.dates.cells import WhenCells, at, whens_of
from data.spreadsheets.dates.moments import Clock, Day, Kind, tokens
from data.spreadsheets.dates.written import Span, When
from data.spreadsheets.errors import CellError, Notice
from data.spreadsheets.meanings import Meaning
from domain.times import AMSTERDAM, AmbiguousTimeError, NonexistentTimeError, TimeSlot, local_to_utc
from domain.words import clean

MOST_DAYS = 372  # a year and a few days: permits for a year are common, two years is a slip
DAY_MINUTES = 24 * 60
ASSUMED_MINUTES = 60  # the length of something of which only the start is known
_SMALL_HOURS = 4 * 60  # an end up to four in the morning belongs to the evening before
_LONGEST_NIGHT, _LONGEST = 14 * 60, 20 * 60
_SKIP = 2 * 60  # where the clock goes from two to three in spring

Dated = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Slots:
    """Slots in time order, and what a coordinator should know about them.

    `times` are the times of the file as they stand, where they could not be spread over the days.
    """

    slots: tuple[TimeSlot, ...] = ()
    notices: tuple[Notice, ...] = ()
    times: str = ""


@dataclass(slots=True)
class _Remarks:
    """What comes up while slots are made."""

    notices: list[Notice] = field(default_factory=list)
    times: str = ""


@lru_cache(maxsize=4096)  # a list has many rows of the same day and hours
def read_slots(cells: WhenCells, *, year: int | None) -> Slots:
    """The slots that `cells` say; `year` is for days without one, None when nothing says it.

    Raises `CellError` with its `meaning` set.
    """
    result = _Remarks()
    whens = whens_of(cells, result.notices)
    year = cells.said_year or year
    found: list[TimeSlot] = []
    for when in whens:
        with at(Meaning.DATE):
            days = [_dated(pair, cells) for pair in _with_years(when.days, year)]
            _check_weekdays(when, days, cells.date)
        found.extend(_slots(when, days, cells, result))
    _note_weekday(cells.weekday, found, result)
    ordered = sorted(set(found), key=lambda slot: (slot.starts_at, slot.ends_at))
    return Slots(tuple(ordered), tuple(result.notices), result.times)


def _with_years(pairs: Sequence[tuple[Day, Day]], year: int | None) -> list[tuple[Day, Day]]:
    """The days, each with the year that is written after it, else with `year`."""
    found: list[tuple[Day, Day]] = []
    for first, last in reversed(pairs):
        year = last.year or year
        last_year = year
        if first.year is not None:
            year = first.year
        elif year is not None and last.year is not None:
            year -= (first.month, first.day) > (last.month, last.day)
        found.append((_with_year(first, year), _with_year(last, last_year)))
    return found[::-1]


def _with_year(day: Day, year: int | None) -> Day:
    return Day(day.year or year, day.month, day.day, day.named)


def _dated(pair: tuple[Day, Day], cells: WhenCells) -> Dated:
    first, last = (_date(day, cells.date) for day in pair)
    said = cells.said_year
    if said is not None and first.year != said:
        raise CellError("year_differs", cells.date, said=said, year=first.year)
    if last < first:
        raise CellError("order", f"{cells.date} {cells.end_date}".strip())
    if (last - first).days >= MOST_DAYS:
        raise CellError("too_long_range", cells.date, days=(last - first).days + 1)
    return first, last


def _date(day: Day, text: str) -> date:
    if day.year is None:
        raise CellError("no_year", text)
    try:
        return date(day.year, day.month, day.day)
    except ValueError as error:
        raise CellError("no_such_day", text) from error


def _check_weekdays(when: When, days: list[Dated], text: str) -> None:
    """A weekday written beside a date must be that date's."""
    written = [day for pair in days for day in dict.fromkeys(pair)]
    if len(when.weekdays) == 1:
        written = written[:1]
    if len(when.weekdays) == len(written) and when.weekdays != [day.weekday() for day in written]:
        raise CellError("weekday_differs", text)


def _note_weekday(text: str, slots: Sequence[TimeSlot], result: _Remarks) -> None:
    """A column of weekdays is often sloppy: it is noted, not trusted."""
    try:
        found = [one.value for one in tokens(text.strip()) if one.kind is Kind.WEEKDAY]
    except CellError:
        return
    if len(found) == 1 and slots:
        first = min(slot.starts_at for slot in slots).astimezone(AMSTERDAM)
        if first.weekday() != found[0]:
            result.notices.append(Notice("weekday_column", {"text": clean(text)}))


def _slots(when: When, days: list[Dated], cells: WhenCells, result: _Remarks) -> Iterator[TimeSlot]:
    each_day = [
        first + timedelta(days=at) for first, last in days for at in range((last - first).days + 1)
    ]
    spans = when.spans
    if len(spans) > 1 and all(_same(span, spans[0]) for span in spans):
        spans = spans[:1]
    with at(Meaning.START):
        if not spans:
            yield from map(_whole_day, each_day)
        elif len(spans) == 1 and _is_one_stretch(when, spans[0], days):
            yield _stretch(spans[0], days[0])
        elif len(spans) == 1 or len(each_day) == 1:
            for day in each_day:
                for span in spans:
                    yield _slot(span, day, cells, result)
        elif len(spans) == len(each_day) and cells.start:
            for day, span in zip(each_day, spans, strict=True):
                yield _slot(span, day, cells, result)
        else:
            result.times = clean(f"{cells.start} / {cells.end}" if cells.start else "")
            result.notices.append(
                Notice("times_not_per_day", {"times": len(spans), "days": len(each_day)})
            )
            yield from map(_whole_day, each_day)


def _same(one: Span, other: Span) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _is_one_stretch(when: When, span: Span, days: list[Dated]) -> bool:
    """Whether the times are the very start and the very end, not those of each day.

    So they are where they were written as moments; where they are equal ("10:00 to 10:00", round
    the clock); and over one night: two days, from an evening to a morning.
    """
    if len(days) != 1 or span.end is None:
        return False
    nights = (days[0][1] - days[0][0]).days
    if when.is_one_stretch or (nights > 0 and span.end.minute == span.start.minute):
        return True
    return nights == 1 and _SMALL_HOURS < span.end.minute < span.start.minute


def _stretch(span: Span, days: Dated) -> TimeSlot:
    starts_at = _moment(days[0], span.start)
    ends_at = _end(days[1], span.end) if span.end else starts_at
    if ends_at <= starts_at:
        raise CellError("end_before_start", _shown(span))
    return TimeSlot(starts_at, ends_at)


def _whole_day(day: date) -> TimeSlot:
    tomorrow = day + timedelta(days=1)
    return TimeSlot(local_to_utc(day, time()), local_to_utc(tomorrow, time()), has_clock=False)


def _slot(span: Span, day: date, cells: WhenCells, result: _Remarks) -> TimeSlot:
    starts_at = _moment(day, span.start)
    if span.end is None or span.end.minute == span.start.minute:
        return TimeSlot(starts_at, starts_at + timedelta(minutes=_length(cells, result)))
    if span.end.minute > span.start.minute:
        ends_at = _end(day, span.end)
        if ends_at <= starts_at:  # only across the repeated hour
            raise CellError("end_before_start", _shown(span))
        return TimeSlot(starts_at, ends_at)
    length = span.end.minute + DAY_MINUTES - span.start.minute
    if length > (_LONGEST if span.end.minute <= _SMALL_HOURS else _LONGEST_NIGHT):
        raise CellError("end_before_start", _shown(span))
    return TimeSlot(starts_at, _end(day + timedelta(days=1), span.end))


def _length(cells: WhenCells, result: _Remarks) -> int:
    if values.is_said(cells.duration):
        with at(Meaning.MINUTES):
            return values.minutes(cells.duration)
    if not any(notice.key == "end_assumed" for notice in result.notices):
        result.notices.append(Notice("end_assumed", {"minutes": ASSUMED_MINUTES}))
    return ASSUMED_MINUTES


def _end(day: date, clock: Clock) -> datetime:
    """The moment of an end. Two o'clock on the night that skips it is the moment of the skip."""
    try:
        return _moment(day, clock)
    except CellError as error:
        if error.reason == "time_nonexistent" and clock.minute == _SKIP:
            return _moment(day, Clock(_SKIP + 60))
        raise


def _moment(day: date, clock: Clock) -> datetime:
    later, minute = divmod(clock.minute, DAY_MINUTES)
    local = time(*divmod(minute, 60))
    try:
        return local_to_utc(day + timedelta(days=later), local, fold=clock.fold)
    except NonexistentTimeError as error:
        raise CellError("time_nonexistent", f"{day:%d-%m-%Y} {local:%H:%M}") from error
    except AmbiguousTimeError as error:
        raise CellError("time_ambiguous", f"{day:%d-%m-%Y} {local:%H:%M}") from error


def _shown(span: Span) -> str:
    ends = [span.start, *([span.end] if span.end else [])]
    return " - ".join(f"{clock.minute // 60:02}:{clock.minute % 60:02}" for clock in ends)
