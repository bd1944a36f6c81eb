"""Where made-up things happen: spread over the country like its people."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import cos, pi, radians, sin, sqrt

from data.geocoding.gazetteer import Gazetteer
from domain.places import Place, Point, Precision, Province
from services.demo.dice import Dice

KM_PER_DEGREE = 111.3  # of latitude; of longitude at the equator
FARTHEST_KM = 2.0

LARGE = 30_000  # inhabitants: whoever looks for something in such a town finds it
IN_LARGE = 3  # so many activities at least


@dataclass(frozen=True, slots=True)
class Town:
    """A town, village or quarter with a point.

    `population` is an estimate; `share` is how many people of its municipality it stands for.
    """

    place: Place
    population: int
    share: float

    @property
    def is_large(self) -> bool:
        """Whether it is sure of activities of its own."""
        return self.population > LARGE

    @property
    def province(self) -> Province:
        """Its province, which every town has."""
        if self.place.province is None:
            raise ValueError(f"no province: {self.place.name}")
        return self.place.province


def towns_of(gazetteer: Gazetteer) -> list[Town]:
    """The towns with inhabitants and a sure point, by province and then from large to small.

    The people of a municipality are shared among its towns by their estimated population.
    """
    known = [
        found
        for found in gazetteer.places
        if found.population > 0
        and found.place.province
        and found.place.precision is Precision.PLACE
    ]
    estimated: Counter[str] = Counter()
    for found in known:
        estimated[found.place.municipality_code] += found.population
    people = {one.code: one.population for one in gazetteer.municipalities()}
    towns = [
        Town(
            found.place,
            found.population,
            found.population * people[code] / estimated[code],
        )
        for found in known
        if people.get(code := found.place.municipality_code)
    ]
    return sorted(towns, key=lambda town: (town.province, -town.population, town.place.name))


def spread(towns: Sequence[Town], count: int, dice: Dice) -> Iterator[Town]:
    """`count` towns, with repeats, in the order of `towns`: one for every equal share of the people.

    Systematic sampling, with one throw for all: a province gets its due, rounded up or down.
    """
    start = dice.fraction()
    sums = list(accumulate(town.share for town in towns))
    step = sums[-1] / count
    for number in range(count):
        yield towns[bisect_right(sums, (number + start) * step, hi=len(towns) - 1)]


def homes(towns: Sequence[Town], count: int, dice: Dice) -> Iterator[Town]:
    """`count` towns, with repeats: IN_LARGE for every large one, and the rest spread by what is due still.

    Where that would take more than half, all are spread by people alone.
    """
    sure = [town for town in towns if town.is_large for _ in range(IN_LARGE)]
    if 2 * len(sure) > count:
        yield from spread(towns, count, dice)
        return
    yield from sure
    had = IN_LARGE * sum(town.share for town in towns) / count
    others = [
        replace(town, share=max(0.0, town.share - had)) if town.is_large else town for town in towns
    ]
    yield from spread(others, count - len(sure), dice)


def largest_by_province(towns: Iterable[Town]) -> list[Town]:
    """The town with most inhabitants of every province, in the order of the provinces."""
    largest: dict[Province, Town] = {}
    for town in towns:
        known = largest.get(town.province)
        if known is None or town.population > known.population:
            largest[town.province] = town
    return [largest[province] for province in Province if province in largest]


def spot_in(town: Town, dice: Dice, gazetteer: Gazetteer) -> Place:
    """Somewhere in the town, nearer its middle in a small one; the middle itself when in doubt."""
    middle = town.place.point
    if middle is None:
        return town.place
    reach_km = min(FARTHEST_KM, sqrt(town.population) / 160)  # 10,000 people live within 600 m
    distance, angle = reach_km * sqrt(dice.fraction()), 2 * pi * dice.fraction()
    lat = middle.lat + distance * sin(angle) / KM_PER_DEGREE
    lon = middle.lon + distance * cos(angle) / (KM_PER_DEGREE * cos(radians(middle.lat)))
    point = Point(round(lat, 5), round(lon, 5))
    if gazetteer.nearest(point).municipality_code != town.place.municipality_code:
        return town.place
    return replace(town.place, point=point, precision=Precision.EXACT)
