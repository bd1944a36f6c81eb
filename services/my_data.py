"""What is kept about somebody, for themselves: to see, correct, take along and erase.

Everything here is for who opened the link that was mailed to their own address.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from data.database import Database
from data.repositories import activities, kept, links, people, signups, volunteers
from data.repositories.kept import Carried, Rows
from domain.activities import Activity, new_id
from domain.actors import Actor, check_grant
from domain.contacts import LinkPurpose, MailKind, Person
from domain.errors import InvalidValueError, NotFoundError
from domain.people import MOST_ASKS, SignUp, Volunteer
from i18n.texts import Language
from services import leaving, limits, mail
from services import links as personal_links
from services.contacts import NameMissingError, clean_email, clean_name
from services.links import Opened
from services.signing_up.afterwards import CONSENT_PURPOSE


@dataclass(frozen=True, slots=True)
class MyData:
    """What is kept about somebody. `everything` holds each personal column, by table.

    `asks_per_week` is how often they want to be asked at most.
    """

    person: Person
    asks_per_week: int
    sign_ups: tuple[tuple[SignUp, Activity], ...]
    carried: tuple[Carried, ...]
    everything: dict[str, Rows]


def mine(database: Database, person_id: str, *, actor: Actor) -> MyData:
    """What is kept about somebody. Raises `NotAllowedError` and `NotFoundError`."""
    check_grant(actor, LinkPurpose.PERSON, person_id)
    with database.read() as session:
        person = people.get(session, person_id)
        signed_up = signups.of_person(session, person_id)
        found = activities.by_ids(session, [one.activity_id for one in signed_up])
        known = {activity.id: activity for activity in found}
        return MyData(
            person=person,
            asks_per_week=_wishes(session, person_id).asks_per_week,
            sign_ups=tuple((one, known[one.activity_id]) for one in signed_up),
            carried=tuple(kept.carried(session, person_id)),
            everything=kept.about(session, person_id, consent_prefix=f"{CONSENT_PURPOSE}:"),
        )


def taken_along(database: Database, *, actor: Actor) -> bytes:
    """The same as JSON, of everybody whose link was opened in this browser; kept nowhere.

    Raises `NotAllowedError` when that is nobody.
    """
    ids = actor.subjects(LinkPurpose.PERSON)
    if not ids:
        check_grant(actor, LinkPurpose.PERSON, "")
    everything = [mine(database, id, actor=actor).everything for id in ids]
    return json.dumps(everything, ensure_ascii=False, indent=2, default=_plain).encode()


def correct(
    database: Database, person_id: str, *, first_name: str, language: Language, actor: Actor
) -> Person:
    """Change somebody's name and language. Raises `NotAllowedError` and `NameMissingError`."""
    check_grant(actor, LinkPurpose.PERSON, person_id)
    name = clean_name(first_name)
    if not name:
        raise NameMissingError(field="first_name")
    with database.write() as session:
        person = replace(people.get(session, person_id), first_name=name, language=language)
        people.save(session, person)
        return person


def change_email(
    database: Database,
    person_id: str,
    email: str,
    *,
    source_address: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Mail a link to a new address; opening it puts that address in place of the old one.

    An address of somebody who is known already gets the link to what is theirs, and nothing
    changes: nobody hears here who is known. Raises `NotAllowedError`, `EmailInvalidError` and
    `TooOftenError`.
    """
    check_grant(actor, LinkPurpose.PERSON, person_id)
    address = clean_email(email)
    with database.write() as session:
        limits.check(session, limits.Action.LINK, email=address, address=source_address, now=now)
        person = people.get(session, person_id)
        renamed = Person(
            new_id(), person.first_name, address, person.language, now, replaces=person_id
        )
        known = people.by_email(session, address)
        if known is None:
            people.save(session, renamed)
        to = renamed if known is None else known
        mail.post(session, MailKind.MY_DATA, to.id, to.id, now=now)


def ask_at_most(database: Database, person_id: str, times: int, *, actor: Actor) -> None:
    """Ask somebody no more often than `times` a week; 0 is never.

    Raises `NotAllowedError`, and `InvalidValueError` for a number that cannot be.
    """
    check_grant(actor, LinkPurpose.PERSON, person_id)
    if not 0 <= times <= MOST_ASKS:
        raise InvalidValueError(field="asks_per_week", reason="range")
    with database.write() as session:
        volunteers.save(session, replace(_wishes(session, person_id), asks_per_week=times))


def only_needed_mail(
    database: Database, person_id: str, *, only_needed: bool, actor: Actor
) -> None:
    """Send somebody only what they need to know, or everything again. Raises `NotAllowedError`."""
    check_grant(actor, LinkPurpose.PERSON, person_id)
    leaving.want_only_needed_mail(database, person_id, only_needed=only_needed)


def new_calendar(database: Database, person_id: str, *, actor: Actor, now: datetime) -> str:
    """The secret of a calendar feed; an earlier one stops. Raises `NotAllowedError`."""
    check_grant(actor, LinkPurpose.PERSON, person_id)
    with database.write() as session:
        links.revoke(session, LinkPurpose.CALENDAR, person_id, now=now)
        return personal_links.make(
            session, LinkPurpose.CALENDAR, person_id, person_id=person_id, now=now
        )


def open_own(
    database: Database, person_id: str, what: Carried, cookie: str, *, actor: Actor, now: datetime
) -> Opened:
    """Open something that somebody manages in the browser they are in.

    Raises `NotAllowedError`, also for what is not theirs.
    """
    check_grant(actor, LinkPurpose.PERSON, person_id)
    with database.write() as session:
        if what not in kept.carried(session, person_id):
            check_grant(actor, what.purpose, what.id)
        secret = personal_links.make(session, what.purpose, what.id, person_id=person_id, now=now)
    return personal_links.open_link(database, secret, cookie, now=now)


def erase(database: Database, var: Path, person_id: str, *, actor: Actor, now: datetime) -> str:
    """Sign somebody off from everything, to be erased after a week.

    Gives the secret of the link to come back by. Raises `NotAllowedError`.
    """
    check_grant(actor, LinkPurpose.PERSON, person_id)
    return leaving.leave(database, var, person_id, now=now)


def _wishes(session: Session, person_id: str) -> Volunteer:
    try:
        return volunteers.get(session, person_id)
    except NotFoundError:
        return Volunteer(person_id)


def _plain(value: object) -> object:
    """What JSON has no word for."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(f"cannot be taken along: {type(value).__name__}")
