"""Which activities a visitor wants to see: a filter, its short code in links, and its mask."""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from domain.activities import PUBLIC_STATES
from domain.branches import Branch
from domain.errors import InvalidValueError
from domain.fields import FILTERED, LANGUAGE_TAG, Kind, primary
from domain.places import Point, Province
from domain.times import midnight
from domain.vocabulary import ActivityState, AttendanceMode, ConnectionForm, NeedKind, TargetGroup
from matching import catalogue as columns
from matching.catalogue import Catalogue
from services.programme import Programme, kept_per_programme
from services.searching import asked

EVERYTHING = "-"  # the code of a filter that asks for nothing
WORDS_LENGTH = 60
CODE_LENGTH = 900
MASKS_KEPT = 128  # 100 kB each at 100,000 activities
KM_PER_DEGREE = 111.2  # of latitude

_EDITION = re.compile(r"[a-z0-9-]{1,40}")
_MUNICIPALITY = re.compile(r"GM[0-9]{4}")
# The first letter of each part of a code, in the order in which parts are written.
_SETS: dict[str, tuple[str, type[StrEnum]]] = {
    "b": ("branches", Branch),
    "f": ("forms", ConnectionForm),
    "g": ("groups", TargetGroup),
    "a": ("attendance", AttendanceMode),
}
# Plain fields that say yes or no: the word in the code and the name of the field.
_YES = {field.filter: field.name for field in FILTERED if field.kind is Kind.FLAG}
_FLAGS = {"t": "at_home", "p": "needs_people", "s": "needs_support", "z": "without_team"}

_Member = TypeVar("_Member", bound=StrEnum)
Mask = NDArray[np.bool_]


class FilterCodeError(InvalidValueError):
    """A code in a link that no filter writes (`code`)."""

    key = "error.filter_code"


@dataclass(frozen=True, slots=True)
class Filter:
    """What a visitor asks for; an empty field asks for nothing.

    Within one field any choice will do, between fields all must hold; `at_home` counts as a
    choice of `attendance`. `days` are days in Amsterdam. Every one of `words` must occur in an
    activity's text. `municipality` is a CBS code ("GM0344"), `edition` the id of an edition.
    `languages` are primary language tags; `yes` names plain fields that must say yes.
    """

    edition: str = ""
    days: frozenset[date] = frozenset()
    branches: frozenset[Branch] = frozenset()
    forms: frozenset[ConnectionForm] = frozenset()
    groups: frozenset[TargetGroup] = frozenset()
    attendance: frozenset[AttendanceMode] = frozenset()
    at_home: bool = False
    province: Province | None = None
    municipality: str = ""
    needs_people: bool = False
    needs_support: bool = False
    without_team: bool = False
    languages: frozenset[str] = frozenset()
    yes: frozenset[str] = frozenset()
    words: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", " ".join(asked(self.words))[:WORDS_LENGTH].strip())
        if self.edition and not _EDITION.fullmatch(self.edition):
            raise InvalidValueError(field="edition", reason="code")
        if self.municipality and not _MUNICIPALITY.fullmatch(self.municipality):
            raise InvalidValueError(field="municipality", reason="code")
        if not all(LANGUAGE_TAG.fullmatch(tag) for tag in self.languages):
            raise InvalidValueError(field="languages", reason="code")

    @property
    def is_empty(self) -> bool:
        """Whether it asks for nothing at all."""
        return self == Filter()

    @property
    def count(self) -> int:
        """How many fields ask for something, the edition aside."""
        return sum(bool(getattr(self, field.name)) for field in fields(self)[1:])

    @property
    def code(self) -> str:
        """The one way to write it in a link: unreserved characters only, EVERYTHING when empty."""
        parts = [f"e{self.edition}"] if self.edition else []
        if self.days:
            parts.append("d" + ".".join(f"{day:%Y%m%d}" for day in sorted(self.days)))
        for letter, (name, kind) in _SETS.items():
            if chosen := getattr(self, name):
                parts.append(letter + ".".join(one for one in kind if one in chosen))
        if self.languages:
            parts.append("l" + ".".join(sorted(self.languages)))
        if self.yes:
            parts.append("y" + ".".join(word for word, name in _YES.items() if name in self.yes))
        if self.province:
            parts.append(f"r{self.province}")
        if self.municipality:
            parts.append(f"m{self.municipality}")
        if flags := "".join(letter for letter, name in _FLAGS.items() if getattr(self, name)):
            parts.append(f"n{flags}")
        if self.words:
            parts.append("q" + base64.urlsafe_b64encode(self.words.encode()).decode().rstrip("="))
        return "~".join(parts) or EVERYTHING

    @classmethod
    def parse(cls, code: str) -> Filter:
        """The filter that wrote `code`. Raises `FilterCodeError` for anything `code` never gives."""
        try:
            found = cls() if code == EVERYTHING else cls(**_parts(code))
        except (ValueError, KeyError, InvalidValueError) as error:
            raise FilterCodeError(code=code[:40]) from error
        if len(code) > CODE_LENGTH or found.code != code:
            raise FilterCodeError(code=code[:40])
        return found


