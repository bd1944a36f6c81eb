"""A coordinator works the queue: one by one, many at once, and makes one of two, through app.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from data.repositories import activities, editions
from domain.actors import Actor, Role
from domain.vocabulary import ActivityState
from services import application
from tests.pages.reading import words
from tests.services.organising.made_up import ANNA, DAY, EDITION, a_draft, comes, placed
from ui import resources, state

REVIEW, SHOWN = "beheer/beoordelen.py", "verkennen/activiteit.py"
NOW = DAY - timedelta(days=10)


@pytest.fixture
def desk(empty_app, monkeypatch):
    """The page of a national coordinator, ten days before the week."""
    monkeypatch.setattr(resources, "actor", lambda: Actor(Role.COORDINATOR, "desk"))
    monkeypatch.setattr(resources, "now", lambda: NOW)
    with application.current().database.write() as session:
        editions.save(session, EDITION)
    return empty_app


def handed_in(title, days=0):
    """Something that waits for so many days."""
    draft = a_draft(title=title)
    now = NOW - timedelta(days=days)
    return placed(application.current().database, draft, contact=ANNA, now=now).activity


def stored(id):
    with application.current().database.read() as session:
        return activities.get(session, id)


def test_one_is_open_and_after_a_decision_the_next(desk):
    last, first = handed_in("Soep in het park", 1), handed_in("Zingen op straat", 4)
    test = desk(REVIEW)
    assert not test.exception
    assert "De langste wacht 4 dagen. 1 wacht langer dan we beloven." in words(test)
    test.button(key=f"zet_{first.id}").click().run()
    assert stored(first.id).state is ActivityState.PUBLISHED
    assert test.session_state[state.REVIEW_OPEN] == last.id
    test.button_group(key=f"vraagtekst_{last.id}_kant").set_value("Is het veilig?").run()
    assert "Dag Anna," in words(test)
    assert "wie is erbij als er iets is?" in words(test)
    test.button(key=f"vraag_{last.id}").click().run()
    assert not test.exception
    assert "Er wacht niets" in words(test)
    assert stored(last.id).state is ActivityState.CHANGES_ASKED


def test_many_go_at_once_after_a_look_and_what_changed_is_said(desk):
    made = [handed_in(f"Soep {number}", number) for number in range(3)]
    test = desk(REVIEW)
    test.button_group(key=state.REVIEW_VIEW).set_value("Veel tegelijk").run()
    test.button(key="lees_kies_alles").click().run()
    test.button(key="veel_zet").click().run()
    assert "Deze 3 komen op de kaart" in words(test)
    with application.current().database.write() as session:
        found = activities.get(session, made[1].id)
        activities.save(session, replace(found, title="Soep met iets erbij"))
    test.button(key="veel_doe").click().run()
    assert not test.exception
    assert "Gedaan: 2 activiteiten" in "".join(one.value for one in test.success)
    assert "1 activiteit is intussen veranderd" in "".join(one.value for one in test.warning)
    states = [stored(one.id).state for one in made]
    assert states.count(ActivityState.PUBLISHED) == 2


def test_two_become_one_after_a_look_and_the_old_address_leads_on(desk):
    database = application.current().database
    on_map = a_draft(title="Soep voor de straat", state=ActivityState.PUBLISHED)
    twin = a_draft(title="Soep voor de straten", state=ActivityState.PUBLISHED)
    with database.write() as session:
        for one in (on_map, twin):
            activities.save(session, one)
        comes(session, twin.id, "al", size=3)
    application.current().programmes.refresh()
    test = desk(REVIEW)
    test.button_group(key=state.REVIEW_VIEW).set_value("Dubbelen").run()
    test.button(key=f"houd_{on_map.id}_{twin.id}").click().run()
    assert "1 aanmelding gaat mee (3 mensen)." in words(test)
    test.button(key="samen_doe").click().run()
    assert not test.exception
    assert "Samengevoegd" in "".join(one.value for one in test.success)
    assert stored(twin.id).merged_into == on_map.id

    page = desk(SHOWN, id=twin.id)
    assert not page.exception
    assert "Deze activiteit stond er twee keer." in words(page)
    assert "Soep voor de straat" in words(page)
