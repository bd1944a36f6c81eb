"""From an activity to a sign-up and back, through app.py, without a browser."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from data.repositories import people, signups
from domain.activities import Activity, Task
from domain.contacts import LinkPurpose
from domain.people import SignUp
from domain.times import TimeSlot
from domain.vocabulary import ActivityState, SignUpState, TaskPlace
from services import application, limits, links
from services.limits import Action, Limit
from tests.pages.conftest import save
from tests.pages.reading import html, labelled, words
from ui import resources

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
STARTS = NOW + timedelta(days=18)
SOUP = Activity(
    "soepsoepso",
    "voorbeeld",
    "Soep voor de straat",
    slots=(TimeSlot(STARTS, STARTS + timedelta(hours=2)),),
    tasks=(
        Task("snijdenxxx", "Groente snijden", 30, people=3),
        Task("bellenxxxx", "Buren bellen", 20, people=1, taken=1, place=TaskPlace.AT_HOME),
    ),
    capacity=2,
    state=ActivityState.PUBLISHED,
)
DETAIL, MINE = "verkennen/activiteit.py", "meedoen/mijn_aanmelding.py"


class Clock:
    now = NOW


@pytest.fixture
def clock(monkeypatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(resources, "now", lambda: found.now)
    return found


def field(widgets, part):
    """The one field of the form whose key holds `part`; keys end in the id of the form."""
    (found,) = [one for one in widgets if f"_{part}_" in one.key or one.key.endswith(f"_{part}")]
    return found


def fill(test, *, name="Noor", email="noor@example.org", age="ja", task="snijdenxxx", people=1):
    field(test.radio, "taak").set_value(task)
    field(test.text_input, "voornaam").set_value(name)
    field(test.text_input, "email").set_value(email)
    field(test.number_input, "aantal").set_value(people)
    field(test.radio, "leeftijd").set_value(age)
    return test


def send(test, clock):
    clock.now += timedelta(seconds=20)
    return labelled(test.button, "Meld me aan").click().run()


def opened(app, activity=SOUP):
    save(activity)
    test = app(DETAIL, id=activity.id, aanmelden="1")
    assert not test.exception
    return test


def stored() -> list[SignUp]:
    with application.current().database.read() as session:
        return signups.of_activity(session, SOUP.id)


def open_link(visitor, sign_up: SignUp, now: datetime) -> None:
    """What a tap on the link in the mail does to the browser."""
    database = application.current().database
    with database.write() as session:
        secret = links.make(
            session, LinkPurpose.SIGN_UP, sign_up.id, person_id=sign_up.person_id, now=now
        )
    visitor.cookie = links.open_link(database, secret, visitor.cookie, now=now).cookie


def test_from_an_activity_to_a_place_and_back(app, clock, visitor):
    test = send(fill(opened(app), people=2), clock)
    assert "Je aanmelding staat klaar" in words(test)
    (held,) = stored()
    assert (held.state, held.task_id, held.people) == (SignUpState.REGISTERED, "snijdenxxx", 2)
    assert "nog 1 nodig" in words(app(DETAIL, id=SOUP.id))

    open_link(visitor, held, clock.now)
    mine = app(MINE, id=held.id)
    assert "Dag Noor" in words(mine)
    labelled(mine.button, "Ja, ik kom").click().run()
    assert stored()[0].state is SignUpState.CONFIRMED
    assert "Je komt. Fijn!" in words(mine)

    field(mine.radio, "taak").set_value("")
    field(mine.number_input, "aantal").set_value(1)
    labelled(mine.button, "Pas aan").click().run()
    assert (stored()[0].task_id, stored()[0].people) == (None, 1)

    labelled(mine.button, "Ja, meld me af").click().run()
    assert stored()[0].state is SignUpState.CANCELLED
    assert "Je bent afgemeld" in words(mine)


def test_a_form_that_is_not_ready_keeps_what_was_typed_and_says_what_helps(app, clock):
    test = fill(opened(app), name=" ", email="noor@", age=None, task=None)
    test = send(test, clock)
    (error,) = test.error
    assert [line[:12] for line in error.value.splitlines()] == [
        "- Kies wat j",
        "- Vul je voo",
        "- Dit lijkt ",
        "- Kies of je",
    ]
    assert field(test.text_input, "email").value == "noor@"
    assert stored() == []
    assert "Je aanmelding staat klaar" in words(send(fill(test), clock))
    assert len(stored()) == 1


def test_of_somebody_under_sixteen_nothing_is_kept(app, clock):
    test = send(fill(opened(app), age="nee"), clock)
    assert "Vraag een ouder" in words(test)
    assert stored() == []
    with application.current().database.read() as session:
        assert people.by_email(session, "noor@example.org") is None
    assert "noor" not in repr(test.session_state).lower()


def test_an_activity_from_eighteen_asks_for_a_tick(app, clock):
    test = send(fill(opened(app, replace(SOUP, min_age=18))), clock)
    assert "vanaf 18 jaar" in words(test)
    assert "vanaf 18 jaar. Zet een vinkje" in test.error[0].value
    assert stored() == []
    tick = field(test.checkbox, "vanaf_leeftijd")
    assert tick.label == "Ik ben 18 jaar of ouder, en wie met me meekomt ook"
    tick.set_value(True)
    assert "Je aanmelding staat klaar" in words(send(test, clock))
    assert len(stored()) == 1


def test_from_sixteen_there_is_no_second_question(app, clock):
    test = opened(app, replace(SOUP, min_age=16))
    assert "vanaf 16 jaar" in words(test)
    assert [one for one in test.checkbox if "vanaf_leeftijd" in one.key] == []


def test_a_robot_that_fills_in_what_people_do_not_see_hears_the_same_and_takes_nothing(app, clock):
    test = fill(opened(app))
    field(test.text_input, "website").set_value("https://example.org")
    assert "Je aanmelding staat klaar" in words(send(test, clock))
    assert stored() == []


def test_too_often_says_when_and_keeps_what_was_typed(app, clock, monkeypatch):
    once = {limits.ADDRESS: Limit(1, timedelta(minutes=10))}
    monkeypatch.setitem(limits.LIMITS, Action.SIGN_UP, once)
    send(fill(opened(app)), clock)
    test = send(fill(opened(app), email="sam@example.org"), clock)
    assert "Probeer het over 10 minuten nog eens" in words(test)
    assert field(test.text_input, "email").value == "sam@example.org"
    assert len(stored()) == 1


def test_what_is_full_leads_to_the_waiting_list(app, clock):
    save(replace(SOUP, tasks=(), taken=2, state=ActivityState.FULL))
    test = app(DETAIL, id=SOUP.id)
    labelled(test.button, "Zet me op de wachtlijst").click().run()
    field(test.text_input, "voornaam").set_value("Noor")
    field(test.text_input, "email").set_value("noor@example.org")
    field(test.radio, "leeftijd").set_value("ja")
    test = send(test, clock)
    assert "Na je ja sta je op de wachtlijst" in words(test)
    assert stored()[0].state is SignUpState.WAITING


def test_each_task_has_a_button_of_its_own_that_chooses_it(app, clock):
    save(SOUP)
    test = app(DETAIL, id=SOUP.id)
    labelled(test.button, "Ik help: Groente snijden").click().run()
    assert field(test.radio, "taak").value == "snijdenxxx"
    assert [one.label for one in test.button if "Buren" in one.label] == [
        "Op de wachtlijst: Buren bellen"
    ]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"state": ActivityState.CANCELLED}, "Deze activiteit gaat niet door"),
        (
            {"slots": (TimeSlot(NOW - timedelta(hours=2), NOW - timedelta(hours=1)),)},
            "Deze activiteit is geweest",
        ),
    ],
)
def test_what_is_off_or_over_has_no_form(app, clock, change, why):
    test = opened(app, replace(SOUP, **change))
    assert why in words(test)
    assert [one.label for one in test.button if "aan" in one.label or "help" in one.label] == []


def test_a_link_opens_the_form_once(app, clock):
    test = opened(app)
    assert "aanmelden" not in test.query_params
    assert labelled(test.button, "Meld me aan")


@pytest.mark.parametrize("id", ["", "nietbestaa", "vreemd"])
def test_without_the_link_nothing_of_a_sign_up_is_shown(app, clock, visitor, id):
    send(fill(opened(app)), clock)
    (held,) = stored()
    test = app(MINE, id=held.id if id == "vreemd" else id)
    assert "Open eerst de link uit je mail" in words(test)
    assert "Noor" not in words(test)
    assert "Soep" not in words(test)


def test_a_name_stays_text(app, clock, visitor):
    name = "<img src=x onerror=alert(1)> {{ 7*7 }} **x**"
    send(fill(opened(app), name=name), clock)
    (held,) = stored()
    open_link(visitor, held, clock.now)
    written = html(app(MINE, id=held.id))
    assert "<img" not in written
    assert "{{ 7*7 }}" in written


def test_thanks_are_three_taps_and_a_sentence_that_is_shown_with_consent_only(app, clock, visitor):
    send(fill(opened(app)), clock)
    (held,) = stored()
    open_link(visitor, held, clock.now)
    labelled(app(MINE, id=held.id).button, "Ja, ik kom").click().run()
    clock.now = STARTS + timedelta(hours=3)
    open_link(visitor, held, clock.now)
    for consent in (False, True):
        test = app(MINE, id=held.id)
        test.button_group(key="bedankje_tikken").set_value(["gezien"])
        test.text_area(key="bedankje_zin").set_value("Wat een <b>soep</b>!")
        test.checkbox(key="bedankje_toestemming").set_value(consent)
        labelled(test.button, "Verstuur").click().run()
        assert "Dank je wel" in words(test)
        shown = words(app(DETAIL, id=SOUP.id))
        assert "Enkele mensen (minder dan 5) voelden zich gezien" in shown
        assert ("Wat een &lt;b&gt;soep" in shown) is consent
        assert "gehoord" not in shown


def test_a_tap_on_my_location_fills_in_the_area_and_nothing_more_exact(app):
    test = app("meedoen/vrijwilliger.py")
    test.text_input(key="locatie_gevonden").set_value("52.0934,5.1234").run()
    assert test.text_input(key="help_plaats").value == "Utrecht (Utrecht)"
    assert test.text_input(key="locatie_gevonden").value == ""
    assert "52.0934" not in repr(test.session_state)
    assert any("Waarom past dit?" in one.label for one in test.expander)


@pytest.mark.parametrize("told", ["?", "48.85,2.35", "x,y", "1"])
def test_a_location_that_is_unknown_or_abroad_asks_for_a_postcode(app, told):
    test = app("meedoen/vrijwilliger.py")
    test.text_input(key="locatie_gevonden").set_value(told).run()
    assert "Vul je postcode of plaats in" in test.info[0].value
    assert test.text_input(key="help_plaats").value == ""
