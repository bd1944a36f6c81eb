"""Nominatim, the address search of OpenStreetMap, for installations that run or may use one.

The public one allows a request a second over all users together, asks for a user agent that says
who is asking, and no search while typing: https://operations.osmfoundation.org/policies/nominatim/
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from geopy.geocoders import Nominatim
from geopy.location import Location

from data.geocoding import entries
from data.geocoding.web import CarefulAdapter
from domain.places import Place, Point, Precision

SOURCE = "nominatim"
_TOWN = ("city", "town", "village", "hamlet", "suburb", "municipality")


def nominatim(url: str, *, user_agent: str, timeout: float = 3.0) -> Nominatim:
    """The geocoder at `url` ("https://nominatim.example.nl")."""
    parts = urlsplit(url)
    return Nominatim(
        domain=parts.netloc + parts.path.rstrip("/"),
        scheme=parts.scheme,
        user_agent=user_agent,
        timeout=timeout,
        adapter_factory=CarefulAdapter,
    )


def place(location: Location) -> Place:
    """What Nominatim says of one location as a `Place`. Raises `PointOutsideError`."""
    parts: Mapping[str, Any] = location.raw.get("address") or {}
    if "house_number" in parts:
        precision = Precision.ADDRESS
    elif "road" in parts:
        precision = Precision.STREET
    else:
        precision = Precision.PLACE
    return Place(
        name=str(next((parts[kind] for kind in _TOWN if kind in parts), "")),
        point=Point(location.latitude, location.longitude),
        precision=precision,
        municipality=str(parts.get("municipality", "")),
        province=entries.province_names().get(str(parts.get("state"))),
        pc4=str(parts.get("postcode", ""))[:4],
        address=str(location.address),
        source=SOURCE,
    )
