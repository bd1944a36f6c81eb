"""What a coordinator reads of the answers to proposals, from nothing to a proposal."""

from __future__ import annotations

import json

import numpy as np
import pytest

from domain.vocabulary import Audience
from matching.weights import current
from services import application
from tests.matching import planted
from tests.pages.reading import words
from tests.services.desk.answered import store

IN_USE = current(Audience.VOLUNTEER).values
TURNED = dict(zip(IN_USE, reversed(IN_USE.values()), strict=True))


@pytest.fixture
def shown(empty_app, monkeypatch):
    """Opens the page for a national coordinator, with answers."""
    monkeypatch.setenv("VERBINDING_OPEN_DESK", "1")
    application.close()

    def shown(made=None):
        if made is not None:
            store(application.current().database, made)
        test = empty_app("beheer/antwoorden.py")
        assert not test.exception
        return test

    return shown


def layers(test) -> list[dict]:
    """What the one picture is made of."""
    (chart,) = test.get("vega_lite_chart")
    return json.loads(chart.proto.spec)["layer"]


def test_of_a_few_answers_no_number_is_told(shown):
    test = shown(planted.answers(TURNED, 4))
    assert "Er zijn nog geen 5 antwoorden op voorstellen." in words(test)
    assert "keer ja" not in words(test)
    assert not test.get("vega_lite_chart")


def test_too_few_says_how_many_there_must_be(shown):
    test = shown(planted.answers(TURNED, 40))
    assert "Te weinig antwoorden om iets van te leren." in words(test)
    assert "minstens 60 keer ja en 60 keer nee" in words(test)
    assert not test.get("vega_lite_chart")


def test_no_difference_shows_what_is_certain_and_proposes_nothing(shown):
    test = shown(planted.answers(IN_USE, 300))
    assert "Geen verschil" in words(test)
    assert "voorstel</li>" not in words(test)
    assert len(layers(test)) == 2


def test_a_proposal_stands_beside_what_is_in_use_and_nothing_switches(shown):
    test = shown(planted.answers(TURNED, 900))
    said = words(test)
    assert "De antwoorden wijzen op andere gewichten." in said
    assert "Afstand mag lichter tellen: van 30\u00a0% naar" in said
    assert "Er verandert niets vanzelf." in said
    assert "voorstel</li>" in said
    assert len(layers(test)) == 3
    assert current(Audience.VOLUNTEER).values == IN_USE


def test_what_nobody_was_asked_is_told(shown):
    made = planted.answers(IN_USE, 300)
    made.values[:, list(IN_USE).index("groups")] = np.nan
    assert "Hierover zeggen de antwoorden te weinig: Doelgroepen." in words(shown(made))
