from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from data import tables
from data.repositories import activities, outbox
from domain.actors import VISITOR, Actor, NotAllowedError, Role
from domain.contacts import MailKind
from domain.times import TimeSlot
from domain.vocabulary import ActivityState, SignUpState
from services import signing_up
from services.signing_up import NotStartedError, Thanks
from tests.data.samples import NINE
from tests.services.signing_up.made_up import (
    NOW,
    cancel,
    comes,
    mails,
    of,
    organiser,
    owner,
    sign_up,
    stored,
    taken,
)

AFTER = NINE + timedelta(hours=3)
DAY = timedelta(days=1)


def saved(database, activity, **fields):
    """Change an activity as its organiser does; what it was, and what it is."""
    with database.write() as session:
        before = activities.get(session, activity.id)
        after = activities.save(session, replace(before, **fields))
        told = signing_up.activity_changed(session, before, after, NOW)
    return told


def test_the_organiser_sees_who_said_yes_and_nobody_else(database):
    activity = stored(database, capacity=2)
    comes(database, activity, "b@example.org", now=NOW + timedelta(minutes=1))
    comes(database, activity, "a@example.org", now=NOW)
    comes(database, activity, "wacht@example.org", now=NOW + timedelta(minutes=2))
    comes(database, activity, "weg@example.org", now=NOW + timedelta(minutes=3))
    cancel(database, activity, "weg@example.org")
    sign_up(database, activity, "zonderja@example.org")

    for actor in (organiser(activity), Actor(Role.COORDINATOR)):
        found = signing_up.of_activity(database, activity.id, actor=actor)
        assert [(one.email, one.sign_up.state) for one in found] == [
            ("a@example.org", SignUpState.CONFIRMED),
            ("b@example.org", SignUpState.CONFIRMED),
            ("wacht@example.org", SignUpState.WAITING),
        ]
    mine = of(database, activity, "a@example.org")
    for actor in (VISITOR, owner(mine), organiser(stored(database))):
        with pytest.raises(NotAllowedError):
            signing_up.of_activity(database, activity.id, actor=actor)


def test_who_came_is_said_after_the_start_and_can_be_put_right(database):
    activity = stored(database)
    mine = comes(database, activity, "sam@example.org", people=2)
    known = organiser(activity)
    with pytest.raises(NotStartedError):
        signing_up.attended(database, mine.id, True, actor=known, now=NINE - timedelta(minutes=1))
    with pytest.raises(NotAllowedError):
        signing_up.attended(database, mine.id, True, actor=owner(mine), now=AFTER)

    for came, state in ((True, SignUpState.ATTENDED), (False, SignUpState.ABSENT)):
        said = signing_up.attended(database, mine.id, came, actor=known, now=AFTER)
        assert said.state is state
    assert taken(database, activity) == 2


def test_who_waited_did_not_come(sqlite_database):
    activity = stored(sqlite_database, capacity=1)
    comes(sqlite_database, activity, "sam@example.org")
    waits = comes(sqlite_database, activity, "wacht@example.org")
    said = signing_up.attended(
        sqlite_database, waits.id, True, actor=organiser(activity), now=AFTER
    )
    assert said == waits


def answer(database, sign_up, now=AFTER, actor=None, **said):
    filled = {"seen": True, "heard": False, "appreciated": True, "text": "", "consent": False}
    return signing_up.answer_thanks(
        database, sign_up.id, actor=actor or owner(sign_up), now=now, **(filled | said)
    )


def test_a_sentence_is_shown_only_as_long_as_there_is_consent(database):
    activity = stored(database)
    sam = comes(database, activity, "sam@example.org")
    kim = comes(database, activity, "kim@example.org")
    with pytest.raises(NotStartedError):
        answer(database, sam, now=NOW)

    answer(database, sam, text=" Het was\n gezellig! ", consent=True)
    answer(database, kim, text="Niet voor de site", heard=True)
    assert signing_up.thanks_of(database, activity.id) == Thanks(2, 1, 2, ("Het was gezellig!",))

    answer(database, sam, text="Het was gezellig!", seen=False)
    assert signing_up.thanks_of(database, activity.id) == Thanks(1, 1, 2, ())
    with database.read() as session:
        columns = tables.consents.c
        (row,) = session.execute(sa.select(columns.given_at, columns.withdrawn_at)).all()
    assert tuple(row) == (AFTER, AFTER)


def test_who_was_not_there_or_is_a_stranger_says_nothing_back(sqlite_database):
    activity = stored(sqlite_database)
    sam = comes(sqlite_database, activity, "sam@example.org")
    kim = comes(sqlite_database, activity, "kim@example.org")
    cancel(sqlite_database, activity, "kim@example.org")
    for asked, actor in ((sam, VISITOR), (sam, organiser(activity)), (kim, owner(kim))):
        with pytest.raises(NotAllowedError):
            answer(sqlite_database, asked, actor=actor)


def test_another_time_is_told_to_all_who_come_or_wait_and_the_reminder_moves(database):
    activity = stored(database, capacity=1)
    comes(database, activity, "komt@example.org")
    comes(database, activity, "wacht@example.org")
    later = TimeSlot(NINE + DAY, NINE + DAY + timedelta(hours=2))

    assert saved(database, activity, slots=(later,)) == 2

    mine = of(database, activity, "komt@example.org")
    assert mine.sequence == 1
    with database.read() as session:
        waiting = outbox.waiting(session)
    reminders = [mail for mail in waiting if mail.kind is MailKind.REMINDER]
    assert [mail.due_at for mail in reminders] == [NINE - DAY]
    (news,) = [
        mail
        for mail in waiting
        if mail.kind is MailKind.ACTIVITY_CHANGED and mail.subject_id == mine.id
    ]
    assert news.facts.keys() == {"old_when"}
    assert "7 december 2026" in news.facts["old_when"]


def test_another_word_is_told_to_nobody(sqlite_database):
    activity = stored(sqlite_database)
    mine = comes(sqlite_database, activity, "komt@example.org")
    before = mails(sqlite_database)
    assert saved(sqlite_database, activity, title="Thee in de hal", capacity=9) == 0
    assert mails(sqlite_database) == before
    assert of(sqlite_database, activity, "komt@example.org") == mine


def test_calling_the_activity_off_is_told_once_to_who_said_yes(database):
    activity = stored(database, capacity=2)
    mine = comes(database, activity, "komt@example.org")
    comes(database, activity, "ookmee@example.org")
    comes(database, activity, "wacht@example.org")
    sign_up(database, activity, "zonderja@example.org")
    with database.write() as session:
        found = activities.get(session, activity.id)
        activities.save(session, replace(found, state=ActivityState.CANCELLED))
        assert signing_up.activity_cancelled(session, activity.id, NOW) == 3
    mine = of(database, activity, "komt@example.org")
    assert (mine.state, mine.sequence) == (SignUpState.CONFIRMED, 1)
    kinds = mails(database)
    assert kinds.count(MailKind.ACTIVITY_CANCELLED) == 3
    assert MailKind.REMINDER not in kinds
    # The hold of who said nothing ends without a word.
    signing_up.release(database, now=NOW + DAY)
    assert mails(database) == kinds