def _parts(code: str) -> dict[str, Any]:
    """The fields that the parts of a code stand for."""
    found: dict[str, Any] = {}
    for part in code[:CODE_LENGTH].split("~"):
        letter, value = part[:1], part[1:]
        match letter:
            case "e":
                found["edition"] = value
            case "d":
                found["days"] = frozenset(date.fromisoformat(one) for one in value.split("."))
            case "r":
                found["province"] = Province(value)
            case "m":
                found["municipality"] = value
            case "l":
                found["languages"] = frozenset(value.split("."))
            case "y":
                found["yes"] = frozenset(_YES[word] for word in value.split("."))
            case "n":
                found |= dict.fromkeys((_FLAGS[flag] for flag in value), True)
            case "q":
                padded = value + "=" * (-len(value) % 4)
                found["words"] = base64.b64decode(padded, altchars=b"-_", validate=True).decode()
            case _:
                name, kind = _SETS[letter]
                found[name] = frozenset(kind(one) for one in value.split("."))
    return found


@kept_per_programme(MASKS_KEPT)
def mask(wanted: Filter, programme: Programme) -> Mask:
    """True for every public activity that `wanted` asks for: (n,), read-only, kept per programme.

    At 100,000 activities about 1 ms, with 8 ms for every word.
    """
    rows = programme.catalogue
    keep = np.isin(rows.state, _codes(PUBLIC_STATES))
    for wish in (
        _where(wanted, rows),
        _what(wanted, rows),
        _asks(wanted, rows),
        _says(wanted, programme),
    ):
        keep &= wish
    if wanted.edition:
        keep &= rows.editions == wanted.edition
    if wanted.days:
        keep &= on_days(wanted.days, rows)
    for word in wanted.words.split():
        keep &= np.fromiter((word in text for text in programme.search), bool, len(rows))
    keep.flags.writeable = False
    return keep


def on_days(days: Iterable[date], rows: Catalogue) -> Mask:
    """True where a time slot touches one of the local `days`: (n,)."""
    slot_hits = np.zeros(len(rows.slot_starts), bool)
    for day in days:
        first, last = (_midnight(day), _midnight(day + timedelta(days=1)))
        slot_hits |= (rows.slot_starts < last) & (rows.slot_ends > first)
    hits_before = np.concatenate(([0], np.cumsum(slot_hits)))
    return np.asarray(
        hits_before[rows.slot_offsets[1:]] > hits_before[rows.slot_offsets[:-1]], dtype=np.bool_
    )


@dataclass(frozen=True, slots=True)
class Bounds:
    """A piece of the map in degrees, edges included; south below north, west before east."""

    south: float
    west: float
    north: float
    east: float

    @classmethod
    def around(cls, point: Point, *, km: float) -> Bounds:
        """The box that a circle of `km` around `point` fits in."""
        north = km / KM_PER_DEGREE
        east = north / math.cos(math.radians(point.lat))
        return cls(point.lat - north, point.lon - east, point.lat + north, point.lon + east)


def in_bounds(bounds: Bounds, rows: Catalogue) -> Mask:
    """True for every activity with a point in `bounds`: (n,)."""
    inside = (rows.lat >= bounds.south) & (rows.lat <= bounds.north)
    return np.asarray(
        inside & (rows.lon >= bounds.west) & (rows.lon <= bounds.east), dtype=np.bool_
    )


def _where(wanted: Filter, rows: Catalogue) -> Mask:
    keep = np.ones(len(rows), bool)
    if wanted.province:
        keep &= rows.province == columns.code(wanted.province)
    if wanted.municipality:
        keep &= rows.municipality == columns.municipality_number(wanted.municipality)
    if wanted.attendance or wanted.at_home:
        # A mixed activity can be joined in every way.
        ways = wanted.attendance | ({AttendanceMode.MIXED} if wanted.attendance else set())
        keep &= np.isin(rows.attendance, _codes(ways)) | (wanted.at_home & rows.has_home_task)
    return keep


def _what(wanted: Filter, rows: Catalogue) -> Mask:
    keep = np.ones(len(rows), bool)
    if wanted.branches:
        keep &= np.isin(rows.branch, _codes(wanted.branches))
    if wanted.forms:
        keep &= (rows.forms & columns.mask(wanted.forms)) > 0
    if wanted.groups:
        keep &= (rows.groups & columns.mask(wanted.groups | {TargetGroup.EVERYONE})) > 0
    return keep


def _asks(wanted: Filter, rows: Catalogue) -> Mask:
    keep = np.ones(len(rows), bool)
    people = columns.mask({NeedKind.PEOPLE})
    if wanted.needs_people:
        counted = (rows.people_asked != columns.NO_LIMIT) & (rows.people_left > 0)
        open_to = rows.state == columns.code(ActivityState.PUBLISHED)
        keep &= open_to & (counted | ((rows.needs_open & people) > 0))
    if wanted.needs_support:
        # A full activity may still look for money or a venue.
        ahead = _codes(state for state in ActivityState if state.is_on)
        keep &= np.isin(rows.state, ahead) & ((rows.needs_open & ~np.uint8(people)) > 0)
    if wanted.without_team:
        keep &= ~rows.has_team
    return keep


def _says(wanted: Filter, programme: Programme) -> Mask:
    keep = np.ones(len(programme), bool)
    if wanted.languages:
        keep &= programme.plain["languages"].where(
            lambda tags: not wanted.languages.isdisjoint(map(primary, tags))
        )
    for name in wanted.yes:
        keep &= programme.plain[name].where(bool)
    return keep


def _codes(members: Iterable[_Member]) -> list[int]:
    return [columns.code(member) for member in members]


def _midnight(day: date) -> int:
    return columns.minute(midnight(day))
