"""PDOK Locatieserver, the address search of the Dutch government, as a geocoder for geopy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from geopy.exc import GeocoderParseError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from data.geocoding import entries
from data.geocoding.web import CarefulAdapter
from domain.places import Place, Point, Precision

SOURCE = "pdok"
DOMAIN = "api.pdok.nl"
PATH = "/bzk/locatieserver/search/v3_1/free"

_POINT = re.compile(r"^POINT\((-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)\)$")  # longitude first
_PRECISION = {
    "adres": Precision.ADDRESS,
    "weg": Precision.STREET,
    "postcode": Precision.STREET,  # all six characters: part of a street
    "woonplaats": Precision.PLACE,
    "gemeente": Precision.MUNICIPALITY,
}


class PdokLocatieserver(Geocoder):  # type: ignore[misc]  # geopy has no types
    """Geocoder for https://api.pdok.nl/bzk/locatieserver/search/v3_1/ui/ (v3_1, no key needed)."""

    def __init__(
        self,
        *,
        domain: str = DOMAIN,
        scheme: str = "https",
        timeout: float = 3.0,
        user_agent: str = "verbindingswijzer",
    ) -> None:
        super().__init__(
            scheme=scheme, timeout=timeout, user_agent=user_agent, adapter_factory=CarefulAdapter
        )
        self.api = f"{scheme}://{domain}{PATH}"

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        limit: int = 5,
        timeout: float = DEFAULT_SENTINEL,
    ) -> Location | list[Location] | None:
        """The best match, or the `limit` best with `exactly_one` False; None when there is none.

        Each location has PDOK's own fields as `raw`. Raises geopy's errors.
        """
        kinds = " OR ".join(_PRECISION)
        asked = {"q": query, "rows": limit, "fl": "*", "fq": f"type:({kinds})"}
        return self._call_geocoder(
            f"{self.api}?{urlencode(asked)}",
            lambda answer: _locations(answer, exactly_one=exactly_one),
            timeout=timeout,
        )


def place(location: Location) -> Place:
    """What PDOK says of one location as a `Place`. Raises `PointOutsideError` and KeyError."""
    raw: Mapping[str, Any] = location.raw
    town = str(raw.get("woonplaatsnaam") or raw.get("gemeentenaam") or "")
    return Place(
        name=town,
        point=Point(location.latitude, location.longitude),
        precision=_PRECISION[raw["type"]],
        municipality=str(raw.get("gemeentenaam") or ""),
        municipality_code=f"GM{raw['gemeentecode']}" if raw.get("gemeentecode") else "",
        province=entries.province_names().get(str(raw.get("provincienaam"))),
        pc4=str(raw.get("postcode") or "")[:4],
        address=str(location.address),
        source=SOURCE,
    )


def _locations(answer: object, *, exactly_one: bool) -> Location | list[Location] | None:
    try:
        documents = answer["response"]["docs"]  # type: ignore[index]  # checked by trying
        found = [_location(document) for document in documents]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise GeocoderParseError("not what PDOK promises") from error
    if exactly_one:
        return found[0] if found else None
    return found


def _location(document: dict[str, Any]) -> Location:
    matched = _POINT.match(document["centroide_ll"])
    if matched is None:
        raise ValueError("no point")
    return Location(document["weergavenaam"], (float(matched[2]), float(matched[1])), raw=document)
