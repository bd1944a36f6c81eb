import gzip
import json
from types import SimpleNamespace

import numpy as np
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from domain.vocabulary import ActivityState
from matching import catalogue as columns
from services.filters import Filter
from services.tiles import mercator
from tests.services.made_up import catalogue_of, programme_of
from web import tiles

LAT, LON = 52.09, 5.12
AT_16 = tuple(int(one[0] * 2**15) for one in mercator(np.array([LAT]), np.array([LON])))
AT_8 = tuple(int(one[0] * 2**7) for one in mercator(np.array([LAT]), np.array([LON])))


@pytest.fixture
def store():
    """Sixty published activities at one point, and one that is still a draft."""
    states = [columns.code(ActivityState.PUBLISHED)] * 60 + [columns.code(ActivityState.DRAFT)]
    rows = catalogue_of([LAT] * 61, [LON] * 61, state=states)
    programme = programme_of(rows, places=["Utrecht"] * 61, version=7)
    return SimpleNamespace(current=lambda: programme, refresh=lambda: programme)


@pytest.fixture
def client(store):
    return TestClient(Starlette(routes=tiles.routes(store)))


def test_a_tile_may_be_kept_for_ever_and_read_by_a_frame_without_origin(client):
    answer = client.get(f"/kaart/7/-/8/{AT_8[0]}/{AT_8[1]}")
    assert answer.status_code == 200
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["access-control-allow-origin"] == "*"
    [cluster] = answer.json()["clusters"]
    assert cluster[2] == 60


def test_a_client_without_gzip_gets_plain_json(client):
    plain = client.get(f"/kaart/7/-/8/{AT_8[0]}/{AT_8[1]}", headers={"accept-encoding": ""})
    assert "content-encoding" not in plain.headers
    assert json.loads(plain.content)["clusters"]


@pytest.mark.parametrize("version", ["3", "003", "99"])
def test_another_version_leads_to_the_current_one_and_is_not_kept(client, version):
    path = f"{AT_8[0]}/{AT_8[1]}"
    answer = client.get(f"/kaart/{version}/-/8/{path}", follow_redirects=False)
    assert answer.status_code == 307
    assert answer.headers["cache-control"] == "no-store"
    assert client.get(f"/kaart/{version}/-/8/{path}").url.path == f"/kaart/7/-/8/{path}"
    inner = client.get(f"/kaart/{version}/-/8/{path}/3?from=50")
    assert (inner.url.path, inner.url.query) == (f"/kaart/7/-/8/{path}/3", b"from=50")


@pytest.mark.parametrize(
    "path",
    ["7/-/99/0/0", "7/-/8/999999999999999999999/0", "7/nonsense/8/1/1", "7/-/8/1/1/5000", "7/-/8/1/1/0?from=-1", "7/-/8/1/1/0?from=²"],
)  # fmt: skip
def test_what_cannot_be_is_not_found(client, path):
    answer = client.get(f"/kaart/{path}")
    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"


def test_a_cluster_lists_its_activities_fifty_at_a_time(client):
    tile = f"/kaart/7/-/16/{AT_16[0]}/{AT_16[1]}"
    [cluster] = client.get(tile).json()["clusters"]
    first = client.get(f"{tile}/{cluster[3]}").json()
    rest = client.get(f"{tile}/{cluster[3]}?from=50").json()
    assert (first["total"], len(first["activities"]), len(rest["activities"])) == (60, 50, 10)


def test_a_filter_reaches_the_tile(client):
    code = Filter(words="activiteit 59").code
    answer = client.get(f"/kaart/7/{code}/8/{AT_8[0]}/{AT_8[1]}").json()
    assert [one[4] for one in answer["activities"]] == ["Activiteit 59"]


def test_cards_show_public_activities_in_the_order_asked_and_nothing_of_drafts(client):
    answer = client.get("/kaart/activiteiten?ids=a000000009,a000000060,a000000002,nobody")
    assert [one["id"] for one in answer.json()["activities"]] == ["a000000009", "a000000002"]
    assert answer.json()["activities"][0] == {
        "id": "a000000009",
        "title": "Activiteit 9",
        "place": "Utrecht",
        "slots": [],
        "left": None,
        "state": "",
    }


@pytest.mark.parametrize("ids", ["", "a b", "../x", ",".join(["a"] * 51), "a" * 41])
def test_cards_take_ids_only(client, ids):
    assert client.get("/kaart/activiteiten", params={"ids": ids}).status_code == 404


def test_base_layer_files_have_a_name_for_ever():
    from data.settings import Settings
    from services.base_layer import base_layers
    from web import base_layer

    client = TestClient(Starlette(routes=base_layer.routes(Settings())))
    land = base_layers(None)["land"]
    answer = client.get(f"/kaart/basis/{land.file_name}")
    assert answer.json() == json.loads(gzip.decompress(land.packed))
    assert "immutable" in answer.headers["cache-control"]
    old = client.get("/kaart/basis/land.0123456789ab.json", follow_redirects=False)
    assert old.headers["location"] == land.file_name
    assert client.get("/kaart/basis/secrets.0123.json").status_code == 404
