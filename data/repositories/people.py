"""People who can be written to, stored. One e-mail address is one person; the database decides."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from data import records, tables
from domain.contacts import Person

_MANY = 5_000  # in one statement


def email_key(email: str) -> str:
    """The one way of writing an address in which two spellings of it are the same."""
    return email.strip().casefold()


def get(session: Session, id: str) -> Person:
    """One person. Raises `NotFoundError`. One query."""
    return records.get(session, tables.people, Person, id)


def by_ids(session: Session, ids: Collection[str]) -> dict[str, Person]:
    """The people among `ids` who are there, by id. One query."""
    found = records.where(session, tables.people, Person, tables.people.c.id.in_(ids))
    return {person.id: person for person in found}


def by_email(session: Session, email: str) -> Person | None:
    """The person with this address, however it is spelled; None when nobody has it. One query."""
    column = tables.people.c.email_key
    found = records.where(session, tables.people, Person, column == email_key(email))
    return found[0] if found else None


def find_or_add(session: Session, person: Person) -> Person:
    """The person with the address of `person`, added when new.

    Somebody who confirmed that address keeps their own name and language; before, or after they
    left, the last who typed it is believed. At most three queries.
    """
    row = records.row(person, tables.people) | {"email_key": email_key(person.email)}
    if records.add(session, tables.people, row):
        return person
    earlier = by_email(session, person.email)
    assert earlier is not None  # noqa: S101  # the unique rule has just met it
    if earlier.left_at is not None:
        # Asked again after leaving: like somebody new, so that a mail goes and only a yes to it
        # counts. What was taken back stays taken back.
        known = replace(person, id=earlier.id)
    elif earlier.confirmed_at is not None:
        return earlier
    else:
        known = replace(earlier, first_name=person.first_name, language=person.language)
    save(session, known)
    return known


def known_keys(session: Session, keys: Collection[str]) -> set[str]:
    """Those of these addresses, as `email_key` writes them, that somebody has. A query per 5,000."""
    column = tables.people.c.email_key
    return {
        key
        for batch in records.batches(keys, _MANY)
        for key in session.scalars(sa.select(column).where(column.in_(batch)))
    }


def add_many(session: Session, new: Sequence[Person]) -> None:
    """Add people whose addresses nobody has. Raises `AlreadyExistsError`. A query per 5,000."""
    for batch in records.batches(new, _MANY):
        rows = [
            records.row(one, tables.people) | {"email_key": email_key(one.email)} for one in batch
        ]
        session.execute(sa.insert(tables.people), rows)


def save(session: Session, person: Person) -> None:
    """Store a changed person. Raises `AlreadyExistsError` for an address of somebody else. One query."""
    row = records.row(person, tables.people) | {"email_key": email_key(person.email)}
    records.put(session, tables.people, row)


def confirm(session: Session, id: str, *, now: datetime) -> None:
    """Note that somebody opened a link sent to their address; the first time counts. One query."""
    columns = tables.people.c
    session.execute(
        sa.update(tables.people)
        .where(columns.id == id, columns.confirmed_at.is_(None))
        .values(confirmed_at=now)
    )


def erase(session: Session, id: str) -> None:
    """Erase a person with their links, visits, mail and consents. Raises `NotFoundError`. One query."""
    records.remove(session, tables.people, id)


def all_ids(session: Session) -> list[str]:
    """The ids of everybody, in order. One query."""
    return list(session.scalars(sa.select(tables.people.c.id).order_by(tables.people.c.id)))


def oldest(session: Session) -> datetime | None:
    """Since when the first of all is known; None when nobody is. One query."""
    first = sa.select(tables.people.c.created_at).order_by(tables.people.c.created_at).limit(1)
    return session.scalar(first)


def take_over(session: Session, old: Person, new: Person) -> None:
    """Make `new`, who has nothing but links, mail and wishes that wait, the same person as `old`.

    At most nine queries.
    """
    for table in (tables.links, tables.outbox):
        session.execute(
            sa.update(table).where(table.c.person_id == new.id).values(person_id=old.id)
        )
        session.execute(
            sa.update(table).where(table.c.subject_id == new.id).values(subject_id=old.id)
        )
    _take_over_wishes(session, old, new)
    erase(session, new.id)
    save(session, replace(old, email=new.email))


def _take_over_wishes(session: Session, old: Person, new: Person) -> None:
    """Let what was filled in with the new address wait for the same person."""
    waiting = tables.waiting_wishes
    theirs = waiting.c.person_id == new.id
    if session.scalar(sa.select(waiting.c.person_id).where(theirs)) is not None:
        session.execute(sa.delete(waiting).where(waiting.c.person_id == old.id))
        session.execute(sa.update(waiting).where(theirs).values(person_id=old.id))
