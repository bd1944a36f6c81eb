"""The packaged places: found as people write them, asked back where a name is not enough."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.geocoding.gazetteer import load
from domain.places import (
    AmbiguousPlaceError,
    PlaceNotFoundError,
    Point,
    Precision,
    Province,
)

places = load(None)


@pytest.mark.parametrize(
    ("query", "name", "municipality"),
    [
        ("3511 AB", "3511 Utrecht", "Utrecht"),
        ("3511ab", "3511 Utrecht", "Utrecht"),
        (" 3511 ", "3511 Utrecht", "Utrecht"),
        ("utrecht", "Utrecht", "Utrecht"),
        ("'s-Gravenhage", "Den Haag", "'s-Gravenhage"),
        ("’s gravenhage", "Den Haag", "'s-Gravenhage"),
        ("Den Bosch", "'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("denbosch", "'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("IJMUIDEN", "IJmuiden", "Velsen"),
        ("St. Oedenrode", "Sint-Oedenrode", "Meierijstad"),
        ("Alphen a/d Rijn", "Alphen aan den Rijn", "Alphen aan den Rijn"),
        ("Ljouwert", "Leeuwarden", "Leeuwarden"),
        ("wytgaard", "Wytgaard", "Leeuwarden"),
        ("Bergen (NH)", "Bergen", "Bergen (NH.)"),
        ("Bergen, Noord-Holland", "Bergen", "Bergen (NH.)"),
        ("Hengelo Gld", "Hengelo", "Bronckhorst"),
        ("Beek, gemeente Montferland", "Beek", "Montferland"),
        ("Oosterend (Texel)", "Oosterend", "Texel"),
        ("Utrecht, Nederland", "Utrecht", "Utrecht"),
        ("Domplein 1, 3512 JC Utrecht", "3512 Utrecht", "Utrecht"),
        ("1012 Amsterdam", "1012 Amsterdam", "Amsterdam"),
        ("Kerkplein 3, Zaltbommel", "Zaltbommel", "Zaltbommel"),
        ("Zaanstad", "Zaanstad", "Zaanstad"),
    ],
)
def test_finds_a_place_as_people_write_it(query, name, municipality):
    found = places.find(query)

    assert (found.name, found.municipality, found.source) == (name, municipality, "embedded")


@pytest.mark.parametrize(
    ("query", "municipalities"),
    [
        ("Bergen", ["Bergen (NH.)", "Bergen (L.)"]),
        ("Rijswijk", ["Rijswijk", "Altena", "Buren"]),
        ("hengelo", ["Hengelo", "Bronckhorst"]),
        ("Kerkstraat 12, Bergen", ["Bergen (NH.)", "Bergen (L.)"]),
    ],
)
def test_a_name_of_several_towns_gives_the_choice_largest_first(query, municipalities):
    with pytest.raises(AmbiguousPlaceError) as refused:
        places.find(query)

    assert [candidate.municipality for candidate in refused.value.candidates] == municipalities
    assert all(candidate.province for candidate in refused.value.candidates)


def test_a_village_over_a_municipal_border_is_one_place():
    assert places.find("Vinkel").name == "Vinkel"


def test_an_unknown_name_gives_names_that_look_like_it():
    with pytest.raises(PlaceNotFoundError) as refused:
        places.find("Utrehct")

    assert refused.value.suggestions == ("Utrecht",)


@pytest.mark.parametrize("query", ["", "  ", "-", "0123", "xqzzkw", "'", "💛"])
def test_what_is_no_place_is_not_found(query):
    with pytest.raises(PlaceNotFoundError):
        places.find(query)


@given(st.text(max_size=400))
def test_any_text_gives_a_place_a_choice_or_a_kind_no(text):
    with suppress(AmbiguousPlaceError, PlaceNotFoundError):
        assert places.find(text).point is not None


@pytest.mark.parametrize(
    ("pc4", "precision"),
    [
        ("3511", Precision.POSTCODE),  # a quarter of a city, written down
        ("9161", Precision.POSTCODE),  # the only code of a village
        ("2132", Precision.PLACE),  # one of several codes of a town
        ("1000", Precision.REGION),  # only post boxes: next to 1011
    ],
)
def test_a_postcode_says_how_sure_its_point_is(pc4, precision):
    assert places.postcode(pc4).precision is precision


def test_a_postcode_between_two_others_lies_between_them():
    low, high = places.postcode("3515").point, places.postcode("3521").point
    between = places.postcode("3517").point

    assert low.lat >= between.lat >= high.lat


def test_a_postcode_far_from_any_other_is_unknown():
    assert places.postcode("0100") is None


def test_nearest_gives_the_town_around_a_point():
    found = places.nearest(Point(52.0907, 5.1214))

    assert (found.municipality_code, found.province) == ("GM0344", Province.UTRECHT)


def test_suggestions_start_with_what_was_typed_largest_first():
    found = [place.name for place in places.suggest("ams", 2)]

    assert found == ["Amsterdam", "Amstelveen"]
    assert [place.name for place in places.suggest("351", 2)] == ["3511 Utrecht", "3512 Utrecht"]
    assert places.suggest("", 5) == []


def test_all_municipalities_are_there_with_their_province():
    found = {each.code: each for each in places.municipalities()}

    assert len(found) == 342
    assert (found["GM0344"].name, found["GM0344"].province) == ("Utrecht", Province.UTRECHT)
    assert {each.province for each in found.values()} == set(Province)


def test_places_have_people_for_ranking():
    ranked = sorted(places.places, key=lambda known: -known.population)

    assert {known.place.name for known in ranked[:4]} == {
        "Amsterdam",
        "Rotterdam",
        "Den Haag",
        "Utrecht",
    }
