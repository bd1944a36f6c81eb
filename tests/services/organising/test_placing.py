from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from data.database import AlreadyExistsError
from data.repositories import activities, organisers, people
from domain.activities import Need, Task, TitleMissingError
from domain.contacts import LinkPurpose, MailKind
from domain.errors import NotFoundError
from domain.places import NOWHERE, Place
from domain.vocabulary import ActivityState, AttendanceMode, NeedKind, PublishingRule
from services import activities as public
from services import limits, retention
from services.contacts import EmailInvalidError
from services.organising import publish
from services.organising.placing import (
    PlaceMissingError,
    RulesNotAcceptedError,
    TimeMissingError,
)
from tests.services.organising.made_up import (
    ANNA,
    COORDINATOR,
    NOW,
    a_draft,
    by_mail,
    opened,
    placed,
    posted,
    with_edition,
)


def test_three_fields_are_stored_and_wait_for_a_coordinator(database):
    done = placed(with_edition(database))

    with database.read() as session:
        stored = activities.get(session, done.activity.id)
    assert (stored.title, stored.state) == ("Soep voor de straat", ActivityState.SUBMITTED)
    assert done.waits_for_review
    assert not done.is_mailed
    with pytest.raises(NotFoundError):
        public.detail(database, stored.id)


def test_an_edition_that_publishes_at_once_shows_it(database):
    done = placed(with_edition(database, publishing=PublishingRule.AT_ONCE))

    assert not done.waits_for_review
    assert public.detail(database, done.activity.id).activity.title == "Soep voor de straat"


def test_the_link_on_screen_opens_this_activity_and_confirms_nobody(database):
    done = placed(with_edition(database), contact=ANNA)

    actor = opened(database, done.secret)
    assert actor.subjects(LinkPurpose.ACTIVITY) == [done.activity.id]
    with database.read() as session:
        assert people.by_email(session, ANNA.email).confirmed_at is None
    assert [mail.kind for mail in posted(database)] == [MailKind.MANAGE_ACTIVITY]


def test_a_second_click_makes_no_second_activity_and_no_second_link(database):
    draft = a_draft()
    placed(with_edition(database), draft)

    with pytest.raises(AlreadyExistsError):
        placed(database, replace(draft, title="Van een ander"))
    with database.read() as session:
        assert activities.get(session, draft.id).title == "Soep voor de straat"


def published_for_anna(database):
    first = placed(with_edition(database), contact=ANNA).activity
    publish(database, first.id, version=first.version, actor=COORDINATOR, now=NOW)
    return first


def test_who_is_known_and_read_their_mail_here_publishes_at_once(database):
    first = published_for_anna(database)

    done = placed(database, contact=ANNA, actor=by_mail(database, first.id))
    assert not done.waits_for_review


def test_typing_the_address_of_somebody_known_publishes_nothing(database):
    first = published_for_anna(database)
    on_screen = opened(database, placed(database, contact=ANNA).secret)

    assert placed(database, contact=ANNA).waits_for_review
    assert placed(database, contact=ANNA, actor=on_screen).waits_for_review
    ben = replace(ANNA, email="ben@example.org")
    assert placed(database, contact=ben, actor=by_mail(database, first.id)).waits_for_review


def test_who_read_their_mail_here_need_not_type_their_address_again(database):
    first = published_for_anna(database)

    done = placed(database, actor=by_mail(database, first.id))
    assert done.is_mailed
    with database.read() as session:
        person = people.by_email(session, ANNA.email)
        assert organisers.organiser_of(session, done.activity.id) == person.id


@pytest.mark.parametrize(
    ("missing", "error"),
    [
        ({"place": Place("Utrecht")}, PlaceMissingError),
        ({"place": NOWHERE}, PlaceMissingError),
        ({"slots": ()}, TimeMissingError),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_stored(database, missing, error):
    draft = a_draft(**missing)
    with pytest.raises(error):
        placed(with_edition(database), draft)
    with database.read() as session:
        assert activities.by_ids(session, [draft.id]) == []


def test_online_needs_no_place(database):
    draft = a_draft(place=NOWHERE, attendance=AttendanceMode.ONLINE)
    assert placed(with_edition(database), draft).activity.place == NOWHERE


def test_the_house_rules_come_first(database):
    with pytest.raises(RulesNotAcceptedError):
        placed(with_edition(database), accepts_rules=False)


def test_a_title_of_invisible_signs_is_no_title(database):
    with pytest.raises(TitleMissingError):
        placed(with_edition(database), a_draft(title="\u202e\u200b\u2066"))


def test_words_are_cleaned_and_counters_start_at_nothing(database):
    draft = a_draft(
        title="  Soep\u202e  <b>{{7*7}}</b>  ",
        description="een\r\n\r\n\r\n\r\ntwee\x00",
        tasks=(Task("t", "Roeren", 30, people=3, taken=2), Task("u", "\u200b", 30)),
        needs=(Need("n", NeedKind.MONEY, 8000, promised=8000),),
        source="stiekem",
    )
    stored = placed(with_edition(database), draft).activity
    assert stored.title == "Soep <b>{{7*7}}</b>"
    assert stored.description == "een\n\ntwee"
    assert [(task.title, task.taken) for task in stored.tasks] == [("Roeren", 0)]
    assert stored.needs[0].promised == 0
    assert stored.source == ""


def test_a_wrong_address_stores_nothing(database):
    with pytest.raises(EmailInvalidError):
        placed(with_edition(database), contact=replace(ANNA, email="a@example.org, b@example.org"))
    assert posted(database) == []


def test_a_robot_is_stopped_and_a_school_is_not(sqlite_database):
    with_edition(sqlite_database)
    for _ in range(30):
        placed(sqlite_database, source_address="203.0.113.7")
    for _ in range(20):
        placed(sqlite_database, contact=ANNA)
    with pytest.raises(limits.TooOftenError):
        placed(sqlite_database, contact=ANNA)
    assert placed(sqlite_database, contact=ANNA, now=NOW + timedelta(days=1, minutes=1))


def test_a_link_opens_only_its_own_activity(database):
    one, other = placed(with_edition(database)), placed(database)
    actor = opened(database, one.secret)
    assert actor.grant(LinkPurpose.ACTIVITY, other.activity.id) is None


def test_who_never_opened_the_link_can_be_asked_something_while_it_waits(database, settings):
    done = placed(with_edition(database), contact=ANNA)

    def is_known(days: float) -> bool:
        retention.run(database, settings, NOW + timedelta(days=days))
        with database.read() as session:
            return people.by_email(session, ANNA.email) is not None

    assert is_known(days=3)
    assert is_known(days=13)
    publish(database, done.activity.id, version=1, actor=COORDINATOR, now=NOW)
    assert not is_known(days=13)


def test_without_an_answer_to_anything_they_are_erased_after_fourteen_days(database, settings):
    placed(with_edition(database), contact=ANNA)
    retention.run(database, settings, NOW + timedelta(days=15))
    with database.read() as session:
        assert people.by_email(session, ANNA.email) is None
