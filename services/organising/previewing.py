"""The mail that a decision would send, to look at before it goes: without links of its own."""

from __future__ import annotations

from datetime import datetime

from data.database import Database
from data.repositories import activities, organisers, people
from domain.activities import new_id
from domain.actors import Actor, check_coordinator, check_scope
from domain.contacts import Mail, MailKind
from services.mail import letters
from services.mail.kinds import KINDS
from services.mail.letters import Letter


def letter(
    database: Database, id: str, kind: MailKind, words: str, *, actor: Actor, now: datetime
) -> Letter | None:
    """The mail of `kind` with `words` to the organiser of an activity; None when nobody left an address.

    Raises `NotAllowedError`, `OutsideScopeError` and `NotFoundError`.
    """
    check_coordinator(actor)
    with database.read() as session:
        activity = activities.get(session, id)
        check_scope(actor, activity.place, activity.branch)
        person_id = organisers.organiser_of(session, id)
        if person_id is None:
            return None
        name = "question" if kind is MailKind.CHANGES_ASKED else "text"
        mail = Mail(new_id(), kind, person_id, id, {name: words}, created_at=now, due_at=now)
        person = people.get(session, person_id)
        subject = KINDS[kind].about(session, mail)
        return letters.write(mail, person, subject, now=now)
