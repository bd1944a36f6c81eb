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
from services import addresses, calendars, contacts, links
from services.addresses import Page
from services.contacts import EmailInvalidError
from services.mail import letters, messages
from services.mail.kinds import KINDS, Entry
from services.mail.letters import Ways
from services.mail.messages import Invitation
from services.mail.readers import reader
from services.mail.subjects import Subject

MOST = 200  # mails in one run, so that other work gets its turn
LONGEST = timedelta(seconds=60)  # after which a run takes no further mail

# How long to wait after each try; the last goes on until the tries are used up, about five days.
_DELAYS = tuple(timedelta(minutes=each) for each in (1, 5, 15, 60, 240, 720, 1440))
TRIES = 11

_log = logging.getLogger("verbindingswijzer.mail")


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
        subject = KINDS[mail.kind].about(session, mail)
    except NotFoundError as error:
        raise SkipError(Problem.OVERTAKEN) from error
    reason = _reason_to_skip(mail, person, subject, now=now)
    if reason is not None:
        raise SkipError(reason)
    try:
        recipient = contacts.in_mail(person.email)
    except EmailInvalidError as error:
        raise DeliveryError(Problem.ADDRESS) from error
    ways = _ways(session, person, subject, public_url, now=now)
    return Found(person, subject, recipient, ways)


def compose(mail: Mail, found: Found, settings: Settings, *, now: datetime) -> EmailMessage:
    """The whole message, with the appointment where it belongs."""
    entry = _entry(mail, found.subject)
    invitation = _invitation(entry, found, settings, now=now) if entry else None
    calendar = str(entry) if entry and invitation else ""
    letter = letters.write(
        mail, found.person, found.subject, found.ways, calendar=calendar, now=now
    )
    return messages.message(
        mail,
        letter,
        recipient=found.recipient,
        settings=settings,
        invitation=invitation,
        now=now,
    )


def _ways(
    session: Session,
    person: Person,
    subject: Subject,
    public_url: str,
    *,
    now: datetime,
) -> Ways:
    """The links in a mail, with secrets that are kept nowhere else."""
    owner = person.id if subject.opens else None
    own = addresses.address(public_url, Page.DESK)
    if subject.opens is not None:
        made = links.make(session, subject.opens, subject.page_id, person_id=owner, now=now)
        own = addresses.personal(public_url, made)
    secret = links.make(session, LinkPurpose.SIGN_OFF, person.id, person_id=owner, now=now)
    return Ways(own, addresses.sign_off(public_url, secret), public_url)


def _entry(mail: Mail, subject: Subject) -> Entry | None:
    """What the calendar file does, for who has the appointment in their calendar or gets it."""
    entry, sign_up = KINDS[mail.kind].entry, subject.sign_up
    if sign_up is None or sign_up.confirmed_at is None:
        return None  # they never said yes, so there is nothing in their calendar
    if mail.kind is MailKind.SIGN_UP_MERGED and sign_up.state is not SignUpState.CONFIRMED:
        # Who lost a firm place; who waited there had no appointment.
        return Entry.GOES if mail.facts.get("had") else None
    return entry


def _invitation(
    entry: Entry, found: Found, settings: Settings, *, now: datetime
) -> Invitation | None:
    """The calendar file; None while no time is known."""
    activity, sign_up = found.subject.activity, found.subject.sign_up
    if activity is None or sign_up is None:
        return None
    sender = messages.sender_of(settings)
    made = calendars.invitation(
        activity,
        sign_up,
        calendars.Parties(sender.addr_spec, sender.display_name, found.recipient),
        public_url=settings.public_url,
        language=letters.language_of(found.person),
        is_off=entry is Entry.GOES,
        now=now,
    )
    return Invitation(*made) if made else None


def _reason_to_skip(
    mail: Mail, person: Person, subject: Subject, *, now: datetime
) -> Problem | None:
    """Why this mail need not go (any more); None when it should."""
    kind = KINDS[mail.kind]
    if person.left_at is not None or (person.only_needed_mail and not kind.is_needed):
        return Problem.NOT_NEEDED
    is_over = kind.lasts is not None and now - mail.created_at >= kind.lasts
    is_untrue = kind.holds is not None and not kind.holds(subject, now)
    return Problem.OVERTAKEN if is_over or is_untrue else None
