"""What a card says at a glance."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.activities import Activity, Need, Task
from domain.editions import Edition
from domain.times import TimeSlot
from domain.vocabulary import ActivityState, NeedKind
from ui.components.cards import marks

NOW = datetime(2026, 12, 9, 12, tzinfo=UTC)
EDITION = Edition("2026", "Week van de Verbinding 2026", 2026)
OPEN = Activity(
    "a",
    "2026",
    "Soep",
    slots=(TimeSlot(NOW, NOW + timedelta(hours=2)),),
    needs=(Need("n", NeedKind.MONEY, 8000),),
    capacity=10,
    taken=7,
    state=ActivityState.PUBLISHED,
)


def words(activity: Activity, *, now: datetime = NOW) -> list[str]:
    return [said for _, said in marks(activity, EDITION, now=now)]


def test_what_is_to_come_says_what_it_asks():
    assert words(OPEN) == ["nog 3 plaatsen", "nog € 80 nodig"]


def test_who_asks_for_hands_counts_people_not_places():
    task = Task("t", "Koken", 60, people=2, taken=1)
    assert "nog 1 mens nodig" in words(replace(OPEN, tasks=(task,)))


@pytest.mark.parametrize(
    ("state", "said"),
    [(ActivityState.CANCELLED, "gaat niet door"), (ActivityState.FINISHED, "afgelopen")],
)
def test_what_is_off_or_over_asks_nothing(state, said):
    assert words(replace(OPEN, state=state)) == [said]


@pytest.mark.parametrize(
    ("said", "conditions"),
    [
        ({"min_age": 16}, ["vanaf 16 jaar"]),
        ({"min_age": 0}, []),
        ({"minutes": 30}, ["ongeveer een half uur"]),
        ({"minutes": 100}, ["ongeveer 1 uur en 40 minuten"]),
        ({"languages": ("en",)}, ["in het Engels"]),
        ({"languages": ("en", "tr", "ar-Latn")}, ["in het Engels, Turks en Arabisch"]),
        ({"languages": ("dse",)}, ["in Nederlandse Gebarentaal"]),
        ({"languages": ("en", "nl")}, []),
        ({"languages": ()}, []),
    ],
)
def test_conditions_are_in_sight_while_one_can_still_come(said, conditions):
    activity = replace(OPEN, **said)
    assert words(activity) == [*words(OPEN), *conditions]
    assert words(activity, now=NOW + timedelta(days=1)) == ["afgelopen"]


def test_what_has_been_asks_nothing():
    assert words(OPEN, now=NOW + timedelta(days=1)) == ["afgelopen"]


def test_what_is_full_says_so_also_without_a_number_of_places():
    assert words(replace(OPEN, state=ActivityState.FULL, capacity=None, needs=())) == ["Vol"]
