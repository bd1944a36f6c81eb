"""Putting somebody in a plan by hand: what does not fit says the true reason."""

from dataclasses import replace
from datetime import timedelta

import pytest

from data.database import Database
from data.repositories import volunteers
from domain.places import NOWHERE, Point
from domain.times import TimeSlot
from domain.vocabulary import ActivityState, Audience
from i18n.texts import Language, text
from matching.gates import GATES
from services.planning import changing
from services.planning.changing import NotFittingError
from tests.data.samples import NINE, UTRECHT
from tests.services.planning.asked import DAY, DESK, NOW, a_draft, somebody
from tests.services.signing_up import made_up

LATER = TimeSlot(NINE + DAY, NINE + DAY + timedelta(hours=2))
AMERSFOORT = replace(UTRECHT, name="3811 Amersfoort", point=Point(52.156, 5.388))


@pytest.mark.parametrize(
    ("wish", "activity", "words"),
    [
        (
            {"radius_km": 5.0},
            {"place": AMERSFOORT},
            "Dit is ongeveer 20 km ver. Deze vrijwilliger gaat tot 5 km.",
        ),
        (
            {"radius_km": 5.0},
            {"place": NOWHERE},
            "Het is niet bekend hoe ver dit is voor deze vrijwilliger. Vul eerst aan waar het is.",
        ),
        (
            {"times": (LATER,)},
            {},
            "Dit valt niet op een moment dat deze vrijwilliger noemde.",
        ),
        (
            {"at_home": True},
            {},
            "Deze vrijwilliger helpt liever op een andere plek: alleen thuis, of juist niet thuis.",
        ),
        (
            {"is_adult": False},
            {"min_age": 18},
            "Hier moet je 18 jaar of ouder zijn. Deze vrijwilliger is jonger.",
        ),
        (
            {"is_adult": None},
            {"min_age": 16},
            "Hier moet je 16 jaar of ouder zijn. Deze vrijwilliger zei niets over leeftijd.",
        ),
        (
            {},
            {"state": ActivityState.FULL},
            "Voor deze activiteit kan nu niemand gevraagd worden: zij staat niet open.",
        ),
    ],
    ids=str,
)
def test_what_does_not_fit_says_which_condition(sqlite_database: Database, wish, activity, words):
    one = somebody(sqlite_database)
    with sqlite_database.write() as session:
        volunteers.save(session, replace(volunteers.get(session, one), **wish))
    held = made_up.stored(sqlite_database, **({"min_age": None} | activity))
    with pytest.raises(NotFittingError) as raised:
        changing.put(sqlite_database, one, held.id, actor=DESK, now=NOW)
    assert text(Language.NL, raised.value.key, **raised.value.facts) == words


def test_who_goes_elsewhere_at_that_time_is_said_with_where(sqlite_database: Database):
    soup = made_up.stored(sqlite_database, title="Soep", min_age=None)
    bread = made_up.stored(sqlite_database, title="Brood", min_age=None)
    one = somebody(sqlite_database, asks=2)
    a_draft(sqlite_database, soup, one)
    with pytest.raises(NotFittingError) as raised:
        changing.put(sqlite_database, one, bread.id, actor=DESK, now=NOW)
    assert "al naar Soep" in text(Language.NL, raised.value.key, **raised.value.facts)


@pytest.mark.parametrize("gate", [gate.name for gate in GATES[Audience.VOLUNTEER]])
@pytest.mark.parametrize("language", list(Language))
def test_every_gate_has_its_sentence(gate, language):
    facts = {"km": 12, "limit": 5, "age": 18}
    assert text(language, NotFittingError(gate).key, **facts)
