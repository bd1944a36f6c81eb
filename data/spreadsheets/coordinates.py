"""Points from columns: Rijksdriehoek (EPSG:28992) or WGS84, in the order or the other one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pyproj import Transformer

from data.spreadsheets import values
from data.spreadsheets.errors import CellError
from domain.places import EAST, NORTH, SOUTH, WEST, Point, PointOutsideError

# Where the Rijksdriehoek grid is used on land, in metres; x and y ranges do not overlap.
_RD_X, _RD_Y = (-7_000, 300_000), (289_000, 629_000)
_NUMBER = re.compile(r"^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$|^[+-]?\d+([.,]\d+)?$")
_THOUSANDS = re.compile(r"^\d{1,3}\.\d{3}$")
_PAIR = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_WKT = re.compile(r"POINT\s*Z?\s*\(", re.IGNORECASE)
DECIMALS = 7  # about a centimetre


@cache
def _to_wgs84() -> Transformer:
    return Transformer.from_crs(28992, 4326, always_xy=True)


def from_rd(x: float, y: float) -> Point:
    """The point at Rijksdriehoek `x`, `y` in metres. Raises `PointOutsideError`."""
    lon, lat = _to_wgs84().transform(x, y)
    return Point(round(lat, DECIMALS), round(lon, DECIMALS))


def read_point(east: str, north: str) -> Point:
    """The point of two cells: x or longitude, and y or latitude; swapped ones are put right.

    Raises `CellError` "coordinate" for what is no number and "coordinate_outside" for what is
    not in the Netherlands, such as 0, 0.
    """
    shown = f"{east.strip()}; {north.strip()}"
    readings = [(_number(east), _number(north))]
    if all(_THOUSANDS.match(text.strip()) for text in (east, north)):  # "134.109" is 134109 metres
        readings.append((_number(east.replace(".", "")), _number(north.replace(".", ""))))
    for x, y in readings:
        for one, other in ((x, y), (y, x)):
            if WEST <= one <= EAST and SOUTH <= other <= NORTH:
                return Point(other, one)
            if _RD_X[0] <= one <= _RD_X[1] and _RD_Y[0] <= other <= _RD_Y[1]:
                try:
                    return from_rd(one, other)
                except PointOutsideError as error:
                    raise CellError("coordinate_outside", shown) from error
    raise CellError("coordinate_outside", shown)


def read_pair(text: str) -> Point:
    """The point of one cell that holds both: "52.09, 5.12", "52,09;5,12" or "POINT(5.12 52.09)"."""
    inner = _WKT.sub("", text)
    parts = [part for part in re.split(r"[;|\s()]+|,\s+|,(?=\d+\.\d)", inner) if part]
    if len(parts) != 2:
        parts = _PAIR.findall(inner)
    if len(parts) != 2:
        raise CellError("coordinate", text)
    return read_point(parts[1], parts[0])


def first_point(pairs: Sequence[tuple[str, str]]) -> Point | None:
    """The point of the first pair of cells that says one; None when none does.

    A sheet may give both RD and WGS84. Raises as `read_point`, also for half a pair.
    """
    for east, north in pairs:
        if values.is_said(east) or values.is_said(north):
            return read_point(east, north)
    return None


def _number(text: str) -> float:
    wanted = text.strip()
    if not wanted.isascii() or not _NUMBER.match(wanted):
        raise CellError("coordinate", text)
    if wanted.count(".") > 1 or ("." in wanted and "," in wanted):
        wanted = wanted.replace(".", "")  # "134.109,5"
    return float(wanted.replace(",", "."))
