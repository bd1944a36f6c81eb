"""Activities as visitors see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.database import Database
from data.repositories import activities, editions, series, teams
from domain.activities import Activity, Series
from domain.editions import Edition
from domain.errors import NotFoundError
from domain.people import Team


@dataclass(frozen=True, slots=True)
class ActivityDetail:
    """An activity with what belongs to it. `team` and `series` are None when it has none."""

    activity: Activity
    edition: Edition
    team: Team | None
    series: Series | None


def listed(database: Database, ids: Sequence[str]) -> list[Activity]:
    """The public ones among `ids`, in the order of `ids`."""
    if not ids:
        return []
    with database.read() as session:
        return [found for found in activities.by_ids(session, ids) if found.is_public]


def in_series(database: Database, series_id: str) -> list[Activity]:
    """The public activities of a series, earliest first."""
    with database.read() as session:
        return [found for found in activities.of_series(session, series_id) if found.is_public]


def detail(database: Database, activity_id: str) -> ActivityDetail:
    """One public activity. Raises `NotFoundError`, also for one that is not public yet."""
    with database.read() as session:
        activity = activities.get(session, activity_id)
        if activity is None or not activity.is_public:
            raise NotFoundError(what="activity", id=activity_id)
        edition = editions.get(session, activity.edition_id)
        if edition is None:
            raise NotFoundError(what="edition", id=activity.edition_id)
        return ActivityDetail(
            activity,
            edition,
            teams.get(session, activity.team_id) if activity.team_id else None,
            series.get(session, activity.series_id) if activity.series_id else None,
        )


def kept(database: Database, activity_id: str) -> str | None:
    """The id of the public activity that this one became part of; None when it did not.

    That one may have become part of another since.
    """
    with database.read() as session:
        found = activities.by_ids(session, [activity_id])
        while found and found[0].merged_into is not None:
            found = activities.by_ids(session, [found[0].merged_into])
    is_other = bool(found) and found[0].id != activity_id and found[0].is_public
    return found[0].id if is_other else None
