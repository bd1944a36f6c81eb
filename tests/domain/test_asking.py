from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.activities import Need, Task
from domain.asking import Asked, read
from domain.vocabulary import NeedKind, TaskPlace

PEOPLE, MONEY, VENUE = NeedKind.PEOPLE, NeedKind.MONEY, NeedKind.VENUE
MATERIAL, KNOWLEDGE, NETWORK = NeedKind.MATERIAL, NeedKind.KNOWLEDGE, NeedKind.NETWORK
HOME = TaskPlace.AT_HOME


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("€ 80 voor soep", Asked(MONEY, 8000, "soep")),
        ("80 euro voor soep", Asked(MONEY, 8000, "soep")),
        ("soep, €12,50", Asked(MONEY, 1250, "soep")),
        ("€ 1.250,- voor een tent", Asked(MONEY, 125_000, "een tent")),
        ("een zaal voor 30", Asked(VENUE, 1, "een zaal voor 30")),
        ("2 lokalen", Asked(VENUE, 2, "lokalen")),
        ("gymzaal", Asked(VENUE, 1, "gymzaal")),
        ("4 mensen die kunnen sjouwen", Asked(PEOPLE, 4, "Sjouwen")),
        ("vier vrijwilligers, 2 uur", Asked(PEOPLE, 4, "Vier vrijwilligers, 2 uur", 120)),
        ("twee sterke mensen om te tillen", Asked(PEOPLE, 2, "Tillen")),
        ("iemand die kan bellen, 30 min, thuis", Asked(PEOPLE, 1, "Bellen", 30, HOME)),
        ("30 stoelen", Asked(MATERIAL, 30, "stoelen")),
        ("een grote pan", Asked(MATERIAL, 1, "een grote pan")),
        ("soep voor 30 mensen", Asked(MATERIAL, 1, "soep voor 30 mensen")),
        ("verstand van geluid", Asked(KNOWLEDGE, 1, "verstand van geluid")),
        ("contact met de krant", Asked(NETWORK, 1, "contact met de krant")),
        ("4 people who can carry tables", Asked(PEOPLE, 4, "Carry tables")),
    ],
)
def test_a_line_is_read_as_people_write_it(line, asked):
    assert read(line) == asked


@pytest.mark.parametrize("line", ["", "   ", "!?", "€"])
def test_nothing_is_nothing(line):
    assert read(line) is None


@given(st.text(max_size=80))
def test_whatever_is_typed_makes_something_that_can_be_stored(line):
    asked = read(line)
    if asked is not None:
        assert asked.words.strip() or asked.kind is MONEY
        assert Need("n", asked.kind, asked.quantity)
        assert Task("t", asked.words, asked.minutes, asked.quantity)
