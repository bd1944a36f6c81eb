"""Turn downloaded files into the folder that the gazetteer and the map read."""

from __future__ import annotations

import csv
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from data.geocoding.gazetteer import Gazetteer
from data.geodata_set import areas, geonames
from data.geodata_set.areas import Area, Locator
from data.geodata_set.geonames import PlaceRow, PostcodeRow
from domain.errors import VerbindingError


class UnreadableSourceError(VerbindingError):
    """A downloaded file (`name`) has another form than its source promises."""

    key = "error.unreadable_source"


def write(raw: Path, folder: Path, gazetteer: Gazetteer) -> dict[str, int]:
    """Write every file of a geodata folder from the files in `raw`; rows by file name.

    The old folder stays until the new one is complete. Raises `UnreadableSourceError`.
    """
    with _readable("municipalities.json"):
        found = areas.areas((raw / "municipalities.json").read_bytes(), gazetteer)
    layers, locator = areas.layers(found), Locator(found)
    with _readable("postcodes.zip"):
        codes = geonames.postcodes(raw / "postcodes.zip", locator, gazetteer)
    with _readable("places.zip"):
        towns = geonames.towns(codes, geonames.places(raw / "places.zip"))
    new = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    for name, content in layers.items():
        (new / name).write_bytes(content)
    rows = _tables(new, found, locator, codes, towns)
    shutil.rmtree(folder, ignore_errors=True)
    new.replace(folder)
    return rows


def _tables(
    folder: Path,
    found: list[Area],
    locator: Locator,
    codes: list[PostcodeRow],
    towns: list[tuple[str, PlaceRow, bool]],
) -> dict[str, int]:
    return {
        "gemeenten.csv": _write(
            folder / "gemeenten.csv",
            "code naam provincie inwoners lat lon",
            (
                (a.code, a.name, a.province.label, a.population, a.point.lat, a.point.lon)
                for a in found
            ),
        ),
        "pc4.csv": _write(
            folder / "pc4.csv",
            "pc4 lat lon plaats gemeente_code gemeente provincie",
            (
                (code.pc4, code.lat, code.lon, code.town, *_home(locator.area(code.lat, code.lon)))
                for code in codes
            ),
        ),
        "plaatsen.csv": _write(
            folder / "plaatsen.csv",
            "naam alt lat lon inwoners gemeente_code gemeente provincie soort geonameid",
            (
                (
                    name,
                    "|".join(sorted({place.name, *place.aliases} - {name})),
                    place.lat,
                    place.lon,
                    place.population,
                    *_home(locator.area(place.lat, place.lon)),
                    "woonplaats" if is_official else "kern",
                    place.id,
                )
                for name, place, is_official in towns
            ),
        ),
    }


@contextmanager
def _readable(name: str) -> Iterator[None]:
    """Turn what reading a strange file raises into `UnreadableSourceError`."""
    try:
        yield
    except (ValueError, KeyError, IndexError, TypeError, zipfile.BadZipFile) as error:
        raise UnreadableSourceError(name=name) from error


def _home(area: Area) -> tuple[str, str, str]:
    return area.code, area.name, area.province.label


def _write(path: Path, columns: str, rows: Iterable[tuple[object, ...]]) -> int:
    found = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns.split())
        writer.writerows(found)
    return len(found)
