"""What really happened: editions and activities that the source texts name, with their source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from data import packaged
from data.database import Database
from data.geocoding.gazetteer import Gazetteer
from data.repositories import activities, editions, series
from domain.activities import Activity, Series, id_of
from domain.actors import Actor, check_national
from domain.editions import Edition
from domain.places import NOWHERE, AmbiguousPlaceError, Place, PlaceNotFoundError, Province
from domain.times import TimeSlot, local_to_utc
from domain.vocabulary import ActivityState, AttendanceMode, EditionKind, TargetGroup


@dataclass(frozen=True, slots=True)
class History:
    """The editions, campaigns and activities of `data/reference/history.toml`, in its order."""

    editions: tuple[Edition, ...]
    series: tuple[Series, ...]
    activities: tuple[Activity, ...]


def build(gazetteer: Gazetteer) -> History:
    """All of it, with a point where a text names a town. What a text does not say stays empty."""
    known = packaged.read("history")
    of_series = [
        _activity(table, known["sources"], gazetteer)
        for campaign in known["series"]
        for table in _in_towns(campaign)
    ]
    alone = [_activity(table, known["sources"], gazetteer) for table in known["activity"]]
    return History(
        tuple(_edition(table, known["sources"]) for table in known["edition"]),
        tuple(_series(table, known["sources"]) for table in known["series"]),
        (*of_series, *alone),
    )


def add(database: Database, gazetteer: Gazetteer, *, actor: Actor) -> int:
    """Add what is not there yet; how many activities that were.

    What a coordinator has changed since, such as the days of an edition, stays as it is.
    Raises `NotAllowedError` and `OutsideScopeError` unless a coordinator of the whole country asks.
    """
    check_national(actor)
    history = build(gazetteer)
    with database.write() as session:
        known_editions = {edition.id for edition in editions.all(session)}
        for edition in history.editions:
            if edition.id not in known_editions:
                editions.save(session, edition)
        known_series = {one.id for one in series.all(session)}
        for one in history.series:
            if one.id not in known_series:
                series.save(session, one)
        known = {
            found.id for found in activities.by_ids(session, [a.id for a in history.activities])
        }
        return activities.save_many(session, [a for a in history.activities if a.id not in known])


def remove(database: Database, gazetteer: Gazetteer, *, actor: Actor) -> int:
    """Take its activities and campaigns away; how many activities that were.

    Editions of the Week itself stay, as other activities may be in them; those of history go.
    Raises `NotAllowedError` and `OutsideScopeError` unless a coordinator of the whole country asks.
    """
    check_national(actor)
    history = build(gazetteer)
    with database.write() as session:
        found = activities.by_ids(session, [one.id for one in history.activities])
        for activity in found:
            activities.delete(session, activity.id)
        present = {edition.id for edition in editions.all(session)}
        for edition in history.editions:
            if edition.kind is EditionKind.HISTORY and edition.id in present:
                editions.delete(session, edition.id)
    return len(found)


def _edition(table: dict[str, Any], sources: dict[str, str]) -> Edition:
    cited = [sources[table["source"]]] if "source" in table else []
    return Edition(
        id=table["id"],
        name=table["name"],
        year=table["year"],
        kind=EditionKind(table["kind"]),
        first_day=table.get("first_day"),
        last_day=table.get("last_day"),
        hashtag=table.get("hashtag", ""),
        source=". ".join([*cited, table["note"]] if "note" in table else cited),
    )


def _series(table: dict[str, Any], sources: dict[str, str]) -> Series:
    return Series(
        id=_series_id(table["key"]),
        edition_id=table["edition"],
        title=table["title"],
        summary=table["summary"],
        source=sources[table["source"]],
    )


def _series_id(key: str) -> str:
    return id_of(f"history/series/{key}")


def _in_towns(campaign: dict[str, Any]) -> list[dict[str, Any]]:
    """The tables of a campaign's activities: one in every town it names."""
    shared = {name: campaign[name] for name in ("edition", "source")}
    return [
        shared
        | {
            "key": f"{campaign['key']}/{name}",
            "series": _series_id(campaign["key"]),
            "title": campaign["activity_title"].format(place=name),
            "summary": campaign["activity_summary"],
            "organiser": campaign["organiser"].format(place=name),
            "place": [name, province],
        }
        for name, province in campaign["places"]
    ]


def _activity(table: dict[str, Any], sources: dict[str, str], gazetteer: Gazetteer) -> Activity:
    attendance = table.get("attendance")
    return Activity(
        id=id_of(f"history/activity/{table['key']}"),
        edition_id=table["edition"],
        title=table["title"],
        place=_place(table, gazetteer),
        slots=_slots(table),
        summary=table["summary"],
        description=table.get("description", ""),
        organiser=table.get("organiser", ""),
        groups=frozenset(TargetGroup(group) for group in table.get("groups", [])),
        attendance=AttendanceMode(attendance) if attendance else None,
        series_id=table.get("series"),
        state=ActivityState.FINISHED,
        source=sources[table["source"]],
        source_key=table["key"],
    )


def _place(table: dict[str, Any], gazetteer: Gazetteer) -> Place:
    """The town a text names, found in its province; only the words when it is not in the gazetteer."""
    if "place" not in table:
        return NOWHERE
    name, province = table["place"][0], Province(table["place"][1])
    try:
        found = gazetteer.find(name)
    except AmbiguousPlaceError as error:
        found = next(one for one in error.candidates if one.province is province)
    except PlaceNotFoundError:
        found = Place(name, province=province)
    return replace(found, address=table.get("address", ""))


def _slots(table: dict[str, Any]) -> tuple[TimeSlot, ...]:
    """The hours a text gives, or the whole day, or nothing."""
    day: date | None = table.get("day")
    if day is None:
        return ()
    if "from" not in table:
        following = day + timedelta(days=1)
        return (
            TimeSlot(local_to_utc(day, time()), local_to_utc(following, time()), has_clock=False),
        )
    return (TimeSlot(local_to_utc(day, table["from"]), local_to_utc(day, table["until"])),)
