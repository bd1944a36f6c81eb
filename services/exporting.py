"""Activities as spreadsheets, in words that the importer reads back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from data.database import Database
from data.repositories import activities as stored
from data.repositories import programme
from data.spreadsheets.meanings import Meaning
from data.spreadsheets.moments import to_cell
from data.spreadsheets.writing import to_csv, to_xlsx
from domain.activities import Activity
from domain.actors import Actor, check_coordinator
from domain.fields import FIELDS
from domain.places import Point, Precision
from domain.vocabulary import NeedKind
from i18n.texts import Language, label, text
from services.importing.plain_fields import Cell, write
from services.importing.wording import heading

# Only these say where something is; the middle of a town would come back as an exact point.
_EXACT = frozenset({Precision.EXACT, Precision.ADDRESS, Precision.STREET})


def export_csv(
    activities: Iterable[Activity], language: Language, *, is_public: bool = False
) -> bytes:
    """The activities in the order given, a row each, as CSV for Dutch Excel; never a formula.

    `is_public` leaves out what visitors do not see either.
    """
    return to_csv(*_table(activities, language, is_public=is_public))


def export_xlsx(
    activities: Iterable[Activity], language: Language, *, is_public: bool = False
) -> bytes:
    """The same as XLSX."""
    sheet = text(language, "download.file_name")
    return to_xlsx(*_table(activities, language, is_public=is_public), sheet=sheet)


def all_activities(
    database: Database, *, actor: Actor, edition_id: str | None = None
) -> list[Activity]:
    """Every activity of an edition, or of all, whatever its state; in order of id.

    Of a coordinator's part of the programme only. Raises `NotAllowedError`.
    """
    check_coordinator(actor)
    with database.read() as session:
        ids = programme.catalogue(session, edition_id).ids
        found = stored.by_ids(session, [str(one) for one in ids])
    return [one for one in found if actor.scope.covers(one.place, one.branch)]


def _table(
    activities: Iterable[Activity], language: Language, *, is_public: bool
) -> tuple[list[str], Iterator[list[str]]]:
    """Headings, and a row of cells per activity."""
    columns = [meaning for meaning in COLUMNS if not (is_public and meaning in _NOT_PUBLIC)]
    rows = ([COLUMNS[meaning](one, language) for meaning in columns] for one in activities)
    return [heading(meaning, language) for meaning in columns], rows


def _point(activity: Activity) -> Point | None:
    place = activity.place
    return place.point if place.precision in _EXACT else None


def _needed(activity: Activity, kind: NeedKind) -> int:
    return sum(need.quantity for need in activity.needs if need.kind is kind)


def _money(activity: Activity) -> str:
    cents = _needed(activity, NeedKind.MONEY)
    return f"{cents // 100},{cents % 100:02}" if cents else ""


_title, *_others = FIELDS
COLUMNS: dict[Meaning, Cell] = {
    Meaning.TITLE: write(_title),
    Meaning.DATE: lambda activity, _: to_cell(activity.slots),
    Meaning.VENUE: lambda activity, _: activity.place.name,
    Meaning.ADDRESS: lambda activity, _: activity.place.address,
    Meaning.POSTCODE: lambda activity, _: activity.place.pc4,
    Meaning.MUNICIPALITY: lambda activity, _: activity.place.municipality,
    Meaning.PROVINCE: lambda activity, _: (
        activity.place.province.label if activity.place.province else ""
    ),
    Meaning.NORTH: lambda activity, _: str(point.lat) if (point := _point(activity)) else "",
    Meaning.EAST: lambda activity, _: str(point.lon) if (point := _point(activity)) else "",
    **{Meaning(field.column): write(field) for field in _others},
    Meaning.PEOPLE_NEEDED: lambda activity, _: str(_needed(activity, NeedKind.PEOPLE) or ""),
    Meaning.MONEY_NEEDED: lambda activity, _: _money(activity),
    Meaning.STATE: lambda activity, language: label(language, activity.state),
}
_NOT_PUBLIC = frozenset(Meaning(field.column) for field in FIELDS if not field.seen)
