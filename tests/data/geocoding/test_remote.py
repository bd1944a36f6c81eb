"""Remote geocoders that are well, and eight ways in which they are not."""

from __future__ import annotations

import time
from functools import partial

import pytest
from geopy.geocoders import Nominatim

from data.geocoding import nominatim, pdok
from data.geocoding.remote import FAILURES, REST_SECONDS, Remote
from domain.places import GeocoderUnavailableError, Point, Precision, Province
from tests.data.geocoding.fake_server import as_json, pdok_answer, say, serving, slowly

QUERY = "Domplein 1, Utrecht"
TIMEOUT = 0.4


@pytest.fixture
def server():
    with serving() as fake:
        yield fake


def pdok_at(server, clock=time.monotonic):
    geocoder = pdok.PdokLocatieserver(domain=server.host, scheme="http", timeout=TIMEOUT)
    return Remote("pdok", geocoder.geocode, pdok.place, seconds_between=0, clock=clock)


def nominatim_at(server):
    geocoder = nominatim.nominatim(f"http://{server.host}", user_agent="test", timeout=TIMEOUT)
    ask = partial(geocoder.geocode, addressdetails=True)
    return Remote("nominatim", ask, nominatim.place, seconds_between=0)


def test_pdok_gives_an_address_with_its_municipality(server):
    server.reply = as_json(pdok_answer("POINT(5.1214 52.0907)"))

    found = pdok_at(server).find(QUERY)

    assert found.point == Point(52.0907, 5.1214)
    assert (found.precision, found.source) == (Precision.ADDRESS, "pdok")
    assert (found.name, found.municipality_code, found.pc4) == ("Utrecht", "GM0344", "3512")
    assert found.province is Province.UTRECHT
    assert server.asked[0].startswith("/bzk/locatieserver/search/v3_1/free?q=Domplein+1%2C+Utrecht")


def test_nominatim_gives_an_address(server):
    answer = {
        "lat": "52.0907",
        "lon": "5.1214",
        "display_name": "1, Domplein, Utrecht",
        "address": {
            "house_number": "1",
            "road": "Domplein",
            "city": "Utrecht",
            "state": "Utrecht",
            "postcode": "3512 JC",
        },
    }
    server.reply = as_json([answer])

    found = nominatim_at(server).find(QUERY)

    assert found.point == Point(52.0907, 5.1214)
    assert (found.precision, found.name, found.pc4) == (Precision.ADDRESS, "Utrecht", "3512")


def test_a_geocoder_may_know_nothing(server):
    server.reply = as_json(pdok_answer())
    assert pdok_at(server).find(QUERY) is None

    server.reply = as_json([])
    assert nominatim_at(server).find(QUERY) is None


FAULTS = {
    "slow": slowly(3),
    "broken": lambda request: say(request, b"oops", status=500),
    "html": lambda request: say(request, b"<html>maintenance</html>"),
    "redirect": lambda request: say(
        request, b"", status=302, headers={"Location": "http://169.254.169.254/latest/meta-data"}
    ),
    "not a number": as_json(pdok_answer("POINT(NaN NaN)")),
    "swapped": as_json(pdok_answer("POINT(52.0907 5.1214)")),
    "abroad": as_json(pdok_answer("POINT(2.3522 48.8566)")),
    "another form": as_json({"response": {"docs": [{"type": "adres"}]}}),
    "endless": lambda request: say(request, b" " * 2_000_000),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_an_unavailable_geocoder_within_its_time(server, fault):
    server.reply = fault
    start = time.monotonic()

    with pytest.raises(GeocoderUnavailableError):
        pdok_at(server).find(QUERY)

    assert time.monotonic() - start < 3 * TIMEOUT
    assert len(server.asked) == 1


def test_nominatim_follows_no_redirect_either(server):
    target = f"http://{server.host}/elsewhere"
    server.reply = lambda request: say(request, b"[]", status=302, headers={"Location": target})

    with pytest.raises(GeocoderUnavailableError):
        nominatim_at(server).find(QUERY)

    assert not [path for path in server.asked if path == "/elsewhere"]


def test_after_three_failures_it_rests_and_then_is_asked_again(server):
    now = 0.0
    remote = pdok_at(server, clock=lambda: now)
    server.reply = FAULTS["broken"]
    for _ in range(FAILURES + 2):
        with pytest.raises(GeocoderUnavailableError):
            remote.find(QUERY)
    assert len(server.asked) == FAILURES

    now = REST_SECONDS
    server.reply = as_json(pdok_answer("POINT(5.1214 52.0907)"))

    assert remote.find(QUERY).source == "pdok"


def test_control_the_usual_adapter_goes_where_a_redirect_points(server):
    target = f"http://{server.host}/elsewhere"
    server.reply = lambda request: (
        say(request, b"[]")
        if request.path == "/elsewhere"
        else say(request, b"", status=302, headers={"Location": target})
    )
    careless = Nominatim(domain=server.host, scheme="http", user_agent="test")

    careless.geocode(QUERY)

    assert server.asked[-1] == "/elsewhere"
