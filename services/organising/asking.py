"""Lost the link? It comes again by mail, to the address that was left."""

from __future__ import annotations

from datetime import datetime

from data.database import Database
from data.repositories import organisers, people
from domain.contacts import MailKind
from services import limits
from services.contacts import clean_email
from services.limits import Action
from services.mail import posting


def resend_links(database: Database, email: str, *, source_address: str, now: datetime) -> None:
    """Mail the link of every activity to who has this address. Says nothing about whether it is known.

    Raises `EmailInvalidError`, and `TooOftenError` alike for who is known and who is not.
    """
    address = clean_email(email)
    with database.write() as session:
        limits.check(session, Action.LINK, email=address, address=source_address, now=now)
        person = people.by_email(session, address)
        for activity_id in organisers.activities_of(session, person.id if person else ""):
            if person is not None:
                posting.post(session, MailKind.MANAGE_ACTIVITY, person.id, activity_id, now=now)
