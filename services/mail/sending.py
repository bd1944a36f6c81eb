"""The worker: takes mail that is due out of the outbox, writes it, and hands it over.

A mail is claimed, written with links of its own, handed over, and only then noted as gone. A
process that stops in between leaves a claim that ends by itself, and another sends the mail once
more with the same Message-ID. Two processes never work on one mail at once.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from time import monotonic

from sqlalchemy.orm import Session

from data.database import Database
from data.mail import DeliveryError, Problem, Transport
from data.repositories import outbox
from data.settings import Settings
from domain.contacts import LinkPurpose, Mail, MailKind, Person
from domain.errors import NotFoundError
from domain.vocabulary import SignUpState
from services import addresses, calendars, links
from services.addresses import Page
from services.mail import letters, messages
from services.mail.letters import Ways
from services.mail.messages import Invitation, NoAddressError
from services.mail.readers import reader
from services.mail.subjects import Subject, look_up
from services.mail.timeliness import reason_to_skip

MOST = 200  # mails in one run, so that other work gets its turn
LONGEST = timedelta(seconds=60)  # after which a run takes no further mail

# How long to wait after each try; the last goes on until the tries are used up, about five days.
_DELAYS = tuple(timedelta(minutes=each) for each in (1, 5, 15, 60, 240, 720, 1440))
TRIES = 11

_log = logging.getLogger("verbindingswijzer.mail")

# Which mails carry the appointment, and what they say about it.
_APPOINTMENTS = {
    MailKind.SIGNED_UP: "mail.calendar",
    MailKind.SIGN_UP_CHANGED: "mail.calendar_moves",
    MailKind.ACTIVITY_CHANGED: "mail.calendar_moves",
    MailKind.SIGN_UP_MERGED: "mail.calendar_moves",
    MailKind.SIGN_UP_CANCELLED: "mail.calendar_goes",
    MailKind.ACTIVITY_CANCELLED: "mail.calendar_goes",
}
_GOES = frozenset({MailKind.SIGN_UP_CANCELLED, MailKind.ACTIVITY_CANCELLED})


@dataclass(slots=True)
class Run:
    """What one run did, in numbers."""

    sent: int = 0
    skipped: int = 0
    postponed: int = 0
    given_up: int = 0

    def __str__(self) -> str:
        return (
            f"sent {self.sent}, skipped {self.skipped},"
            f" postponed {self.postponed}, given up {self.given_up}"
        )


@dataclass(frozen=True, slots=True)
class Found:
    """What a mail is written from: looked up in one transaction, so that it fits together."""

    person: Person
    subject: Subject
    recipient: str
    ways: Ways


class SkipError(Exception):
    """A mail that need not go."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def send_due(database: Database, settings: Settings, transport: Transport, *, now: datetime) -> Run:
    """Send the mail that is due at `now`, oldest first, and say what became of it."""
    run, started = Run(), monotonic()
    with transport as open_transport:
        for _ in range(MOST):
            moment = now + timedelta(seconds=monotonic() - started)
            if moment - now > LONGEST:
                break
            with database.write() as session:
                claimed = outbox.claim(session, now=moment, limit=1)
            if not claimed:
                break
            if not _send(database, settings, open_transport, claimed[0], run, now=moment):
                break
    return run


def _send(
    database: Database,
    settings: Settings,
    transport: Transport,
    mail: Mail,
    run: Run,
    *,
    now: datetime,
) -> bool:
    """Send one mail and note what became of it; False when others would meet the same problem."""
    try:
        # The links must be there before the mail is: it may be opened within a second.
        with database.write() as session:
            found = look_up_all(session, mail, settings.public_url, now=now)
        message = compose(mail, found, settings, now=now)
        sender = messages.sender_of(settings).addr_spec
        transport.send(message, sender=sender, recipient=found.recipient)
    except SkipError as skip:
        with database.write() as session:
            outbox.skip(session, mail.id, now=now, problem=skip.problem)
        run.skipped += 1
        return True
    except DeliveryError as error:
        _note_problem(database, mail, error.problem, run, is_final=error.is_final, now=now)
        return not error.is_for_all
    except Exception:  # noqa: BLE001
        # A fault in one mail may not keep the others from going.
        _log.exception("mail %s (%s) could not be written", mail.id, mail.kind)
        _note_problem(database, mail, Problem.FAULT, run, is_final=False, now=now)
        return True
    with database.write() as session:
        outbox.sent(session, mail.id, now=now)
    run.sent += 1
    return True


