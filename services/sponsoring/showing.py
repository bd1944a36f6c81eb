"""Who made what possible, for everybody to see: only sponsors that wish it, only after a yes."""

from __future__ import annotations

from dataclasses import dataclass

from data.database import Database
from data.repositories import activities, pledges, sponsors
from domain.activities import Activity
from domain.people import Sponsor
from domain.pledges import HELPING


@dataclass(frozen=True, slots=True)
class WallEntry:
    """A sponsor on the wall, with the activities it made possible, by title."""

    sponsor: Sponsor
    activities: tuple[Activity, ...]


def made_possible_by(database: Database, activity: Activity) -> list[Sponsor]:
    """The sponsors to show at an activity, by name; none when the activity shows no sponsors."""
    if activity.shows_sponsor is False:
        return []
    with database.read() as session:
        helping = {
            one.sponsor_id
            for one in pledges.of_activity(session, activity.id)
            if one.state in HELPING
        }
        if not helping:
            return []
        return [one for one in sponsors.shown(session, activity.edition_id) if one.id in helping]


def wall(database: Database, edition_id: str) -> list[WallEntry]:
    """Every sponsor of an edition that is shown, by name, with what it made possible."""
    with database.read() as session:
        shown = sponsors.shown(session, edition_id)
        helping = pledges.in_states(session, edition_id, sorted(HELPING))
        activity_ids = pledges.activities_of(session, {one.need_id for one in helping})
        stored = activities.by_ids(session, sorted(set(activity_ids.values())))
    by_id = {one.id: one for one in stored if one.is_public and one.shows_sponsor is not False}
    given: dict[str, dict[str, Activity]] = {}
    for pledge in helping:
        activity = by_id.get(activity_ids[pledge.need_id])
        if activity is not None:
            given.setdefault(pledge.sponsor_id, {})[activity.id] = activity
    return [
        WallEntry(
            one,
            tuple(sorted(given.get(one.id, {}).values(), key=lambda each: (each.title, each.id))),
        )
        for one in shown
    ]
