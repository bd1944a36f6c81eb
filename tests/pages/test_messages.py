"""The desk's page for mail: how it stands, trying again, and a message that goes once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from data.database import Database
from data.repositories import activities, audit, editions, organisers, outbox, people
from domain.accounts import Scope
from domain.contacts import Mail, MailKind, Person, Progress
from domain.places import Place, Province
from domain.vocabulary import ActivityState
from services import accounts, application
from tests.app_test import AppTest
from tests.data.samples import EDITION, an_activity
from tests.pages.conftest import Browser
from tests.pages.reading import words

PAGE = "beheer/berichten.py"
PASSWORD = "vier-losse-woorden-hier-62"
NOW = datetime.now(UTC)
PLACES = {
    Province.UTRECHT: Place("Utrecht", municipality_code="GM0344", province=Province.UTRECHT),
    Province.FRYSLAN: Place("Grou", municipality_code="GM0080", province=Province.FRYSLAN),
}


@pytest.fixture
def desk(empty_app: Callable[..., AppTest], visitor: Browser) -> Callable[[], AppTest]:
    """The page for a coordinator of Utrecht; in each of two provinces somebody organises, and one
    mail was given up."""
    database = application.current().database
    with database.write() as session:
        editions.save(session, EDITION)
        for province, place in PLACES.items():
            id = province.name.lower()
            activity = an_activity(
                id=id, title=f"Soep in {place.name}", place=place, tasks=(), needs=()
            )
            activities.save(session, replace(activity, state=ActivityState.PUBLISHED))
            people.save(
                session,
                Person(f"p-{id}", "Zora", f"{id}@example.org", created_at=NOW, confirmed_at=NOW),
            )
            organisers.set_organiser(session, id, f"p-{id}", now=NOW)
            mail = Mail(f"m-{id}", MailKind.MANAGE_ACTIVITY, f"p-{id}", id, {}, NOW, NOW)
            outbox.post(session, replace(mail, failed_at=NOW, attempts=11, problem="address"))
    scope = Scope(provinces=frozenset({Province.UTRECHT}))
    accounts.add(database, "noor", password=PASSWORD, scope=scope, now=NOW)
    visitor.desk_cookie = accounts.sign_in(database, "noor", PASSWORD, source_address="", now=NOW)
    return lambda: empty_app(PAGE)


def database() -> Database:
    return application.current().database


def waiting() -> list[Mail]:
    with database().read() as session:
        return outbox.waiting(session)


def test_mail_of_the_own_part_is_listed_without_names_and_tried_again(desk):
    page = desk()
    shown = words(page)
    assert "Soep in Utrecht" in shown
    assert "Dit adres bestaat niet (meer)." in shown
    for private in ("Grou", "Zora", "example.org"):
        assert private not in shown
    page.multiselect(key="mail_stand").set_value([Progress.SENT]).run()
    assert "Hier is geen mail." in words(page)
    page.multiselect(key="mail_stand").set_value([Progress.GIVEN_UP]).run()
    page.button(key="stuur_alle").click().run()
    assert "De mail gaat opnieuw op weg." in page.success[0].value
    assert [one.id for one in waiting()] == ["m-utrecht"]


def test_a_message_goes_once_to_the_own_part_and_can_be_held_back(desk):
    page = desk()
    assert "1 organisator krijgt dit bericht" in words(page)
    (subject,) = [one for one in page.text_input if one.key.startswith("onderwerp_")]
    subject.set_value("Nog één week")
    (text,) = [one for one in page.text_area if one.key.startswith("tekst_")]
    text.set_value("Fijn dat je <b>meedoet</b>.").run()
    (frame,) = page.get("iframe")
    assert "&amp;lt;b&amp;gt;meedoet" in frame.proto.srcdoc  # text, in a document, in a document
    page.button(key="verstuur_bericht").click().run()
    assert "Je bericht gaat naar 1 organisator." in page.success[0].value
    assert [one.person_id for one in waiting()] == ["p-utrecht"]
    assert not [one for one in page.button if one.key == "verstuur_bericht"]

    (held,) = [one for one in page.button if one.key and one.key.startswith("tegen_")]
    held.click().run()
    assert waiting() == []
    with database().read() as session:
        actions = [line.action for line in audit.latest(session, 5)]
    assert actions == ["message-hold-back", "message-send"]
