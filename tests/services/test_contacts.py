from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.database import Database
from data.repositories import people
from domain.contacts import Person
from services.contacts import Contact, EmailInvalidError, clean_email, clean_name, person_of

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "naam",
        "a@b",
        "a@example.org, x@example.org",
        "a@example.org\r\nBcc: x@example.org",
        '"a b"@example.org',
        "x" * 400 + "@example.org",
    ],
)
def test_what_is_not_one_address_is_refused(typed):
    with pytest.raises(EmailInvalidError):
        clean_email(typed)


def test_addresses_are_told_apart_as_people_do():
    assert clean_email(" Jan@EXAMPLE.org ") == "Jan@example.org"
    assert clean_email("jan@bücher.nl") == "jan@bücher.nl"


@given(st.text(max_size=200))
def test_a_name_is_one_line_without_hidden_signs(typed):
    name = clean_name(typed)
    assert name == clean_name(name)
    assert not set("\r\n\t\u202e\u200b") & set(name)


def test_one_address_is_one_person_however_it_is_spelled(database: Database):
    with database.write() as session:
        one = person_of(session, Contact("Jan", "jan@example.org"), now=NOW)
        other = person_of(session, Contact("Janneke", "JAN@example.org"), now=NOW)
        assert one.id == other.id
        assert people.get(session, one.id).first_name == "Janneke"  # nobody confirmed yet
        people.confirm(session, one.id, now=NOW)
        person_of(session, Contact("Iemand anders", "jan@example.org"), now=NOW)
        assert people.get(session, one.id).first_name == "Janneke"


def test_who_left_and_asks_again_is_like_somebody_new(database: Database):
    long_ago = NOW - timedelta(days=90)
    with database.write() as session:
        people.save(
            session,
            Person("p1", "Jan", "jan@example.org", "nl", long_ago, confirmed_at=long_ago),
        )
        people.save(session, replace(people.get(session, "p1"), left_at=NOW - timedelta(days=1)))
        again = person_of(session, Contact("Jan", "jan@example.org", "en"), now=NOW)
        assert again == people.get(session, "p1")
    # Mail may go again, only a yes to it counts, and without one it is erased as always.
    assert (again.left_at, again.confirmed_at, again.created_at) == (None, None, NOW)
