"""What an organiser reads about how people find their activity, through app.py."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from data.repositories import activities, editions, looks, people, volunteers
from domain.activities import Activity, new_id
from domain.actors import Actor, Grant, Role
from domain.branches import Branch
from domain.contacts import LinkPurpose, Person
from domain.editions import Edition
from domain.looks import Look, Question
from domain.people import Volunteer
from domain.places import Province
from domain.times import TimeSlot
from domain.vocabulary import ActivityState, Audience
from services import application
from tests.data.samples import UTRECHT
from tests.pages.reading import words
from ui import how_found, resources

MINE = "meedoen/mijn_activiteit.py"
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
STARTS = datetime(2026, 12, 8, 11, tzinfo=UTC)
SILENT = Activity(
    "soep222222",
    "2026",
    "Soep met de straat",
    place=UTRECHT,
    slots=(TimeSlot(STARTS, STARTS + timedelta(hours=2)),),
    state=ActivityState.PUBLISHED,
)


@pytest.fixture
def mine(empty_app, monkeypatch):
    """Opens one's own activity on 28 November; give it, and how many people wish for sport."""
    monkeypatch.setattr(resources, "now", lambda: NOW)
    grants = frozenset({Grant(LinkPurpose.ACTIVITY, SILENT.id)})
    monkeypatch.setattr(resources, "actor", lambda: Actor(Role.PERSON, grants=grants))

    def opened(activity=SILENT, people_for_sport=0, looked=0, days=None):
        with application.current().database.write() as session:
            editions.save(session, Edition("2026", "Week 2026", 2026, **(days or {})))
            activities.save(session, activity)
            for _ in range(people_for_sport):
                id = new_id()
                person = Person(id, "Sam", f"{id}@example.org", created_at=NOW, confirmed_at=NOW)
                people.save(session, person)
                wishes = Volunteer(id, place=UTRECHT, said_at=NOW)
                volunteers.save(session, replace(wishes, branches=frozenset({Branch.SPORT})))
            about = Look("2026", Audience.VOLUNTEER, Province.UTRECHT, Question.BRANCHES)
            looks.add(session, {about: looked} if looked else {})
        return empty_app(MINE, id=activity.id)

    return opened


def told(page) -> str:
    """What stands in the frame, tags left out."""
    assert not page.exception
    everything = words(page) + "".join(str(one.proto.body) for one in page.get("html"))
    return re.sub(r"<[^>]+>", " ", everything)


def leads_to(page) -> list[str]:
    bodies = "".join(str(one.proto.body) for one in page.get("html"))
    return re.findall(r'data-naar="([^"]+)"', bodies)


def keys(page) -> set[str]:
    kinds = ("text_input", "multiselect", "selectbox", "number_input", "date_input", "button_group")
    return {one.key for kind in kinds for one in page.get(kind)}


def test_each_missing_fact_has_its_effect_in_numbers_and_a_way_to_its_field(mine):
    page = mine(people_for_sport=6, looked=12)

    assert "6 mensen die hun wensen achterlieten, vinden je activiteit" in told(page)
    assert "Dan past het beter bij hoogstens 6 van die 6 mensen." in told(page)
    assert "Vrijwilligers zochten hier minstens 10 keer op in Utrecht." in told(page)
    assert len(leads_to(page)) == 8  # all but place and moments
    assert set(leads_to(page)) <= keys(page)


def test_fewer_than_five_people_are_not_counted_out_loud(mine):
    page = mine(people_for_sport=4, looked=3)

    assert "Minder dan 5 mensen die hun wensen achterlieten" in told(page)
    assert "Dan past het beter bij een paar mensen, minder dan 5." in told(page)
    assert "Vrijwilligers zochten hier minder dan 5 keer op in Utrecht." in told(page)
    assert re.findall(r"\b[1-4] (?:mensen|keer|van)", told(page)) == []


def test_an_activity_without_place_and_day_leads_to_those_fields_too(mine):
    page = mine(replace(SILENT, place=replace(UTRECHT, point=None), slots=()), people_for_sport=5)

    assert "nog geen mensen met wensen" in told(page)
    assert set(leads_to(page)) <= keys(page)
    assert {one.rpartition("_")[2] for one in leads_to(page)} >= {"waar", "dag"}


def test_with_days_to_tap_on_it_leads_to_those(mine, monkeypatch):
    days = {"first_day": date(2026, 12, 7), "last_day": date(2026, 12, 11)}
    page = mine(replace(SILENT, slots=()), days=days)
    assert f"mijn_{SILENT.id}_1_dag" in leads_to(page)
    assert set(leads_to(page)) <= keys(page)


def test_it_is_worked_out_once_for_what_is_stored(mine, monkeypatch):
    page = mine(people_for_sport=5)
    calls = []
    asked = how_found.how_found
    monkeypatch.setattr(how_found, "how_found", lambda *a, **b: calls.append(1) or asked(*a, **b))
    page.run()
    page.run()
    assert calls == []
    page.selectbox(key=f"mijn_{SILENT.id}_1_branch").set_value(Branch.SPORT).run()
    page.button(key="mijn_bewaar").click().run()
    assert calls == [1]
    assert f"mijn_{SILENT.id}_2_branch" not in leads_to(page)


def test_nothing_stands_there_once_it_is_over(mine, monkeypatch):
    monkeypatch.setattr(resources, "now", lambda: STARTS + timedelta(days=1))
    assert "Zo vinden mensen je" not in told(mine(people_for_sport=5))
