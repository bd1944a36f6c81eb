"""Postcodes and places from the text files of GeoNames."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.geocoding.gazetteer import Gazetteer, plane
from data.geocoding.names import bare, plain
from data.geodata_set.areas import Locator

STRAY_KM = 12.0  # from where the packaged set has the same postcode
SAME_TOWN_KM = 12.0  # an entry farther from its postcodes is a namesake
LONGEST_ALIAS = 40


@dataclass(frozen=True, slots=True)
class PostcodeRow:
    """One postcode with the town that its letters are addressed to, in degrees."""

    pc4: str
    town: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One populated place of GeoNames, in degrees; `population` is 0 where it is not known."""

    id: str
    name: str
    aliases: tuple[str, ...]
    lat: float
    lon: float
    population: int


def postcodes(archive: Path, locator: Locator, gazetteer: Gazetteer) -> list[PostcodeRow]:
    """One row for each four-digit postcode, in order.

    GeoNames has some codes several times and some rows many kilometres off, so rows are never
    averaged: of the rows of a code, those in the municipality that they name come first, and of
    these the one that lies nearest to all codes that start with the same three digits. A code
    whose only rows are strays gets the point that `gazetteer` has.
    """
    rows: dict[str, list[tuple[PostcodeRow, str]]] = defaultdict(list)
    for line in _lines(archive):
        row = PostcodeRow(line[1][:4], line[2], float(line[9]), float(line[10]))
        rows[row.pc4].append((row, f"GM{line[6]:>04}"))
    families: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for pc4, found in rows.items():
        families[pc4[:3]] += [(row.lat, row.lon) for row, _ in found]
    chosen = []
    for pc4, found in sorted(rows.items()):
        home = [row for row, code in found if locator.area(row.lat, row.lon).code == code]
        family = plane(np.array(families[pc4[:3]]))
        candidates = home or [row for row, _ in found]
        distances = [_far_from(row, family) for row in candidates]
        chosen.append(_unless_stray(candidates[int(np.argmin(distances))], gazetteer))
    return chosen


def places(archive: Path) -> list[PlaceRow]:
    """Every populated place, in the order of the file."""
    return [
        PlaceRow(
            id=line[0],
            name=line[1],
            aliases=tuple(sorted(set(filter(_is_typed_here, line[3].split(","))) - {line[1]})),
            lat=float(line[4]),
            lon=float(line[5]),
            population=int(line[14] or 0),
        )
        for line in _lines(archive)
        if line[6] == "P"
    ]


def towns(codes: list[PostcodeRow], found: list[PlaceRow]) -> list[tuple[str, PlaceRow, bool]]:
    """Every place as (name, place, whether it stands in addresses), towns of addresses first.

    A town takes the entry of its name that lies nearest to its postcodes; one without an entry
    lies at its first postcode. Its official name goes before that of GeoNames.
    """
    by_name: dict[str, list[PlaceRow]] = defaultdict(list)
    for place in found:
        for name in {plain(name) for name in (place.name, *place.aliases)}:
            by_name[name].append(place)
    used: set[str] = set()
    result = []
    for code in {(c.town, c.pc4[:2]): c for c in reversed(codes)}.values():
        here = plane(np.array([[code.lat, code.lon]]))
        near = [
            (_far_from(place, here), place)
            for place in by_name.get(plain(bare(code.town)), [])
            if _far_from(place, here) < SAME_TOWN_KM
        ]
        own = PlaceRow("", code.town, (), code.lat, code.lon, 0)
        _, entry = min(near, key=lambda pair: pair[0], default=(0.0, own))
        if not entry.id or entry.id not in used:
            used.add(entry.id)
            result.append((code.town, entry, True))
    return result + [(place.name, place, False) for place in found if place.id not in used]


def _far_from(row: PostcodeRow | PlaceRow, others: NDArray[np.float64]) -> float:
    """The summed distance of a row to points on the plane, in km."""
    here = plane(np.array([[row.lat, row.lon]]))
    return float(np.linalg.norm(others - here, axis=1).sum())


def _unless_stray(row: PostcodeRow, gazetteer: Gazetteer) -> PostcodeRow:
    known = gazetteer.postcode(row.pc4)
    if known is None or known.point is None:
        return row
    point = known.point
    if _far_from(row, plane(np.array([[point.lat, point.lon]]))) < STRAY_KM:
        return row
    return replace(row, lat=point.lat, lon=point.lon)


def _is_typed_here(name: str) -> bool:
    return 2 < len(name) <= LONGEST_ALIAS and all(sign < "ƀ" or sign == "’" for sign in name)


def _lines(archive: Path) -> Iterator[list[str]]:
    with zipfile.ZipFile(archive) as opened, opened.open("NL.txt") as raw:
        text = io.TextIOWrapper(raw, encoding="utf-8", newline="")
        yield from csv.reader(text, delimiter="\t", quoting=csv.QUOTE_NONE)
