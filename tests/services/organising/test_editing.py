from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from data.repositories import activities
from domain.activities import ConflictError, Need, StateChangeError, Task
from domain.actors import VISITOR, NotAllowedError
from domain.contacts import LinkPurpose, MailKind
from domain.times import TimeSlot
from domain.vocabulary import ActivityState, NeedKind
from services import links
from services.organising import (
    accept,
    cancel,
    edit,
    hand_in,
    mine,
    new_link,
    publish,
)
from tests.services.organising.made_up import (
    ANNA,
    COORDINATOR,
    DAY,
    NOW,
    a_draft,
    by_mail,
    holding,
    kinds,
    on_the_map,
    opened,
    placed,
    posted,
    queue,
    shown,
    somebody_comes,
    with_edition,
)


def test_before_it_is_public_everything_changes_at_once(database):
    stored = placed(with_edition(database)).activity
    done = edit(database, replace(stored, title="Anders"), actor=holding(stored.id), now=NOW)
    assert not done.waits
    assert (done.activity.title, done.activity.state) == ("Anders", ActivityState.SUBMITTED)


def test_words_of_a_stranger_wait_and_the_old_ones_stay_up(database):
    stored = on_the_map(database)
    later = (TimeSlot(DAY + timedelta(hours=1), DAY + timedelta(hours=3)),)
    wanted = replace(stored, title="Nieuwe woorden", description="x", slots=later, capacity=9)

    done = edit(database, wanted, actor=holding(stored.id), now=NOW)

    assert done.waits == {"title", "description"}
    seen = shown(database, stored.id)
    assert (seen.title, seen.description, seen.capacity) == ("Soep voor de straat", "", 9)
    assert seen.slots == later
    look = mine(database, stored.id, actor=holding(stored.id))
    assert look.latest.title == "Nieuwe woorden"
    assert look.waits

    (waiting,) = queue(database, actor=COORDINATOR)
    assert waiting.changed == {"title", "description"}
    accept(database, stored.id, version=waiting.activity.version, actor=COORDINATOR, now=NOW)
    assert shown(database, stored.id).title == "Nieuwe woorden"
    assert not mine(database, stored.id, actor=holding(stored.id)).waits


def test_taking_ones_words_back_leaves_nothing_to_wait(database):
    stored = on_the_map(database)
    actor = holding(stored.id)
    edit(database, replace(stored, title="Nieuw"), actor=actor, now=NOW)
    latest = mine(database, stored.id, actor=actor).latest
    edit(database, replace(latest, title=stored.title), actor=actor, now=NOW)
    assert queue(database, actor=COORDINATOR) == []


def test_who_is_known_and_read_their_mail_here_changes_at_once(database):
    stored = on_the_map(database, contact=ANNA)
    done = edit(
        database, replace(stored, title="Nieuw"), actor=by_mail(database, stored.id), now=NOW
    )
    assert not done.waits
    assert shown(database, stored.id).title == "Nieuw"


def test_the_link_on_screen_is_nobody_we_know(database):
    stored = on_the_map(database, contact=ANNA)
    secret = new_link(database, stored.id, actor=holding(stored.id), now=NOW)
    done = edit(database, replace(stored, title="Nieuw"), actor=opened(database, secret), now=NOW)
    assert done.waits == {"title"}


@pytest.mark.parametrize("actor", [VISITOR, holding("iets-anders")])
def test_only_who_holds_the_link_may_do_anything(database, actor):
    stored = on_the_map(database)
    for attempt in (
        lambda: edit(database, stored, actor=actor, now=NOW),
        lambda: cancel(database, stored.id, actor=actor, now=NOW),
        lambda: hand_in(database, stored.id, actor=actor, now=NOW),
        lambda: mine(database, stored.id, actor=actor),
        lambda: new_link(database, stored.id, actor=actor, now=NOW),
        lambda: queue(database, actor=actor),
        lambda: publish(database, stored.id, version=2, actor=actor, now=NOW),
        lambda: accept(database, stored.id, version=2, actor=actor, now=NOW),
    ):
        with pytest.raises(NotAllowedError):
            attempt()


def test_of_many_edits_of_one_version_one_is_stored_and_none_is_lost_silently(database):
    stored = placed(with_edition(database)).activity
    actor = holding(stored.id)

    def attempt(number):
        try:
            edit(database, replace(stored, title=f"Versie {number}"), actor=actor, now=NOW)
        except ConflictError:
            return None
        return f"Versie {number}"

    with ThreadPoolExecutor(8) as pool:
        said = [one for one in pool.map(attempt, range(40)) if one]
    with database.read() as session:
        assert said == [activities.get(session, stored.id).title]


