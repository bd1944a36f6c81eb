from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from data.repositories import audit, thanks
from domain.accounts import OutsideScopeError, Scope
from domain.activities import ConflictError, StateChangeError, Story
from domain.contacts import MailKind
from domain.errors import NotFoundError
from domain.places import Province
from domain.vocabulary import ActivityState
from services import activities as public
from services.organising import (
    accept,
    ask,
    edit,
    message,
    mine,
    publish,
    tell_story,
    thank,
)
from services.organising.afterwards import MessagesTooOftenError, WordsMissingError
from services.organising.reviewing import QuestionMissingError
from services.signing_up import NotStartedError, attended
from tests.services.organising.made_up import (
    ANNA,
    COORDINATOR,
    DAY,
    NOW,
    by_mail,
    holding,
    kinds,
    on_the_map,
    placed,
    posted,
    queue,
    shown,
    somebody_comes,
    with_edition,
)

AFTER = DAY + timedelta(hours=5)


def test_what_waits_comes_oldest_first(database):
    second = placed(with_edition(database), now=NOW + timedelta(hours=2)).activity
    first = placed(database, now=NOW).activity
    assert [one.activity.id for one in queue(database, actor=COORDINATOR)] == [first.id, second.id]


def test_publishing_shows_it_and_tells_the_organiser(database):
    stored = on_the_map(database, contact=ANNA)
    assert shown(database, stored.id).title == "Soep voor de straat"
    assert kinds(database) == [MailKind.ACTIVITY_PUBLISHED, MailKind.MANAGE_ACTIVITY]


def test_only_what_was_read_is_published(database):
    stored = placed(with_edition(database)).activity
    edit(database, replace(stored, title="Iets heel anders"), actor=holding(stored.id), now=NOW)
    with pytest.raises(ConflictError):
        publish(database, stored.id, version=stored.version, actor=COORDINATOR, now=NOW)
    with pytest.raises(NotFoundError):
        public.detail(database, stored.id)


def test_only_words_that_were_read_are_accepted(database):
    stored = on_the_map(database)
    actor = holding(stored.id)
    edit(database, replace(stored, title="Netjes"), actor=actor, now=NOW)
    (read,) = queue(database, actor=COORDINATOR)
    latest = mine(database, stored.id, actor=actor).latest
    edit(database, replace(latest, title="Niet netjes"), actor=actor, now=NOW)
    with pytest.raises(ConflictError):
        accept(database, stored.id, version=read.activity.version, actor=COORDINATOR, now=NOW)
    assert shown(database, stored.id).title == "Soep voor de straat"


def test_a_question_goes_back_and_the_answer_comes_again(database):
    stored = placed(with_edition(database), contact=ANNA).activity
    ask(database, stored.id, " Waar is het? ", version=1, actor=COORDINATOR, now=NOW)
    look = mine(database, stored.id, actor=holding(stored.id))
    assert look.question == "Waar is het?"
    assert look.activity.state is ActivityState.CHANGES_ASKED
    (mail,) = [one for one in posted(database) if one.kind is MailKind.CHANGES_ASKED]
    assert mail.facts == {"question": "Waar is het?"}
    with pytest.raises(StateChangeError):
        publish(database, stored.id, version=look.activity.version, actor=COORDINATOR, now=NOW)

    edit(database, replace(look.latest, summary="Plein"), actor=holding(stored.id), now=NOW)
    answered = mine(database, stored.id, actor=holding(stored.id))
    assert answered.question == ""
    assert [one.activity.id for one in queue(database, actor=COORDINATOR)] == [stored.id]


def test_a_question_about_changed_words_leaves_the_old_ones_up(database):
    stored = on_the_map(database)
    edit(database, replace(stored, title="Nieuw"), actor=holding(stored.id), now=NOW)
    (waiting,) = queue(database, actor=COORDINATOR)
    ask(
        database,
        stored.id,
        "Hoe bedoel je?",
        version=waiting.activity.version,
        actor=COORDINATOR,
        now=NOW,
    )
    assert shown(database, stored.id).title == "Soep voor de straat"
    assert mine(database, stored.id, actor=holding(stored.id)).question == "Hoe bedoel je?"


def test_a_question_without_words_is_no_question(database):
    stored = placed(with_edition(database)).activity
    with pytest.raises(QuestionMissingError):
        ask(database, stored.id, "\u200b \n", version=1, actor=COORDINATOR, now=NOW)


