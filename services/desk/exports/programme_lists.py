"""Lists of what happens and what it asks: activities and needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from data.repositories import activities as stored
from data.repositories import exports
from data.repositories.exports import Brief
from domain.activities import Activity, Need
from domain.fields import FIELDS
from domain.vocabulary import NeedKind
from i18n.texts import Language
from services import exporting
from services.desk.exports.columns import Column, euros, number, of, own, where_columns, word, yes
from services.desk.exports.kinds import Part

# Which stored column shows through in the sheet that is read back; what is odd there names nobody.
_STORED = {field.column: field.name for field in FIELDS}


@dataclass(frozen=True, slots=True)
class Asked:
    """A need with the activity that asks."""

    need: Need
    activity: Brief


def in_scope(session: Session, part: Part) -> dict[str, Brief]:
    """The activities of an edition in a coordinator's part, by id and in order of title."""
    found = exports.briefs(session, part.edition_id)
    return {one.id: one for one in found if part.actor.scope.covers(one.place, one.branch)}


def activities(session: Session, part: Part) -> list[Activity]:
    """Every activity, whatever its state."""
    found = stored.by_ids(session, exports.ids(session, part.edition_id))
    inside = [one for one in found if part.actor.scope.covers(one.place, one.branch)]
    return sorted(inside, key=lambda one: (one.title.casefold(), one.id))


def needs(session: Session, part: Part) -> list[Asked]:
    """What activities ask, by activity."""
    return asked_in(session, part, in_scope(session, part))


def asked_in(session: Session, part: Part, inside: dict[str, Brief]) -> list[Asked]:
    """The needs of the activities `inside`, in the order of those."""
    by_activity: dict[str, list[Need]] = {}
    for activity_id, need in exports.needs(session, part.edition_id):
        by_activity.setdefault(activity_id, []).append(need)
    return [Asked(need, one) for one in inside.values() for need in by_activity.get(one.id, [])]


def _needs_in_words(activity: Activity, language: Language) -> str:
    return "; ".join(
        f"{word(need.kind, language)}: {amount(need.kind, need.promised)}"
        f" / {amount(need.kind, need.quantity)}"
        + (f" ({need.description})" if need.description else "")
        for need in activity.needs
    )


def amount(kind: NeedKind, quantity: int) -> str:
    """Euros or pieces."""
    return euros(quantity) if kind is NeedKind.MONEY else str(quantity)


def _activity_columns() -> list[Column[Activity]]:
    """Those that the importer reads back, then what only we know."""
    return [
        *(
            Column(
                meaning.value,
                write,
                of("activities", _STORED.get(meaning, "")),
                is_read_back=True,
            )
            for meaning, write in exporting.COLUMNS.items()
        ),
        Column("places", lambda row, _: number(row.people_asked), of("tasks", "people")),
        Column("places_left", lambda row, _: number(row.people_left), of("tasks", "taken")),
        Column("needs", _needs_in_words, of("needs", "kind quantity promised description")),
        Column("has_team", lambda row, to: yes(row.team_id is not None, to),
               of("activities", "team_id")),
    ]  # fmt: skip


def need_columns() -> list[Column[Asked]]:
    """What is asked by whom."""
    return [
        own("activities", "activity", lambda row: row.activity.title, "title"),
        own("activities", "state", lambda row: row.activity.state),
        *where_columns("activities", lambda row: row.activity.place),
        own("activities", "branch", lambda row: row.activity.branch),
        own("needs", "kind", lambda row: row.need.kind),
        own("needs", "what", lambda row: row.need.description, "description"),
        _amount("asked", "quantity", lambda need: need.quantity),
        _amount("promised", "promised", lambda need: need.promised),
        _amount("open", "quantity promised", lambda need: need.open),
    ]


def _amount(name: str, stored_in: str, get: Callable[[Need], int]) -> Column[Asked]:
    return Column(name, lambda row, _: amount(row.need.kind, get(row.need)), of("needs", stored_in))


ACTIVITY_COLUMNS = _activity_columns()
