"""Write the embedded set in the format of a geodata folder: plaatsen.csv, pc4.csv, gemeenten.csv."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from script.reference_set import facts
from script.reference_set.towns import Position, Town

DIGITS = 4  # about 10 m


def write_places(path: Path, towns: Iterable[Town]) -> None:
    """One row a town, in order of municipality and name; `nauwkeurigheid` is "place" or "region"."""
    rows = sorted(towns, key=lambda town: (town.municipality_code, town.name, not town.is_official))
    _write(
        path,
        "naam alt lat lon inwoners gemeente_code gemeente provincie soort geonameid nauwkeurigheid",
        (
            (
                town.name,
                "|".join(sorted(town.aliases - {town.name})),
                *_rounded(town.position),
                town.population,
                town.municipality_code,
                town.municipality,
                town.province,
                "woonplaats" if town.is_official else "kern",
                town.geonames_id,
                "region" if town.is_estimate else "place",
            )
            for town in rows
        ),
    )


def write_postcodes(path: Path, towns: Iterable[Town]) -> None:
    """One row a four-digit postcode, in order.

    Its point is a fact, or the middle of the towns in it. `nauwkeurigheid` is "postcode" where
    that is sure, "place" where a town has several postcodes and only its middle is known, and
    "region" where a town itself was placed between its neighbours.
    """
    shares: dict[str, list[tuple[int, Town]]] = defaultdict(list)
    for town in towns:
        for postcode, count in town.postcodes.items():
            shares[postcode].append((count, town))
    known = _facts()
    rows = []
    for postcode in sorted(shares):
        parts = shares[postcode]
        main = max(parts, key=lambda part: part[0])[1]
        position, precision = known.get(postcode), "postcode"
        if position is None:
            position = _middle(parts)
            alone = len(main.postcodes) == 1
            precision = "region" if main.is_estimate else "postcode" if alone else "place"
        rows.append(
            (
                postcode,
                *_rounded(position),
                main.name,
                main.municipality_code,
                main.municipality,
                main.province,
                precision,
            )
        )
    _write(path, "pc4 lat lon plaats gemeente_code gemeente provincie nauwkeurigheid", rows)


def write_municipalities(path: Path, towns: Iterable[Town]) -> None:
    """One row a municipality: its inhabitants as estimated, and the point of its largest town."""
    members: dict[str, list[Town]] = defaultdict(list)
    for town in towns:
        if town.is_official:
            members[town.municipality_code].append(town)
    rows = []
    for row in facts.table("gemeenten"):
        own = members[row["code"]]
        seat = max(own, key=lambda town: town.population)
        people = sum(town.population for town in own)
        rows.append((row["code"], row["naam"], row["provincie"], people, *_rounded(seat.position)))
    _write(path, "code naam provincie inwoners lat lon", rows)


def sure_points(folder: Path) -> dict[Position, str]:
    """The province at every point of the written tables that is not an estimate."""
    found = {}
    for name, precision in (("plaatsen.csv", "place"), ("pc4.csv", "postcode")):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["nauwkeurigheid"] == precision:
                    found[float(row["lat"]), float(row["lon"])] = row["provincie"]
    return found


def _facts() -> dict[str, Position]:
    """Positions by postcode; a row of the table may cover a range such as 1011-1018."""
    found = {}
    for row in facts.table("postcodes"):
        first, _, last = row["pc4"].partition("-")
        for number in range(int(first), int(last or first) + 1):
            found[str(number)] = (float(row["lat"]), float(row["lon"]))
    return found


def _middle(parts: list[tuple[int, Town]]) -> Position:
    placed = [(count, town.position) for count, town in parts if town.position is not None]
    total = sum(count for count, _ in placed)
    return (
        sum(count * position[0] for count, position in placed) / total,
        sum(count * position[1] for count, position in placed) / total,
    )


def _rounded(position: Position | None) -> tuple[float, float]:
    assert position is not None
    return round(position[0], DIGITS), round(position[1], DIGITS)


def _write(path: Path, columns: str, rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns.split())
        writer.writerows(rows)
