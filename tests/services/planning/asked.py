"""A plan with drafts, and people who may be asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from data.database import Database
from data.repositories import people, proposals, volunteers
from domain.activities import Activity, new_id
from domain.actors import Actor, Grant, Role
from domain.branches import Branch
from domain.contacts import LinkPurpose, Person
from domain.people import Volunteer
from domain.proposals import Proposal, ProposalState
from tests.data.samples import EDITION, NINE, UTRECHT
from tests.services.signing_up.made_up import stored

NOW = NINE - timedelta(days=10)
DAY = timedelta(days=1)
LIKES = frozenset({Branch.WELFARE})
DESK = Actor(Role.COORDINATOR, id="noor")


def somebody(database: Database, *, asks: int = 1, **fields: object) -> str:
    """A volunteer in Utrecht of age, who said yes to being asked and likes what `stored` is."""
    id = new_id()
    known = {"confirmed_at": NOW - 30 * DAY, "created_at": NOW - 30 * DAY}
    person = Person(id, "Sam", f"{id}@example.org", **(known | fields))  # type: ignore[arg-type]
    with database.write() as session:
        people.save(session, person)
        wishes = Volunteer(id, UTRECHT, branches=LIKES, asks_per_week=asks, said_at=NOW)
        volunteers.save(session, replace(wishes, is_adult=True))
    return id


def a_draft(
    database: Database, activity: Activity, volunteer_id: str, *, score: float = 0.8
) -> str:
    proposal = Proposal(
        new_id(), EDITION.id, activity.id, volunteer_id, ProposalState.DRAFT, score, NOW
    )
    with database.write() as session:
        proposals.add_many(session, [proposal])
    return proposal.id


def an_asked(database: Database, activity: Activity, volunteer_id: str, now: datetime = NOW) -> str:
    """A proposal that was sent."""
    id = a_draft(database, activity, volunteer_id)
    with database.write() as session:
        proposals.save(session, sent(proposals.get(session, id), now))
    return id


def sent(draft: Proposal, now: datetime) -> Proposal:
    until = now + timedelta(days=3)
    return replace(draft, state=ProposalState.SENT, sent_at=now, answer_until=until)


def reader(proposal_id: str, volunteer_id: str) -> Actor:
    """Who opened the link that was mailed about a proposal."""
    grant = Grant(LinkPurpose.PROPOSAL, proposal_id, volunteer_id)
    return Actor(Role.PERSON, grants=frozenset({grant}))


def state(database: Database, proposal_id: str) -> ProposalState:
    with database.read() as session:
        return proposals.get(session, proposal_id).state


__all__ = ["NINE", "stored"]
