"""Lists of people: who comes, who organises, who was asked, who gives; and how mail fares.

A row of one of these is about one person, so all that stands in it is. Without people in it such a
list counts, as far as counts point at nobody.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy.orm import Session

from data.records import batches
from data.repositories import audit, exports, proposals
from data.repositories import sponsors as stored_sponsors
from data.repositories import volunteers as stored_volunteers
from data.repositories.audit import Line
from data.repositories.exports import Brief, MailState, Organises
from domain.actors import check_national
from domain.contacts import Person
from domain.people import Pledge, SignUp, Sponsor
from domain.places import Place
from domain.proposals import Proposal, ProposalState
from domain.vocabulary import SignUpState
from services.desk.exports.kinds import Part
from services.desk.exports.programme_lists import Asked, asked_in, in_scope

_ALL_LINES = 10_000_000
_PEOPLE_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Places:
    """How many places there are for an activity or one of its tasks, and how many are taken."""

    activity: Brief
    task: str
    people: int | None
    taken: int


@dataclass(frozen=True, slots=True)
class Comes:
    """A sign-up; `person` None for who asked to be forgotten."""

    sign_up: SignUp
    activity: Brief
    task: str
    person: Person | None


@dataclass(frozen=True, slots=True)
class Given:
    """A pledge, to what, by whom."""

    pledge: Pledge
    asked: Asked
    sponsor: Sponsor | None


@dataclass(frozen=True, slots=True)
class Runs:
    """Who organises an activity; `person` None without an address."""

    activity: Brief
    organises: Organises
    person: Person | None


@dataclass(frozen=True, slots=True)
class Count:
    """Volunteers of a municipality, or proposals for an activity, by what became of them."""

    place: Place
    activity: Brief | None
    counts: Counter[str]


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal, with who was proposed."""

    proposal: Proposal
    activity: Brief
    person: Person | None


def places(session: Session, part: Part) -> list[Places]:
    """How many come to what, without saying who."""
    inside = in_scope(session, part)
    tasks = [(id, task) for id, task in exports.tasks(session, part.edition_id) if id in inside]
    with_tasks = {id for id, _ in tasks}
    rows = [
        Places(one, "", one.capacity, one.taken)
        for one in inside.values()
        if one.id not in with_tasks or one.capacity is not None or one.taken
    ]
    rows += [Places(inside[id], task.title, task.people, task.taken) for id, task in tasks]
    return sorted(rows, key=lambda row: (row.activity.title.casefold(), row.activity.id))


def sign_ups(session: Session, part: Part) -> list[Comes]:
    """Who comes to what; who signed off is left out."""
    inside = in_scope(session, part)
    tasks = {task.id: task.title for _, task in exports.tasks(session, part.edition_id)}
    found = [
        one
        for one in exports.sign_ups(session, part.edition_id)
        if one.activity_id in inside and one.state is not SignUpState.CANCELLED
    ]
    people = exports.known(session, (one.person_id for one in found))
    rows = [
        Comes(one, inside[one.activity_id], tasks.get(one.task_id or "", ""),
              people.get(one.person_id))
        for one in found
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.activity.title.casefold(), row.sign_up.id))


def met(session: Session, part: Part) -> list[Asked]:
    """The needs that something was promised to, without saying by whom."""
    asked = asked_in(session, part, in_scope(session, part))
    return [one for one in asked if one.need.promised]


def pledges(session: Session, part: Part) -> list[Given]:
    """Who pledged what."""
    inside = in_scope(session, part)
    asked = {one.need.id: one for one in asked_in(session, part, inside)}
    by_id = {one.id: one for one in stored_sponsors.all(session, part.edition_id)}
    rows = [
        Given(pledge, asked[pledge.need_id], by_id.get(pledge.sponsor_id))
        for pledge in exports.pledges(session, part.edition_id)
        if pledge.need_id in asked
    ]
    return sorted(rows, key=lambda row: (row.asked.activity.title.casefold(), row.pledge.id))


def organisers(session: Session, part: Part) -> list[Runs]:
    """Who organises what; without people only what is organised."""
    inside = in_scope(session, part)
    found = [
        one for one in exports.organisers(session, part.edition_id) if one.activity_id in inside
    ]
    people = exports.known(session, (one.person_id for one in found if part.with_people))
    rows = [Runs(inside[one.activity_id], one, people.get(one.person_id or "")) for one in found]
    return sorted(rows, key=lambda row: (row.activity.title.casefold(), row.activity.id))


def proposal_counts(session: Session, part: Part) -> list[Count]:
    """How many were proposed for each activity."""
    counts: dict[str, Counter[str]] = {}
    rows = proposed(session, part)
    for row in rows:
        counts.setdefault(row.activity.id, Counter())[row.proposal.state.value] += 1
    by_id = {row.activity.id: row.activity for row in rows}
    return [Count(by_id[id].place, by_id[id], found) for id, found in counts.items()]


def proposed(session: Session, part: Part) -> list[Proposed]:
    """Who was proposed for what; drafts, of which nobody knows yet, too.

    Who lives in another part stays without a name, as on the page of the plan.
    """
    inside = in_scope(session, part)
    every = proposals.of_edition(session, part.edition_id, list(ProposalState))
    found = [one for one in every if one.activity_id in inside]
    people = exports.known(session, (one.volunteer_id for one in found if part.with_people))
    here = {
        id
        for some in batches(people, _PEOPLE_AT_ONCE)
        for id in stored_volunteers.helpers(session, some, part.actor.scope)
    }
    people = {id: person for id, person in people.items() if id in here}
    rows = [Proposed(one, inside[one.activity_id], people.get(one.volunteer_id)) for one in found]
    return sorted(rows, key=lambda row: (row.activity.title.casefold(), row.proposal.id))


def volunteers(session: Session, part: Part) -> list[Count]:
    """How many volunteers there are, by municipality."""
    counts: dict[str, Counter[str]] = {}
    where: dict[str, Place] = {}
    for area in exports.areas(session):
        place = area.place
        if not any(part.actor.scope.covers(place, branch) for branch in area.branches or {None}):
            continue
        counts.setdefault(place.municipality_code, Counter()).update(
            {"all": 1, "adults": int(area.is_adult is True)}
        )
        where[place.municipality_code] = Place(
            "", municipality=place.municipality, province=place.province
        )
    rows = [Count(where[code], None, found) for code, found in counts.items()]
    return sorted(rows, key=lambda row: row.place.municipality)


def mails(session: Session, part: Part) -> list[MailState]:
    """How mail fares, without what it says and to whom. Raises `OutsideScopeError`."""
    check_national(part.actor)
    return exports.mails(session)


def trail(session: Session, part: Part) -> list[Line]:
    """Who did what when. Raises `OutsideScopeError`."""
    check_national(part.actor)
    return audit.latest(session, _ALL_LINES)
