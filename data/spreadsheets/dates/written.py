"""Dates and times as people write them in one cell: days, ranges, lists, with or without times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from data.spreadsheets.dates.moments import Clock, Day, Kind, Token, tokens, why_no_date
from data.spreadsheets.errors import CellError


@dataclass(slots=True)
class Span:
    """From one clock time to another; an end that is not said is None."""

    start: Clock
    end: Clock | None = None


@dataclass(slots=True)
class When:
    """Some days, each from its first to its last, and the times that hold on each of them.

    `weekdays` are those written beside the days, in order. With `is_one_stretch` the times are
    the start on the first day and the end on the last.
    """

    days: list[tuple[Day, Day]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    weekdays: list[int] = field(default_factory=list)
    is_one_stretch: bool = False


def read_dates(text: str) -> list[When]:
    """What a date cell says, in its own order; at least one with at least one day.

    Raises `CellError`: "bare_number", "no_year", "two_digit_year", "month_first", "year_range",
    "recurring", "date_words", "dates_unconnected" or "date_slip".
    """
    found = _parse(_with_days(_with_hours(tokens(text), everywhere=False)), text)
    if not found or not all(when.days for when in found):
        raise why_no_date(text)
    return found


def read_times(text: str) -> list[When]:
    """What a time cell says: spans, and days only where it holds whole moments.

    Bare numbers are hours here ("14-17"). Times with nothing but a space between them are a
    list ("12:00 11:00"). Words without digits ("diverse tijden") give an empty list.
    Raises `CellError` "time_slip" or "no_such_time".
    """
    if not any(one.isdigit() for one in text):
        return []
    try:
        return _parse(_with_hours(tokens(_tidied(text)), everywhere=True), text, lists=True)
    except CellError as error:
        reason = error.reason if error.reason == "no_such_time" else "time_slip"
        raise CellError(reason, text) from error


def _tidied(text: str) -> str:
    """ "17/00" is 17:00 in a column of times."""
    return " ".join(
        f"{part[:-3]}:00" if part[-3:] == "/00" and part[:-3].isdigit() else part
        for part in text.split()
    )


def _with_hours(found: Sequence[Token], *, everywhere: bool) -> list[Token]:
    """Bare numbers that are hours: before "until" and a clock time, or `everywhere`."""
    result = list(found)
    for at, token in enumerate(found):
        is_before_clock = [one.kind for one in found[at + 1 : at + 3]] == [Kind.UNTIL, Kind.CLOCK]
        if token.kind is Kind.NUMBER and (everywhere or is_before_clock):
            hour = token.value
            if not isinstance(hour, int) or hour > 24:
                raise CellError("no_such_time", str(hour))
            result[at] = Token(Kind.CLOCK, Clock(hour * 60))
    return result


def _with_days(found: list[Token]) -> list[Token]:
    """Bare numbers that are days of the date after them: "12 en 13 december", "8 t/m 12-12-2025"."""
    result = list(found)
    for at in range(len(found) - 3, -1, -1):
        number, link, date = result[at], result[at + 1], result[at + 2]
        if number.kind is not Kind.NUMBER or link.kind not in {Kind.UNTIL, Kind.AND}:
            continue
        at_date = at + 2
        while result[at_date].kind is Kind.WEEKDAY and at_date + 1 < len(result):
            at_date += 1
        date = result[at_date]
        if isinstance(date.value, Day) and isinstance(number.value, int):
            if link.kind is Kind.UNTIL and not (link.spaced or date.value.named):
                continue  # "29-10-11-2015" is a slip, not a range
            day = Day(date.value.year, date.value.month, number.value, date.value.named)
            result[at] = Token(Kind.DAY, day)
    return result


def _parse(found: list[Token], text: str, *, lists: bool = False) -> list[When]:
    """Put days and times together. `lists`: times may follow each other without a word."""
    whens: list[When] = [When()]
    link: Kind | None = Kind.AND  # what stands before the token at hand; None: nothing
    for token in found:
        when = whens[-1]
        if token.kind in {Kind.UNTIL, Kind.AND}:
            if link is Kind.UNTIL and token.kind is Kind.UNTIL:
                raise why_no_date(text)
            link = Kind.UNTIL if Kind.UNTIL in {link, token.kind} else Kind.AND
            continue
        if token.kind is Kind.WEEKDAY and isinstance(token.value, int):
            if when.spans and link is not Kind.UNTIL:
                whens.append(When())
            whens[-1].weekdays.append(token.value)
            link = Kind.AND if link is None and not whens[-1].days else link
            continue
        if isinstance(token.value, Day):
            _take_day(whens, token.value, link, text)
        elif isinstance(token.value, Clock):
            _take_clock(whens[-1], token.value, link, text, lists=lists)
        else:
            raise why_no_date(text)
        link = None
    if link is Kind.UNTIL:
        raise why_no_date(text)
    return [when for when in whens if when.days or when.spans]


def _take_day(whens: list[When], day: Day, link: Kind | None, text: str) -> None:
    when = whens[-1]
    if when.spans:
        if link is Kind.UNTIL and len(when.days) == len(when.spans) == 1 and not when.spans[0].end:
            when.days[0] = (when.days[0][0], day)  # "12-12 14:00 t/m 13-12 02:00"
            when.is_one_stretch = True
            return
        whens.append(When(days=[(day, day)]))
    elif not when.days or link is Kind.AND:
        when.days.append((day, day))
    elif link is Kind.UNTIL:
        when.days[-1] = (when.days[-1][0], day)
    else:
        raise CellError("dates_unconnected", text)


def _take_clock(when: When, clock: Clock, link: Kind | None, text: str, *, lists: bool) -> None:
    if when.is_one_stretch:
        if when.spans[0].end is not None:
            raise CellError("date_slip", text)
        when.spans[0].end = clock
    elif link is Kind.UNTIL:
        if not when.spans or when.spans[-1].end is not None:
            raise CellError("start_missing", text)
        when.spans[-1].end = clock
    elif not when.spans or link is Kind.AND or lists:
        when.spans.append(Span(clock))
    else:
        raise CellError("date_slip", text)
