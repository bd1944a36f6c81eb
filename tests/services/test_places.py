"""The whole way from a typed line to a point, with the network well, ill and forbidden."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from data.geocoding import chain, pdok
from data.geocoding.remote import Remote
from data.settings import Settings
from domain.places import AmbiguousPlaceError, PlaceNotFoundError, Point, Precision
from services.places import find_place
from tests.data.geocoding.fake_server import as_json, pdok_answer, say, serving

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ADDRESS = "Domplein 1, Utrecht"
DOM = Point(52.0907, 5.1214)


@pytest.fixture
def server(monkeypatch):
    """PDOK, at this machine."""
    with serving() as fake:
        geocoder = pdok.PdokLocatieserver(domain=fake.host, scheme="http", timeout=0.5)
        remote = Remote("pdok", geocoder.geocode, pdok.place, seconds_between=0)
        monkeypatch.setattr(chain, "remotes_of", lambda settings: (remote,))
        fake.reply = as_json(pdok_answer("POINT(5.1214 52.0907)"))
        yield fake


@pytest.fixture
def find(sqlite_database):
    def ask(query, *, now=NOW, **options):
        return find_place(sqlite_database, Settings(geodata=None), query, now=now, **options)

    return ask


def test_nothing_leaves_the_machine_unless_it_may(find, server):
    find("3512 JC")
    find(ADDRESS)
    with pytest.raises(PlaceNotFoundError):
        find("Domtoren")

    assert server.asked == []


def test_a_postcode_or_town_is_never_asked_of_others(find, server):
    assert find("3512 JC", allow_remote=True).source == "embedded"
    assert find("Utrecht", allow_remote=True).source == "embedded"
    assert server.asked == []


def test_an_address_is_asked_once_and_then_remembered(find, server):
    first = find(ADDRESS, allow_remote=True)
    again = find("domplein 1  utrecht", allow_remote=True)

    assert first == again
    assert (first.point, first.precision, first.source) == (DOM, Precision.ADDRESS, "pdok")
    assert len(server.asked) == 1


def test_an_unknown_address_is_asked_again_after_a_week(find, server):
    server.reply = as_json(pdok_answer())
    for days in (0, 6, 8):
        find(ADDRESS, allow_remote=True, now=NOW + timedelta(days=days))

    assert len(server.asked) == 2


def test_a_failure_leaves_the_answer_of_the_gazetteer_and_is_not_remembered(find, server):
    server.reply = lambda request: say(request, b"", status=500)
    assert find(ADDRESS, allow_remote=True).source == "embedded"

    server.reply = as_json(pdok_answer("POINT(5.1214 52.0907)"))
    assert find(ADDRESS, allow_remote=True).source == "pdok"


def test_an_answer_in_another_town_is_not_believed(find, server):
    server.reply = as_json(pdok_answer("POINT(4.4792 51.9225)"))

    assert find(ADDRESS, allow_remote=True).name == "Utrecht"
    assert find(ADDRESS, allow_remote=True).source == "embedded"


def test_a_name_only_others_know_gets_its_municipality(find, server):
    server.reply = as_json(
        pdok_answer("POINT(5.1214 52.0907)", gemeentecode="", provincienaam="", type="weg")
    )

    found = find("Domtoren", allow_remote=True)

    assert (found.municipality_code, found.precision) == ("GM0344", Precision.STREET)


def test_an_ambiguous_town_is_asked_back_not_guessed(find, server):
    with pytest.raises(AmbiguousPlaceError):
        find("Kerkstraat 1, Bergen", allow_remote=True)

    assert server.asked == []


def test_an_installation_chooses_its_geocoders():
    assert [r.source for r in chain.remotes_of(Settings())] == ["pdok"]
    assert chain.remotes_of(Settings(pdok=False)) == ()
    own = Settings(pdok=False, nominatim_url="https://nominatim.example.nl")
    assert [r.source for r in chain.remotes_of(own)] == ["nominatim"]
