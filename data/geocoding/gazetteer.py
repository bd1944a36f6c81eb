"""Places without the network: names, postcodes and what lies nearest."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from data.geocoding import entries
from data.geocoding.entries import KnownPlace, Municipality
from data.geocoding.name_index import NameIndex
from data.geocoding.names import plain
from data.geocoding.wording import Wording, readings
from domain.places import (
    AmbiguousPlaceError,
    Place,
    PlaceNotFoundError,
    Point,
    Precision,
    Province,
)

EMBEDDED, GEODATA = "embedded", "geodata"

SAME_PLACE_KM = 6.0  # namesakes so near are one village on a municipal border
POSTCODE_GAP = 30  # a code without a point lies near its neighbours in number order
KM_PER_DEGREE = 111.2  # of latitude
LATITUDE = 52.2  # the middle of the country


class Gazetteer:
    """One set of places and postcodes, ready to be asked. Never changes after loading."""

    def __init__(self, folder: Path, source: str) -> None:
        self.source = source
        self.places: tuple[KnownPlace, ...] = tuple(entries.places(folder, source))
        self._municipalities = entries.municipalities(folder)
        self._postcodes = entries.postcodes(folder, source)
        self._names = NameIndex(self.places)

    def find(self, query: str) -> Place:
        """The place that `query` names: a postcode, a name, a name with its province, an address.

        "3511 AB", "utrecht", "Bergen (NH)" and "Plein 1, 3511 AB Utrecht" all work. Raises
        `AmbiguousPlaceError` with the candidates, largest first, when several towns carry the
        name, and `PlaceNotFoundError` with names that look like it when none does.
        """
        for reading in readings(query):
            candidates = self._read(reading)
            if len(candidates) == 1:
                return candidates[0]
            if candidates:
                raise AmbiguousPlaceError(query=query, candidates=tuple(candidates))
        raise PlaceNotFoundError(query=query, suggestions=self._names.alike(plain(query)))

    def postcode(self, pc4: str) -> Place | None:
        """The place of a four-digit postcode.

        A code that is not in the set, such as that of a new quarter or of post boxes, gets a point
        between its neighbours in number order, with precision REGION. None when it has none near.
        """
        found = self._postcodes.get(pc4)
        return found if found is not None else self._between(pc4)

    def nearest(self, point: Point) -> Place:
        """The known town or postcode nearest to `point`, at its own point.

        Its municipality and province are those that `point` lies in, but for a strip along the
        borders about as wide as half the distance between two villages.
        """
        tree, known = self._tree
        _, index = tree.query(plane(np.array([point.lat, point.lon])))
        return known[int(index)]

    def suggest(self, prefix: str, limit: int) -> list[Place]:
        """At most `limit` places whose name or postcode starts with `prefix`, largest first."""
        start = plain(prefix)
        if not start:
            return []
        if start.isdigit():
            codes = [pc4 for pc4 in self._postcodes if pc4.startswith(start)]
            return [self._postcodes[pc4] for pc4 in codes[:limit]]
        ranked = sorted(self._names.starting(start), key=_rank)
        return [known.place for known in ranked[:limit]]

    def municipalities(self) -> list[Municipality]:
        """Every municipality, by name."""
        return list(self._municipalities)

    def _read(self, reading: Wording) -> list[Place]:
        if reading.postcode:
            found = self.postcode(reading.postcode)
            return [] if found is None else [found]
        if reading.is_tail:
            groups = [self._names.towns(reading.name)]
        else:
            groups = self._names.called(reading.name)
        for group in groups:
            fitting = [known for known in group if _fits(known.place, reading.qualifier)]
            if fitting:
                return [known.place for known in _distinct(fitting)]
        return self._municipality(reading)

    def _municipality(self, reading: Wording) -> list[Place]:
        """A municipality that no town is called after, such as Zaanstad."""
        found = self._municipality_by_name.get(reading.name)
        if found is None or reading.qualifier:
            return []
        return [
            Place(
                name=found.name,
                point=found.point,
                precision=Precision.MUNICIPALITY,
                municipality=found.name,
                municipality_code=found.code,
                province=found.province,
                source=self.source,
            )
        ]

    def _between(self, pc4: str) -> Place | None:
        number = int(pc4)
        index = bisect_left(self._codes, number)
        around = self._codes[max(index - 1, 0) : index + 1]
        near = [code for code in around if abs(code - number) <= POSTCODE_GAP]
        if not near:
            return None
        weights = [1 / abs(code - number) for code in near]
        points = [_degrees(self._postcodes[str(code)]) for code in near]
        lat, lon = np.average(points, axis=0, weights=weights)
        closest = self._postcodes[str(near[weights.index(max(weights))])]
        return replace(
            closest,
            name=f"{pc4} {closest.name.partition(' ')[2]}",
            point=Point(float(lat), float(lon)),
            precision=Precision.REGION,
            pc4=pc4,
        )

    @cached_property
    def _municipality_by_name(self) -> dict[str, Municipality]:
        return {plain(municipality.name): municipality for municipality in self._municipalities}

    @cached_property
    def _codes(self) -> list[int]:
        return sorted(int(pc4) for pc4 in self._postcodes)

    @cached_property
    def _tree(self) -> tuple[cKDTree, list[Place]]:
        towns = [k.place for k in self.places if k.place.precision is Precision.PLACE]
        codes = [p for p in self._postcodes.values() if p.precision is Precision.POSTCODE]
        known = towns + codes
        return cKDTree(plane(np.array([_degrees(place) for place in known]))), known


@cache
def load(folder: Path | None) -> Gazetteer:
    """The gazetteer of a geodata `folder`, or the packaged one when None. Read once per process."""
    return Gazetteer(entries.REFERENCE, EMBEDDED) if folder is None else Gazetteer(folder, GEODATA)


def _rank(known: KnownPlace) -> tuple[bool, int, str]:
    return (not known.is_official, -known.population, known.place.municipality)


def _fits(place: Place, qualifier: str) -> bool:
    """Whether `place` lies in the province or municipality that `qualifier` names; "" fits all."""
    if qualifier in ("", plain(place.municipality)):
        return True
    return _provinces().get(qualifier) is place.province


@cache
def _provinces() -> dict[str, Province]:
    return {plain(name): province for name, province in entries.province_names().items()}


def _distinct(found: list[KnownPlace]) -> list[KnownPlace]:
    """The places a visitor has to choose from, largest first: towns before hamlets, no near twins."""
    towns = [known for known in found if known.is_official] or found
    kept: list[KnownPlace] = []
    for known in sorted(towns, key=_rank):
        if all(distance_km(known.place, other.place) > SAME_PLACE_KM for other in kept):
            kept.append(known)
    return kept


def _degrees(place: Place) -> tuple[float, float]:
    if place.point is None:
        raise ValueError("a place of a gazetteer has a point")
    return place.point.lat, place.point.lon


def plane(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """Latitude and longitude (..., 2) on a flat grid of kilometres (..., 2), true at `LATITUDE`."""
    return degrees * [KM_PER_DEGREE, KM_PER_DEGREE * np.cos(np.radians(LATITUDE))]


def distance_km(one: Place, other: Place) -> float:
    """Kilometres between two places that have points, to within a percent inside the country."""
    ends = plane(np.array([_degrees(one), _degrees(other)]))
    return float(np.linalg.norm(ends[0] - ends[1]))