def test_who_comes_is_written_to_a_few_times_a_day(database):
    stored = on_the_map(database)
    actor = holding(stored.id)
    assert message(database, stored.id, "Tot zo", actor=actor, now=NOW) == 0
    somebody_comes(database, stored.id)
    for minute in range(3):
        now = NOW + timedelta(minutes=minute)
        assert message(database, stored.id, "Neem een kom mee", actor=actor, now=now) == 1
    with pytest.raises(MessagesTooOftenError):
        message(database, stored.id, "En nog iets", actor=actor, now=NOW + timedelta(minutes=5))
    with pytest.raises(WordsMissingError):
        message(database, stored.id, " ", actor=actor, now=NOW)
    tomorrow = NOW + timedelta(days=1, minutes=3)
    assert message(database, stored.id, "Morgen", actor=actor, now=tomorrow) == 1
    mails = [one for one in posted(database) if one.kind is MailKind.MESSAGE]
    assert {(one.subject_id, one.person_id) for one in mails} == {("komt", "ben")}


def test_who_came_is_thanked_once(database):
    stored = on_the_map(database)
    actor = holding(stored.id)
    somebody_comes(database, stored.id)
    with pytest.raises(NotStartedError):
        thank(database, stored.id, "Dank", actor=actor, now=NOW)
    attended(database, "komt", True, actor=actor, now=AFTER)
    assert thank(database, stored.id, "Dank", actor=actor, now=AFTER) == 1
    assert thank(database, stored.id, "Dank", actor=actor, now=AFTER) == 0


def test_who_stayed_away_is_not_thanked(database):
    stored = on_the_map(database)
    somebody_comes(database, stored.id)
    attended(database, "komt", False, actor=holding(stored.id), now=AFTER)
    assert thank(database, stored.id, "Dank", actor=holding(stored.id), now=AFTER) == 0


def test_the_story_of_a_stranger_waits_and_that_of_somebody_known_does_not(database):
    stored = on_the_map(database, contact=ANNA)
    story = Story(stored.id, "Het was fijn.", consent=True)
    assert not tell_story(database, story, actor=holding(stored.id), now=AFTER)
    with database.read() as session:
        assert thanks.story(session, stored.id) is None
    (waiting,) = queue(database, actor=COORDINATOR)
    assert waiting.story == story
    accept(database, stored.id, version=waiting.activity.version, actor=COORDINATOR, now=AFTER)
    with database.read() as session:
        assert thanks.story(session, stored.id).text == "Het was fijn."

    again = replace(story, text="Het was heel fijn.")
    assert tell_story(database, again, actor=by_mail(database, stored.id), now=AFTER)


def test_a_story_without_consent_is_for_the_organiser_alone(database):
    stored = on_the_map(database)
    story = Story(stored.id, "Voor mij", consent=False)
    assert not tell_story(database, story, actor=holding(stored.id), now=AFTER)
    assert queue(database, actor=COORDINATOR) == []
    assert mine(database, stored.id, actor=holding(stored.id)).story.text == "Voor mij"


def test_a_coordinator_of_another_part_sees_and_decides_nothing(database):
    stored = placed(with_edition(database)).activity
    drenthe = replace(COORDINATOR, scope=Scope(provinces=frozenset({Province.DRENTHE})))
    assert queue(database, actor=drenthe) == []
    for attempt in (
        lambda: publish(database, stored.id, version=1, actor=drenthe, now=NOW),
        lambda: ask(database, stored.id, "Waar?", version=1, actor=drenthe, now=NOW),
        lambda: edit(database, replace(stored, title="x"), actor=drenthe, now=NOW),
        lambda: mine(database, stored.id, actor=drenthe),
        lambda: message(database, stored.id, "Hoi", actor=drenthe, now=NOW),
        lambda: thank(database, stored.id, "Hoi", actor=drenthe, now=AFTER),
    ):
        with pytest.raises(OutsideScopeError):
            attempt()
    utrecht = replace(COORDINATOR, scope=Scope(provinces=frozenset({Province.UTRECHT})))
    assert [one.activity.id for one in queue(database, actor=utrecht)] == [stored.id]


def test_what_a_coordinator_decides_is_in_the_trail_and_what_an_organiser_does_is_not(database):
    stored = on_the_map(database)
    edit(database, replace(stored, title="Nieuw"), actor=holding(stored.id), now=NOW)
    edit_by_desk = mine(database, stored.id, actor=COORDINATOR).activity
    edit(database, edit_by_desk, actor=COORDINATOR, now=NOW)
    with database.read() as session:
        lines = [(line.action, line.subject) for line in audit.latest(session, 10)]
    assert lines == [("activity-edit", stored.id), ("activity-publish", stored.id)]
