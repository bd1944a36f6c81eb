"""Lost a link? It comes again by mail, to the address that was left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from data.database import Database
from data.repositories import organisers, people, sponsors, teams
from domain.contacts import LinkPurpose, MailKind
from services import limits, mail
from services.contacts import clean_email


def _self(_: Session, person_id: str) -> list[str]:
    return [person_id]


# For each kind of link: the mail that brings it, and what somebody manages with one each.
_LINKS: dict[LinkPurpose, tuple[MailKind, Callable[[Session, str], list[str]]]] = {
    LinkPurpose.ACTIVITY: (MailKind.MANAGE_ACTIVITY, organisers.activities_of),
    LinkPurpose.SPONSOR: (MailKind.MANAGE_SPONSOR, sponsors.of_person),
    LinkPurpose.TEAM: (MailKind.MANAGE_TEAM, teams.of_person),
    LinkPurpose.PERSON: (MailKind.MY_DATA, _self),
}


def resend(
    database: Database, purpose: LinkPurpose, email: str, *, source_address: str, now: datetime
) -> None:
    """Mail every link of `purpose` to who has this address. Says nothing about whether it is known.

    Raises `EmailInvalidError`, and `TooOftenError` alike for who is known and who is not.
    """
    kind, subjects = _LINKS[purpose]
    address = clean_email(email)
    with database.write() as session:
        limits.check(session, limits.Action.LINK, email=address, address=source_address, now=now)
        person = people.by_email(session, address)
        if person is not None:
            for id in subjects(session, person.id):
                mail.post(session, kind, person.id, id, now=now)
