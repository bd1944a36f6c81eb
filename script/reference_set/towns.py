"""Towns and villages: names from the postcode file, positions from GeoNames and from facts."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from data.geocoding.names import bare, plain
from script.reference_set import facts

INHABITANTS_OF_A_POSTCODE = 39  # 17.9 million people in some 460,000 six-character postcodes
FAR_DEGREES = 0.45  # about 30 km: a namesake elsewhere in the province

Position = tuple[float, float]


@dataclass
class Town:
    """One place people give as their address. `position` is (latitude, longitude) in degrees."""

    name: str
    municipality: str
    municipality_code: str
    province: str
    aliases: set[str] = field(default_factory=set)
    postcodes: Counter[str] = field(default_factory=Counter)  # four digits: how many streets' codes
    population: int = 0
    position: Position | None = None
    is_estimate: bool = False
    geonames_id: str = ""
    is_official: bool = True  # a "woonplaats"; otherwise only a GeoNames name


def towns(postcode_file: bytes, cities: Iterable[dict[str, Any]]) -> list[Town]:
    """Every town of the postcode file, placed, and after those what GeoNames has besides."""
    found = _named(postcode_file)
    _place_by_facts(found)
    left = _place_by_geonames(found, list(cities))
    _place_by_neighbours(found)
    return found + _others(left, found)


def _named(postcode_file: bytes) -> list[Town]:
    codes = {row["naam"]: (row["code"], row["provincie"]) for row in facts.table("gemeenten")}
    moved = {(row["oud"], row["plaats"]): row["nieuw"] for row in facts.table("herindelingen")}
    counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in _rows(postcode_file):
        if len(row["postal_code"]) > 4:  # "3511 AB"; the file also has each "3511"
            old, name = row["admin_name2"], row["place_name"]
            municipality = moved.get((old, name)) or moved.get((old, "")) or old
            counted[name, municipality][row["postal_code"][:4]] += 1
    result: list[Town] = []
    for (name, municipality), postcodes in sorted(
        counted.items(), key=lambda item: -item[1].total()
    ):
        code, province = codes[municipality]
        twin = next(
            (
                t
                for t in result
                if name in t.aliases and not postcodes.keys().isdisjoint(t.postcodes)
            ),
            None,
        )
        if twin is not None:  # a few streets just over the municipal border
            twin.postcodes += postcodes
            continue
        shown = bare(name)
        result.append(Town(shown, municipality, code, province, {name}, postcodes))
    for town in result:
        town.population = town.postcodes.total() * INHABITANTS_OF_A_POSTCODE
    _rename(result)
    return result


def _rows(postcode_file: bytes) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(postcode_file)) as archive:
        text = archive.read(archive.namelist()[0]).decode()
    return list(csv.DictReader(io.StringIO(text)))


def _rename(found: list[Town]) -> None:
    """Put the names people use first and the others among the aliases."""
    for row in facts.table("namen"):
        for town in found:
            if town.name == row["officieel"] and row["gemeente"] in ("", town.municipality):
                town.aliases |= {town.name, *row["ook"].split("|")}
                town.name = row["getoond"] or town.name


def _place_by_facts(found: list[Town]) -> None:
    known = {(row["gemeente"], row["plaats"]): row for row in facts.table("plaatsen")}
    for town in found:
        for name in (town.name, *town.aliases):
            row = known.get((town.municipality, name))
            if row is not None:
                town.position = (float(row["lat"]), float(row["lon"]))


def _place_by_geonames(found: list[Town], cities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give towns the position of their GeoNames entry; return the entries of no town."""
    provinces = {row["geonames"]: row["naam"] for row in facts.table("provincies")}
    middles = _middles(found, _pairs(found, cities, provinces, _own_name))
    used: dict[int, Town] = {}
    for names in (_own_name, _other_names):
        open_towns = [town for town in found if not town.geonames_id]
        left = [city for city in cities if city["geonameid"] not in used]
        pairs = _pairs(open_towns, left, provinces, names)
        pairs.sort(key=lambda pair: (_distance(pair[0], pair[1], middles), -pair[1]["population"]))
        for town, city in pairs:
            far = _distance(town, city, middles) > FAR_DEGREES
            if not far and not town.geonames_id and city["geonameid"] not in used:
                used[city["geonameid"]] = town
                town.geonames_id = str(city["geonameid"])
                town.aliases |= set(filter(_is_dutch_looking, city["alternatenames"]))
                town.position = town.position or _position(city)
    return [
        city | {"province": provinces[city["admin1code"]]}
        for city in cities
        if city["geonameid"] not in used
    ]


