"""The words of dates and times: a cell cut into days, clock times and the words between them.

Only what is recognised for certain becomes a token; one unknown sign and the cell is handed back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache

from data.spreadsheets.errors import CellError
from domain.times import AMSTERDAM

FIRST_YEAR, LAST_YEAR = 1990, 2100

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb febr",
            "maart march mrt mar maa",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "augustus august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "maandag monday ma mo mon",
            "dinsdag tuesday di tu tue tues",
            "woensdag wednesday wo wed",
            "donderdag thursday do th thu thur thurs",
            "vrijdag friday vr vrij fr fri",
            "zaterdag saturday za zat sa sat",
            "zondag sunday zo zon su sun",
        )
    )
    for name in names.split()
}


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


class Kind(StrEnum):
    """What a token is."""

    DAY = "day"
    CLOCK = "clock"
    NUMBER = "number"
    WEEKDAY = "weekday"
    UNTIL = "until"
    AND = "and"


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day; `year` is None when the cell does not say it. Not checked to exist."""

    year: int | None
    month: int
    day: int
    named: bool = False  # the month was written as a word


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in minutes since midnight, 0 to 1440.

    `fold` tells two equal times apart on the night that has an hour twice; None: not said.
    """

    minute: int
    fold: int | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a cell. `value` is a Day, a Clock, a number or a weekday (Monday is 0)."""

    kind: Kind
    value: Day | Clock | int | None = None
    spaced: bool = True  # a dash with a space before it, or a word


