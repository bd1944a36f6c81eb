"""The page about what is kept about somebody, as a visitor meets it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from data.repositories import activities, outbox, people, signups, volunteers
from domain.activities import new_id
from domain.contacts import LinkPurpose, MailKind, Person
from domain.people import SignUp
from domain.vocabulary import SignUpState
from services import application, links
from tests.data.samples import EDITION, an_activity
from tests.pages.reading import words

PAGE = "meedoen/mijn_gegevens.py"


@pytest.fixture
def noor(empty_app, visitor):
    """Noor, who comes to something and opened the link to her data in this browser."""
    from data.repositories import editions

    database, now = application.current().database, datetime.now(UTC)
    activity = an_activity()
    sign_up = SignUp(
        new_id(), activity.id, "p", state=SignUpState.CONFIRMED, created_at=now, confirmed_at=now
    )
    with database.write() as session:
        editions.save(session, EDITION)
        activities.save(session, activity)
        people.find_or_add(session, Person("p", "Noor", "noor@example.org", "nl", now, now))
        signups.store(session, None, sign_up)
        secret = links.make(session, LinkPurpose.PERSON, "p", person_id="p", now=now)
    visitor.cookie = links.open_link(database, secret, None, now=now).cookie
    return database


def test_without_a_link_it_asks_where_to_send_one_and_says_the_same_to_everybody(
    empty_app, visitor
):
    database = application.current().database
    with database.write() as session:
        person = Person("p", "Noor", "noor@example.org", "nl", datetime.now(UTC))
        people.find_or_add(session, person)
    said = []
    for email in ("noor@example.org", "niemand@example.org"):
        page = empty_app(PAGE)
        page.text_input[0].set_value(email)
        page.button[0].click().run()
        said.append([one.value for one in page.success])
    assert said[0] == said[1] != []
    with database.read() as session:
        assert [mail.kind for mail in outbox.waiting(session)] == [MailKind.MY_DATA]


def test_it_shows_what_is_kept_and_keeps_what_is_changed(empty_app, noor):
    page = empty_app(PAGE)
    assert not page.exception
    assert "Dag Noor" in words(page)
    assert "noor@example.org" in words(page)

    page.selectbox(key="gegevens_vragen").set_value(0).run()
    page.checkbox(key="gegevens_nodig").check().run()
    with noor.read() as session:
        assert volunteers.get(session, "p").asks_per_week == 0
        assert people.get(session, "p").only_needed_mail


def test_erasing_closes_the_page_at_once_and_shows_the_way_back(empty_app, noor):
    page = empty_app(PAGE)
    page.button(key="gegevens_wissen").click().run()
    assert not page.exception
    assert "afmelden/" in words(page)
    with noor.read() as session:
        assert people.get(session, "p").left_at is not None
    again = empty_app(PAGE)
    assert "noor@example.org" not in words(again)


def test_coordinators_hear_that_erasing_stands_still_and_nobody_else(empty_app, noor, monkeypatch):
    monkeypatch.setattr("services.retention.is_late", lambda _database, *, now: True)
    assert not empty_app("over/over.py").warning
    monkeypatch.setenv("VERBINDING_OPEN_DESK", "1")
    application.close()
    assert [one.value for one in empty_app("over/over.py").warning]
