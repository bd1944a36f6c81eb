"""Eighteen volunteers from a list, around Apeldoorn in the example week: a plan that one would sign."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest
import sqlalchemy as sa

from data import tables
from data.database import Database
from data.geocoding.gazetteer import distance_km, load
from data.repositories import people, proposals, volunteers
from domain.actors import Actor, Role
from domain.contacts import Person
from domain.people import Volunteer
from domain.proposals import ProposalState
from domain.vocabulary import ActivityState
from i18n.texts import Language
from services import demo
from services.demo.programme import DEMO_EDITION
from services.planning import following, looking, making, sending
from services.planning.field import LEAST_SCORE
from services.planning.fitting import Proposed, proposed, reasons
from services.planning.left_behind import Reason
from services.planning.reach import UNKNOWN_REACH_KM
from tests.services.planning.asked import NOW

TOWNS = (
    *("Apeldoorn", "Apeldoorn", "Apeldoorn", "Apeldoorn", "Ugchelen", "Beekbergen", "Loenen"),
    *("Vaassen", "Epe", "Twello", "Deventer", "Zutphen", "Zutphen", "Eerbeek", "Rheden", "Ede"),
    *("Nijmegen", "Arnhem"),
)
DESK = Actor(Role.COORDINATOR, id="noor")


@pytest.fixture
def around(sqlite_database: Database) -> Database:
    """The example week, and eighteen who said where they live and nothing else."""
    gazetteer = load(None)
    demo.add(sqlite_database, gazetteer, year=2026, actor=DESK)
    with sqlite_database.write() as session:
        for number, town in enumerate(TOWNS):
            name = f"{town} (Gelderland)" if town != "Deventer" else town
            id = f"v{number:02}"
            person = Person(id, "Sam", f"{id}@example.org", "nl", NOW, NOW)
            people.save(session, person)
            volunteers.save(session, Volunteer(id, place=gazetteer.find(name), said_at=NOW))
    return sqlite_database


def all_say(database: Database, **wishes: object) -> None:
    with database.write() as session:
        for number in range(len(TOWNS)):
            one = volunteers.get(session, f"v{number:02}")
            volunteers.save(session, replace(one, **wishes))


def every(database: Database, state: ProposalState) -> list[Proposed]:
    with database.read() as session:
        found = proposals.of_edition(session, DEMO_EDITION, [state])
        return [proposed(session, one.id) for one in found]


def km(one: Proposed) -> float:
    if one.activity.place.point is None:
        return inf
    return distance_km(one.volunteer.place, one.activity.place)


def test_nobody_goes_further_than_they_would_and_everybody_else_hears_why(around: Database):
    run = making.make(around, DEMO_EDITION, actor=DESK, now=NOW)
    drafts = every(around, ProposalState.DRAFT)

    on_the_spot = [one for one in drafts if not is_from_home(one)]
    assert on_the_spot
    assert all(km(one) <= UNKNOWN_REACH_KM for one in on_the_spot)
    assert all(one.proposal.score >= LEAST_SCORE for one in drafts)
    left = looking.left_over(around, run, actor=DESK, limit=99)
    assert run.placed + len(left) == len(TOWNS) == run.seekers
    assert all(one.reason for one in left)


def test_with_something_in_apeldoorn_alone_who_lives_too_far_stays_home(around: Database):
    c = tables.activities.c
    with around.write() as session:
        elsewhere = sa.update(tables.activities).where(c.place_municipality != "Apeldoorn")
        session.execute(elsewhere.values(state=ActivityState.DRAFT))
    all_say(around, at_home=False)
    run = making.make(around, DEMO_EDITION, actor=DESK, now=NOW)

    goes = {one.volunteer.place.name for one in every(around, ProposalState.DRAFT)}
    left = looking.left_over(around, run, actor=DESK, limit=99)
    assert {"Apeldoorn", "Ugchelen", "Beekbergen"} <= goes
    too_far = ("Rheden", "Ede", "Nijmegen", "Arnhem")
    assert {one.helper.town: one.reason for one in left} == dict.fromkeys(too_far, Reason.FAR)
    assert all(one.next_best is not None for one in left)


def test_each_mail_names_two_true_reasons_or_stays(around: Database):
    making.make(around, DEMO_EDITION, actor=DESK, now=NOW)
    drafts = every(around, ProposalState.DRAFT)
    preview = following.preview(around, DEMO_EDITION, actor=DESK, now=NOW)
    sent = sending.send(around, DEMO_EDITION, actor=DESK, now=NOW)
    went = every(around, ProposalState.SENT)

    assert len(went) == sent.count > 0
    assert sent.count + sum(sent.held_back.values()) == len(drafts)
    for one in went:
        named = reasons(one.match, Language.NL, most=2)
        assert len(set(named)) == 2
        assert not any("verder weg" in each or "zegt" in each for each in named)
    assert preview is not None
    fits = dict(preview.details)["Waarom jij"]
    assert len(fits.splitlines()) == 2


def test_who_said_how_far_goes_no_further(around: Database):
    all_say(around, radius_km=3.0, at_home=False)
    making.make(around, DEMO_EDITION, actor=DESK, now=NOW)
    assert all(km(one) <= 3.0 for one in every(around, ProposalState.DRAFT))


def is_from_home(one: Proposed) -> bool:
    return one.task is not None and one.task.place.value == "thuis"
