"""Whole lists for a coordinator's spreadsheet: as many queries for 20,000 rows as for one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from data.repositories import people
from domain.activities import Need, Task
from domain.branches import Branch
from domain.contacts import MailKind, Person
from domain.people import Pledge, SignUp
from domain.places import Place
from domain.vocabulary import ActivityState

_IDS_AT_ONCE = 10_000  # SQLite takes 32,766 parameters at most


@dataclass(frozen=True, slots=True)
class Brief:
    """What a list about an activity says of it. `organiser` is the name that is shown with it."""

    id: str
    title: str
    state: ActivityState
    place: Place
    branch: Branch | None
    team_id: str | None
    organiser: str
    capacity: int | None
    taken: int


@dataclass(frozen=True, slots=True)
class Organises:
    """Who organises an activity, and what a coordinator asked and waits for."""

    activity_id: str
    person_id: str | None
    rules_accepted_at: datetime
    question: str


@dataclass(frozen=True, slots=True)
class Area:
    """Where one volunteer is, without saying who: only to be counted."""

    place: Place
    branches: frozenset[Branch]
    is_adult: bool | None


@dataclass(frozen=True, slots=True)
class MailState:
    """How a mail fares, without what it says, to whom, or about what."""

    kind: MailKind
    created_at: datetime
    due_at: datetime
    attempts: int
    sent_at: datetime | None
    failed_at: datetime | None
    problem: str


def briefs(session: Session, edition_id: str) -> list[Brief]:
    """The activities of an edition in every state, by title. One query."""
    edition = tables.activities.c.edition_id
    found = records.where(session, tables.activities, Brief, edition == edition_id)
    return sorted(found, key=lambda one: (one.title.casefold(), one.id))


def ids(session: Session, edition_id: str) -> list[str]:
    """The ids of the activities of an edition in every state. One query."""
    return list(session.scalars(_activities(edition_id)))


def needs(session: Session, edition_id: str) -> list[tuple[str, Need]]:
    """Activity id and need, in the order in which each activity asks. One query."""
    columns = tables.needs.c
    found = session.execute(
        sa.select(tables.needs)
        .where(columns.activity_id.in_(_activities(edition_id)))
        .order_by(columns.activity_id, columns.position)
    ).mappings()
    return [(row["activity_id"], records.thing(Need, row)) for row in found]


def tasks(session: Session, edition_id: str) -> list[tuple[str, Task]]:
    """Activity id and task, in order. One query."""
    columns = tables.tasks.c
    found = session.execute(
        sa.select(tables.tasks)
        .where(columns.activity_id.in_(_activities(edition_id)))
        .order_by(columns.activity_id, columns.position)
    ).mappings()
    return [(row["activity_id"], records.thing(Task, row)) for row in found]


def sign_ups(session: Session, edition_id: str) -> list[SignUp]:
    """The sign-ups for the activities of an edition. One query."""
    inside = tables.sign_ups.c.activity_id.in_(_activities(edition_id))
    return records.where(session, tables.sign_ups, SignUp, inside)


def pledges(session: Session, edition_id: str) -> list[Pledge]:
    """What was pledged to the needs of an edition. One query."""
    columns = tables.needs.c
    inside = sa.select(columns.id).where(columns.activity_id.in_(_activities(edition_id)))
    return records.where(session, tables.pledges, Pledge, tables.pledges.c.need_id.in_(inside))


def organisers(session: Session, edition_id: str) -> list[Organises]:
    """Who organises the activities of an edition. One query."""
    inside = tables.organisers.c.activity_id.in_(_activities(edition_id))
    return records.where(session, tables.organisers, Organises, inside)


def team_contacts(session: Session, edition_id: str) -> dict[str, str | None]:
    """Who is written to for a team, by the id of the team. One query."""
    columns = tables.team_contacts.c
    inside = sa.select(tables.teams.c.id).where(tables.teams.c.edition_id == edition_id)
    found = session.execute(
        sa.select(columns.team_id, columns.person_id).where(columns.team_id.in_(inside))
    )
    return {row.team_id: row.person_id for row in found}


def areas(session: Session) -> list[Area]:
    """Where each volunteer is. One query."""
    return records.where(session, tables.volunteers, Area)


def mails(session: Session) -> list[MailState]:
    """Every mail that is still known, oldest first. One query."""
    found = records.where(session, tables.outbox, MailState)
    return sorted(found, key=lambda mail: mail.created_at)


def known(session: Session, ids: Iterable[str | None]) -> dict[str, Person]:
    """The people among `ids` who did not ask to be forgotten. One query for every 10,000."""
    wanted = sorted({id for id in ids if id is not None})
    found: dict[str, Person] = {}
    for some in records.batches(wanted, _IDS_AT_ONCE):
        found |= people.by_ids(session, some)
    return {id: person for id, person in found.items() if person.left_at is None}


def _activities(edition_id: str) -> sa.Select[tuple[str]]:
    columns = tables.activities.c
    return sa.select(columns.id).where(columns.edition_id == edition_id)
