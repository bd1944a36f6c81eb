import re
from pathlib import Path

import pytest

from domain.activities import Need, Task
from domain.branches import Branch
from domain.places import Place, Point
from domain.vocabulary import Audience, ConnectionForm, NeedKind, TaskPlace
from i18n.texts import Language, keys
from matching import suggest
from matching.catalogue import Catalogue
from matching.criteria import CRITERIA
from matching.explain import Outcome, changes
from matching.gates import GATES, GateFailure
from matching.lanes import Lane
from matching.weights import OWN, VERSIONS, current
from services import explanations
from tests.matching.made_up import NOW, a_volunteer, an_activity, hours

NL = Language.NL


def the_match(seeker, **activity):
    catalogue = Catalogue.from_activities([an_activity(**activity)])
    (match,) = suggest(seeker, catalogue, now_minute=NOW)
    return match


def test_a_match_says_in_plain_dutch_why_it_fits():
    seeker = a_volunteer(branches=frozenset({Branch.SPORT}), forms=frozenset(ConnectionForm))

    helpers = Task("t", "Helpen", 30, people=8, taken=6)
    match = the_match(
        seeker, branch=Branch.SPORT, forms=frozenset({ConnectionForm.SELF}), tasks=(helpers,)
    )

    assert explanations.explain(match, NL) == [
        "Het is dichtbij: minder dan 1 km.",
        "De branche is er een die jij koos.",
        "Ze zoeken nog 2 van de 8 helpers.",
        "1 van de 6 vormen van verbondenheid die jij koos, komt erin terug.",
    ]
    assert explanations.higher(match, NL)[0].startswith("Met meer van jouw vormen")


def test_the_strongest_reason_beside_the_distance_stands_on_a_card():
    seeker = a_volunteer(branches=frozenset({Branch.SPORT}), forms=frozenset({ConnectionForm.SELF}))

    def said(**activity):
        return explanations.strongest(the_match(seeker, **activity), NL)

    assert said(branch=Branch.SPORT, forms=frozenset({ConnectionForm.SELF})) == (
        "in een branche die jij koos"
    )
    assert said(branch=Branch.ICT, forms=frozenset({ConnectionForm.SELF})) == (
        "verbindt zoals jij graag wilt"
    )
    assert said(branch=Branch.ICT, capacity=8) == ""


def test_what_is_wanted_in_kind_is_said_in_its_own_words():
    needs = (
        Need("a", NeedKind.PEOPLE, 3, 1, "prettige stemmen"),
        Need("b", NeedKind.PEOPLE, 3, 2, "sterke mensen"),
        Need("c", NeedKind.VENUE, 1, 0, "Een zaal"),
        Need("d", NeedKind.MATERIAL, 5, 0, "Stoelen"),
        Need("e", NeedKind.KNOWLEDGE, 2),
        Need("f", NeedKind.NETWORK, 1, 1, "wat er al is"),
        Need("g", NeedKind.MONEY, 500),
    )
    activity = an_activity(needs=needs)

    assert explanations.still_wanted(activity, frozenset(), NL) == (
        "2 prettige stemmen, sterke mensen (1), Een zaal, Stoelen (5), kennis"
    )
    assert explanations.still_wanted(activity, {NeedKind.VENUE}, NL) == "Een zaal"


def test_what_is_near_is_not_told_to_be_nearer():
    match = the_match(a_volunteer(), place=Place("vlakbij", Point(52.0917, 5.1214)))

    assert explanations.higher(match, NL) == [
        "Er is elders meer hulp nodig. Dat scheelt 25 van de 100 punten."
    ]


def test_what_is_done_from_home_is_not_told_to_be_nearer():
    home = Task("t", "Bellen", 30, 5, place=TaskPlace.AT_HOME)
    match = the_match(
        a_volunteer(at_home=True), tasks=(home,), place=Place("ver", Point(53.2, 6.5))
    )

    assert "Was het dichterbij, dan stond het hoger." not in explanations.higher(match, NL)


def test_money_is_said_in_euros():
    sponsor = a_volunteer(audience=Audience.SPONSOR, offers=frozenset({NeedKind.MONEY}))

    match = the_match(sponsor, needs=(Need("n", NeedKind.MONEY, 50_000, 12_500),))

    assert "Er is nog € 375 nodig van € 500." in explanations.explain(match, NL)


def test_distances_are_whole_kilometres():
    said = [explanations.distance(km, NL) for km in (0.4, 1.2, 2.6, 1234.0)]

    assert said == ["dichtbij", "ongeveer 1 km", "ongeveer 3 km", "ongeveer 1.234 km"]


@pytest.mark.parametrize("language", Language)
def test_every_change_gate_criterion_and_version_has_its_words(language):
    seeker = a_volunteer(radius_km=2.5, times=(hours(2, 9, 10),), minutes=30)
    for change in changes(seeker):
        for lane in (Lane.WITHIN, Lane.ANYWHERE):
            for more in (-2, -1, 1, 2):
                assert explanations.what_if(Outcome(change, lane, 5, more), language)
    gates = {gate.name for some in GATES.values() for gate in some} | {
        "published",
        "edition",
        "not_over",
    }
    for gate in gates:
        for reason in ("no", "unknown"):
            assert explanations.gate(GateFailure(gate, reason), language)
    for criterion in {name for some in CRITERIA.values() for name in some}:
        assert explanations.criterion_name(criterion, language)
        assert f"matching.higher.{criterion}" in keys(language)
    for weights in (*VERSIONS, current(Audience.TEAM).with_values({"need": 5})):
        assert explanations.reason(weights, language)
        assert weights.version == OWN or weights.reason_key.endswith(
            weights.version.replace(" ", "-")
        )


@pytest.mark.parametrize("language", Language)
def test_every_fact_pattern_in_the_code_has_a_sentence(language):
    code = (Path(__file__).parents[2] / "matching" / "facts.py").read_text(encoding="utf-8")
    named = re.compile(r"def _(\w+)\(.*?(?=\n\n\ndef|\n\n\n_FACTS)", re.DOTALL)
    owner = {"places": "need", "support": "need", "overlap": None}
    have = {
        key.split(".")[2] + "." + key.split(".")[3]
        for key in keys(language)
        if key.startswith("matching.fact.")
    }

    for found in named.finditer(code):
        criterion = owner.get(found[1], found[1])
        patterns = re.findall(r'"([a-z_]+)"(?=[,\])])(?!: )', found[0])
        for pattern in patterns if criterion else []:
            assert f"{criterion}.{pattern}" in have, (criterion, pattern)
