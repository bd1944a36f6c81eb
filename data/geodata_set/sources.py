"""Where the open data comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

GEONAMES = "https://download.geonames.org/export"
CBS = "https://service.pdok.nl/cbs/gebiedsindelingen"
CBS_YEAR = 2025


@dataclass(frozen=True, slots=True)
class Source:
    """One file: its `name` in the folder, its address, and the SHA-256 it must have, "" for any."""

    name: str
    url: str
    sha256: str = ""


def sources(
    *,
    geonames: str = GEONAMES,
    cbs: str = CBS,
    year: int = CBS_YEAR,
    sums: Mapping[str, str] | None = None,
) -> list[Source]:
    """The postcodes and places of GeoNames, the municipalities of CBS and Kadaster (both CC BY 4.0).

    GeoNames makes its files anew every night and publishes no checksums; who fetches from a copy
    gives the `sums` of that copy by file name.
    """
    asked = {
        "service": "WFS",
        "version": "2.0.0",
        "request": "GetFeature",
        "typeName": "gebiedsindelingen:gemeente_gegeneraliseerd",
        "outputFormat": "application/json",
        "srsName": "EPSG:4326",
    }
    urls = {
        "postcodes.zip": f"{geonames}/zip/NL.zip",
        "places.zip": f"{geonames}/dump/NL.zip",
        "municipalities.json": f"{cbs}/{year}/wfs/v1_0?{urlencode(asked, safe=':/')}",
    }
    return [Source(name, url, (sums or {}).get(name, "")) for name, url in urls.items()]
