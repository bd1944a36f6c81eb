"""How the texts of a file for matching become values, and what can be read where they do not.

Lists are separated by ";", times are "2026-12-12T14:00/2026-12-12T17:00" on an Amsterdam clock.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.times import TimeSlot, local_to_utc
from domain.vocabulary import TargetGroup
from matching.catalogue import code, mask, minute, municipality_number


class Expected(StrEnum):
    """What can be read in a column; in words it is `match.expected` in `i18n`."""

    ANY = "any"
    ONE_OF = "one_of"  # of the words of a `Reading`
    SOME_OF = "some_of"  # the same, more than one
    YES_OR_NO = "yes_or_no"
    COUNT = "count"
    AT_LEAST_ONE = "at_least_one"
    ABOVE_ZERO = "above_zero"
    AMOUNT = "amount"
    DEGREES = "degrees"
    TIMES = "times"
    ID = "id"
    ID_ONCE = "id_once"
    KNOWN_ID = "known_id"
    KNOWN_COLUMN = "known_column"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text becomes a value: `read` raises ValueError or VerbindingError unless it is as expected."""

    read: Callable[[str], Any]
    expected: Expected
    words: tuple[str, ...] = ()


def member(kind: type[StrEnum]) -> Reading:
    """A word of a closed list, as its position."""
    return Reading(lambda text: code(kind(text)), Expected.ONE_OF, tuple(kind))


def masked(kind: type[StrEnum]) -> Reading:
    """A list of words as a mask."""
    return Reading(lambda text: mask(_members(kind, text)), Expected.SOME_OF, tuple(kind))


def set_of(kind: type[StrEnum]) -> Reading:
    """A list of words as a set."""
    return Reading(lambda text: frozenset(_members(kind, text)), Expected.SOME_OF, tuple(kind))


def one_of(known: Mapping[str, int]) -> Reading:
    """The number of an id that must be `known`."""

    def number(text: str) -> int:
        if text not in known:
            raise ValueError(text)
        return known[text]

    return Reading(number, Expected.KNOWN_ID)


def _members(kind: type[StrEnum], text: str) -> set[StrEnum]:
    return {kind(word.strip()) for word in text.split(";") if word.strip()}


def _wished_groups(text: str) -> int:
    """A mask of target groups; who is there for everyone has no preference."""
    wished = _members(TargetGroup, text)
    return 0 if TargetGroup.EVERYONE in wished else mask(wished)


def _spans(text: str) -> tuple[tuple[int, int], ...]:
    """Times from and until, in minutes since 1970 UTC, in order."""
    found = []
    for span in filter(None, map(str.strip, text.split(";"))):
        starts, ends = span.split("/")
        slot = TimeSlot(_moment(starts), _moment(ends))
        found.append((minute(slot.starts_at), minute(slot.ends_at)))
    return tuple(sorted(found))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text.strip())
    return moment if moment.tzinfo else local_to_utc(moment.date(), moment.time())


_TRUTH = dict.fromkeys(("true", "1", "ja", "yes"), True)
_TRUTH |= dict.fromkeys(("false", "0", "nee", "no"), False)


def _yes(text: str) -> bool:
    if text.lower() not in _TRUTH:
        raise ValueError(text)
    return _TRUTH[text.lower()]


def _count(text: str) -> int:
    number = int(float(text))
    if number < 0 or number != float(text):
        raise ValueError(text)
    return number


def _at_least_one(text: str) -> int:
    number = _count(text)
    if number < 1:
        raise ValueError(text)
    return number


def _positive(text: str) -> float:
    number = float(text)
    if not number > 0:
        raise ValueError(text)
    return number


def _cents(text: str) -> int:
    number = float(text)
    if not number >= 0:
        raise ValueError(text)
    return round(100 * number)


AS_IT_IS = Reading(str, Expected.ANY)
MUNICIPALITY = Reading(municipality_number, Expected.ANY)  # what is no code is not known
DEGREES = Reading(float, Expected.DEGREES)
TIMES = Reading(_spans, Expected.TIMES)
GROUPS_WISHED = Reading(_wished_groups, Expected.SOME_OF, tuple(TargetGroup))
YES = Reading(_yes, Expected.YES_OR_NO)
COUNT = Reading(_count, Expected.COUNT)
AT_LEAST_ONE = Reading(_at_least_one, Expected.AT_LEAST_ONE)
ABOVE_ZERO = Reading(_positive, Expected.ABOVE_ZERO)
EUROS = Reading(_cents, Expected.AMOUNT)  # as cents
