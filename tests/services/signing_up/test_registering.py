from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from data import tables
from data.repositories import activities, outbox, people
from domain.activities import ActivityClosedError
from domain.actors import Actor, Grant, Role
from domain.contacts import LinkPurpose, MailKind
from domain.errors import NotFoundError
from domain.times import TimeSlot
from domain.vocabulary import ActivityState, SignUpState
from services.contacts import EmailInvalidError, NameMissingError
from services.limits import TooOftenError
from services.signing_up import (
    HOLD,
    BelowLeastAgeError,
    GroupSizeError,
    TooFastError,
    TooManyOpenError,
    TooYoungError,
    age_asked,
)
from tests.data.samples import NINE
from tests.services.signing_up.made_up import (
    NOW,
    a_task,
    a_wish,
    cancel,
    comes,
    confirm,
    mails,
    of,
    sign_up,
    stored,
    taken,
)


def rows(database) -> int:
    with database.read() as session:
        return sum(
            session.scalar(sa.select(sa.func.count()).select_from(table))
            for table in (tables.sign_ups, tables.people, tables.outbox)
        )


def test_a_place_is_held_for_a_day_and_a_mail_asks_to_confirm(database):
    activity = stored(database)

    answer = sign_up(database, activity, "sam@example.org", people=2)

    mine = of(database, activity, "sam@example.org")
    assert (answer.state, answer.hold_until) == (SignUpState.REGISTERED, NOW + HOLD)
    assert (mine.state, mine.people, mine.hold_until) == (answer.state, 2, NOW + HOLD)
    assert mine.confirmed_at is None
    assert taken(database, activity) == 2
    assert mails(database) == [MailKind.CONFIRM_SIGN_UP]


@pytest.mark.parametrize(
    ("before_start", "held"),
    [
        (timedelta(days=2), timedelta(hours=24)),
        (timedelta(hours=5), timedelta(hours=5)),
        (timedelta(minutes=4), timedelta(minutes=30)),
        (timedelta(minutes=-20), timedelta(minutes=100)),  # it runs for another hundred minutes
    ],
)
def test_a_place_is_held_shorter_when_it_starts_sooner(sqlite_database, before_start, held):
    activity = stored(sqlite_database)
    now = NINE - before_start
    assert sign_up(sqlite_database, activity, "sam@example.org", now=now).hold_until == now + held


def test_who_does_not_fit_waits_and_a_task_has_places_of_its_own(database):
    task = a_task(people=1)
    activity = stored(database, tasks=(task,))

    assert sign_up(database, activity, "a@example.org", people=3).state is SignUpState.WAITING
    assert sign_up(database, activity, "b@example.org", people=2).state is SignUpState.REGISTERED
    assert (
        sign_up(database, activity, "c@example.org", task_id=task.id).state
        is SignUpState.REGISTERED
    )
    assert (
        sign_up(database, activity, "d@example.org", task_id=task.id).state is SignUpState.WAITING
    )
    assert mails(database, of(database, activity, "d@example.org")) == [MailKind.CONFIRM_SIGN_UP]
    assert taken(database, activity) == 3


def test_a_child_is_sent_to_a_parent_and_nothing_is_kept(sqlite_database):
    activity = stored(sqlite_database)
    with pytest.raises(TooYoungError):
        sign_up(sqlite_database, activity, "kind@example.org", is_old_enough=False)
    assert rows(sqlite_database) == 0


@pytest.mark.parametrize("trap", ["", "http://example.org"])
def test_a_least_age_is_said_yes_to_by_whoever_signs_up(sqlite_database, trap):
    activity = stored(sqlite_database, min_age=18)
    with pytest.raises(BelowLeastAgeError) as error:
        sign_up(sqlite_database, activity, "jong@example.org", trap=trap)
    assert error.value.facts == {"age": 18}
    assert rows(sqlite_database) == 0
    heard = sign_up(sqlite_database, activity, "oud@example.org", meets_least_age=True)
    assert heard.state is SignUpState.REGISTERED


@pytest.mark.parametrize("least", [None, 0, 12, 16])
def test_up_to_sixteen_no_further_age_is_asked(sqlite_database, least):
    activity = stored(sqlite_database, min_age=least)
    assert age_asked(activity) is None
    assert sign_up(sqlite_database, activity, "a@example.org").state is SignUpState.REGISTERED


