from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from time import sleep

import pytest
import sqlalchemy as sa

from data.database import AlreadyExistsError, Database
from data.repositories import activities, editions, proposals, volunteers
from domain.accounts import Scope
from domain.actors import Actor, Role
from domain.branches import Branch
from domain.errors import NotFoundError
from domain.people import Volunteer
from domain.places import Province
from domain.proposals import LeftOver, PlanRun, Proposal, ProposalState
from services.planning import changing
from tests.data.samples import EDITION, NINE, an_activity


@pytest.fixture
def stocked(database: Database) -> Database:
    with database.write() as session:
        editions.save(session, EDITION)
        activities.save_many(session, [an_activity(id=f"a{n}") for n in range(3)])
        for n in range(3):
            volunteers.save(session, Volunteer(f"v{n}"))
    return database


def _proposal(number: int, **changes) -> Proposal:
    facts = {"edition_id": EDITION.id, "state": ProposalState.DRAFT, "score": 0.5}
    facts |= {"activity_id": f"a{number}", "volunteer_id": f"v{number}", "created_at": NINE}
    return Proposal(f"p{number}", **(facts | changes))


def test_proposals_come_back_as_they_were_stored(stocked):
    sent = _proposal(1, state=ProposalState.SENT, sent_at=NINE, answer_until=NINE, by_hand=True)
    with stocked.write() as session:
        proposals.add_many(session, [_proposal(0), sent])
    with stocked.read() as session:
        assert proposals.of_edition(session, EDITION.id, [ProposalState.SENT]) == [sent]
        assert proposals.of_activity(session, "a0") == [_proposal(0)]
        assert proposals.find(session, "a0", "v1") is None
        with pytest.raises(NotFoundError):
            proposals.get(session, "p9")


def test_one_pair_is_proposed_once(stocked):
    again = replace(_proposal(0), id="again")
    with pytest.raises(AlreadyExistsError), stocked.write() as session:
        proposals.add_many(session, [_proposal(0), again])


def test_only_drafts_are_thrown_away_and_of_two_changes_at_once_one_counts(stocked):
    sent = replace(_proposal(0), state=ProposalState.SENT, sent_at=NINE)
    with stocked.write() as session:
        proposals.add_many(session, [_proposal(0), _proposal(1)])
        assert proposals.swap(session, _proposal(0), sent)
        assert not proposals.swap(
            session, _proposal(0), replace(sent, sent_at=NINE + timedelta(hours=1))
        )
        assert proposals.delete_drafts(session, ["p0", "p1"]) == 1
    with stocked.read() as session:
        assert proposals.of_edition(session, EDITION.id, list(ProposalState)) == [sent]


def test_a_plan_is_kept_with_its_part_of_the_country_and_who_was_left_over(stocked):
    run = PlanRun(
        "r1", EDITION.id, "me", NINE, 3, 2, 1.5, 0.0, 0.5, 12,
        provinces=frozenset({Province.UTRECHT}), municipalities=("GM0344",),
        branches=frozenset({Branch.CULTURE}), compared={"greedy": {"placed": 1}},
    )  # fmt: skip
    earlier = replace(run, id="r0", made_at=NINE - timedelta(days=1))
    left = LeftOver("r1", "v2", "full", "a2")
    with stocked.write() as session:
        proposals.save_run(session, run, [left])
        proposals.save_run(session, earlier)
    with stocked.read() as session:
        assert proposals.latest_runs(session, EDITION.id) == [run, earlier]
        assert proposals.still_left_over(session, "r1", Scope(), limit=9, offset=0) == [left]


on_postgresql = pytest.mark.parametrize(
    "database_kind", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True
)


@on_postgresql
def test_activities_come_in_while_a_plan_is_stored(stocked):
    with stocked.write() as storing:
        proposals.one_at_a_time(storing, EDITION.id)
        with stocked.write() as session:
            session.execute(sa.text("SET LOCAL lock_timeout = '500ms'"))
            activities.save_many(session, [an_activity(id="a9")])


@on_postgresql
def test_who_takes_somebody_out_waits_for_a_plan_that_is_stored(stocked):
    with stocked.write() as session:
        proposals.add_many(session, [_proposal(0)])
    desk = Actor(Role.COORDINATOR, id="noor")
    with ThreadPoolExecutor(1) as threads:
        with stocked.write() as storing:
            proposals.one_at_a_time(storing, EDITION.id)
            taking = threads.submit(changing.take_out, stocked, "p0", actor=desk, now=NINE)
            sleep(0.3)
            proposals.delete_drafts(storing, ["p0"])
            proposals.add_many(storing, [replace(_proposal(0), id="anew")])
        with pytest.raises(changing.NotDraftError):
            taking.result()
