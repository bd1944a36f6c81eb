"""Sponsors, stored."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from data.database import programme_changed
from domain.people import Sponsor


@dataclass(frozen=True, slots=True)
class SponsorContact:
    """Whom to write to for a sponsor that joined here; one that was brought in has none.

    `confirmed_at` is when the mailed link was first opened, `approved_at` since when it may be
    shown: an organiser said yes to it, or a coordinator looked at it.
    """

    sponsor_id: str
    person_id: str | None
    started_at: datetime
    confirmed_at: datetime | None = None
    approved_at: datetime | None = None


def all(session: Session, edition_id: str | None = None) -> list[Sponsor]:
    """Every sponsor, or those of one edition, by name. One query."""
    wanted = [] if edition_id is None else [tables.sponsors.c.edition_id == edition_id]
    found = records.where(session, tables.sponsors, Sponsor, *wanted)
    return sorted(found, key=lambda sponsor: (sponsor.name.casefold(), sponsor.id))


def all_confirmed(session: Session, edition_id: str) -> list[Sponsor]:
    """The sponsors of an edition that nobody started here, or whose contact opened the link. Two queries."""
    waiting = {one.sponsor_id for one in contacts(session, edition_id) if one.confirmed_at is None}
    return [one for one in all(session, edition_id) if one.id not in waiting]


def get(session: Session, id: str) -> Sponsor:
    """One sponsor. Raises `NotFoundError`. One query."""
    return records.get(session, tables.sponsors, Sponsor, id)


def by_ids(session: Session, ids: Collection[str]) -> dict[str, Sponsor]:
    """The sponsors among `ids` that are there, by id. One query."""
    found = records.where(session, tables.sponsors, Sponsor, tables.sponsors.c.id.in_(ids))
    return {sponsor.id: sponsor for sponsor in found}


def shown(session: Session, edition_id: str) -> list[Sponsor]:
    """The sponsors of an edition that wish to be shown and may be, by name. One query.

    Those are the ones that nobody made here (imported, example) and those that were approved.
    """
    contacts = tables.sponsor_contacts.c
    waiting = sa.select(contacts.sponsor_id).where(contacts.approved_at.is_(None))
    columns = tables.sponsors.c
    found = records.where(
        session,
        tables.sponsors,
        Sponsor,
        columns.edition_id == edition_id,
        columns.wants_to_be_shown,
        columns.id.not_in(waiting),
    )
    return sorted(found, key=lambda sponsor: (sponsor.name.casefold(), sponsor.id))


def contact(session: Session, sponsor_id: str) -> SponsorContact | None:
    """How a sponsor is reached; None for one that nobody made here. One query."""
    table = tables.sponsor_contacts
    found = records.where(session, table, SponsorContact, table.c.sponsor_id == sponsor_id)
    return found[0] if found else None


def contacts(session: Session, edition_id: str) -> list[SponsorContact]:
    """The contacts of an edition's sponsors, first come first. One query."""
    inside = sa.select(tables.sponsors.c.id).where(tables.sponsors.c.edition_id == edition_id)
    table = tables.sponsor_contacts
    found = records.where(session, table, SponsorContact, table.c.sponsor_id.in_(inside))
    return sorted(found, key=lambda one: (one.started_at, one.sponsor_id))


def of_person(session: Session, person_id: str) -> list[str]:
    """The ids of the sponsors that somebody manages, in order. One query."""
    columns = tables.sponsor_contacts.c
    found = sa.select(columns.sponsor_id).where(columns.person_id == person_id)
    return sorted(session.scalars(found))


def add_contact(session: Session, contact: SponsorContact) -> bool:
    """Note who is written to; False when the sponsor has a contact already. One query."""
    row = records.row(contact, tables.sponsor_contacts)
    return records.add(session, tables.sponsor_contacts, row)


def confirm(session: Session, sponsor_id: str, *, now: datetime) -> None:
    """Note that the mailed link of a sponsor was opened; the first time counts. One query."""
    columns = tables.sponsor_contacts.c
    session.execute(
        sa.update(tables.sponsor_contacts)
        .where(columns.sponsor_id == sponsor_id, columns.confirmed_at.is_(None))
        .values(confirmed_at=now)
    )


def approve(session: Session, sponsor_id: str, *, now: datetime) -> None:
    """Let a sponsor be shown, if it wishes; the first time counts. One query."""
    columns = tables.sponsor_contacts.c
    session.execute(
        sa.update(tables.sponsor_contacts)
        .where(columns.sponsor_id == sponsor_id, columns.approved_at.is_(None))
        .values(approved_at=now)
    )


def save(session: Session, sponsor: Sponsor) -> None:
    """Store a sponsor, new or changed. One query."""
    records.put(session, tables.sponsors, records.row(sponsor, tables.sponsors))
    programme_changed(session)
