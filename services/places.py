"""Find where something is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from data.database import Database
from data.geocoding import chain
from data.geocoding.gazetteer import load
from data.repositories import geocodes
from data.repositories.geocodes import Answer
from data.settings import Settings
from domain.places import Place, Point, Precision


def find_place(
    database: Database,
    settings: Settings,
    query: str,
    *,
    now: datetime,
    allow_remote: bool = False,
) -> Place:
    """The place that `query` names: a postcode, a town, or an address.

    Only with `allow_remote` may the query leave this machine, and then only for what the
    gazetteer does not know exactly. That is for the address of an activity, never for where a
    volunteer, sponsor or team is. Raises `AmbiguousPlaceError` and `PlaceNotFoundError`.
    """
    gazetteer = load(settings.geodata)
    if not allow_remote:
        return gazetteer.find(query)
    return chain.find(query, gazetteer, chain.remotes_of(settings), _Table(database), now=now)


def moved_to(settings: Settings, place: Place, point: Point) -> Place:
    """`place` at a point that was clicked, with the municipality and province of that point.

    Its name stays while the point lies in its municipality.
    """
    around = load(settings.geodata).nearest(point)
    stays = place.name and place.municipality_code in ("", around.municipality_code)
    return replace(
        around,
        name=place.name if stays else around.name,
        pc4=place.pc4 if stays else around.pc4,
        point=point,
        precision=Precision.EXACT,
        address=place.address,
        source="given",
    )


def around(settings: Settings, *, latitude: float, longitude: float) -> Place:
    """The postcode area or town nearest to where somebody is, to about a kilometre.

    The point itself goes no further than this function. Raises `PointOutsideError` for one that
    is not in the Netherlands.
    """
    point = Point(round(latitude, 2), round(longitude, 2))
    return load(settings.geodata).nearest(point)


class _Table:
    """The cache table as the memory of the chain; no transaction is open while a geocoder is asked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def recall(self, source: str, query: str) -> Answer | None:
        with self._database.read() as session:
            return geocodes.get(session, source, query)

    def keep(self, answer: Answer) -> None:
        with self._database.write() as session:
            geocodes.save(session, answer)
