"""One of everything that a mail can be about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from data.database import Database
from data.repositories import (
    activities,
    adoptions,
    editions,
    organisers,
    people,
    pledges,
    proposals,
    signups,
    sponsors,
    teams,
    volunteers,
)
from domain.activities import Activity
from domain.adoptions import Adoption
from domain.contacts import MailKind, Person
from domain.people import Pledge, SignUp, Team, Volunteer
from domain.proposals import Proposal, ProposalState
from domain.vocabulary import ActivityState, PledgeState, SignUpState, TravelMode
from services.mail import post
from services.volunteering import waiting
from tests.data.samples import EDITION, NINE, UTRECHT, a_sponsor, an_activity

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)

# What each kind must find to be true, and the facts that come with it.
SIGN_UP_STATES = {
    MailKind.CONFIRM_SIGN_UP: SignUpState.REGISTERED,
    MailKind.WAITING: SignUpState.WAITING,
    MailKind.MOVED_UP: SignUpState.REGISTERED,
    MailKind.HOLD_ENDED: SignUpState.CANCELLED,
    MailKind.SIGN_UP_CANCELLED: SignUpState.CANCELLED,
    MailKind.THANK_YOU: SignUpState.ATTENDED,
}
FACTS = {
    MailKind.ACTIVITY_CHANGED: {"old_when": "do 3 december 2026", "old_where": "Elders"},
    MailKind.MESSAGE: {"text": "Neem een stoel mee.\nTot dan!"},
    MailKind.THANK_YOU: {"text": "Er kwamen 40 mensen."},
    MailKind.CHANGES_ASKED: {"question": "Hoe laat begint het?"},
    MailKind.ACTIVITY_LAID_ASIDE: {"text": "Waar is het precies?"},
    MailKind.ACTIVITY_CALLED_OFF: {"text": "De zaal is er niet meer."},
    MailKind.ADOPTION_ASKED: {"team": "Team Voorbeeld"},
    MailKind.DESK_MESSAGE: {"subject": "Nog één week", "text": "Vergeet de koffie niet."},
}
ABOUT_AN_ACTIVITY = (
    MailKind.ACTIVITY_LAID_ASIDE,
    MailKind.ACTIVITY_CALLED_OFF,
    MailKind.ACTIVITY_MERGED,
)
SPONSOR_KINDS = {
    MailKind.PLEDGE_ASKED,
    MailKind.PLEDGE_AGREED,
    MailKind.PLEDGE_THANKED,
    MailKind.MANAGE_SPONSOR,
}


@dataclass
class World:
    """The people and things of one test."""

    database: Database
    activity: Activity
    visitor: Person
    organiser: Person
    sponsor_id: str
    team_id: str
    sign_up: SignUp
    pledge: Pledge

    def post(self, kind: MailKind, *, person: Person | None = None, **facts: str) -> None:
        """Post a mail of a kind to whom it is for, about what it is about, and make it true."""
        self.make_true(kind)
        person = person or self._recipient(kind)
        with self.database.write() as session:
            post(
                session,
                kind,
                person.id,
                self._subject(kind),
                now=NOW,
                **(FACTS.get(kind, {}) | facts),
            )

    def make_true(self, kind: MailKind) -> None:
        state = SIGN_UP_STATES.get(kind, SignUpState.CONFIRMED)
        is_held = state is SignUpState.REGISTERED
        self.store_sign_up(
            replace(
                self.sign_up,
                state=state,
                hold_until=NOW + timedelta(days=1) if is_held else None,
                confirmed_at=None if is_held else NOW,
            )
        )
        if kind is MailKind.PLEDGE_WITHDRAWN:
            with self.database.write() as session:
                pledges.step(session, self.pledge, PledgeState.WITHDRAWN, now=NOW)
        if kind is MailKind.ACTIVITY_CANCELLED:
            self.change(state=ActivityState.CANCELLED)

    def store_sign_up(self, sign_up: SignUp) -> None:
        with self.database.write() as session:
            found = signups.of_person(session, sign_up.person_id)
            signups.store(session, found[0] if found else None, sign_up)

    def change(self, **fields: object) -> None:
        """Change the activity."""
        with self.database.write() as session:
            activity = activities.get(session, self.activity.id)
            self.activity = activities.save(session, replace(activity, **fields))

    def change_person(self, person: Person, **fields: object) -> Person:
        with self.database.write() as session:
            changed = replace(person, **fields)
            people.save(session, changed)
        return changed

    def _recipient(self, kind: MailKind) -> Person:
        is_organiser = kind.startswith(
            ("manage_", "pledge_", "activity_published", "changes", "new")
        )
        is_organiser = is_organiser or kind in {MailKind.ADOPTION_ASKED, MailKind.DESK_MESSAGE}
        return self.organiser if is_organiser and kind not in SPONSOR_KINDS else self.visitor

    def _subject(self, kind: MailKind) -> str:
        if kind.startswith("pledge"):
            return self.pledge.id
        if kind in ABOUT_AN_ACTIVITY:
            return self.activity.id
        return {
            MailKind.MY_DATA: self.visitor.id,
            MailKind.CONFIRM_WISHES: self.visitor.id,
            MailKind.VOLUNTEER_INVITED: self.visitor.id,
            MailKind.PROPOSAL: "proposal",
            MailKind.MANAGE_SPONSOR: self.sponsor_id,
            MailKind.MANAGE_TEAM: self.team_id,
            MailKind.MANAGE_ACTIVITY: self.activity.id,
            MailKind.ACTIVITY_PUBLISHED: self.activity.id,
            MailKind.CHANGES_ASKED: self.activity.id,
            MailKind.NEW_SIGN_UP: self.activity.id,
            MailKind.ADOPTION_ASKED: self.activity.id,
            MailKind.ADOPTION_AGREED: self.activity.id,
            MailKind.DESK_MESSAGE: self.activity.id,
        }.get(kind, self.sign_up.id)


def a_world(database: Database, *, language: str = "nl", **fields: object) -> World:
    """An activity with an organiser, a volunteer, a sponsor's pledge and a team."""
    visitor = Person("visitor", "Noor", "noor@example.org", language, NOW, confirmed_at=NOW)
    organiser = Person("organiser", "Sam", "sam@example.nl", language, NOW, confirmed_at=NOW)
    activity = an_activity(team_id="team", **fields)
    sponsor = a_sponsor(name="Bakkerij Voorbeeld")
    sign_up = SignUp("signup", activity.id, visitor.id, activity.tasks[0].id, 2, created_at=NOW)
    pledge = Pledge(
        "pledge", activity.needs[0].id, sponsor.id, 8000, created_at=NOW, note="Graag gedaan."
    )
    with database.write() as session:
        editions.save(session, EDITION)
        teams.save(session, Team("team", "Team Voorbeeld", EDITION.id))
        activities.save(session, activity)
        for person in (visitor, organiser):
            people.save(session, person)
        sponsors.save(session, sponsor)
        organisers.set_organiser(session, activity.id, organiser.id, now=NOW)
        pledges.promise(session, pledge)
        pledges.say(session, pledge.id, question="Hoe laat komen jullie?")
        teams.add_contact(session, "team", visitor.id, now=NOW)
        wishes = Volunteer(visitor.id, UTRECHT, TravelMode.CYCLING, 5.0, asks_per_week=2)
        waiting.keep(session, wishes, now=NOW)
        volunteers.save(session, wishes)
        proposal = Proposal(
            "proposal",
            EDITION.id,
            activity.id,
            visitor.id,
            ProposalState.SENT,
            score=0.8,
            created_at=NOW,
            sent_at=NOW,
            answer_until=NOW + timedelta(days=3),
        )
        proposals.save(session, proposal)
        adoptions.ask(session, Adoption(activity.id, "team", asked_at=NOW))
    return World(database, activity, visitor, organiser, sponsor.id, "team", sign_up, pledge)


__all__ = ["NINE", "NOW", "World", "a_world"]
