"""Personal links: made for a mail or the screen, opened once by hand, kept in a browser's cookie.

A link is `public_url/mijn/<secret>`. Only the hash of the secret is stored, so nobody who reads
the database can use one. Looking at the address does nothing (scanners of mail look at all of
them); a person opens it with a button, and the browser then gets a cookie of its own.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session as DatabaseSession

from data.database import Database
from data.repositories import links, people
from domain.actors import VISITOR, Actor, Grant, Role
from domain.contacts import Link, LinkClosedError, LinkPurpose, Session

SECRET_BYTES = 32
COOKIE = "verbinding"  # name of the cookie; it is HttpOnly
SESSION_LASTS = timedelta(hours=8)

# How long a link opens something. What a mail says must still work when the week is there;
# a link to everything about a person is short.
_LASTS = {
    LinkPurpose.ACTIVITY: timedelta(days=400),
    LinkPurpose.SIGN_UP: timedelta(days=400),
    LinkPurpose.PERSON: timedelta(hours=24),
    LinkPurpose.CALENDAR: timedelta(days=400),
    LinkPurpose.SIGN_OFF: timedelta(days=400),
    LinkPurpose.SPONSOR: timedelta(days=400),
    LinkPurpose.TEAM: timedelta(days=400),
    LinkPurpose.PROPOSAL: timedelta(days=60),
    LinkPurpose.WISHES: timedelta(days=400),
}


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a link gives: the link, and the secret for the browser's cookie."""

    link: Link
    cookie: str


def hash_of(secret: str) -> str:
    """What is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make(
    session: DatabaseSession,
    purpose: LinkPurpose,
    subject_id: str,
    *,
    person_id: str | None,
    now: datetime,
) -> str:
    """Make a link and give its secret, which is kept nowhere."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    expires_at = now + _LASTS[purpose]
    links.add(session, Link(hash_of(secret), purpose, subject_id, person_id, now, expires_at))
    return secret


def look(database: Database, secret: str, *, now: datetime) -> Link:
    """What a link is for, without opening it. Raises `LinkClosedError`."""
    with database.read() as session:
        return _open_link(session, secret, now=now)


def open_link(database: Database, secret: str, cookie: str | None, *, now: datetime) -> Opened:
    """Open a link in a browser that has `cookie`, if any. Raises `LinkClosedError`.

    The person whose link it is has shown to read mail at their address, and is confirmed by it.
    """
    with database.write() as session:
        link = _open_link(session, secret, now=now)
        known = cookie is not None and links.has_session(session, hash_of(cookie), now=now)
        if cookie is None or not known:
            cookie = secrets.token_urlsafe(SECRET_BYTES)
            links.start(session, Session(hash_of(cookie), now, now + SESSION_LASTS))
        links.attach(session, hash_of(cookie), link.hash)
        if link.person_id is not None:
            people.confirm(session, link.person_id, now=now)
            link = _with_new_address(session, link, link.person_id, now=now)
        return Opened(link, cookie)


def actor_of(database: Database, cookie: str | None, *, now: datetime) -> Actor:
    """Who asks in a browser with this cookie; a visitor when it says nothing (any more)."""
    if not cookie:
        return VISITOR
    with database.read() as session:
        found = links.of_session(session, hash_of(cookie), now=now)
    if not found:
        return VISITOR
    grants = frozenset(Grant(link.purpose, link.subject_id, link.person_id) for link in found)
    return Actor(Role.PERSON, grants=grants)


def sign_out(database: Database, cookie: str) -> None:
    """Forget what this browser opened."""
    with database.write() as session:
        links.end(session, hash_of(cookie))


def _with_new_address(
    session: DatabaseSession, link: Link, person_id: str, *, now: datetime
) -> Link:
    """Put a new address in place of the old one, once its link is opened; the link as it is then.

    Other links end, so that the old address opens nothing any more.
    """
    new = people.get(session, person_id)
    if new.replaces is None:
        return link
    old = people.get(session, new.replaces)
    links.revoke_of(session, old.id, but=LinkPurpose.CALENDAR, now=now)
    people.take_over(session, old, new)
    return _known(session, link.hash, now=now)


def _open_link(session: DatabaseSession, secret: str, *, now: datetime) -> Link:
    return _known(session, hash_of(secret), now=now)


def _known(session: DatabaseSession, hash: str, *, now: datetime) -> Link:
    link = links.get(session, hash)
    if link is None or not link.is_open(now):
        raise LinkClosedError()
    return link
