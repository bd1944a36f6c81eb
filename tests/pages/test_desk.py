"""What a coordinator does on the pages of the edition and of the lists to take along."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from data.repositories import editions
from domain.actors import Role
from domain.editions import Edition
from services import accounts, application
from tests.pages.reading import labelled, words
from ui import resources

PASSWORD = "vier-losse-woorden-hier-62"

WEEK = Edition("2026", "Week 2026", 2026, first_day=date(2026, 12, 7), last_day=date(2026, 12, 13))


@pytest.fixture
def desk(empty_app, monkeypatch):
    """Opens a page for a national coordinator, with one week to come."""
    monkeypatch.setenv("VERBINDING_OPEN_DESK", "1")
    application.close()
    with application.current().database.write() as session:
        editions.save(session, WEEK)
    return empty_app


def stored() -> Edition:
    with application.current().database.read() as session:
        return editions.get(session, WEEK.id)


def test_words_of_welcome_and_days_to_keep_people_are_set_and_shown_as_text(desk):
    test = desk("beheer/editie.py")
    assert "di 12 januari 2027" in words(test)
    labelled(test.text_area, "Welkomstwoord boven de kaart, in het Nederlands").set_value(
        "Fijn! <b>Doe mee</b> {{ 7*7 }}"
    )
    labelled(test.date_input, "Tot en met welke dag bewaren we namen en e-mailadressen?").set_value(
        date(2026, 12, 20)
    )
    labelled(test.button, "Bewaar").click().run()
    assert [one.value for one in test.success] == ["Bewaard. Iedereen ziet het meteen."]
    assert (stored().erase_on, stored().answer_within_days) == (date(2026, 12, 20), 2)
    assert "zo 20 december 2026" in words(desk("beheer/editie.py"))
    shown = words(desk("verkennen/kaart.py"))
    assert "Fijn! &lt;b&gt;Doe mee&lt;/b&gt; {{ 7*7 }}" in shown
    assert "Fijn!" not in words(desk("verkennen/kaart.py", taal="en"))


def test_a_list_with_people_waits_for_a_reason(desk):
    test = desk("beheer/exporteren.py")

    def are_waiting() -> list[bool]:
        return [one.proto.disabled for one in test.get("download_button")]

    assert are_waiting() == [False, False]
    test.selectbox(key="lijst").set_value("Aanmeldingen").run()
    labelled(test.checkbox, "Met namen en adressen").check().run()
    assert are_waiting() == [True, True]
    test.text_input(key="lijst_waarvoor").set_value("ontvangst bij de deur").run()
    assert are_waiting() == [False, False]
    # What was ticked for one list says nothing about the next.
    test.selectbox(key="lijst").set_value("Organisatoren").run()
    assert not labelled(test.checkbox, "Met namen en adressen").value


def test_the_overview_says_why_there_is_nothing_to_lay_beside_it(desk):
    test = desk("beheer/overzicht.py")
    assert "Naast de vorige editie" in words(test)
    assert "Er is geen eerdere editie met data" in words(test)


def test_a_file_is_made_for_who_somebody_is_at_that_moment(empty_app, visitor):
    database, now = application.current().database, datetime.now(UTC)
    accounts.add(database, "noor", password=PASSWORD, now=now)
    visitor.desk_cookie = accounts.sign_in(database, "noor", PASSWORD, source_address="", now=now)
    asking = resources.coordinator_later()
    assert asking().role is Role.COORDINATOR
    accounts.sign_out(database, visitor.desk_cookie)
    assert asking().role is Role.VISITOR
