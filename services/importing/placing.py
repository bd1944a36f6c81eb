"""Where a row is: its own coordinates, else those of the same street in the file, else a gazetteer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from statistics import median
from types import MappingProxyType

from rapidfuzz import fuzz, process

from data.geocoding.entries import Municipality
from data.geocoding.gazetteer import Gazetteer, distance_km
from data.geocoding.names import plain
from domain.places import (
    AmbiguousPlaceError,
    Place,
    PlaceNotFoundError,
    Point,
    Precision,
)
from services.importing.reading_rows import Where

FILE, GIVEN = "file", "given"
FARTHEST_KM = 15.0  # from any town or village: farther is the sea
_ONE_STREET_KM = 1.5  # points of one name that lie farther apart are several places
_ALIKE = 92  # how alike two street names must be, of 100, to be one with a slip
_LONG_ENOUGH = 8
_WORDS_OF_A_NAME = 3  # at most, of a quarter or village at the end of an address
# What follows a street name: a number, a corner, a route, a remark.
_AFTER_STREET = re.compile(
    r"[(/,;&+]|(?<=\s)\d|\s(?:en|hoek|t\.?o\.?|tegenover|nabij|bij|rondom|naar|tussen|e\.o\.|and|near)\b",
    re.IGNORECASE,
)


def street(words: str) -> str:
    """The name by which a street or spot is known again: "Aakplein 12-14 (midden)" to "aakplein"."""
    return _folded(words)


@lru_cache(maxsize=20_000)
def _folded(words: str) -> str:
    found = plain(_AFTER_STREET.split(words, maxsplit=1)[0])
    return found if len(found) > 2 else ""


class Placer:
    """Finds the place of rows. `municipality` is where all of the file lies, None: not known.

    `examples` are the rows of the file with points: they teach where its streets are. `settled`
    says for names that several towns carry, as `plain`, which one is meant; `unsettled` collects
    those that nobody said yet, with the towns to choose from.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        *,
        municipality: Municipality | None,
        examples: Iterable[Where] = (),
        settled: Mapping[str, Place] = MappingProxyType({}),
    ) -> None:
        self._gazetteer = gazetteer
        self._settled = settled
        self.unsettled: dict[str, tuple[str, tuple[Place, ...]]] = {}
        self._municipality = municipality
        self._streets = _learned(examples)
        self._names: dict[str, list[str]] = defaultdict(list)
        for town, name in self._streets:
            if len(name) >= _LONG_ENOUGH:
                self._names[town].append(name)
        self._find = lru_cache(maxsize=50_000)(self._found)
        self._nearest = lru_cache(maxsize=50_000)(gazetteer.nearest)

    def place(self, where: Where) -> Place:
        """The place of a row; without a point when nothing is found."""
        if where.point is not None:
            return self._at(where, where.point, Precision.EXACT, GIVEN)
        point = self._street_point(where)
        if point is not None:
            return self._at(where, point, Precision.STREET, FILE)
        found = self._find(
            where.postcode.digits if where.postcode else "",
            where.place,
            where.municipality,
            where.province,
            where.address,
            where.venue,
        )
        return _named(where, found) if found else _named(where, Place(""))

    def is_unsettled(self, where: Where) -> bool:
        """Whether a row that was placed names a town that several are called."""
        return plain(where.place or where.municipality) in self.unsettled

    def is_at_sea(self, point: Point) -> bool:
        """Whether a point lies too far from every town and village to be on land."""
        return distance_km(Place("", point), self._nearest(point)) > FARTHEST_KM

    def _at(self, where: Where, point: Point, precision: Precision, source: str) -> Place:
        around = self._nearest(point)
        return _named(
            where,
            Place(
                around.name if not around.pc4 else around.name.partition(" ")[2],
                point,
                precision,
                around.municipality,
                around.municipality_code,
                around.province,
                source=source,
            ),
        )

    def _street_point(self, where: Where) -> Point | None:
        town = plain(where.place or where.municipality)
        for words in (where.address, where.venue):
            name = street(words)
            if not name:
                continue
            if (town, name) in self._streets:
                return self._streets[town, name]
            if len(name) >= _LONG_ENOUGH:
                alike = process.extract(
                    name, self._names[town], scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=2
                )
                if len(alike) == 1:
                    return self._streets[town, alike[0][0]]
        return None

    def _found(
        self, pc4: str, place: str, municipality: str, province: str, address: str, venue: str
    ) -> Place | None:
        """What the gazetteer says, the finest first."""
        if pc4:
            at_postcode = self._gazetteer.postcode(pc4)
            if at_postcode:
                return at_postcode
        town = place or municipality
        if town:
            qualifiers = [one for one in (municipality, province) if one and one != town]
            found = self._town([*(f"{town} ({one})" for one in qualifiers), town])
            return found or self._settled_town(town)
        if self._municipality is None:
            return self._town([one for one in (address, venue) if "," in one])
        for words in (*_ends(address), *_ends(venue)):
            found = self._town([words])
            if found and found.municipality_code == self._municipality.code:
                return found
        return self._middle(self._municipality)

    def _town(self, queries: Iterable[str]) -> Place | None:
        for query in queries:
            try:
                return self._gazetteer.find(query)
            except AmbiguousPlaceError as error:
                inside = [one for one in error.candidates if self._is_inside(one)]
                if len(inside) == 1:
                    return inside[0]
            except PlaceNotFoundError:
                continue
        return None

    def _settled_town(self, town: str) -> Place | None:
        """The town that the coordinator chose; None, and noted, while nobody did."""
        chosen = self._settled.get(plain(town))
        if chosen is None:
            try:
                self._gazetteer.find(town)
            except AmbiguousPlaceError as error:
                self.unsettled.setdefault(plain(town), (town, error.candidates))
            except PlaceNotFoundError:
                return None
        return chosen

    def _is_inside(self, place: Place) -> bool:
        here = self._municipality
        return here is not None and place.municipality_code == here.code

    def _middle(self, municipality: Municipality) -> Place:
        return Place(
            municipality.name,
            municipality.point,
            Precision.MUNICIPALITY,
            municipality.name,
            municipality.code,
            municipality.province,
            source=self._gazetteer.source,
        )


