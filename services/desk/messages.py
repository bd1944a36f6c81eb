"""A message to the organisers of a selection: who gets it, how it looks, and sending it in batches.

Everybody gets one, however many activities they have. Who asked for less mail is left out, and so
is an address that nobody confirmed: anybody may have typed it. What a coordinator types is text;
no address in it is made a link, a mail program does that by itself and shows where it leads.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from data.database import Database
from data.mail import Problem
from data.repositories import activities, editions, mail_overview, organisers, outbox
from data.repositories.organisers import Organised
from data.settings import Settings
from domain.accounts import NATIONAL, Scope
from domain.activities import TEXT_LENGTH, new_id
from domain.actors import Actor, check_coordinator
from domain.contacts import LinkPurpose, Mail, MailKind, Person
from domain.errors import InvalidValueError, VerbindingError
from domain.places import Place
from domain.vocabulary import ActivityState
from domain.words import clean, clean_lines
from services import addresses
from services.desk import audit
from services.mail import layout, letters
from services.mail.letters import Ways
from services.mail.subjects import Subject

SUBJECT_LENGTH = 100
PER_MINUTE = 100  # so that a mail server is not flooded, nor who answers
# Time to think again: until then nothing of it went.
FIRST_AFTER = timedelta(minutes=2)
STATES = (
    ActivityState.PUBLISHED,
    ActivityState.FULL,
    ActivityState.SUBMITTED,
    ActivityState.CHANGES_ASKED,
    ActivityState.DRAFT,
    ActivityState.FINISHED,
    ActivityState.CANCELLED,
)
_KEY = f"{MailKind.DESK_MESSAGE}:"
_UNTOLD = "…"  # where a secret will stand in the address of a link


class MessageWordsError(InvalidValueError):
    """A message without a subject or without words."""

    key = "error.message_words"


class NobodyToWriteError(VerbindingError):
    """A selection without anybody who may be written to."""

    key = "error.nobody_to_write"


@dataclass(frozen=True, slots=True)
class Selection:
    """Organisers of activities in an edition, in `part` of it; no `states` is every state."""

    edition_id: str
    part: Scope = NATIONAL
    states: frozenset[ActivityState] = frozenset()

    def __str__(self) -> str:
        """The keys of what was chosen, for the audit trail."""
        part = self.part
        chosen = (part.provinces, part.municipalities, part.branches, self.states)
        return " ".join([self.edition_id, *(str(one) for each in chosen for one in sorted(each))])


@dataclass(frozen=True, slots=True)
class Audience:
    """Who gets a message: the activity that it is about, by person.

    `activities` counts all of theirs in the selection; `only_needed` and `unconfirmed` count who
    is left out, because they asked for less mail or their address was never confirmed.
    """

    about: dict[str, str]
    activities: int = 0
    only_needed: int = 0
    unconfirmed: int = 0


@dataclass(frozen=True, slots=True)
class Preview:
    """How a mail will look to one of them: its subject line and its HTML, with links to nowhere."""

    subject: str
    html: str


@dataclass(frozen=True, slots=True)
class Batch:
    """A message of which mails still wait: how many, and when the first and the last go."""

    id: str
    waiting: int
    starts_at: datetime
    ends_at: datetime


def audience(database: Database, selection: Selection, *, actor: Actor) -> Audience:
    """Who in the part of `actor` would get a message. Raises `NotAllowedError`."""
    check_coordinator(actor)
    with database.read() as session:
        return _audience(session, selection, actor)


def choose(found: Iterable[Organised], selection: Selection, scope: Scope) -> Audience:
    """Each organiser in the selection once, with the first of their activities there."""
    chosen = [one for one in found if _is_in(one, selection, scope)]
    able = [one for one in chosen if one.is_confirmed and not one.only_needed_mail]
    about: dict[str, str] = {}
    for one in able:
        about.setdefault(one.person_id, one.activity_id)
    return Audience(
        about=about,
        activities=len(able),
        only_needed=len({o.person_id for o in chosen if o.is_confirmed and o.only_needed_mail}),
        unconfirmed=len({o.person_id for o in chosen if not o.is_confirmed}),
    )


def preview(
    database: Database,
    settings: Settings,
    selection: Selection,
    subject: str,
    text: str,
    *,
    first_name: str,
    actor: Actor,
    now: datetime,
) -> Preview:
    """The mail as one of them will see it, greeted by a made-up `first_name`.

    Raises `NotAllowedError`, `MessageWordsError` and `NobodyToWriteError`.
    """
    check_coordinator(actor)
    facts = _facts(subject, text)
    with database.read() as session:
        about = next(iter(_somebody(_audience(session, selection, actor)).about.values()))
        activity = activities.get(session, about)
        edition = editions.get(session, activity.edition_id)
    thing = Subject(LinkPurpose.ACTIVITY, about, activity, edition=edition)
    reader = Person(new_id(), first_name, "", created_at=now, confirmed_at=now)
    mail = Mail(new_id(), MailKind.DESK_MESSAGE, reader.id, about, facts, now, now)
    root = settings.public_url
    ways = Ways(addresses.personal(root, _UNTOLD), addresses.sign_off(root, _UNTOLD), root)
    letter = letters.write(mail, reader, thing, ways, now=now)
    return Preview(letter.subject, layout.html(letter))


def send(
    database: Database,
    selection: Selection,
    subject: str,
    text: str,
    *,
    batch: str,
    actor: Actor,
    now: datetime,
) -> int:
    """Post the message to everybody in the selection, and count them; again with `batch`: to nobody.

    They go `PER_MINUTE` a minute, the first after `FIRST_AFTER`. Raises `NotAllowedError`,
    `MessageWordsError` and `NobodyToWriteError`.
    """
    check_coordinator(actor)
    facts = _facts(subject, text)
    with database.write() as session:
        found = _somebody(_audience(session, selection, actor))
        mails = [
            Mail(
                id=new_id(),
                kind=MailKind.DESK_MESSAGE,
                person_id=person_id,
                subject_id=activity_id,
                facts=facts,
                created_at=now,
                due_at=due_at(number, now=now),
                key=f"{_KEY}{batch}:{person_id}",
            )
            for number, (person_id, activity_id) in enumerate(found.about.items())
        ]
        count = outbox.post_all(session, mails)
        if count:
            audit.note(
                session,
                actor,
                "message-send",
                subject=batch,
                count=count,
                reason=str(selection),
                now=now,
            )
    return count


def due_at(number: int, *, now: datetime) -> datetime:
    """When mail `number` of a batch, from 0, may go."""
    return now + FIRST_AFTER + timedelta(minutes=number // PER_MINUTE)


def batches(database: Database, *, actor: Actor) -> list[Batch]:
    """Messages of which mails in the part of `actor` still wait, the first to go first.

    Raises `NotAllowedError`.
    """
    check_coordinator(actor)
    with database.read() as session:
        waiting = mail_overview.keys(session, actor.scope, MailKind.DESK_MESSAGE)
    moments: dict[str, list[datetime]] = {}
    for _, key, due in waiting:
        moments.setdefault(_batch_of(key), []).append(due)
    return [Batch(id, len(dues), dues[0], dues[-1]) for id, dues in moments.items()]


def hold_back(database: Database, batch: str, *, actor: Actor, now: datetime) -> int:
    """Take back what did not go yet of a message, in the part of `actor`; how many.

    Raises `NotAllowedError`.
    """
    check_coordinator(actor)
    with database.write() as session:
        waiting = mail_overview.keys(session, actor.scope, MailKind.DESK_MESSAGE)
        ids = [id for id, key, _ in waiting if _batch_of(key) == batch]
        count = outbox.hold_back(session, ids, now=now, problem=Problem.HELD_BACK)
        if count:
            audit.note(session, actor, "message-hold-back", subject=batch, count=count, now=now)
    return count


def _audience(session: Session, selection: Selection, actor: Actor) -> Audience:
    found = organisers.organised(session, selection.edition_id)
    return choose(found, selection, actor.scope)


def _is_in(one: Organised, selection: Selection, scope: Scope) -> bool:
    place = Place("", municipality_code=one.municipality_code, province=one.province)
    is_here = scope.covers(place, one.branch) and selection.part.covers(place, one.branch)
    return is_here and (not selection.states or one.state in selection.states)


def _somebody(found: Audience) -> Audience:
    if not found.about:
        raise NobodyToWriteError()
    return found


def _facts(subject: str, text: str) -> dict[str, str]:
    line = clean(subject)[:SUBJECT_LENGTH]
    words = clean_lines(text)[:TEXT_LENGTH]
    if not line or not words:
        raise MessageWordsError(field="subject" if not line else "text")
    return {"subject": line, "text": words}


def _batch_of(key: str) -> str:
    return key.removeprefix(_KEY).partition(":")[0]
