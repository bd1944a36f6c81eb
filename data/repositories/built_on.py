"""What somebody built on since an import, and taking the rest of it back.

Each function takes the import's id, so that no list of ids goes to the database.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from data.database import programme_changed
from data.repositories import needs
from domain.imports import Built, ImportKind
from domain.vocabulary import EditionKind

_MANY = 5_000  # in one statement
_Reasons = Iterable[tuple[Built, sa.Select[Any]]]


def lock(session: Session, kind: ImportKind, import_id: str) -> set[str]:
    """The ids of what came in and is still there; nobody builds on it meanwhile. One query."""
    table = _TABLES[kind]
    found = sa.select(table.c.id).where(table.c.id.in_(_of(import_id))).with_for_update()
    return set(session.scalars(found))


def reasons(session: Session, kind: ImportKind, import_id: str) -> dict[str, Built]:
    """Why something of an import stays, by id; what is not in it was left as it came. A few queries."""
    found: dict[str, Built] = {}
    for built, query in _REASONS[kind](_of(import_id)):
        for id in session.scalars(query):
            found.setdefault(id, built)
    return found


def remove(session: Session, kind: ImportKind, ids: Collection[str]) -> None:
    """Take things away with all that hangs on them, people aside. Raises `LinkedError`."""
    if kind is ImportKind.NEEDS:
        needs.remove(session, ids)
        return
    table = _TABLES[kind]
    for batch in records.batches(ids, _MANY):
        session.execute(sa.delete(table).where(table.c.id.in_(batch)))
    programme_changed(session)


def remove_empty_editions(session: Session, source: str) -> None:
    """Take away editions of history that came with a list and hold nothing any more. One query."""
    editions = tables.editions.c
    holds = [
        sa.exists().where(table.c.edition_id == editions.id)
        for table in (tables.activities, tables.teams, tables.sponsors, tables.series)
    ]
    session.execute(
        sa.delete(tables.editions).where(
            editions.kind == EditionKind.HISTORY, editions.source == source, ~sa.or_(*holds)
        )
    )


def _of(import_id: str) -> sa.Select[Any]:
    columns = tables.import_rows.c
    return sa.select(columns.subject_id).where(columns.import_id == import_id)


def _ids(column: sa.ColumnElement[str], *where: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return sa.select(column).where(*where).distinct()


def _of_activities(came: sa.Select[Any]) -> _Reasons:
    t = tables
    needs, pledges, activities = t.needs.c, t.pledges.c, t.activities.c
    later = sa.select(t.import_rows.c.subject_id)
    return (
        (Built.SIGNED_UP, _ids(t.sign_ups.c.activity_id, t.sign_ups.c.activity_id.in_(came))),
        (
            Built.PLEDGED,
            sa.select(needs.activity_id)
            .join(t.pledges, pledges.need_id == needs.id)
            .where(needs.activity_id.in_(came)),
        ),
        (Built.ADOPTED, _ids(t.adoptions.c.activity_id, t.adoptions.c.activity_id.in_(came))),
        (Built.CARRIED, _ids(t.organisers.c.activity_id, t.organisers.c.activity_id.in_(came))),
        (
            Built.PROPOSED,
            _ids(
                t.proposals.c.activity_id,
                t.proposals.c.activity_id.in_(came),
                t.proposals.c.sent_at.is_not(None),
            ),
        ),
        (Built.INSPIRED, _ids(activities.inspired_by, activities.inspired_by.in_(came))),
        (Built.CHANGED, _ids(activities.merged_into, activities.merged_into.in_(came))),
        *(
            (Built.TOLD, _ids(table.c.activity_id, table.c.activity_id.in_(came)))
            for table in (t.photos, t.stories, t.thank_yous)
        ),
        (Built.CHANGED, _ids(activities.id, activities.id.in_(came), activities.version > 1)),
        (
            Built.CHANGED,
            _ids(needs.activity_id, needs.activity_id.in_(came), needs.id.in_(later)),
        ),
        (
            Built.CHANGED,
            _ids(t.activity_edits.c.activity_id, t.activity_edits.c.activity_id.in_(came)),
        ),
    )


def _of_people(came: sa.Select[Any]) -> _Reasons:
    t = tables
    people = t.people.c
    return (
        (Built.CONFIRMED, _ids(people.id, people.id.in_(came), people.confirmed_at.is_not(None))),
        (Built.SIGNED_UP, _ids(t.sign_ups.c.person_id, t.sign_ups.c.person_id.in_(came))),
        *(
            (Built.CARRIED, _ids(table.c.person_id, table.c.person_id.in_(came)))
            for table in (t.organisers, t.team_contacts, t.sponsor_contacts)
        ),
        (
            Built.PROPOSED,
            _ids(
                t.proposals.c.volunteer_id,
                t.proposals.c.volunteer_id.in_(came),
                t.proposals.c.sent_at.is_not(None),
            ),
        ),
    )


def _of_teams(came: sa.Select[Any]) -> _Reasons:
    t = tables
    activities, teams = t.activities.c, t.teams.c
    return (
        (Built.CARRIED, _ids(t.team_contacts.c.team_id, t.team_contacts.c.team_id.in_(came))),
        (Built.ADOPTED, _ids(t.adoptions.c.team_id, t.adoptions.c.team_id.in_(came))),
        (Built.ADOPTED, _ids(activities.team_id, activities.team_id.in_(came))),
        (Built.INSPIRED, _ids(teams.inspired_by, teams.inspired_by.in_(came))),
    )


def _of_sponsors(came: sa.Select[Any]) -> _Reasons:
    contacts, pledges = tables.sponsor_contacts.c, tables.pledges.c
    return (
        (Built.PLEDGED, _ids(pledges.sponsor_id, pledges.sponsor_id.in_(came))),
        (Built.CARRIED, _ids(contacts.sponsor_id, contacts.sponsor_id.in_(came))),
    )


def _of_needs(came: sa.Select[Any]) -> _Reasons:
    pledges, found = tables.pledges.c, tables.needs.c
    return (
        (Built.PLEDGED, _ids(pledges.need_id, pledges.need_id.in_(came))),
        (Built.PLEDGED, _ids(found.id, found.id.in_(came), found.promised > 0)),
    )


_TABLES = {
    ImportKind.ACTIVITIES: tables.activities,
    ImportKind.VOLUNTEERS: tables.people,
    ImportKind.TEAMS: tables.teams,
    ImportKind.SPONSORS: tables.sponsors,
    ImportKind.NEEDS: tables.needs,
}
_REASONS = {
    ImportKind.ACTIVITIES: _of_activities,
    ImportKind.VOLUNTEERS: _of_people,
    ImportKind.TEAMS: _of_teams,
    ImportKind.SPONSORS: _of_sponsors,
    ImportKind.NEEDS: _of_needs,
}
