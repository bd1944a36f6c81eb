"""Everything that is kept about one person, table by table, as the rules of privacy name it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import tables
from data.privacy import PERSONAL_FIELDS
from domain.contacts import LinkPurpose

Rows = list[dict[str, Any]]

# Personal, but not to be found by a person: who wrote it down or asked it is not kept, or it is
# about who works at the desk, whose account shows it.
ABOUT_NOBODY_KNOWN = frozenset(
    {
        "editions",
        "attempts",
        "geocodes",
        "accounts",
        "desk_sessions",
        "audit",
        "plan_runs",
        "imports",
        "answers",
    }
)


def about(session: Session, person_id: str, *, consent_prefix: str) -> dict[str, Rows]:
    """The personal columns of every row about somebody, by table; tables without any left out.

    `consent_prefix` and the id of a thank-you are the purpose for which a sentence was given.
    One query a table.
    """
    found = {}
    for table, condition in conditions(person_id, consent_prefix).items():
        columns = [column for column in table.c if f"{table.name}.{column.name}" in PERSONAL_FIELDS]
        key = list(table.primary_key)
        rows = session.execute(sa.select(*columns).where(condition).order_by(*key)).mappings()
        if kept := [dict(row) for row in rows]:
            found[table.name] = kept
    return found


@dataclass(frozen=True, slots=True)
class Carried:
    """Something that somebody manages by a link of `purpose`."""

    purpose: LinkPurpose
    id: str
    name: str


def carried(session: Session, person_id: str) -> list[Carried]:
    """The activities, teams and sponsors that somebody manages, each by name. Three queries."""
    t = tables
    found = []
    for purpose, thing, name, contact, person in (
        (
            LinkPurpose.ACTIVITY,
            t.activities,
            t.activities.c.title,
            t.organisers.c.activity_id,
            t.organisers.c.person_id,
        ),
        (
            LinkPurpose.TEAM,
            t.teams,
            t.teams.c.name,
            t.team_contacts.c.team_id,
            t.team_contacts.c.person_id,
        ),
        (
            LinkPurpose.SPONSOR,
            t.sponsors,
            t.sponsors.c.name,
            t.sponsor_contacts.c.sponsor_id,
            t.sponsor_contacts.c.person_id,
        ),
    ):
        rows = session.execute(
            sa.select(thing.c.id, name)
            .join(contact.table, contact == thing.c.id)
            .where(person == person_id)
            .order_by(name, thing.c.id)
        )
        found += [Carried(purpose, row[0], row[1]) for row in rows]
    return found


def conditions(person_id: str, consent_prefix: str) -> dict[sa.Table, sa.ColumnElement[bool]]:
    """Which rows of each table are about somebody."""
    t = tables
    organised = _ids(t.organisers.c.activity_id, t.organisers.c.person_id == person_id)
    groups = _ids(t.team_contacts.c.team_id, t.team_contacts.c.person_id == person_id)
    sponsored = _ids(t.sponsor_contacts.c.sponsor_id, t.sponsor_contacts.c.person_id == person_id)
    opened = _ids(t.links.c.hash, t.links.c.person_id == person_id)
    visits = _ids(t.session_links.c.session_hash, t.session_links.c.link_hash.in_(opened))
    signed_up = _ids(t.sign_ups.c.id, t.sign_ups.c.person_id == person_id)
    proposed = _ids(t.proposals.c.id, t.proposals.c.volunteer_id == person_id)
    agreed = _ids(
        sa.func.substr(t.consents.c.purpose, len(consent_prefix) + 1),
        t.consents.c.person_id == person_id,
        t.consents.c.purpose.startswith(consent_prefix, autoescape=True),
    )
    return {
        t.people: sa.or_(t.people.c.id == person_id, t.people.c.replaces == person_id),
        t.volunteers: t.volunteers.c.id == person_id,
        t.volunteer_times: t.volunteer_times.c.volunteer_id == person_id,
        t.waiting_wishes: t.waiting_wishes.c.person_id == person_id,
        t.proposals: t.proposals.c.volunteer_id == person_id,
        t.asked_fits: t.asked_fits.c.proposal_id.in_(proposed),
        t.left_over: t.left_over.c.volunteer_id == person_id,
        t.import_rows: t.import_rows.c.subject_id == person_id,
        t.sign_ups: t.sign_ups.c.person_id == person_id,
        t.thank_yous: sa.or_(t.thank_yous.c.id.in_(signed_up), t.thank_yous.c.id.in_(agreed)),
        t.consents: t.consents.c.person_id == person_id,
        t.organisers: t.organisers.c.person_id == person_id,
        t.activities: t.activities.c.id.in_(organised),
        t.activity_edits: t.activity_edits.c.activity_id.in_(organised),
        t.photos: t.photos.c.activity_id.in_(organised),
        t.stories: t.stories.c.activity_id.in_(organised),
        t.team_contacts: t.team_contacts.c.person_id == person_id,
        t.teams: t.teams.c.id.in_(groups),
        t.sponsor_contacts: t.sponsor_contacts.c.person_id == person_id,
        t.pledges: t.pledges.c.sponsor_id.in_(sponsored),
        t.outbox: t.outbox.c.person_id == person_id,
        t.links: t.links.c.person_id == person_id,
        t.session_links: t.session_links.c.link_hash.in_(opened),
        t.sessions: t.sessions.c.hash.in_(visits),
    }


def _ids(column: sa.ColumnElement[str], *where: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return sa.select(column).where(*where)
