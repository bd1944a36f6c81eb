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
from domain.places import Point, Precision
from domain.times import AMSTERDAM, TimeSlot, to_local
from domain.vocabulary import NeedKind
from i18n.texts import Language, text
from services.importing.choices import label

# Only these say where something is; the middle of a town would come back as an exact point.
_EXACT = frozenset({Precision.EXACT, Precision.ADDRESS, Precision.STREET})

_Column = Callable[[Activity, Language], str]


def export_csv(activities: Iterable[Activity], language: Language) -> bytes:
    """The activities in the order given, a row each, as CSV for Dutch Excel; never a formula."""
    return to_csv(headings(language), rows(activities, language))


def export_xlsx(activities: Iterable[Activity], language: Language) -> bytes:
    """The same as XLSX."""
    sheet = text(language, "download.file_name")
    return to_xlsx(headings(language), rows(activities, language), sheet=sheet)


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


def headings(language: Language) -> list[str]:
    """The headings, in order."""
    return [text(language, f"import.heading.{meaning.value}") for meaning in COLUMNS]


def rows(activities: Iterable[Activity], language: Language) -> Iterator[list[str]]:
    """A row of cells per activity."""
    for activity in activities:
        yield [write(activity, language) for write in COLUMNS.values()]


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


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _needed(activity: Activity, kind: NeedKind) -> int:
    return sum(need.quantity for need in activity.needs if need.kind is kind)


def _money(activity: Activity) -> str:
    cents = _needed(activity, NeedKind.MONEY)
    return f"{cents // 100},{cents % 100:02}" if cents else ""


COLUMNS: dict[Meaning, _Column] = {
    Meaning.TITLE: lambda one, _: one.title,
    Meaning.DATE: lambda one, _: when(one.slots),
    Meaning.VENUE: lambda one, _: one.place.name,
    Meaning.ADDRESS: lambda one, _: one.place.address,
    Meaning.POSTCODE: lambda one, _: one.place.pc4,
    Meaning.MUNICIPALITY: lambda one, _: one.place.municipality,
    Meaning.PROVINCE: lambda one, _: one.place.province.label if one.place.province else "",
    Meaning.NORTH: lambda one, _: str(point.lat) if (point := _point(one)) else "",
    Meaning.EAST: lambda one, _: str(point.lon) if (point := _point(one)) else "",
    Meaning.ORGANISER: lambda one, _: one.organiser,
    Meaning.SUMMARY: lambda one, _: one.summary,
    Meaning.DESCRIPTION: lambda one, _: one.description,
    Meaning.BRANCH: lambda one, language: label(one.branch, language) if one.branch else "",
    Meaning.FORMS: lambda one, language: ", ".join(
        label(form, language) for form in sorted(one.forms)
    ),
    Meaning.GROUPS: lambda one, language: ", ".join(
        label(group, language) for group in sorted(one.groups)
    ),
    Meaning.ATTENDANCE: lambda one, language: (
        label(one.attendance, language) if one.attendance else ""
    ),
    Meaning.CAPACITY: lambda one, _: _number(one.capacity),
    Meaning.PARTICIPANTS: lambda one, _: _number(one.expected_participants),
    Meaning.MIN_AGE: lambda one, _: _number(one.min_age),
    Meaning.EFFORT: lambda one, _: _number(one.minutes),
    Meaning.PEOPLE_NEEDED: lambda one, _: str(_needed(one, NeedKind.PEOPLE) or ""),
    Meaning.MONEY_NEEDED: lambda one, _: _money(one),
    Meaning.LANGUAGES: lambda one, _: ", ".join(one.languages),
    Meaning.ACCESSIBILITY: lambda one, _: one.accessibility,
    Meaning.GOOD_TO_KNOW: lambda one, _: one.good_to_know,
    Meaning.STATE: lambda one, language: label(one.state, language),
}
