"""What a geodata folder says of places, postcodes and municipalities, read into memory.

The packaged set in data/reference has the same format as a folder that was downloaded.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from domain.places import Place, Point, Precision, Province

REFERENCE = Path(__file__).parents[1] / "reference"


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A town or village with its other names.

    `population` is an estimate, good for ranking and for spreading, never to be shown.
    `is_official` tells a *woonplaats*, which stands in addresses, from a hamlet or a quarter.
    """

    place: Place
    population: int
    aliases: tuple[str, ...] = ()
    is_official: bool = True


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality by its CBS code ("GM0344"), with the point of its largest town or its middle."""

    code: str
    name: str
    province: Province
    population: int
    point: Point


def places(folder: Path, source: str) -> Iterator[KnownPlace]:
    """Every row of plaatsen.csv, in the order of the file."""
    for row in _table(folder / "plaatsen.csv"):
        yield KnownPlace(
            _place(row, row["naam"], row.get("nauwkeurigheid") or Precision.PLACE, source),
            int(row["inwoners"]),
            tuple(row["alt"].split("|")) if row["alt"] else (),
            row["soort"] == "woonplaats",
        )


def postcodes(folder: Path, source: str) -> dict[str, Place]:
    """Every row of pc4.csv by its four digits, in order; named "3511 Utrecht"."""
    return {
        row["pc4"]: _place(
            row,
            f"{row['pc4']} {row['plaats']}",
            row.get("nauwkeurigheid") or Precision.POSTCODE,
            source,
        )
        for row in _table(folder / "pc4.csv")
    }


def municipalities(folder: Path) -> list[Municipality]:
    """Every row of gemeenten.csv, by name."""
    found = [
        Municipality(
            row["code"],
            row["naam"],
            province(row["provincie"]),
            int(row.get("inwoners") or row.get("inwoners_2024") or 0),
            Point(float(row["lat"]), float(row["lon"])),
        )
        for row in _table(folder / "gemeenten.csv")
    ]
    return sorted(found, key=lambda municipality: municipality.name)


def same_names() -> list[tuple[str, tuple[str, ...]]]:
    """Official names with the other names in daily use, such as 's-Hertogenbosch and Den Bosch."""
    return [
        (row["officieel"], tuple(row["ook"].split("|")))
        for row in _table(REFERENCE / "facts/namen.csv")
    ]


@cache
def province_names() -> dict[str, Province]:
    """Provinces by each name and abbreviation in use ("Fryslân", "Friesland", "NH")."""
    return {
        name: Province(row["code"])
        for row in _table(REFERENCE / "facts/provincies.csv")
        for name in (row["naam"], *row["ook"].split("|"))
    }


def province(name: str) -> Province:
    """The province called `name`. Raises KeyError for a name that is none."""
    return province_names()[name]


def _place(row: dict[str, str], name: str, precision: str, source: str) -> Place:
    return Place(
        name=name,
        point=Point(float(row["lat"]), float(row["lon"])),
        precision=Precision(precision),
        municipality=row["gemeente"],
        municipality_code=row["gemeente_code"],
        province=province(row["provincie"]),
        pc4=row.get("pc4", ""),
        source=source,
    )


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
