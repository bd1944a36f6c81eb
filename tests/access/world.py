"""A made-up world in two halves, and everybody who may ask for something in it.

Both halves hold the same: `w.here` in Utrecht (welfare), `w.there` in Friesland (sport). All calls are
about what is here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from data.database import Database
from data.geocoding.gazetteer import Gazetteer
from data.repositories import (
    activities,
    adoptions,
    editions,
    imports,
    organisers,
    outbox,
    people,
    pledges,
    proposals,
    signups,
    sponsors,
    teams,
    volunteers,
)
from data.repositories.sponsors import SponsorContact
from domain.accounts import Scope
from domain.activities import Activity, Need
from domain.actors import VISITOR, Actor, Grant, Role
from domain.adoptions import Adoption
from domain.branches import Branch
from domain.contacts import LinkPurpose, Mail, MailKind, Person
from domain.editions import Edition
from domain.imports import Import, ImportKind
from domain.people import Pledge, SignUp, Sponsor, Team, Volunteer
from domain.places import Place, Province
from domain.proposals import LeftOver, PlanRun, Proposal, ProposalState
from domain.times import TimeSlot
from domain.vocabulary import ActivityState, EditionKind, NeedKind, PledgeState, SignUpState
from services.planning.left_behind import Reason
from services.programme import Programme, load
from tests.data.samples import UTRECHT

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
STARTS = datetime(2026, 12, 8, 13, tzinfo=UTC)
AFTER = STARTS + timedelta(days=1)
WEEK = Edition("2026", "Week 2026", 2026, EditionKind.WEEK)
LEEUWARDEN = Place(
    "Leeuwarden",
    UTRECHT.point,
    municipality="Leeuwarden",
    municipality_code="GM0080",
    province=Province.FRYSLAN,
)


class Who(StrEnum):
    """Everybody who may ask, as the table names them."""

    VISITOR = "visitor"
    OWN_LINK = "own link"
    OTHER_LINK = "another link"
    PROVINCE = "its province"
    OTHER_PROVINCE = "another province"
    OTHER_BRANCH = "another branch"
    NATIONAL = "national"


@dataclass(frozen=True)
class Half:
    """One activity of each kind, with everybody around it; ids end in the name of the half."""

    name: str
    place: Place
    branch: Branch

    def id(self, what: str) -> str:
        return f"{what}-{self.name}"

    def activity(self, what: str = "open", state: ActivityState = ActivityState.PUBLISHED):
        return Activity(
            self.id(what),
            WEEK.id,
            f"Soep {what}",
            place=self.place,
            branch=self.branch,
            state=state,
            capacity=10,
            slots=(TimeSlot(STARTS, STARTS + timedelta(hours=2)),),
            needs=(Need(self.id(f"need-{what}"), NeedKind.MONEY, 100_000, description="Soep"),),
            created_at=NOW,
        )

    @property
    def team(self) -> Team:
        return Team(self.id("team"), "Team", WEEK.id, place=self.place, branch=self.branch)

    @property
    def sponsor(self) -> Sponsor:
        return Sponsor(
            self.id("sponsor"),
            "Bakker",
            WEEK.id,
            place=self.place,
            branches=frozenset({self.branch}),
            offers=frozenset({NeedKind.MONEY}),
            wants_to_be_shown=True,
        )

    def links(self) -> frozenset[Grant]:
        """Every personal link that there is to something in this half."""
        mine = [
            (LinkPurpose.ACTIVITY, self.id(what), self.id("organiser"))
            for what in ("open", "new", "aside")
        ]
        mine += [(LinkPurpose.SIGN_UP, self.id(f"sign-up-{n}"), self.id(n)) for n in SIGNED_UP]
        mine += [
            (LinkPurpose.TEAM, self.id("team"), self.id("team-contact")),
            (LinkPurpose.SPONSOR, self.id("sponsor"), self.id("sponsor-contact")),
        ]
        mine += [(LinkPurpose.PERSON, self.id(name), self.id(name)) for name in PEOPLE]
        for name in MAY_BE_ASKED:
            mine.append((LinkPurpose.WISHES, self.id(name), self.id(name)))
            mine.append((LinkPurpose.PROPOSAL, self.id(f"proposal-{name}"), self.id(name)))
        return frozenset(Grant(*one) for one in mine)


HERE = Half("here", UTRECHT, Branch.WELFARE)
THERE = Half("there", LEEUWARDEN, Branch.SPORT)
SIGNED_UP = ("comes", "asked")
MAY_BE_ASKED = ("helper", "planned", "left")
PEOPLE = ("organiser", "team-contact", "sponsor-contact", *SIGNED_UP, *MAY_BE_ASKED)
RUN = PlanRun("run", WEEK.id, "account-national", NOW, 3, 2, 1.8, 0.0, 0.9, 5)
PLEDGED = {
    "offered": Pledge("", "", "", 1_000, PledgeState.OFFERED, created_at=NOW),
    "questioned": Pledge("", "", "", 1_000, PledgeState.OFFERED, created_at=NOW, question="Wie?"),
    "agreed": Pledge("", "", "", 1_000, PledgeState.AGREED, created_at=NOW, agreed_at=NOW),
    "delivered": Pledge("", "", "", 1_000, PledgeState.DELIVERED, created_at=NOW, delivered_at=NOW),
}


@dataclass(frozen=True)
class World:
    """The world as a call finds it."""

    database: Database
    gazetteer: Gazetteer
    var: Path
    here: Half = HERE

    def id(self, what: str) -> str:
        """The id of something here."""
        return self.here.id(what)

    @cached_property
    def programme(self) -> Programme:
        return load(self.database)

    def stored(self, what: str = "open") -> Activity:
        with self.database.read() as session:
            return activities.get(session, self.id(what))


def fill(database: Database) -> None:
    """Put both halves in."""
    with database.write() as session:
        editions.save(session, WEEK)
        for half in (HERE, THERE):
            _activities(session, half)
            _people(session, half)
            _pledges(session, half)
        # Of what is listed as a number, only what is here: who sees nothing of it sees none.
        _proposals(session)
        _mails(session)
        _import(session)


def _activities(session, half: Half) -> None:
    states = {"open": ActivityState.PUBLISHED, "aside": ActivityState.DRAFT}
    if half is HERE:  # so that who sees nothing of what is here has an empty pile
        states["new"] = ActivityState.SUBMITTED
    for what, state in states.items():
        activities.save(session, half.activity(what, state))
    teams.save(session, half.team)
    adoptions.ask(session, Adoption(half.id("open"), half.id("team"), asked_at=NOW))


def _people(session, half: Half) -> None:
    for name in PEOPLE:
        id = half.id(name)
        people.save(session, Person(id, "Sam", f"{id}@example.org", created_at=NOW))
        people.confirm(session, id, now=NOW)
    for what in ("open", "aside", *(["new"] if half is HERE else [])):
        organisers.set_organiser(session, half.id(what), half.id("organiser"), now=NOW)
    teams.add_contact(session, half.id("team"), half.id("team-contact"), now=NOW)
    for name, state in (("comes", SignUpState.CONFIRMED), ("asked", SignUpState.REGISTERED)):
        signed = SignUp(half.id(f"sign-up-{name}"), half.id("open"), half.id(name), state=state)
        confirmed = NOW if state is SignUpState.CONFIRMED else None
        hold = None if confirmed else AFTER
        signups.store(
            session, None, replace(signed, created_at=NOW, confirmed_at=confirmed, hold_until=hold)
        )


def _pledges(session, half: Half) -> None:
    sponsors.save(session, half.sponsor)
    contact = SponsorContact(half.id("sponsor"), half.id("sponsor-contact"), NOW)
    sponsors.add_contact(session, replace(contact, confirmed_at=NOW))
    for name, pledge in PLEDGED.items():
        made = replace(
            pledge,
            id=half.id(name),
            need_id=half.id("need-open"),
            sponsor_id=half.id("sponsor"),
            state=PledgeState.OFFERED,
            agreed_at=None,
            delivered_at=None,
        )
        stored = pledges.promise(session, made)
        if pledge.state is not PledgeState.OFFERED:
            pledges.step(session, stored, PledgeState.AGREED, now=NOW)
        if pledge.state is PledgeState.DELIVERED:
            agreed = replace(stored, state=PledgeState.AGREED)
            pledges.step(session, agreed, PledgeState.DELIVERED, now=NOW)


def _proposals(session) -> None:
    sent = {"sent_at": NOW, "answer_until": STARTS, "state": ProposalState.SENT}
    for name in MAY_BE_ASKED:
        branches = frozenset({HERE.branch})
        wishes = Volunteer(HERE.id(name), place=HERE.place, branches=branches, said_at=NOW)
        volunteers.save(session, wishes)
    for name, fields in {"helper": sent, "planned": {}}.items():
        id, activity = HERE.id(f"proposal-{name}"), HERE.id("open")
        made = Proposal(id, WEEK.id, activity, HERE.id(name), ProposalState.DRAFT, 0.9, NOW)
        proposals.save(session, replace(made, **fields))
    left = LeftOver(RUN.id, HERE.id("left"), Reason.FULL.value, HERE.id("open"))
    proposals.save_run(session, RUN, [left])


def _import(session) -> None:
    """Of the coordinator of this province."""
    made = Import("import", ImportKind.TEAMS, "lijst.csv", f"account-{Who.PROVINCE}", NOW, 0)
    imports.add(session, made, [])


def _mails(session) -> None:
    about = (MailKind.DESK_MESSAGE, HERE.id("organiser"), HERE.id("open"))
    facts = {"subject": "Dag", "text": "Dag"}
    waits = Mail("mail-waits", *about, facts, NOW, AFTER, key="desk_message:batch:1")
    outbox.post(session, waits)
    outbox.post(session, replace(waits, id="mail-failed", key=None, failed_at=NOW, problem="x"))


def everybody(opens: Mapping[LinkPurpose, str]) -> Iterator[tuple[Who, Actor]]:
    """Everybody who may ask; `opens` says which links open it, and to what here each of them is.

    Who has their own link opened the first of those, who has another every link there is but those.
    """
    links = HERE.links()
    own = [(purpose, HERE.id(about)) for purpose, about in opens.items()]
    first = next((one for one in links if (one.purpose, one.subject_id) in own[:1]), None)
    others = frozenset(one for one in links if (one.purpose, one.subject_id) not in own)
    others |= THERE.links()
    yield Who.VISITOR, VISITOR
    yield Who.OWN_LINK, Actor(Role.PERSON, grants=frozenset({first} if first else ()))
    yield Who.OTHER_LINK, Actor(Role.PERSON, grants=others)
    utrecht, fryslan = frozenset({Province.UTRECHT}), frozenset({Province.FRYSLAN})
    for who, scope in (
        (Who.PROVINCE, Scope(utrecht)),
        (Who.OTHER_PROVINCE, Scope(fryslan)),
        (Who.OTHER_BRANCH, Scope(utrecht, branches=frozenset({Branch.SPORT}))),
        (Who.NATIONAL, Scope()),
    ):
        yield who, Actor(Role.COORDINATOR, f"account-{who}", scope=scope)
