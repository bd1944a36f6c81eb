"""Leaving wishes to be asked: nobody is asked before they say yes, and anybody can stop."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from data.repositories import outbox, people, volunteers, waiting_wishes
from domain.actors import VISITOR, Actor, Grant, NotAllowedError, Role
from domain.branches import Branch
from domain.contacts import LinkPurpose, MailKind, Person
from domain.errors import InvalidValueError, NotFoundError
from domain.people import Volunteer
from domain.places import NOWHERE, Place, Point, Precision
from domain.times import TimeSlot
from domain.vocabulary import ConnectionForm, TravelMode
from services import retention
from services.contacts import Contact, EmailInvalidError
from services.limits import TooOftenError
from services.signing_up import TooFastError
from services.volunteering import joining, waiting
from services.volunteering.joining import AgreementMissingError
from tests.data.samples import NINE, UTRECHT
from tests.services.planning.asked import NOW, an_asked
from tests.services.signing_up.made_up import stored

EMAIL = "noor@example.org"
WISHES = Volunteer(
    "formulier",
    place=UTRECHT,
    travel_mode=TravelMode.CYCLING,
    radius_km=5.0,
    times=(TimeSlot(NINE, NINE + timedelta(hours=2)),),
    branches=frozenset({Branch.CULTURE}),
    forms=frozenset({ConnectionForm.OTHERS}),
    at_home=False,
    asks_per_week=2,
    is_adult=True,
    minutes=60,
)


def join(database, wishes=WISHES, *, email=EMAIL, now=NOW, **rest):
    joining.join(
        database,
        wishes,
        Contact("Noor", email),
        **({"has_agreed": True, "form_seconds": 9.0, "source_address": "", "now": now} | rest),
    )
    with database.read() as session:
        person = people.by_email(session, email)
    assert person is not None
    return person


def holder(person_id: str, purpose: LinkPurpose = LinkPurpose.WISHES) -> Actor:
    return Actor(Role.PERSON, grants=frozenset({Grant(purpose, person_id, person_id)}))


def wishes_of(database, person_id):
    with database.read() as session:
        return volunteers.get(session, person_id)


def test_wishes_wait_for_a_yes_and_are_then_what_was_filled_in(database):
    person = join(database)
    with pytest.raises(NotFoundError):
        wishes_of(database, person.id)
    with database.read() as session:
        assert [mail.kind for mail in outbox.waiting(session)] == [MailKind.CONFIRM_WISHES]

    for _ in range(2):
        joining.confirm(database, person.id, actor=holder(person.id), now=NOW)
    assert wishes_of(database, person.id) == replace(WISHES, id=person.id, said_at=NOW)
    with database.read() as session:
        assert waiting_wishes.get(session, person.id) is None


def test_somebody_elses_form_changes_nothing_of_who_is_known(sqlite_database):
    person = join(sqlite_database)
    joining.confirm(sqlite_database, person.id, actor=holder(person.id), now=NOW)
    before = wishes_of(sqlite_database, person.id)
    with sqlite_database.write() as session:
        people.save(session, replace(person, confirmed_at=NOW, only_needed_mail=True))

    join(sqlite_database, Volunteer("ander", asks_per_week=3))

    assert wishes_of(sqlite_database, person.id) == before
    stranger = holder("iemand-anders")
    with sqlite_database.read() as session:
        assert people.get(session, person.id).only_needed_mail
    for actor in (VISITOR, stranger, Actor(Role.COORDINATOR)):
        for call in (joining.own, joining.forget):
            with pytest.raises(NotAllowedError):
                call(sqlite_database, person.id, actor=actor)
        with pytest.raises(NotAllowedError):
            joining.confirm(sqlite_database, person.id, actor=actor, now=NOW)
        with pytest.raises(NotAllowedError):
            joining.change(sqlite_database, before, actor=actor, now=NOW)


def test_age_and_time_are_told_apart_from_the_rest(sqlite_database):
    person = join(sqlite_database)
    joining.confirm(sqlite_database, person.id, actor=holder(person.id), now=NOW)
    told = {"is_adult": None, "minutes": 480}
    joining.tell(sqlite_database, person.id, **told, actor=holder(person.id))
    assert wishes_of(sqlite_database, person.id) == replace(
        WISHES, id=person.id, said_at=NOW, **told
    )
    with pytest.raises(InvalidValueError):
        joining.tell(sqlite_database, person.id, is_adult=True, minutes=-1, actor=holder(person.id))


def test_wishes_that_waited_before_these_were_asked_can_be_read(sqlite_database):
    person = join(sqlite_database)
    with sqlite_database.write() as session:
        written = waiting_wishes.get(session, person.id)
        earlier = {
            name: value for name, value in written.items() if name not in {"is_adult", "minutes"}
        }
        waiting_wishes.save(session, person.id, earlier, now=NOW)
    joining.confirm(sqlite_database, person.id, actor=holder(person.id), now=NOW)
    assert wishes_of(sqlite_database, person.id).is_adult is None


def test_the_same_form_twice_is_one_mail(sqlite_database):
    join(sqlite_database)
    join(sqlite_database)
    with sqlite_database.read() as session:
        assert len(outbox.waiting(session)) == 1


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"has_agreed": False}, AgreementMissingError),
        ({"email": "geen adres"}, EmailInvalidError),
        ({"form_seconds": 0.4}, TooFastError),
        ({"wishes": Volunteer("x", asks_per_week=8)}, InvalidValueError),
        ({"wishes": Volunteer("x", radius_km=-1.0)}, InvalidValueError),
        ({"wishes": Volunteer("x", minutes=0)}, InvalidValueError),
    ],
    ids=str,
)
def test_what_is_not_right_is_told_and_nothing_is_kept(sqlite_database, wrong, error):
    with pytest.raises(error):
        join(sqlite_database, **wrong)
    with sqlite_database.read() as session:
        assert people.all_ids(session) == []


def test_an_address_is_not_written_to_over_and_over(sqlite_database):
    for _ in range(3):
        join(sqlite_database)
    with pytest.raises(TooOftenError):
        join(sqlite_database)


def test_a_home_is_never_a_point():
    home = Place(
        "Dorpsstraat 1, Utrecht",
        Point(52.09073, 5.12142),
        Precision.ADDRESS,
        municipality="Utrecht",
        pc4="3511",
        address="Dorpsstraat 1",
    )
    kept = joining.coarse(home)
    assert (kept.name, kept.address) == ("3511 Utrecht", "")
    assert (kept.point, kept.precision) == (Point(52.09, 5.12), Precision.POSTCODE)
    assert joining.coarse(UTRECHT) == UTRECHT
    assert joining.coarse(NOWHERE) == NOWHERE


def test_who_is_known_changes_pauses_and_erases_their_wishes(sqlite_database):
    person = join(sqlite_database)
    joining.confirm(sqlite_database, person.id, actor=holder(person.id), now=NOW)
    actor = holder(person.id, LinkPurpose.PERSON)

    joining.change(sqlite_database, Volunteer(person.id, asks_per_week=3), actor=actor, now=NOW)
    assert wishes_of(sqlite_database, person.id).place == NOWHERE
    joining.ask_at_most(sqlite_database, person.id, 0, actor=actor)
    assert wishes_of(sqlite_database, person.id).asks_per_week == 0
    an_asked(sqlite_database, stored(sqlite_database), person.id)
    for _ in range(2):
        joining.forget(sqlite_database, person.id, actor=actor)
    assert joining.own(sqlite_database, person.id, actor=actor).wishes is None


def erase(database, tmp_path, now):
    from data.settings import Settings

    retention.run(database, Settings(var=tmp_path), now)
    with database.read() as session:
        return people.all_ids(session)


def test_wishes_that_nobody_said_yes_to_are_gone_after_two_days(database, tmp_path):
    new = join(database)
    known = Person("bekend", "Sam", "sam@example.org", created_at=NOW, confirmed_at=NOW)
    with database.write() as session:
        people.save(session, known)
        volunteers.save(session, Volunteer(known.id))
        waiting.keep(session, Volunteer(known.id, asks_per_week=3), now=NOW)

    hour = timedelta(hours=1)
    with database.write() as session:  # signed up for something a day before, and let that go
        people.save(session, replace(new, created_at=NOW - 24 * hour))
    assert erase(database, tmp_path, NOW + 47 * hour) == sorted([new.id, known.id])
    assert erase(database, tmp_path, NOW + 49 * hour) == [known.id]
    with database.read() as session:
        assert waiting_wishes.get(session, known.id) is None
        assert volunteers.get(session, known.id).asks_per_week == 1
