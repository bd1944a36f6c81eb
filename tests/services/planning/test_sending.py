"""Who is asked and who is not: never more often than they wish, and never too late to answer."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.database import Database
from data.repositories import audit, outbox, proposals, signups, volunteers
from domain.accounts import Scope
from domain.activities import new_id
from domain.actors import VISITOR, NotAllowedError
from domain.branches import Branch
from domain.contacts import MailKind
from domain.people import SignUp
from domain.places import Province
from domain.proposals import ProposalState
from domain.times import TimeSlot
from domain.vocabulary import ActivityState, SignUpState, TaskPlace
from services.planning import sending
from services.planning.answer_times import answer_until
from services.planning.sending import HeldBack, Sent
from tests.data.samples import EDITION, NINE, an_activity
from tests.services.planning.asked import DAY, DESK, NOW, a_draft, an_asked, somebody, state
from tests.services.signing_up.made_up import a_task, sign_up, stored

HOUR = timedelta(hours=1)


def send(database: Database, *, now: datetime = NOW, **rest: object) -> Sent:
    return sending.send(database, EDITION.id, actor=DESK, now=now, **rest)  # type: ignore[arg-type]


def mailed(database: Database) -> list[str]:
    with database.read() as session:
        found = outbox.waiting(session)
    return sorted(mail.subject_id for mail in found if mail.kind is MailKind.PROPOSAL)


def test_a_draft_goes_out_once_with_its_mail_and_a_line_in_the_trail(database):
    id = a_draft(database, stored(database), somebody(database))

    assert (send(database), send(database)) == (Sent(1, {}), Sent(0, {}))

    with database.read() as session:
        sent = proposals.get(session, id)
        (line,) = audit.latest(session, 10)
    assert (sent.state, sent.sent_at) == (ProposalState.SENT, NOW)
    assert sent.answer_until == NOW + 3 * DAY
    assert mailed(database) == [id]
    assert (line.action, line.subject, line.count) == ("proposals-send", EDITION.id, 1)


@pytest.mark.parametrize(
    ("starts_in", "until_in"),
    [
        (10 * DAY, 3 * DAY),
        (3 * DAY, 2 * DAY),
        (DAY + 3 * HOUR, 3 * HOUR),
        (DAY + 2 * HOUR, None),
        (DAY, None),
        (-HOUR, None),
    ],
)
def test_the_time_to_answer_ends_a_day_before_the_start(starts_in, until_in):
    slot = TimeSlot(NOW + starts_in, NOW + starts_in + 2 * HOUR)
    found = answer_until(an_activity(slots=(slot,)), now=NOW)
    assert found == (None if until_in is None else NOW + until_in)


def test_without_a_time_there_are_three_days_to_answer():
    assert answer_until(an_activity(slots=()), now=NOW) == NOW + 3 * DAY


@pytest.mark.parametrize(
    "person",
    [{"confirmed_at": None}, {"left_at": NOW}, {"only_needed_mail": True}, {"asks": 0}],
    ids=str,
)
def test_who_may_not_be_asked_is_not(sqlite_database, person):
    id = a_draft(sqlite_database, stored(sqlite_database), somebody(sqlite_database, **person))
    assert send(sqlite_database) == Sent(0, {HeldBack.MAY_NOT: 1})
    assert (state(sqlite_database, id), mailed(sqlite_database)) == (ProposalState.DRAFT, [])


def test_who_was_asked_enough_this_week_waits_whatever_they_answered(sqlite_database):
    sam = somebody(sqlite_database, asks=2)
    for days, answered in ((6, ProposalState.DECLINED), (1, ProposalState.WITHDRAWN)):
        asked = an_asked(sqlite_database, stored(sqlite_database), sam, NOW - days * DAY)
        with sqlite_database.write() as session:
            proposals.save(session, replace(proposals.get(session, asked), state=answered))
    low = a_draft(sqlite_database, stored(sqlite_database), sam, score=0.2)
    high = a_draft(sqlite_database, stored(sqlite_database), sam, score=0.9)

    assert send(sqlite_database) == Sent(0, {HeldBack.ENOUGH: 2})
    a_day_later = NOW + DAY
    assert send(sqlite_database, now=a_day_later) == Sent(1, {HeldBack.ENOUGH: 1})
    assert state(sqlite_database, high) is ProposalState.SENT  # the best fit first
    assert state(sqlite_database, low) is ProposalState.DRAFT


def test_who_changed_their_wishes_since_the_plan_is_not_asked_for_what_no_longer_fits(
    sqlite_database,
):
    sam, activity = somebody(sqlite_database), stored(sqlite_database)
    id = a_draft(sqlite_database, activity, sam)
    with sqlite_database.write() as session:
        wishes = volunteers.get(session, sam)
        volunteers.save(session, replace(wishes, is_adult=None))  # and it is from 16
    assert send(sqlite_database) == Sent(0, {HeldBack.UNFIT: 1})
    with sqlite_database.write() as session:
        volunteers.save(session, wishes)
    assert send(sqlite_database) == Sent(1, {})
    assert mailed(sqlite_database) == [id]


def test_nobody_is_asked_when_there_are_no_two_reasons_to_ask_just_them(sqlite_database):
    sam, activity = somebody(sqlite_database), stored(sqlite_database)
    with sqlite_database.write() as session:
        wishes = volunteers.get(session, sam)
        volunteers.save(session, replace(wishes, branches=frozenset({Branch.BANKING})))
    id = a_draft(sqlite_database, activity, sam)
    assert send(sqlite_database) == Sent(0, {HeldBack.FEW_REASONS: 1})
    assert (state(sqlite_database, id), mailed(sqlite_database)) == (ProposalState.DRAFT, [])


def test_no_more_are_asked_than_there_are_places(sqlite_database):
    activity = stored(sqlite_database, tasks=(a_task(2),), capacity=None)
    an_asked(sqlite_database, activity, somebody(sqlite_database))
    for _ in range(3):
        a_draft(sqlite_database, activity, somebody(sqlite_database))

    assert send(sqlite_database) == Sent(1, {HeldBack.FULL: 2})
    # Once the time to answer is over the places are free again, job or no job.
    assert send(sqlite_database, now=NOW + 3 * DAY) == Sent(2, {})


def test_no_more_are_asked_than_can_help_where_they_would(database):
    tasks = (
        replace(a_task(1), place=TaskPlace.AT_HOME),
        replace(a_task(3), place=TaskPlace.ON_SITE),
    )
    activity = stored(database, capacity=None, tasks=tasks)
    at_home = [somebody(database) for _ in range(3)]
    with database.write() as session:
        for id in at_home:
            volunteers.save(session, replace(volunteers.get(session, id), at_home=True))
    an_asked(database, activity, at_home[0])
    for who in (*at_home[1:], somebody(database)):
        a_draft(database, activity, who)

    assert send(database) == Sent(1, {HeldBack.FULL: 2})


def test_nobody_is_asked_for_what_the_organiser_says_is_full(sqlite_database):
    activity = stored(sqlite_database, capacity=5, state=ActivityState.FULL)
    a_draft(sqlite_database, activity, somebody(sqlite_database))
    assert send(sqlite_database) == Sent(0, {HeldBack.FULL: 1})


def test_who_signed_up_themselves_is_not_asked(sqlite_database):
    activity, sam = stored(sqlite_database), somebody(sqlite_database)
    sign_up(sqlite_database, activity, f"{sam}@example.org", now=NOW)
    a_draft(sqlite_database, activity, sam)
    assert send(sqlite_database) == Sent(0, {HeldBack.ALREADY: 1})


def test_who_signed_up_for_something_else_at_that_time_is_not_asked(database):
    day = TimeSlot(NINE, NINE + 2 * HOUR)
    wanted, other = stored(database, slots=(day,)), stored(database, slots=(day,))
    after = stored(database, slots=(TimeSlot(day.ends_at, day.ends_at + HOUR),))
    sam, kim = somebody(database, asks=2), somebody(database)
    a_draft(database, wanted, sam)
    fits = [a_draft(database, after, sam), a_draft(database, wanted, kim)]
    with database.write() as session:
        comes = SignUp(new_id(), other.id, sam, state=SignUpState.CONFIRMED, created_at=NOW)
        signups.store(session, None, comes)

    assert send(database) == Sent(2, {HeldBack.ALREADY: 1})
    assert mailed(database) == sorted(fits)


def test_nobody_is_asked_for_what_is_off_or_begins_too_soon(sqlite_database):
    off = stored(sqlite_database, state=ActivityState.CANCELLED)
    a_draft(sqlite_database, off, somebody(sqlite_database))
    soon = (TimeSlot(NOW + DAY, NOW + DAY + HOUR),)
    a_draft(sqlite_database, stored(sqlite_database, slots=soon), somebody(sqlite_database))
    assert send(sqlite_database).held_back == {HeldBack.CLOSED: 1, HeldBack.TOO_LATE: 1}


def test_a_coordinator_asks_only_for_their_own_part(sqlite_database):
    here = a_draft(sqlite_database, stored(sqlite_database), somebody(sqlite_database))
    friesland = replace(DESK, scope=Scope(provinces=frozenset({Province.FRYSLAN})))

    for ids in (None, [here]):
        done = sending.send(sqlite_database, EDITION.id, ids, actor=friesland, now=NOW)
        assert done == Sent(0, {})
    with pytest.raises(NotAllowedError):
        sending.send(sqlite_database, EDITION.id, actor=VISITOR, now=NOW)
    assert state(sqlite_database, here) is ProposalState.DRAFT


def test_only_those_that_are_named_go(sqlite_database):
    one, other = (
        a_draft(sqlite_database, stored(sqlite_database), somebody(sqlite_database))
        for _ in range(2)
    )
    assert send(sqlite_database, proposal_ids=[one]) == Sent(1, {})
    assert state(sqlite_database, other) is ProposalState.DRAFT


@pytest.fixture(scope="module")
def many(tmp_path_factory, migrated_file) -> Iterator[Database]:
    """One database for all examples: each asks somebody new."""
    import shutil

    from data.database import FILE_NAME, open_database
    from data.settings import Settings

    var = tmp_path_factory.mktemp("many")
    shutil.copy(migrated_file, var / FILE_NAME)
    opened = open_database(Settings(var=var))
    yield opened
    opened.close()


@settings(max_examples=12)
@given(
    asks=st.integers(0, 4),
    moments=st.lists(st.integers(0, 20 * 24), min_size=3, max_size=6),
    drafts=st.integers(1, 3),
)
def test_nobody_is_asked_more_often_than_they_wish_in_any_seven_days(many, asks, moments, drafts):
    sam = somebody(many, asks=asks)
    later = NINE + 30 * DAY
    for hours in sorted(moments):
        for _ in range(drafts):
            a_draft(many, stored(many, slots=(TimeSlot(later, later + HOUR),)), sam)
        with many.read() as session:
            mine = _of(session, sam)
        send(many, now=NOW + hours * HOUR, proposal_ids=[proposal.id for proposal in mine])

    with many.read() as session:
        asked = [proposal.sent_at for proposal in _of(session, sam) if proposal.sent_at]
    for first in asked:
        assert sum(first <= moment < first + 7 * DAY for moment in asked) <= asks


def _of(session, volunteer_id):
    everything = proposals.of_edition(session, EDITION.id, list(ProposalState))
    return [proposal for proposal in everything if proposal.volunteer_id == volunteer_id]


def test_two_who_send_at_once_ask_somebody_once(database):
    sam = somebody(database)
    ids = [a_draft(database, stored(database), sam) for _ in range(4)]
    barrier = Barrier(len(ids))

    def one(id: str) -> int:
        barrier.wait()
        return send(database, proposal_ids=[id]).count

    with ThreadPoolExecutor(len(ids)) as threads:
        assert sum(threads.map(one, ids)) == 1
    assert len(mailed(database)) == 1