_CLOCK_TAIL = r"(?:\s*(?P<{0}>[ap])\.?m\b\.?)?(?:\s*(?:uur|hours?|hrs?|u|h)\b\.?)?"
_TOKENS = re.compile(
    r"""
      (?P<moment>(?P<my>\d{4})-(?P<mm>\d{2})-(?P<md>\d{2})[T ](?P<mh>\d{2}):(?P<mi>\d{2})
          (?::\d{2}(?:\.\d+)?)?\s?(?P<mo>Z|[+-]\d{2}:?\d{2}))(?!\d)
    | (?P<iso>(?P<iy>\d{4})(?P<isep>[-/.])(?P<im>\d{1,2})(?P=isep)(?P<id>\d{1,2}))(?!\d)(?:T(?=\d))?
    | (?P<dmy>(?P<dd>\d{1,2})\s?(?P<dsep>[-/.])\s?(?P<dm>\d{1,2})\s?(?P=dsep)\s?(?P<dy>\d{4}))(?!\d)
    | (?P<named>(?P<nd>\d{1,2})(?:st|nd|rd|th|e|ste|de)?\.?(?:\s+of)?[\s-]*
          (?P<nm>MONTHS)\b\.?(?:[\s,-]*(?P<ny>\d{4})(?!\d|[:.]\d))?)
    | (?P<english>(?P<em>MONTHS)\b\.?\s+(?P<ed>\d{1,2})(?:st|nd|rd|th)?(?!\d|[:.]\d)
          (?:\s*,?\s*(?P<ey>\d{4})(?!\d))?)
    | (?P<clock>(?P<ch>\d{1,2})\s?[:.;]\s?(?P<ci>\d{2})(?!\d)(?::00(?:\.0+)?(?!\d))?TAIL1)
    | (?P<uur>(?P<uh>\d{1,2})\s?(?:u|h)\s?(?P<ui>\d{2}))(?!\d)
    | (?P<whole>(?P<wh>\d{1,2})\s*(?:(?P<wp>[ap])\.?m\b\.?|(?:uur|u|h)\b\.?))
    | (?P<number>\d{1,2})(?!\d|[.:,]\d)(?:e|ste|de|th|st|nd|rd)?(?![^\W\d_])
    | (?P<weekday>WEEKDAYS)(?:avond|middag|ochtend|morgen|nacht)?\b\.?
    | (?P<until>t/m\b|t\.m\.|t/?m\b|tot\s+en\s+met\b|tot\b|through\b|thru\b|until\b|till?\b|to\b
          |\bincluding\b)
    | (?P<dash>[-–—])
    | (?P<and>en\b|and\b|plus\b|&|,|;|\n)
    | (?P<noise>van(?:af)?\b|v\.?a\.|om\b|op\b|from\b|at\b|on\b|aanvang\b:?|start\b:?|begin\b:?
          |ca\b\.?|circa\b|uur\b\.?|hours?\b|[()\[\]\s:.]+)
    """.replace("MONTHS", _any(_MONTHS))
    .replace("WEEKDAYS", _any(WEEKDAYS))
    .replace("TAIL1", _CLOCK_TAIL.format("cp")),
    re.IGNORECASE | re.VERBOSE,
)


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a cell, noise left out. Raises `CellError` with the likeliest reason."""
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKENS.match(text, at)
        if match is None or match.end() == at:
            raise CellError(_reason(text), text)
        found.extend(_read(match, text))
        at = match.end()
    return tuple(found)


def _read(match: re.Match[str], text: str) -> list[Token]:
    """The tokens of one match; none for noise."""
    part = match.groupdict()
    match match.lastgroup:
        case "moment":
            return _moment(match, text)
        case "iso":
            return _written(part["id"], int(part["im"]), part["iy"], text, named=False)
        case "dmy":
            return _written(part["dd"], int(part["dm"]), part["dy"], text, named=False)
        case "named":
            return _written(part["nd"], _MONTHS[part["nm"].lower()], part["ny"], text, named=True)
        case "english":
            return _written(part["ed"], _MONTHS[part["em"].lower()], part["ey"], text, named=True)
        case "clock":
            return _clock(part["ch"], part["ci"], part["cp"], text)
        case "uur":
            return _clock(part["uh"], part["ui"], None, text)
        case "whole":
            return _clock(part["wh"], None, part["wp"], text)
        case "number":
            return [Token(Kind.NUMBER, int(part["number"]))]
        case "weekday":
            return [Token(Kind.WEEKDAY, WEEKDAYS[part["weekday"].lower()])]
        case "until":
            return [Token(Kind.UNTIL)]
        case "dash":
            before = text[max(0, match.start() - 1) : match.start()]
            return [Token(Kind.UNTIL, spaced=before in {"", " "})]
        case "and":
            return [Token(Kind.AND)]
        case _:
            return []


def _moment(match: re.Match[str], text: str) -> list[Token]:
    written = re.sub(r"\s", "", match["moment"].replace(" ", "T", 1)).replace("Z", "+00:00")
    try:
        local = datetime.fromisoformat(written).astimezone(AMSTERDAM)
    except ValueError as error:
        raise CellError("no_such_day", text) from error
    fold = (
        local.fold
        if local.replace(fold=1).astimezone(UTC) != local.replace(fold=0).astimezone(UTC)
        else None
    )
    return [
        Token(Kind.DAY, _day(local.year, local.month, local.day, text)),
        Token(Kind.CLOCK, Clock(local.hour * 60 + local.minute, fold)),
    ]


def _clock(hour: str, minute: str | None, half: str | None, text: str) -> list[Token]:
    hours, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= hours <= 12:
            raise CellError("no_such_time", text)
        hours = hours % 12 + (12 if half in "pP" else 0)
    if minutes > 59 or hours * 60 + minutes > 24 * 60:
        raise CellError("no_such_time", text)
    return [Token(Kind.CLOCK, Clock(hours * 60 + minutes))]


def _day(year: int | None, month: int, day: int, text: str, *, named: bool = False) -> Day:
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise CellError("year_range", text, year=year)
    if month > 12 and day <= 12:
        raise CellError("month_first", text)
    return Day(year, month, day, named)


def _written(day: str, month: int, year: str | None, text: str, *, named: bool) -> list[Token]:
    return [Token(Kind.DAY, _day(int(year) if year else None, month, int(day), text, named=named))]


_REASONS = (
    ("date_words", re.compile(r"^\D*$")),
    (
        "recurring",
        re.compile(r"\b(elke|ieder|iedere|wekelijks|maandelijks|dagelijks|every)\b", re.I),
    ),
    ("bare_number", re.compile(r"^\s*\d+([.,]\d+)?\s*$")),
    ("two_digit_year", re.compile(r"(?<!\d)\d{1,2}([-/.])\d{1,2}\1'?\d{2}(?!\d)|'\d{2}(?!\d)")),
    ("no_year", re.compile(r"^\s*\d{1,2}\s?[-/.:]\s?\d{1,2}\s*$")),
)


def _reason(text: str) -> str:
    """Why a cell is no date: the first that fits, else "date_slip"."""
    return next((reason for reason, form in _REASONS if form.search(text)), "date_slip")


def why_no_date(text: str) -> CellError:
    """The problem of a cell that has tokens but no day in them."""
    return CellError(_reason(text), text)
