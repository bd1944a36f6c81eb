"""Personal links and the browsers that opened them, stored by the hash of their secret."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session as DatabaseSession

from data import records, tables
from domain.contacts import Link, LinkPurpose, Session


def add(session: DatabaseSession, link: Link) -> None:
    """Store a new link. One query."""
    records.add(session, tables.links, records.row(link, tables.links))


def get(session: DatabaseSession, hash: str) -> Link | None:
    """The link with this hash, open or not; None when unknown. One query."""
    found = records.where(session, tables.links, Link, tables.links.c.hash == hash)
    return found[0] if found else None


def revoke(
    session: DatabaseSession, purpose: LinkPurpose, subject_id: str, *, now: datetime
) -> int:
    """Take back every link for `purpose` on a subject, and say how many. One query."""
    columns = tables.links.c
    return records.count(
        session,
        sa.update(tables.links)
        .where(
            columns.purpose == purpose,
            columns.subject_id == subject_id,
            columns.revoked_at.is_(None),
        )
        .values(revoked_at=now),
    )


def revoke_of(session: DatabaseSession, person_id: str, *, but: LinkPurpose, now: datetime) -> None:
    """Take back every link of a person, except those for one purpose. One query."""
    columns = tables.links.c
    session.execute(
        sa.update(tables.links)
        .where(columns.person_id == person_id, columns.purpose != but, columns.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def reopen_of(session: DatabaseSession, person_id: str, *, revoked_at: datetime) -> None:
    """Give back the links of a person that were taken back at that moment. One query."""
    columns = tables.links.c
    session.execute(
        sa.update(tables.links)
        .where(columns.person_id == person_id, columns.revoked_at == revoked_at)
        .values(revoked_at=None)
    )


def start(session: DatabaseSession, visit: Session) -> None:
    """Store the session of a browser. One query."""
    records.add(session, tables.sessions, records.row(visit, tables.sessions))


def has_session(session: DatabaseSession, session_hash: str, *, now: datetime) -> bool:
    """Whether a browser's session is there and not over. One query."""
    columns = tables.sessions.c
    found = sa.select(columns.hash).where(columns.hash == session_hash, columns.expires_at > now)
    return session.scalar(found) is not None


def attach(session: DatabaseSession, session_hash: str, link_hash: str) -> None:
    """Let a browser's session use a link; twice is once. One query."""
    row = {"session_hash": session_hash, "link_hash": link_hash}
    records.add(session, tables.session_links, row)


def of_session(session: DatabaseSession, session_hash: str, *, now: datetime) -> list[Link]:
    """The links that a browser opened and that are still open; none once its session is over. One query."""
    opened, visits = tables.session_links.c, tables.sessions.c
    visit = sa.select(opened.link_hash).where(
        opened.session_hash == session_hash,
        opened.session_hash == visits.hash,
        visits.expires_at > now,
    )
    found = records.where(session, tables.links, Link, tables.links.c.hash.in_(visit))
    return [link for link in found if link.is_open(now)]


def end(session: DatabaseSession, session_hash: str) -> None:
    """Forget a browser's session. One query."""
    session.execute(sa.delete(tables.sessions).where(tables.sessions.c.hash == session_hash))


def remove_over(session: DatabaseSession, *, before: datetime) -> int:
    """Delete links and sessions that ended before `before`, and say how many. Two queries."""
    links, visits = tables.links.c, tables.sessions.c
    over = sa.delete(tables.links).where(
        sa.or_(links.expires_at < before, links.revoked_at < before)
    )
    ended = sa.delete(tables.sessions).where(visits.expires_at < before)
    return records.count(session, over) + records.count(session, ended)