def test_an_edit_does_not_undo_who_signed_up_meanwhile(database):
    task = Task("t", "Roeren", 30, people=3)
    stored = on_the_map(database, a_draft(tasks=(task,), capacity=10))
    somebody_comes(database, stored.id)
    edit(database, replace(stored, capacity=5), actor=holding(stored.id), now=NOW)
    seen = shown(database, stored.id)
    assert (seen.capacity, seen.taken) == (5, 1)


def test_who_comes_hears_of_another_time_and_of_nothing_else(database):
    stored = on_the_map(database)
    somebody_comes(database, stored.id)
    edit(database, replace(stored, capacity=20), actor=holding(stored.id), now=NOW)
    assert MailKind.ACTIVITY_CHANGED not in kinds(database)
    later = (TimeSlot(DAY + timedelta(hours=1), DAY + timedelta(hours=3)),)
    stored = shown(database, stored.id)
    edit(database, replace(stored, slots=later), actor=holding(stored.id), now=NOW)
    assert kinds(database).count(MailKind.ACTIVITY_CHANGED) == 1


def test_another_place_is_told_once_a_coordinator_saw_it(database):
    stored = on_the_map(database)
    somebody_comes(database, stored.id)
    moved = replace(stored, place=replace(stored.place, address="Kerkstraat"))
    edit(database, moved, actor=holding(stored.id), now=NOW)
    assert MailKind.ACTIVITY_CHANGED not in kinds(database)
    (waiting,) = queue(database, actor=COORDINATOR)
    accept(database, stored.id, version=waiting.activity.version, actor=COORDINATOR, now=NOW)
    assert kinds(database).count(MailKind.ACTIVITY_CHANGED) == 1


def test_calling_off_tells_who_comes_once(database):
    stored = on_the_map(database)
    somebody_comes(database, stored.id)
    for _ in range(2):
        cancel(database, stored.id, actor=holding(stored.id), now=NOW)
    assert shown(database, stored.id).state is ActivityState.CANCELLED
    assert kinds(database).count(MailKind.ACTIVITY_CANCELLED) == 1
    with pytest.raises(StateChangeError):
        edit(database, shown(database, stored.id), actor=holding(stored.id), now=NOW)


@pytest.mark.parametrize("is_own", [True, False])
def test_the_reason_of_an_organiser_goes_to_who_comes_and_that_of_the_desk_does_not(
    database, is_own
):
    stored = on_the_map(database)
    somebody_comes(database, stored.id)
    actor = holding(stored.id) if is_own else COORDINATOR
    why = " De zaal is\u200b \nondergelopen "

    cancel(database, stored.id, actor=actor, now=NOW, reason=why)

    (mail,) = [one for one in posted(database) if one.kind is MailKind.ACTIVITY_CANCELLED]
    assert mail.facts == ({"text": "De zaal is\nondergelopen"} if is_own else {})


def test_what_visitors_never_saw_is_laid_aside_and_can_come_back(database):
    stored = placed(with_edition(database)).activity
    actor = holding(stored.id)
    laid = cancel(database, stored.id, actor=actor, now=NOW)
    assert laid.state is ActivityState.DRAFT
    assert queue(database, actor=COORDINATOR) == []
    assert hand_in(database, stored.id, actor=actor, now=NOW).state is ActivityState.SUBMITTED


def test_proposed_tasks_and_needs_keep_what_was_promised(database):
    draft = a_draft(
        tasks=(Task("t", "Roeren", 30, people=3),), needs=(Need("n", NeedKind.MONEY, 500),)
    )
    stored = on_the_map(database, draft)
    wanted = replace(
        stored,
        tasks=(Task("t", "Flink roeren", 45, people=2), Task("u", "Bellen", 10)),
        needs=(),
    )
    edit(database, wanted, actor=holding(stored.id), now=NOW)
    (waiting,) = queue(database, actor=COORDINATOR)
    after = accept(
        database, stored.id, version=waiting.activity.version, actor=COORDINATOR, now=NOW
    )
    assert [(task.id, task.title, task.people) for task in after.tasks] == [
        ("t", "Flink roeren", 2),
        ("u", "Bellen", 1),
    ]
    assert after.needs == ()


def test_a_new_link_closes_the_old_ones(database):
    done = placed(with_edition(database))
    old = opened(database, done.secret)
    secret = new_link(database, done.activity.id, actor=old, now=NOW)
    with pytest.raises(links.LinkClosedError):
        links.look(database, done.secret, now=NOW)
    grants = opened(database, secret)
    assert grants.subjects(LinkPurpose.ACTIVITY) == [done.activity.id]
