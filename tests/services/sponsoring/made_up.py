"""A sponsor that joined, an activity that needs money and hands, and who may speak for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from data.database import Database
from data.repositories import activities, editions, organisers, people
from domain.activities import Activity, Need, new_id
from domain.actors import Actor, Grant, Role
from domain.contacts import LinkPurpose, Person
from domain.people import Sponsor
from domain.vocabulary import NeedKind
from services import sponsoring
from services.contacts import Contact
from tests.data.samples import EDITION, a_sponsor, an_activity

NOW = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
COORDINATOR = Actor(Role.COORDINATOR, id="c")


@dataclass(frozen=True)
class Scene:
    database: Database
    activity: Activity
    sponsor: Sponsor
    giver: Actor
    organiser: Actor

    @property
    def money(self) -> Need:
        return self.activity.needs[0]

    @property
    def hands(self) -> Need:
        return self.activity.needs[1]

    def stored(self) -> Activity:
        with self.database.read() as session:
            return activities.get(session, self.activity.id)

    def promise(self, quantity=1_000, *, now=NOW, need=None, **fields):
        wanted = sponsoring.Promise(
            fields.pop("id", new_id()), (need or self.money).id, quantity, **fields
        )
        return sponsoring.promise(
            self.database, wanted, self.sponsor.id, actor=self.giver, source_address="", now=now
        )

    def pledges(self):
        return sponsoring.of_activity(self.database, self.activity.id, actor=self.organiser)


def holder(purpose: LinkPurpose, subject_id: str, person_id: str | None = None) -> Actor:
    """Somebody who opened this link."""
    return Actor(Role.PERSON, grants=frozenset({Grant(purpose, subject_id, person_id)}))


def scene(database: Database, *, confirmed: bool = True, cents: int = 10_000) -> Scene:
    activity = an_activity(
        needs=(
            Need(new_id(), NeedKind.MONEY, cents, description="Soep"),
            Need(new_id(), NeedKind.PEOPLE, 4),
        ),
        shows_sponsor=True,
    )
    with database.write() as session:
        editions.save(session, EDITION)
        activities.save(session, activity)
        people.save(session, Person("organisator", "Noor", "noor@example.org", created_at=NOW))
        organisers.set_organiser(session, activity.id, "organisator", now=NOW)
    sponsor = a_sponsor(wants_to_be_shown=True, offers=frozenset({NeedKind.MONEY}))
    sponsoring.join(database, sponsor, Contact("Bo", "bo@example.org"), source_address="", now=NOW)
    with database.read() as session:
        person = people.by_email(session, "bo@example.org")
    giver = holder(LinkPurpose.SPONSOR, sponsor.id, person.id)
    if confirmed:
        sponsoring.confirm(database, sponsor.id, actor=giver, now=NOW)
    organiser = holder(LinkPurpose.ACTIVITY, activity.id, "organisator")
    return Scene(database, activity, sponsor, giver, organiser)


def later(days: float) -> datetime:
    return NOW + timedelta(days=days)
