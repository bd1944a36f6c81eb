"""An activity with few places, and people who come, answer and leave."""

from __future__ import annotations

from datetime import datetime, timedelta

from data.database import Database
from data.repositories import activities, editions, outbox, people, signups
from domain.activities import Activity, Task, new_id
from domain.actors import Actor, Grant, Role
from domain.contacts import LinkPurpose, MailKind
from domain.people import SignUp
from services import signing_up
from services.signing_up import SignedUp, SignUpWish
from tests.data.samples import EDITION, NINE, an_activity

NOW = NINE - timedelta(days=10)
ORGANISER = "organisator"


def stored(database: Database, **fields: object) -> Activity:
    """An activity in the database: two places and no tasks unless said otherwise."""
    made = an_activity(**({"capacity": 2, "taken": 0, "tasks": (), "needs": ()} | fields))
    with database.write() as session:
        editions.save(session, EDITION)
        activities.save(session, made)
    return made


def a_task(people: int = 1) -> Task:
    return Task(new_id(), "Koffie schenken", 30, people=people)


def a_wish(activity: Activity, email: str, **fields: object) -> SignUpWish:
    filled: dict[str, object] = {
        "id": new_id(),
        "activity_id": activity.id,
        "task_id": None,
        "people": 1,
        "first_name": "Sam",
        "email": email,
        "language": "nl",
        "form_seconds": 20.0,
        "is_old_enough": True,
    }
    return SignUpWish(**(filled | fields))  # type: ignore[arg-type]


def sign_up(
    database: Database,
    activity: Activity,
    email: str,
    *,
    now: datetime = NOW,
    source_address: str = "",
    actor: Actor | None = None,
    **fields: object,
) -> SignedUp:
    wish = a_wish(activity, email, **fields)
    known = {} if actor is None else {"actor": actor}
    return signing_up.sign_up(database, wish, source_address=source_address, now=now, **known)


def of(database: Database, activity: Activity, email: str) -> SignUp:
    """The sign-up of somebody."""
    with database.read() as session:
        person = people.by_email(session, email)
        assert person is not None
        found = signups.find(session, activity.id, person.id)
    assert found is not None
    return found


def owner(sign_up: SignUp) -> Actor:
    """Who opened the link that was mailed about a sign-up."""
    grant = Grant(LinkPurpose.SIGN_UP, sign_up.id, sign_up.person_id)
    return Actor(Role.PERSON, grants=frozenset({grant}))


def organiser(activity: Activity) -> Actor:
    return Actor(Role.PERSON, grants=frozenset({Grant(LinkPurpose.ACTIVITY, activity.id)}))


def confirm(database: Database, activity: Activity, email: str, *, now: datetime = NOW) -> SignUp:
    """Open the mailed link and say yes."""
    mine = of(database, activity, email)
    with database.write() as session:
        people.confirm(session, mine.person_id, now=now)
    return signing_up.confirm(database, mine.id, actor=owner(mine), now=now)


def comes(database: Database, activity: Activity, email: str, **fields: object) -> SignUp:
    """Sign up and say yes."""
    now = fields.get("now", NOW)
    sign_up(database, activity, email, **fields)  # type: ignore[arg-type]
    return confirm(database, activity, email, now=now)  # type: ignore[arg-type]


def cancel(database: Database, activity: Activity, email: str, *, now: datetime = NOW) -> SignUp:
    mine = of(database, activity, email)
    return signing_up.cancel(database, mine.id, actor=owner(mine), now=now)


def mails(database: Database, sign_up: SignUp | None = None) -> list[MailKind]:
    """The kinds of mail that wait, about one sign-up or all, in the order of posting."""
    with database.read() as session:
        found = outbox.waiting(session)
    return [
        mail.kind
        for mail in sorted(found, key=lambda mail: (mail.created_at, mail.kind))
        if sign_up is None or mail.subject_id == sign_up.id
    ]


def taken(database: Database, activity: Activity) -> int:
    with database.read() as session:
        found = activities.get(session, activity.id)
    return found.taken + sum(task.taken for task in found.tasks)