def _ends(words: str) -> list[str]:
    """All words, then fewer and fewer from the front: "Winkelcentrum Lunetten", "Lunetten"."""
    parts = words.split()[-_WORDS_OF_A_NAME - 1 :]
    return [words, *(" ".join(parts[at:]) for at in range(1, len(parts)))] if words else []


def _learned(examples: Iterable[Where]) -> dict[tuple[str, str], Point]:
    """The middle of the points of every street, by town and name, where they lie together."""
    points: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for where in examples:
        if where.point is not None:
            town = plain(where.place or where.municipality)
            for name in {street(where.venue), street(where.address)} - {""}:
                points[town, name].append(where.point)
    found: dict[tuple[str, str], Point] = {}
    for key, together in points.items():
        middle = Point(
            median(point.lat for point in together), median(point.lon for point in together)
        )
        here = Place("", middle)
        if all(distance_km(here, Place("", point)) <= _ONE_STREET_KM for point in together):
            found[key] = middle
    return found


def _named(where: Where, found: Place) -> Place:
    """The place with the words of the row: what a visitor reads first is what the file says."""
    spot = where.venue or where.address
    town = where.place or found.municipality
    pc4 = where.postcode.digits if where.postcode else found.pc4
    tail = f"{where.postcode} {where.place}".strip() if where.postcode else ""
    is_new = bool(where.postcode and where.postcode.letters) and tail not in where.address
    address = ", ".join(part for part in (where.address, tail if is_new else "") if part)
    return Place(
        name=spot or town or found.name,
        point=found.point,
        precision=found.precision,
        municipality=found.municipality or where.municipality,
        municipality_code=found.municipality_code,
        province=found.province,
        pc4=pc4,
        address=address,
        source=found.source,
    )
