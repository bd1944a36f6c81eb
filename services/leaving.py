"""Less mail, or none at all and everything erased, with a week to come back.

Whoever leaves is signed off at once: their places go on, their links open nothing any more and
no mail goes to them. What is kept about them is erased by `services.retention`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from data import forgotten
from data.database import Database
from data.forgotten import Word
from data.repositories import accounts, outbox, people
from data.repositories import links as stored_links
from domain.accounts import Account
from domain.contacts import LinkClosedError, LinkPurpose, Person
from domain.errors import NotFoundError
from services import links, signing_up
from services.planning import answering

# How long somebody who left may come back.
GRACE = timedelta(days=7)


def of_link(database: Database, secret: str, *, now: datetime) -> Person:
    """Whose mail a link for signing off is about. Raises `LinkClosedError`."""
    link = links.look(database, secret, now=now)
    if link.purpose is not LinkPurpose.SIGN_OFF or link.person_id is None:
        raise LinkClosedError()
    with database.read() as session:
        found = people.by_ids(session, [link.person_id])
    if link.person_id not in found:
        raise LinkClosedError()
    return found[link.person_id]


def account_of_link(database: Database, secret: str, *, now: datetime) -> Account:
    """Which coordinator a link for signing off is about. Raises `LinkClosedError`."""
    link = links.look(database, secret, now=now)
    if link.purpose is not LinkPurpose.SIGN_OFF or link.person_id is not None:
        raise LinkClosedError()
    try:
        with database.read() as session:
            return accounts.get(session, link.subject_id)
    except NotFoundError as error:
        raise LinkClosedError() from error


def want_only_needed_mail(database: Database, person_id: str, *, only_needed: bool) -> None:
    """Send somebody only what they need to know, or everything again. Raises `NotFoundError`."""
    with database.write() as session:
        person = people.get(session, person_id)
        people.save(session, replace(person, only_needed_mail=only_needed))


def leave(database: Database, var: Path, person_id: str, *, now: datetime) -> str:
    """Sign somebody off from everything, to be erased after `GRACE`.

    Gives the secret of a link by which they can come back; it opens nothing else. Leaving twice
    is leaving the first time. Raises `NotFoundError`.
    """
    forgotten.note(var, Word.LEFT, [person_id], now=now)
    with database.write() as session:
        signing_up.leave(session, person_id, now=now)
        answering.leave(session, person_id)
        person = people.get(session, person_id)
        if person.left_at is None:
            people.save(session, replace(person, left_at=now))
        stored_links.revoke_of(session, person_id, but=LinkPurpose.SIGN_OFF, now=now)
        outbox.cancel_of(session, person_id)
        return links.make(session, LinkPurpose.SIGN_OFF, person_id, person_id=person_id, now=now)


def come_back(database: Database, var: Path, person_id: str, *, now: datetime) -> None:
    """Undo leaving: links work again; places that went on do not come back by themselves.

    Raises `NotFoundError`.
    """
    with database.write() as session:
        person = people.get(session, person_id)
        if person.left_at is None:
            return
        people.save(session, replace(person, left_at=None))
        stored_links.reopen_of(session, person_id, revoked_at=person.left_at)
    # After the change: a word too many would bring somebody back who did not ask for it.
    forgotten.note(var, Word.BACK, [person_id], now=now)
