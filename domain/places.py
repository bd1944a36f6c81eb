"""Places: points, precision, provinces, and what can go wrong when someone types one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from domain.errors import InvalidValueError, VerbindingError

# The European Netherlands with a margin of a few kilometres, WGS84 degrees.
SOUTH, NORTH, WEST, EAST = 50.70, 53.60, 3.30, 7.30


class Province(StrEnum):
    """The twelve provinces by their CBS code; the value is the code."""

    GRONINGEN = "PV20"
    FRYSLAN = "PV21"
    DRENTHE = "PV22"
    OVERIJSSEL = "PV23"
    FLEVOLAND = "PV24"
    GELDERLAND = "PV25"
    UTRECHT = "PV26"
    NOORD_HOLLAND = "PV27"
    ZUID_HOLLAND = "PV28"
    ZEELAND = "PV29"
    NOORD_BRABANT = "PV30"
    LIMBURG = "PV31"

    @property
    def label(self) -> str:
        """The official name, which is the same in every language of the screen."""
        return PROVINCE_NAMES[self]


PROVINCE_NAMES = {
    Province.GRONINGEN: "Groningen",
    Province.FRYSLAN: "Fryslân",
    Province.DRENTHE: "Drenthe",
    Province.OVERIJSSEL: "Overijssel",
    Province.FLEVOLAND: "Flevoland",
    Province.GELDERLAND: "Gelderland",
    Province.UTRECHT: "Utrecht",
    Province.NOORD_HOLLAND: "Noord-Holland",
    Province.ZUID_HOLLAND: "Zuid-Holland",
    Province.ZEELAND: "Zeeland",
    Province.NOORD_BRABANT: "Noord-Brabant",
    Province.LIMBURG: "Limburg",
}


class Precision(StrEnum):
    """How exactly a point says where something is, finest first."""

    EXACT = "exact"  # given as coordinates, or clicked on the map
    ADDRESS = "address"
    STREET = "street"
    POSTCODE = "postcode"  # the middle of a four-digit postcode: about 1 km
    PLACE = "place"  # the middle of a town or village
    MUNICIPALITY = "municipality"
    REGION = "region"  # only the neighbourhood of a postcode range is known


@dataclass(frozen=True, slots=True)
class Point:
    """A position on WGS84 in degrees, latitude first. Always inside the Netherlands' bounds."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (SOUTH <= self.lat <= NORTH and WEST <= self.lon <= EAST):  # also refuses NaN
            raise PointOutsideError(lat=self.lat, lon=self.lon)


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere that was named, found or pointed at.

    `name` is what a visitor reads ("Utrecht", "3511 Utrecht"). `point` is None when only the
    words are known. `municipality_code` is a CBS code such as "GM0344"; codes change on
    1 January, so the year they belong to is stored with the geodata. `pc4` has four digits.
    `source` names where the answer came from: "embedded", "geodata", "pdok", "given" and so on.
    """

    name: str
    point: Point | None = None
    precision: Precision | None = None
    municipality: str = ""
    municipality_code: str = ""
    province: Province | None = None
    pc4: str = ""
    address: str = ""
    source: str = ""


NOWHERE = Place("")

_POSTCODE = re.compile(r"^\s*([1-9][0-9]{3})\s*([A-Za-z]{2})?\s*$")
# Letter pairs that the Dutch postcode system does not hand out.
_UNUSED_LETTERS = frozenset({"SA", "SD", "SS"})


@dataclass(frozen=True, slots=True)
class Postcode:
    """A Dutch postcode: four digits and, where given, two capital letters."""

    digits: str
    letters: str = ""

    @classmethod
    def parse(cls, text: str) -> Postcode | None:
        """Read "3511", "3511ab" or " 3511  AB "; None when it is no Dutch postcode."""
        found = _POSTCODE.match(text)
        if found is None or (found[2] or "").upper() in _UNUSED_LETTERS:
            return None
        return cls(found[1], (found[2] or "").upper())

    def __str__(self) -> str:
        return f"{self.digits} {self.letters}".strip()


class PointOutsideError(InvalidValueError):
    """The coordinates (`lat`, `lon`) do not lie in the Netherlands."""

    key = "error.point_outside"


class PlaceNotFoundError(VerbindingError):
    """No coordinate is known for what was typed (`query`); `suggestions` are names that look like it."""

    key = "error.place_not_found"

    def __init__(self, *, query: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(query=query, suggestions=suggestions)
        self.query = query
        self.suggestions = suggestions


class AmbiguousPlaceError(VerbindingError):
    """More than one place carries the name `query`; the visitor chooses from `candidates`."""

    key = "error.place_ambiguous"

    def __init__(self, *, query: str, candidates: tuple[Place, ...]) -> None:
        super().__init__(query=query, count=len(candidates))
        self.query = query
        self.candidates = candidates


class GeocoderUnavailableError(VerbindingError):
    """A remote geocoder (`source`) did not answer in time or sent something unusable."""

    key = "error.geocoder_unavailable"
