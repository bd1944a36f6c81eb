"""A made-up edition, drafts for it, and who asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from data.database import Database
from data.repositories import editions, outbox, people, signups
from domain.activities import Activity, new_id
from domain.actors import Actor, Grant, Role
from domain.contacts import LinkPurpose, Mail, Person
from domain.editions import Edition
from domain.people import SignUp
from domain.times import TimeSlot
from domain.vocabulary import SignUpState
from services import activities as public
from services import links
from services.contacts import Contact
from services.organising import Placed, Waiting, publish, put_on_map, reviewing
from tests.data.samples import UTRECHT

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
DAY = datetime(2026, 12, 8, 13, 0, tzinfo=UTC)
EDITION = Edition(
    "2026", "Week 2026", 2026, first_day=date(2026, 12, 7), last_day=date(2026, 12, 11)
)
COORDINATOR = Actor(Role.COORDINATOR, "desk")
ANNA = Contact("Anna", "anna@example.org")


def a_draft(**fields: object) -> Activity:
    """Title, place and day, and nothing else."""
    draft = Activity(
        new_id(),
        EDITION.id,
        "Soep voor de straat",
        place=UTRECHT,
        slots=(TimeSlot(DAY, DAY + timedelta(hours=2)),),
    )
    return replace(draft, **fields)  # type: ignore[arg-type]


def with_edition(database: Database, **fields: object) -> Database:
    with database.write() as session:
        editions.save(session, replace(EDITION, **fields))  # type: ignore[arg-type]
    return database


def placed(database: Database, draft: Activity | None = None, **given: object) -> Placed:
    """Put a draft on the map as a visitor who accepts the rules, unless given otherwise."""
    wanted = {"accepts_rules": True, "contact": None, "source_address": "", "now": NOW}
    return put_on_map(database, draft or a_draft(), **(wanted | given))  # type: ignore[arg-type]


def opened(database: Database, secret: str) -> Actor:
    """Who asks in a browser in which this link was opened."""
    cookie = links.open_link(database, secret, None, now=NOW).cookie
    return links.actor_of(database, cookie, now=NOW)


def by_mail(database: Database, activity_id: str, email: str = ANNA.email) -> Actor:
    """Who asks in a browser in which the link from a mail to `email` was opened."""
    with database.write() as session:
        person = people.by_email(session, email)
        secret = links.make(
            session, LinkPurpose.ACTIVITY, activity_id, person_id=person.id, now=NOW
        )
    return opened(database, secret)


def holding(activity_id: str) -> Actor:
    """Who opened a link to an activity that was shown on screen."""
    return Actor(Role.PERSON, grants=frozenset({Grant(LinkPurpose.ACTIVITY, activity_id)}))


def posted(database: Database) -> list[Mail]:
    with database.read() as session:
        return outbox.waiting(session)


def queue(database: Database, *, actor: Actor) -> list[Waiting]:
    """All that waits to be read, with all that there is to read of it, as the page opens each."""
    found = [
        reviewing.one(database, line.id, actor=actor)
        for line in reviewing.lines(database, actor=actor, now=NOW)
    ]
    return [one for one in found if one is not None]


def on_the_map(database, draft=None, **given):
    """A published activity of somebody nobody knows."""
    stored = placed(with_edition(database), draft, **given).activity
    return publish(database, stored.id, version=stored.version, actor=COORDINATOR, now=NOW)


def shown(database, id):
    return public.detail(database, id).activity


def somebody_comes(database, activity_id):
    with database.write() as session:
        comes(session, activity_id, "ben", id="komt")


def kinds(database):
    return sorted(mail.kind for mail in posted(database))


def comes(
    session,
    activity_id,
    name,
    state=SignUpState.CONFIRMED,
    size=1,
    task_id=None,
    minutes=0,
    id=None,
):
    """Somebody signed up, as the sign-up of `name`."""
    moment = NOW - timedelta(days=1) + timedelta(minutes=minutes)
    is_open = state is SignUpState.REGISTERED
    person = people.find_or_add(
        session,
        Person(name, name.title(), f"{name}@example.org", created_at=NOW, confirmed_at=NOW),
    )
    sign_up = SignUp(
        id or new_id(),
        activity_id,
        person.id,
        task_id,
        size,
        state,
        created_at=moment,
        hold_until=NOW + timedelta(hours=5) if is_open else None,
        confirmed_at=None if is_open else moment,
    )
    return signups.store(session, None, sign_up)
