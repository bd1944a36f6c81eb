"""A yes is a place, a no is a no, and time closes the rest."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from data.repositories import activities, asking, outbox, proposals, volunteers
from domain.activities import ActivityClosedError, ActivityFullError
from domain.actors import VISITOR, NotAllowedError
from domain.contacts import MailKind
from domain.proposals import ProposalState
from domain.vocabulary import ActivityState, SignUpState
from services import leaving, signing_up
from services.planning import answering, changing, following
from services.planning.answering import ProposalClosedError, Standing
from tests.data.samples import EDITION
from tests.services.planning.asked import (
    DAY,
    DESK,
    NOW,
    a_draft,
    an_asked,
    reader,
    somebody,
    state,
)
from tests.services.signing_up.made_up import a_task, comes, mails, owner, stored, taken


def accept(database, id, sam, *, now=NOW, **rest):
    return answering.accept(database, id, actor=reader(id, sam), now=now, **rest)


def standing(database, id, sam, *, now=NOW):
    return answering.mine(database, id, actor=reader(id, sam), now=now).standing


@pytest.fixture
def asked(database):
    """Sam is asked for an activity with one place."""
    activity, sam = stored(database, capacity=1), somebody(database)
    return activity, sam, an_asked(database, activity, sam)


def test_a_yes_is_a_sign_up_that_stands_and_twice_is_once(database, asked):
    activity, sam, id = asked
    first, again = accept(database, id, sam), accept(database, id, sam)

    assert first == again
    assert (first.state, first.person_id, first.people) == (SignUpState.CONFIRMED, sam, 1)
    assert state(database, id) is ProposalState.ACCEPTED
    assert taken(database, activity) == 1
    assert mails(database, first) == [MailKind.REMINDER, MailKind.SIGNED_UP]
    assert standing(database, id, sam) is Standing.COMING


def test_the_task_that_is_asked_is_the_one_they_come_for(sqlite_database):
    full, free = replace(a_task(1), taken=1), a_task(2)
    activity, sam = stored(sqlite_database, tasks=(full, free)), somebody(sqlite_database)
    id = an_asked(sqlite_database, activity, sam)
    assert accept(sqlite_database, id, sam).task_id == free.id


def test_when_others_took_the_last_place_there_is_the_waiting_list(database, asked):
    activity, sam, id = asked
    comes(database, activity, "noor@example.org")
    assert standing(database, id, sam) is Standing.FULL

    with pytest.raises(ActivityFullError):
        accept(database, id, sam)
    assert state(database, id) is ProposalState.SENT

    waits = accept(database, id, sam, may_wait=True)
    assert (waits.state, waits.confirmed_at) == (SignUpState.WAITING, NOW)
    assert mails(database, waits) == [MailKind.WAITING]
    assert standing(database, id, sam) is Standing.WAITING


def test_a_no_is_a_no_and_may_still_become_a_yes_in_time(sqlite_database):
    activity, sam = stored(sqlite_database), somebody(sqlite_database)
    id = an_asked(sqlite_database, activity, sam)
    for _ in range(2):
        answering.decline(sqlite_database, id, actor=reader(id, sam), now=NOW)
    assert (state(sqlite_database, id), taken(sqlite_database, activity)) == (
        ProposalState.DECLINED,
        0,
    )
    assert standing(sqlite_database, id, sam) is Standing.DECLINED
    assert accept(sqlite_database, id, sam).state is SignUpState.CONFIRMED

    answering.decline(sqlite_database, id, actor=reader(id, sam), now=NOW)
    assert state(sqlite_database, id) is ProposalState.ACCEPTED  # the sign-up has its own way


def test_a_yes_that_is_called_off_later_is_the_sign_ups_own(sqlite_database):
    activity, sam = stored(sqlite_database), somebody(sqlite_database)
    id = an_asked(sqlite_database, activity, sam)
    sign_up = accept(sqlite_database, id, sam)
    signing_up.cancel(sqlite_database, sign_up.id, actor=owner(sign_up), now=NOW)
    assert standing(sqlite_database, id, sam) is Standing.SIGNED_OFF
    total = following.following(sqlite_database, EDITION.id, actor=DESK).total
    assert (total.asked, total.yes, total.changed) == (1, 0, 1)


def test_who_was_taken_out_before_anybody_asked_is_not_told_as_taken_back(sqlite_database):
    activity = stored(sqlite_database)
    draft = a_draft(sqlite_database, activity, somebody(sqlite_database))
    changing.take_out(sqlite_database, draft, actor=DESK, now=NOW)
    asked = an_asked(sqlite_database, activity, somebody(sqlite_database))
    changing.withdraw(sqlite_database, asked, actor=DESK, now=NOW)
    total = following.following(sqlite_database, EDITION.id, actor=DESK).total
    assert (total.asked, total.withdrawn) == (1, 1)


def test_only_who_was_asked_may_look_or_answer_and_a_draft_is_nobodys(sqlite_database):
    activity, sam = stored(sqlite_database), somebody(sqlite_database)
    id, other = an_asked(sqlite_database, activity, sam), somebody(sqlite_database)
    draft = a_draft(sqlite_database, stored(sqlite_database), sam)
    refused = [(id, VISITOR), (id, DESK), (id, reader(id, other)), (draft, reader(draft, sam))]
    refused.append(("nothing", reader("nothing", sam)))
    for proposal_id, actor in refused:
        for call in (answering.mine, answering.accept, answering.decline):
            with pytest.raises(NotAllowedError):
                call(sqlite_database, proposal_id, actor=actor, now=NOW)
        with pytest.raises(NotAllowedError):
            answering.ask_at_most(sqlite_database, proposal_id, 0, actor=actor)


def test_less_often_is_kept_where_the_plan_looks(sqlite_database):
    activity, sam = stored(sqlite_database), somebody(sqlite_database, asks=3)
    id = an_asked(sqlite_database, activity, sam)
    answering.ask_at_most(sqlite_database, id, 0, actor=reader(id, sam))
    with sqlite_database.read() as session:
        assert volunteers.get(session, sam).asks_per_week == 0


def test_after_its_time_a_proposal_is_closed_and_its_place_goes_back(database, asked):
    activity, sam, id = asked
    late = NOW + 3 * DAY
    with pytest.raises(ProposalClosedError):
        accept(database, id, sam, now=late)
    assert standing(database, id, sam, now=late) is Standing.EXPIRED

    assert answering.release(database, now=late) == (1, 0)
    assert answering.release(database, now=late) == (0, 0)
    assert state(database, id) is ProposalState.EXPIRED
    with database.read() as session:
        assert asking.reserved(session, [activity.id], now=late) == Counter()


def test_what_is_off_or_over_is_taken_back_without_a_mail(database):
    activity, sam = stored(database), somebody(database)
    id, draft = an_asked(database, activity, sam), a_draft(database, activity, somebody(database))
    other = stored(database)
    comes_too = an_asked(database, other, sam)
    accept(database, comes_too, sam)
    with database.write() as session:
        for each in (activity, other):
            now_off = replace(activities.get(session, each.id), state=ActivityState.CANCELLED)
            activities.save(session, now_off)
        before = len(outbox.waiting(session))

    with pytest.raises(ActivityClosedError):
        accept(database, id, sam)
    assert answering.release(database, now=NOW) == (0, 2)
    states = [state(database, one) for one in (id, draft, comes_too)]
    assert states == [ProposalState.WITHDRAWN, ProposalState.WITHDRAWN, ProposalState.ACCEPTED]
    assert standing(database, id, sam) is Standing.CALLED_OFF
    with database.read() as session:
        assert len(outbox.waiting(session)) == before


def test_who_leaves_is_asked_nothing_more_and_stays_counted(sqlite_database, tmp_path):
    activity, sam = stored(sqlite_database), somebody(sqlite_database)
    id = an_asked(sqlite_database, activity, sam)
    draft = a_draft(sqlite_database, stored(sqlite_database), sam)
    leaving.leave(sqlite_database, tmp_path, sam, now=NOW)
    with sqlite_database.read() as session:
        assert [one.id for one in proposals.of_edition(session, EDITION.id, ProposalState)] == [id]
        assert asking.asked_since(session, [sam], after=NOW - 7 * DAY) == {sam: 1}
    assert state(sqlite_database, id) is ProposalState.WITHDRAWN
    assert draft != id


def test_ten_say_yes_at_once_for_one_place(database):
    activity = stored(database, capacity=1)
    volunteers_ = [somebody(database) for _ in range(10)]
    ids = [an_asked(database, activity, sam) for sam in volunteers_]
    barrier = Barrier(len(ids))

    def one(pair):
        id, sam = pair
        barrier.wait()
        try:
            return accept(database, id, sam).state
        except ActivityFullError:
            return None

    with ThreadPoolExecutor(len(ids)) as threads:
        heard = Counter(threads.map(one, zip(ids, volunteers_, strict=True)))
    assert heard == {SignUpState.CONFIRMED: 1, None: len(ids) - 1}
    assert taken(database, activity) == 1
    states = Counter(state(database, id) for id in ids)
    assert states == {ProposalState.ACCEPTED: 1, ProposalState.SENT: len(ids) - 1}
