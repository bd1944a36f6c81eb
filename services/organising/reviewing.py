"""What waits for a coordinator, and what a coordinator does with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from data.database import Database
from data.repositories import activities, editions, organisers, people, photos, thanks
from data.repositories import reviewing as stored
from data.repositories.photos import Photo
from data.repositories.reviewing import WaitingRow
from domain.activities import Activity, ConflictError, Story, check_change
from domain.actors import Actor, check_coordinator, check_scope
from domain.contacts import MailKind
from domain.editions import Edition
from domain.errors import InvalidValueError
from domain.vocabulary import ActivityState
from domain.words import clean_lines
from services.desk import audit
from services.mail import posting
from services.organising import proposals
from services.organising.content import differing
from services.organising.editing import tell

QUESTION_LENGTH = 1_000


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something for a coordinator to look at, since when, and what would become of it.

    `activity` is as stored; `proposed` with the changed words, the same when nothing changed.
    `changed` names the fields that differ. `first_name` of the organiser is "" and `has_address`
    False when nobody left one.
    """

    activity: Activity
    proposed: Activity
    changed: frozenset[str]
    edition: Edition
    since: datetime | None
    first_name: str
    has_address: bool
    photo: Photo | None
    story: Story | None

    @property
    def is_new(self) -> bool:
        """Whether visitors never saw it; otherwise changed words, a photo or a story wait."""
        return self.activity.state is ActivityState.SUBMITTED


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the queue. `waits` is None when nobody knows since when.

    `promised` is within how long organisers of its edition hear something.
    """

    row: WaitingRow
    waits: timedelta | None
    promised: timedelta

    @property
    def is_late(self) -> bool:
        """Whether it waits longer than was promised."""
        return self.waits is not None and self.waits > self.promised

    @property
    def id(self) -> str:
        """The id of the activity."""
        return self.row.id


def lines(database: Database, *, actor: Actor, now: datetime) -> list[Line]:
    """Everything that waits in the part of the country of `actor`, oldest first. Two queries."""
    check_coordinator(actor)
    with database.read() as session:
        found = _in_scope(session, actor)
        promised = {one.id: one.answer_within_days for one in editions.all(session)}
    return [_line(row, timedelta(days=promised[row.edition_id]), now) for row in found]


def one(database: Database, id: str, *, actor: Actor) -> Waiting | None:
    """One of the queue with all that there is to read; None when it waits no longer."""
    check_coordinator(actor)
    with database.read() as session:
        for row in _in_scope(session, actor, id):
            return _waiting(session, activities.get(session, id), row.since)
    return None


def _in_scope(session: Session, actor: Actor, id: str | None = None) -> list[WaitingRow]:
    found = stored.waiting(session, id)
    return [row for row in found if actor.scope.covers(row.place, row.branch)]


def _line(row: WaitingRow, promised: timedelta, now: datetime) -> Line:
    waits = None if row.since is None else now - row.since
    return Line(row, waits, promised)


def publish(database: Database, id: str, *, version: int, actor: Actor, now: datetime) -> Activity:
    """Put a submitted activity on the map. Raises `ConflictError` when it changed since it was read."""
    check_coordinator(actor)
    with database.write() as session:
        before = _unchanged(session, id, version, actor)
        check_change(before.state, ActivityState.PUBLISHED)
        after = activities.save(session, replace(before, state=ActivityState.PUBLISHED))
        photos.approve(session, id, now=now)
        organisers.ask(session, id, "")
        _tell_organiser(session, MailKind.ACTIVITY_PUBLISHED, id, now=now)
        audit.note(session, actor, "activity-publish", subject=id, now=now)
        return after


def accept(database: Database, id: str, *, version: int, actor: Actor, now: datetime) -> Activity:
    """Let the changed words, the photo and the story of a public activity be seen.

    Raises `ConflictError` when anything changed since it was read.
    """
    check_coordinator(actor)
    with database.write() as session:
        before = _unchanged(session, id, version, actor)
        proposed = organisers.proposed(session, id) or {}
        after = activities.save(session, proposals.applied(before, proposed))
        if (told := proposals.story(id, proposed)) is not None:
            thanks.tell(session, replace(told, told_at=now))
        photos.approve(session, id, now=now)
        organisers.drop_proposed(session, id)
        organisers.ask(session, id, "")
        tell(session, before, after, now=now)
        _tell_organiser(session, MailKind.ACTIVITY_PUBLISHED, id, now=now)
        audit.note(session, actor, "activity-accept", subject=id, now=now)
        return after


def ask(
    database: Database, id: str, question: str, *, version: int, actor: Actor, now: datetime
) -> Activity:
    """Send it back with a question. A public activity stays up as it is, its changed words wait on."""
    check_coordinator(actor)
    words = clean_lines(question)[:QUESTION_LENGTH]
    if not words:
        raise QuestionMissingError(field="question")
    with database.write() as session:
        before = _unchanged(session, id, version, actor)
        after = before
        if not before.is_public:
            check_change(before.state, ActivityState.CHANGES_ASKED)
            after = activities.save(session, replace(before, state=ActivityState.CHANGES_ASKED))
        organisers.ask(session, id, words)
        _tell_organiser(session, MailKind.CHANGES_ASKED, id, now=now, question=words)
        audit.note(session, actor, "activity-ask", subject=id, now=now)
        return after


class QuestionMissingError(InvalidValueError):
    """A question without words."""

    key = "error.question_missing"


def _unchanged(session: Session, id: str, version: int, actor: Actor) -> Activity:
    """The activity, when it still is what the coordinator read and is in their part of the country.

    Raises `NotAllowedError`, `OutsideScopeError` and `ConflictError`.
    """
    found = activities.get(session, id)
    check_scope(actor, found.place, found.branch)
    if found.version != version:
        raise ConflictError(id=id, version=found.version)
    return found


def _waiting(session: Session, activity: Activity, since: datetime | None) -> Waiting:
    proposed = organisers.proposed(session, activity.id) or {}
    changed = proposals.applied(activity, proposed)
    person_id = organisers.organiser_of(session, activity.id)
    person = people.by_ids(session, [person_id]).get(person_id) if person_id else None
    photo = photos.get(session, activity.id)
    return Waiting(
        activity=activity,
        proposed=changed,
        changed=differing(activity, changed),
        edition=editions.get(session, activity.edition_id),
        since=since,
        first_name=person.first_name if person else "",
        has_address=person is not None,
        photo=photo if photo and photo.approved_at is None else None,
        story=proposals.story(activity.id, proposed),
    )


def _tell_organiser(
    session: Session, kind: MailKind, id: str, *, now: datetime, question: str = ""
) -> None:
    """Post a mail to the organiser, when there is an address."""
    person_id = organisers.organiser_of(session, id)
    if person_id is not None and question:
        posting.post(session, kind, person_id, id, now=now, question=question)
    elif person_id is not None:
        posting.post(session, kind, person_id, id, now=now)