def _own_name(city: dict[str, Any]) -> list[str]:
    return [city["name"]]


def _other_names(city: dict[str, Any]) -> list[str]:
    return list(city["alternatenames"])


def _pairs(
    found: list[Town],
    cities: list[dict[str, Any]],
    provinces: dict[str, str],
    names: Callable[[dict[str, Any]], list[str]],
) -> list[tuple[Town, dict[str, Any]]]:
    """Every town with every entry of its name in its province."""
    by_name: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        for name in {plain(name) for name in names(city)}:
            by_name[provinces[city["admin1code"]], name].append(city)
    return [
        (town, city)
        for town in found
        for name in sorted({plain(name) for name in (town.name, *town.aliases)})
        for city in by_name.get((town.province, name), [])
    ]


def _middles(found: list[Town], pairs: list[tuple[Town, dict[str, Any]]]) -> dict[str, Position]:
    """Roughly where each municipality lies: the median of its towns that can be only one entry."""
    towns_of = Counter(city["geonameid"] for _, city in pairs)
    entries_of = Counter(id(town) for town, _ in pairs)
    placed: dict[str, list[Position]] = defaultdict(list)
    for town in found:
        if town.position is not None:
            placed[town.municipality].append(town.position)
    for town, city in pairs:
        if town.position is None and towns_of[city["geonameid"]] == entries_of[id(town)] == 1:
            placed[town.municipality].append(_position(city))
    return {
        name: (median(p[0] for p in points), median(p[1] for p in points))
        for name, points in placed.items()
    }


def _distance(town: Town, city: dict[str, Any], middles: dict[str, Position]) -> float:
    expected = town.position or middles.get(town.municipality)
    return 0.0 if expected is None else _apart(expected, _position(city))


def _place_by_neighbours(found: list[Town]) -> None:
    """Where nothing is known: between the towns with the nearest postcodes, own municipality first."""
    placed = [
        (int(postcode), town)
        for town in found
        if town.position is not None
        for postcode in town.postcodes
    ]
    for town in found:
        if town.position is None:
            own = int(min(town.postcodes))
            gaps = [
                (abs(number - own) + (0 if other.municipality == town.municipality else 15), other)
                for number, other in placed
            ]
            near = sorted(gaps, key=lambda item: item[0])[:3]
            weights = [1 / (1 + gap) for gap, _ in near]
            town.position = _mean([other.position for _, other in near], weights)
            town.is_estimate = True


def _mean(positions: list[Position | None], weights: list[float]) -> Position:
    pairs = [(p, w) for p, w in zip(positions, weights, strict=True) if p is not None]
    total = sum(w for _, w in pairs)
    return (sum(p[0] * w for p, w in pairs) / total, sum(p[1] * w for p, w in pairs) / total)


def _others(left: list[dict[str, Any]], found: list[Town]) -> list[Town]:
    """GeoNames entries that are no address town: quarters and hamlets, in the nearest town's municipality."""
    municipalities = {plain(row["naam"]) for row in facts.table("gemeenten")}
    result = []
    for city in left:
        if plain(city["name"]) in municipalities:  # its name is that of no town, as Zaanstad
            continue
        host = min(
            (town for town in found if town.province == city["province"]),
            key=lambda town: _apart(town.position, _position(city)),
        )
        result.append(
            Town(
                city["name"],
                host.municipality,
                host.municipality_code,
                host.province,
                {name for name in city["alternatenames"] if _is_dutch_looking(name)},
                population=city["population"],
                position=_position(city),
                geonames_id=str(city["geonameid"]),
                is_official=False,
            )
        )
    return result


def _position(city: dict[str, Any]) -> Position:
    return city["latitude"], city["longitude"]


def _apart(one: Position | None, other: Position) -> float:
    """Degrees of latitude between two positions, good enough to compare; 0 from nowhere."""
    if one is None:
        return 0.0
    return float(((one[0] - other[0]) ** 2 + (0.61 * (one[1] - other[1])) ** 2) ** 0.5)


def _is_dutch_looking(name: str) -> bool:
    """Whether a GeoNames alternate name is one that a visitor of a Dutch site may type."""
    return bool(re.fullmatch(r"['’\w .()/-]{3,40}", name)) and not re.search(
        r"[^\x00-\u017f’]", name
    )
