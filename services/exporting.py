"""Activities as spreadsheets, in words that the importer reads back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, timedelta

from data.database import Database
from data.repositories import activities as stored
from data.repositories import programme
from data.spreadsheets.meanings import Meaning
from data.spreadsheets.writing import to_csv, to_xlsx
from domain.activities import Activity
from domain.actors import Actor, check_coordinator
from domain.fields import FIELDS, Field, Kind
from domain.places import Point, Precision
from domain.times import AMSTERDAM, TimeSlot, to_local
from domain.vocabulary import NeedKind
from i18n.texts import Language, label, text
from services.importing.wording import heading

# Only these say where something is; the middle of a town would come back as an exact point.
_EXACT = frozenset({Precision.EXACT, Precision.ADDRESS, Precision.STREET})

_Column = Callable[[Activity, Language], str]


def export_csv(
    activities: Iterable[Activity], language: Language, *, is_public: bool = False
) -> bytes:
    """The activities in the order given, a row each, as CSV for Dutch Excel; never a formula.

    `is_public` leaves out what visitors do not see either.
    """
    columns = _columns(is_public=is_public)
    return to_csv(headings(columns, language), rows(columns, activities, language))


def export_xlsx(
    activities: Iterable[Activity], language: Language, *, is_public: bool = False
) -> bytes:
    """The same as XLSX."""
    columns = _columns(is_public=is_public)
    sheet = text(language, "download.file_name")
    return to_xlsx(headings(columns, language), rows(columns, activities, language), sheet=sheet)


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


def headings(columns: Iterable[Meaning], language: Language) -> list[str]:
    """The headings of columns."""
    return [heading(meaning, language) for meaning in columns]


def rows(
    columns: Sequence[Meaning], activities: Iterable[Activity], language: Language
) -> Iterator[list[str]]:
    """A row of cells per activity."""
    for activity in activities:
        yield [COLUMNS[meaning](activity, language) for meaning in columns]


def when(slots: Sequence[TimeSlot]) -> str:
    """All slots in one cell; whole days come last, so that no time of another day holds for them."""
    ordered = sorted(slots, key=lambda slot: (_is_whole_day(slot), slot.starts_at, slot.ends_at))
    return "; ".join(map(_slot, ordered))


def _slot(slot: TimeSlot) -> str:
    start, end = to_local(slot.starts_at), to_local(slot.ends_at)
    if _is_whole_day(slot):
        return f"{start:%d-%m-%Y}"
    if _comes_twice(slot):  # then only the distance to UTC tells which one is meant
        return f"{start.isoformat(timespec='minutes')} - {end.isoformat(timespec='minutes')}"
    if start.date() == end.date():
        return f"{start:%d-%m-%Y %H:%M}-{end:%H:%M}"
    return f"{start:%d-%m-%Y %H:%M} - {end:%d-%m-%Y %H:%M}"


def _is_whole_day(slot: TimeSlot) -> bool:
    start, end = to_local(slot.starts_at), to_local(slot.ends_at)
    tomorrow = start.date() + timedelta(days=1)
    return (
        not slot.has_clock
        and f"{start:%H:%M}{end:%H:%M}" == "00:0000:00"
        and end.date() == tomorrow
    )


def _comes_twice(slot: TimeSlot) -> bool:
    """Whether the clock shows the start or the end a second time that night."""
    for moment in (slot.starts_at, slot.ends_at):
        local = moment.astimezone(AMSTERDAM)
        first, second = (local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
        if first != second:
            return True
    return False


def _point(activity: Activity) -> Point | None:
    place = activity.place
    return place.point if place.precision in _EXACT else None


def _needed(activity: Activity, kind: NeedKind) -> int:
    return sum(need.quantity for need in activity.needs if need.kind is kind)


def _money(activity: Activity) -> str:
    cents = _needed(activity, NeedKind.MONEY)
    return f"{cents // 100},{cents % 100:02}" if cents else ""


def _cell(field: Field) -> _Column:
    """How a plain field is written, so that the importer reads the same back."""

    def write(activity: Activity, language: Language) -> str:
        value = getattr(activity, field.name)
        match field.kind:
            case Kind.FLAG:
                answer = "yes" if value else "no"
                return "" if value is None else text(language, f"export.{answer}")
            case Kind.CHOICE:
                return label(language, value) if value else ""
            case Kind.CHOICES:
                return ", ".join(label(language, member) for member in sorted(value))
            case Kind.TAGS:
                return ", ".join(value)
            case _:
                return "" if value in (None, field.unsaid) else str(value)

    return write


_title, *_others = FIELDS
COLUMNS: dict[Meaning, _Column] = {
    Meaning.TITLE: _cell(_title),
    Meaning.DATE: lambda activity, _: when(activity.slots),
    Meaning.VENUE: lambda activity, _: activity.place.name,
    Meaning.ADDRESS: lambda activity, _: activity.place.address,
    Meaning.POSTCODE: lambda activity, _: activity.place.pc4,
    Meaning.MUNICIPALITY: lambda activity, _: activity.place.municipality,
    Meaning.PROVINCE: lambda activity, _: (
        activity.place.province.label if activity.place.province else ""
    ),
    Meaning.NORTH: lambda activity, _: str(point.lat) if (point := _point(activity)) else "",
    Meaning.EAST: lambda activity, _: str(point.lon) if (point := _point(activity)) else "",
    **{Meaning(field.column): _cell(field) for field in _others},
    Meaning.PEOPLE_NEEDED: lambda activity, _: str(_needed(activity, NeedKind.PEOPLE) or ""),
    Meaning.MONEY_NEEDED: lambda activity, _: _money(activity),
    Meaning.STATE: lambda activity, language: label(language, activity.state),
}
_NOT_PUBLIC = frozenset(Meaning(field.column) for field in FIELDS if not field.seen)


def _columns(*, is_public: bool) -> list[Meaning]:
    return [meaning for meaning in COLUMNS if not (is_public and meaning in _NOT_PUBLIC)]