def _note_problem(
    database: Database, mail: Mail, problem: Problem, run: Run, *, is_final: bool, now: datetime
) -> None:
    _log.warning("mail %s (%s), try %d: %s", mail.id, mail.kind, mail.attempts, problem)
    with database.write() as session:
        if is_final or mail.attempts >= TRIES:
            outbox.give_up(session, mail.id, now=now, problem=problem)
            run.given_up += 1
        else:
            due_at = now + delay_after(mail.attempts)
            outbox.postpone(session, mail.id, due_at=due_at, problem=problem)
            run.postponed += 1


def delay_after(attempts: int) -> timedelta:
    """How long to wait after so many tries."""
    return _DELAYS[min(max(attempts, 1), len(_DELAYS)) - 1]


def look_up_all(session: Session, mail: Mail, public_url: str, *, now: datetime) -> Found:
    """Everything that `mail` is written from, with links made for it.

    Raises `SkipError` when it need not go (any more) and `DeliveryError` without an address.
    """
    try:
        person = reader(session, mail)
        subject = look_up(session, mail)
    except NotFoundError as error:
        raise SkipError(Problem.OVERTAKEN) from error
    reason = reason_to_skip(mail, person, subject, now=now)
    if reason is not None:
        raise SkipError(reason)
    try:
        recipient = messages.one_address(person.email)
    except NoAddressError as error:
        raise DeliveryError(Problem.ADDRESS) from error
    ways = _ways(session, mail, person, subject, public_url, now=now)
    return Found(person, subject, recipient, ways)


def compose(mail: Mail, found: Found, settings: Settings, *, now: datetime) -> EmailMessage:
    """The whole message, with the appointment where it belongs."""
    invitation = _invitation(mail, found, settings, now=now)
    calendar = ""
    if invitation is not None:
        calendar = "mail.calendar_goes" if _goes(mail, found.subject) else _APPOINTMENTS[mail.kind]
    letter = letters.write(
        mail, found.person, found.subject, found.ways, calendar=calendar, now=now
    )
    return messages.message(
        mail,
        letter,
        recipient=found.recipient,
        settings=settings,
        invitation=invitation,
        reply_to=found.ways.reply,
        now=now,
    )


def _ways(
    session: Session,
    mail: Mail,
    person: Person,
    subject: Subject,
    public_url: str,
    *,
    now: datetime,
) -> Ways:
    """The addresses in a mail, with secrets that are kept nowhere else."""
    owner = None if mail.account_id is not None else person.id
    if owner is None:
        own = addresses.address(
            public_url, Page.DESK
        )  # no link of their own: the desk asks who they are
    else:
        made = links.make(session, subject.purpose, subject.page_id, person_id=owner, now=now)
        own = addresses.personal(public_url, made)
    secret = links.make(session, LinkPurpose.SIGN_OFF, person.id, person_id=owner, now=now)
    sign_off = addresses.sign_off(public_url, secret)
    return ways(person, subject, public_url, own=own, sign_off=sign_off)


def ways(person: Person, subject: Subject, public_url: str, *, own: str, sign_off: str) -> Ways:
    """The addresses in a mail; those that hold a secret are given."""
    activity, edition = subject.activity, subject.edition
    # The pages ask for the language in their address; personal links know it from the person.
    language = letters.language_of(person)
    return Ways(
        own=own,
        sign_off=sign_off,
        root=public_url,
        reply=messages.reply_address(edition.contact) if edition else "",
        find=addresses.address(public_url, Page.VOLUNTEER, language=language),
        page=addresses.address(public_url, Page.ACTIVITY, language=language, id=activity.id)
        if activity
        else "",
    )


def _invitation(
    mail: Mail, found: Found, settings: Settings, *, now: datetime
) -> Invitation | None:
    """The appointment, for a mail that carries one and a person who has it in their calendar."""
    activity, sign_up = found.subject.activity, found.subject.sign_up
    if mail.kind not in _APPOINTMENTS or activity is None or sign_up is None:
        return None
    if sign_up.confirmed_at is None:
        return None  # they never said yes, so there is nothing in their calendar
    is_off = _goes(mail, found.subject)
    if mail.kind is MailKind.SIGN_UP_MERGED and is_off and not mail.facts.get("had"):
        return None  # they waited there, and had no appointment
    sender = messages.sender_of(settings)
    made = calendars.invitation(
        activity,
        sign_up,
        calendars.Parties(sender.addr_spec, sender.display_name, found.recipient),
        public_url=settings.public_url,
        language=letters.language_of(found.person),
        is_off=is_off,
        now=now,
    )
    return Invitation(*made) if made else None


def _goes(mail: Mail, subject: Subject) -> bool:
    """Whether the appointment is taken out: also of who lost a firm place by a merger."""
    sign_up = subject.sign_up
    if mail.kind is MailKind.SIGN_UP_MERGED and sign_up is not None:
        return sign_up.state is not SignUpState.CONFIRMED
    return mail.kind in _GOES
