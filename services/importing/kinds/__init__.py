"""The kinds of rows that can be imported: their meanings, how a row is read, how it is stored."""

from __future__ import annotations

from collections.abc import Mapping

from data.spreadsheets.meanings import Meaning
from domain.activities import Activity
from domain.imports import ImportKind
from services.importing.kinds import activities, needs, sponsors, teams, volunteers
from services.importing.kinds.kind import SOURCE, Around, Kind

__all__ = ["KINDS", "SOURCE", "Around", "Kind"]


def _activity_key(activity: Activity) -> tuple[str, str]:
    return activity.edition_id, activity.source_key


KINDS: Mapping[ImportKind, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            ImportKind.ACTIVITIES,
            (frozenset({Meaning.TITLE}),),
            activities.read,
            activities.make,
            _activity_key,
            activities.known,
            activities.store,
        ),
        Kind(
            ImportKind.VOLUNTEERS,
            (frozenset({Meaning.FIRST_NAME, Meaning.FULL_NAME}), frozenset({Meaning.EMAIL})),
            volunteers.read,
            volunteers.make,
            volunteers.key,
            volunteers.known,
            volunteers.store,
            may_be_twins=False,  # one address is one person, and names say nothing
        ),
        Kind(
            ImportKind.TEAMS,
            (frozenset({Meaning.TITLE}),),
            teams.read,
            teams.make,
            teams.key,
            teams.known,
            teams.store,
            in_edition=True,
        ),
        Kind(
            ImportKind.SPONSORS,
            (frozenset({Meaning.TITLE}),),
            sponsors.read,
            sponsors.make,
            sponsors.key,
            sponsors.known,
            sponsors.store,
            in_edition=True,
        ),
        Kind(
            ImportKind.NEEDS,
            (frozenset({Meaning.TITLE, Meaning.ACTIVITY}), frozenset({Meaning.NEED_KIND})),
            needs.read,
            needs.make,
            needs.key,
            needs.known,
            needs.store,
            has_place=False,
            may_be_twins=False,
        ),
    )
}