def test_a_robot_gets_the_same_answer_and_nothing_is_kept(sqlite_database):
    activity = stored(sqlite_database)
    heard = sign_up(sqlite_database, activity, "robot@example.org", trap="http://example.org")
    assert rows(sqlite_database) == 0
    assert heard == sign_up(sqlite_database, activity, "mens@example.org")


def test_who_sends_in_no_time_is_asked_to_look_once_more(sqlite_database):
    activity = stored(sqlite_database)
    with pytest.raises(TooFastError):
        sign_up(sqlite_database, activity, "snel@example.org", form_seconds=1.0)
    assert rows(sqlite_database) == 0


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("email", "a@example.org, b@example.org", EmailInvalidError),
        ("email", "a@example.org\r\nBcc: b@example.org", EmailInvalidError),
        ("email", '"a b"@example.org', EmailInvalidError),
        ("email", "a" * 400 + "@example.org", EmailInvalidError),
        ("first_name", " \u200b ", NameMissingError),
        ("people", 0, GroupSizeError),
        ("people", -1, GroupSizeError),
        ("people", 51, GroupSizeError),
        ("people", 1.5, GroupSizeError),
        ("task_id", "nergens", NotFoundError),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(sqlite_database, field, value, error):
    activity = stored(sqlite_database, capacity=None)
    fields = {"email": "a@example.org", field: value}
    with pytest.raises(error):
        sign_up(sqlite_database, activity, **fields)
    assert rows(sqlite_database) == 0


def test_two_spellings_of_an_address_are_one_person(database):
    activity = stored(database, capacity=None)
    sign_up(database, activity, "jan@bücher.example.nl")
    sign_up(database, activity, " Jan@xn--bcher-kva.EXAMPLE.nl ")
    assert taken(database, activity) == 1


@pytest.mark.parametrize(
    "state", [ActivityState.DRAFT, ActivityState.SUBMITTED, ActivityState.CANCELLED]
)
def test_nobody_signs_up_for_what_is_not_open_or_over(sqlite_database, state):
    activity = stored(sqlite_database, state=state)
    with pytest.raises(ActivityClosedError):
        sign_up(sqlite_database, activity, "a@example.org")
    over = stored(sqlite_database)
    with pytest.raises(ActivityClosedError):
        sign_up(sqlite_database, over, "a@example.org", now=NINE + timedelta(hours=2))
    assert rows(sqlite_database) == 0


def test_the_same_form_sent_twice_is_one_sign_up_with_one_mail(database):
    activity = stored(database, capacity=1)
    wish = a_wish(activity, "sam@example.org")
    fields = {"id": wish.id, "now": NOW}
    first = sign_up(database, activity, "sam@example.org", **fields)
    again = sign_up(
        database, activity, "sam@example.org", id=wish.id, now=NOW + timedelta(seconds=2)
    )
    assert first == again
    assert (taken(database, activity), mails(database)) == (1, [MailKind.CONFIRM_SIGN_UP])


def test_a_form_sent_again_with_another_address_is_another_sign_up(database):
    activity = stored(database)
    wish = a_wish(activity, "verkeerd@example.org")
    sign_up(database, activity, "verkeerd@example.org", id=wish.id)
    sign_up(database, activity, "goed@example.org", id=wish.id)
    assert taken(database, activity) == 2


def test_the_answer_tells_a_stranger_nothing_and_changes_nothing(database):
    task = a_task(people=5)
    activity = stored(database, capacity=3, tasks=(task,))
    comes(database, activity, "bekend@example.org")
    before = of(database, activity, "bekend@example.org")
    later = NOW + timedelta(hours=1)

    as_stranger = sign_up(
        database,
        activity,
        "bekend@example.org",
        first_name="Iemand Anders",
        people=2,
        task_id=task.id,
        now=later,
    )
    as_new = sign_up(database, activity, "nieuw@example.org", people=2, task_id=task.id, now=later)

    assert as_stranger == as_new
    assert of(database, activity, "bekend@example.org") == before
    with database.read() as session:
        assert people.by_email(session, "bekend@example.org").first_name == "Sam"


def test_whose_address_is_filled_in_again_gets_one_more_mail_a_day(sqlite_database):
    activity = stored(sqlite_database)
    comes(sqlite_database, activity, "sam@example.org")
    mine = of(sqlite_database, activity, "sam@example.org")
    for hours in (1, 2, 3):
        sign_up(sqlite_database, activity, "sam@example.org", now=NOW + timedelta(hours=hours))
    assert mails(sqlite_database, mine).count(MailKind.SIGNED_UP) == 2


def test_the_fourth_sign_up_without_an_answer_is_refused_until_one_is_given(database):
    three = [stored(database) for _ in range(3)]
    for activity in three:
        sign_up(database, activity, "sam@example.org")
    fourth = stored(database)
    with pytest.raises(TooManyOpenError):
        sign_up(database, fourth, "sam@example.org")
    assert taken(database, fourth) == 0

    confirm(database, three[0], "sam@example.org")
    assert sign_up(database, fourth, "sam@example.org").state is SignUpState.REGISTERED


def test_holds_that_are_over_count_no_longer(sqlite_database):
    for _ in range(3):
        sign_up(sqlite_database, stored(sqlite_database), "sam@example.org")
    assert sign_up(
        sqlite_database, stored(sqlite_database), "sam@example.org", now=NOW + HOLD
    ).state is (SignUpState.REGISTERED)


def test_a_class_behind_one_address_gets_through_and_a_flood_does_not(sqlite_database):
    activity = stored(sqlite_database, capacity=None)
    for number in range(60):
        sign_up(
            sqlite_database, activity, f"leerling{number}@example.org", source_address="203.0.113.9"
        )
    with pytest.raises(TooOftenError):
        sign_up(sqlite_database, activity, "meer@example.org", source_address="203.0.113.9")
    assert taken(sqlite_database, activity) == 60


def test_one_who_called_off_signs_up_anew_with_a_higher_number_for_calendars(database):
    activity = stored(database)
    first = comes(database, activity, "sam@example.org")
    gone = cancel(database, activity, "sam@example.org")
    sign_up(database, activity, "sam@example.org", people=2, now=NOW + timedelta(hours=1))
    again = of(database, activity, "sam@example.org")
    assert (again.id, again.state, again.people) == (first.id, SignUpState.REGISTERED, 2)
    assert again.confirmed_at is None
    assert first.sequence < gone.sequence < again.sequence


def test_what_the_organiser_calls_full_makes_people_wait_until_a_place_comes_free(database):
    activity = stored(database, capacity=3)
    comes(database, activity, "a@example.org")
    with database.write() as session:
        found = activities.get(session, activity.id)
        activities.save(session, replace(found, state=ActivityState.FULL))
    assert sign_up(database, activity, "b@example.org").state is SignUpState.WAITING
    confirm(database, activity, "b@example.org")

    cancel(database, activity, "a@example.org")
    with database.read() as session:
        assert activities.get(session, activity.id).state is ActivityState.PUBLISHED
    assert of(database, activity, "b@example.org").state is SignUpState.REGISTERED


def test_somebody_known_in_this_browser_hears_what_else_they_do_then(sqlite_database):
    morning = stored(sqlite_database, title="Ochtend")
    comes(sqlite_database, morning, "sam@example.org")
    person_id = of(sqlite_database, morning, "sam@example.org").person_id
    sam = Actor(Role.PERSON, grants=frozenset({Grant(LinkPurpose.PERSON, person_id, person_id)}))
    hour = timedelta(hours=1)
    beside = stored(sqlite_database, slots=(TimeSlot(NINE + hour, NINE + 3 * hour),))
    after = stored(sqlite_database, slots=(TimeSlot(NINE + 2 * hour, NINE + 3 * hour),))
    someday = stored(sqlite_database, slots=(TimeSlot(NINE, NINE + hour, has_clock=False),))

    def heard(activity, actor, email="sam@example.org"):
        found = sign_up(sqlite_database, activity, email, actor=actor).overlaps
        return [one.title for one in found]

    assert heard(beside, None) == []
    cancel(sqlite_database, beside, "sam@example.org")
    assert heard(beside, sam) == ["Ochtend"]
    cancel(sqlite_database, beside, "sam@example.org")
    assert heard(after, sam) == heard(someday, sam) == []
    assert heard(beside, sam, "ander@example.org") == []


def test_a_mail_holds_no_name_and_no_address(sqlite_database):
    activity = stored(sqlite_database)
    comes(sqlite_database, activity, "sam@example.org", first_name="Samira")
    with sqlite_database.read() as session:
        said = repr(outbox.waiting(session))
    assert "Samira" not in said
    assert "example.org" not in said
