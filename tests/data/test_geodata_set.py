"""Large files that arrive in pieces, and the folder that is made of them."""

from __future__ import annotations

import csv
import hashlib
import json

import pytest

from data.geocoding.gazetteer import load
from data.geodata_set import folder
from data.geodata_set.download import DownloadFailedError, WrongChecksumError, fetch
from data.geodata_set.folder import UnreadableSourceError
from data.geodata_set.sources import Source
from tests.data import open_sources
from tests.data.geocoding.fake_server import say, serving

CONTENT = bytes(range(256)) * 2000


@pytest.fixture
def server():
    with serving() as fake:
        fake.reply = whole(CONTENT)
        yield fake


def whole(content, version='"1"'):
    """Serve `content` and the rest of it from any byte on."""

    def reply(request):
        wanted = request.headers.get("Range", "")
        headers = {"ETag": version}
        if wanted and request.headers.get("If-Range") == version:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            say(request, content[start:], status=206, headers=headers)
        else:
            say(request, content, headers=headers)

    return reply


def cut_off(content, at, version='"1"'):
    """Promise all of `content` and break off the connection at a byte."""

    def reply(request):
        request.send_response(200)
        request.send_header("Content-Length", str(len(content)))
        request.send_header("ETag", version)
        request.end_headers()
        request.wfile.write(content[:at])
        request.close_connection = True

    return reply


def source_at(server, sha256=""):
    return Source("file.bin", f"http://{server.host}/file.bin", sha256)


def quiet(have, total):
    """Show nothing."""


def test_fetches_a_file_and_tells_how_far_it_is(server, tmp_path):
    steps = []

    path = fetch(source_at(server), tmp_path, lambda have, total: steps.append((have, total)))

    assert path.read_bytes() == CONTENT
    assert steps[-1] == (len(CONTENT), len(CONTENT))
    assert [file.name for file in tmp_path.iterdir()] == ["file.bin"]


def test_an_interrupted_file_is_taken_up_where_it_broke_off(server, tmp_path):
    half = len(CONTENT) // 2
    sent = []
    once = [cut_off(CONTENT, half), whole(CONTENT)]

    def reply(request):
        sent.append(request.headers.get("Range"))
        once[min(len(sent), 2) - 1](request)

    server.reply = reply

    assert fetch(source_at(server), tmp_path, quiet).read_bytes() == CONTENT
    assert sent == [None, f"bytes={half}-"]


def test_a_later_run_goes_on_after_a_run_that_gave_up(server, tmp_path):
    server.reply = cut_off(CONTENT, 1000)
    with pytest.raises(DownloadFailedError):
        fetch(source_at(server), tmp_path, quiet)

    server.reply = whole(CONTENT)
    first = []
    fetch(source_at(server), tmp_path, lambda have, total: first.append(have))

    assert first[0] > 1000
    assert (tmp_path / "file.bin").read_bytes() == CONTENT


def test_a_file_that_changed_meanwhile_is_fetched_from_the_start(server, tmp_path):
    server.reply = cut_off(CONTENT, 1000)
    with pytest.raises(DownloadFailedError):
        fetch(source_at(server), tmp_path, quiet)

    newer = CONTENT[::-1]
    server.reply = whole(newer, version='"2"')

    assert fetch(source_at(server), tmp_path, quiet).read_bytes() == newer


def test_a_file_with_another_checksum_is_refused_and_thrown_away(server, tmp_path):
    right = hashlib.sha256(CONTENT).hexdigest()
    server.reply = whole(CONTENT[:-1] + b"!")

    with pytest.raises(WrongChecksumError):
        fetch(source_at(server, right), tmp_path, quiet)
    assert list(tmp_path.iterdir()) == []

    server.reply = whole(CONTENT)
    assert fetch(source_at(server, right), tmp_path, quiet).read_bytes() == CONTENT


def test_a_redirect_is_not_followed(server, tmp_path):
    server.reply = lambda request: say(
        request, b"", status=302, headers={"Location": f"http://{server.host}/else"}
    )

    with pytest.raises(DownloadFailedError):
        fetch(source_at(server), tmp_path, quiet)
    assert "/else" not in server.asked


@pytest.fixture
def raw(tmp_path):
    found = tmp_path / "raw"
    found.mkdir()
    (found / "postcodes.zip").write_bytes(open_sources.postcodes_zip())
    (found / "places.zip").write_bytes(open_sources.places_zip())
    (found / "municipalities.json").write_bytes(open_sources.municipalities_json())
    return found


def test_the_folder_answers_as_the_packaged_set_does(raw, tmp_path):
    target = tmp_path / "geodata"
    rows = folder.write(raw, target, load(None))

    places = load(target)

    assert rows == {"gemeenten.csv": 2, "pc4.csv": 4, "plaatsen.csv": 3}
    assert places.find("3511 AB").municipality_code == "GM0344"
    assert places.find("Mokum").name == "Amsterdam"
    assert places.find("Zuilen").province.label == "Utrecht"
    assert [each.code for each in places.municipalities()] == ["GM0363", "GM0344"]


def test_stray_rows_do_not_move_a_postcode(raw, tmp_path):
    folder.write(raw, tmp_path / "geodata", load(None))

    with (tmp_path / "geodata/pc4.csv").open() as file:
        points = {
            row["pc4"]: (float(row["lat"]), float(row["lon"])) for row in csv.DictReader(file)
        }
    known = load(None).postcode("3512").point
    assert points["1012"] == (52.373, 4.894)
    assert points["3512"] == (known.lat, known.lon)


def test_provinces_and_land_are_made_of_the_municipalities(raw, tmp_path):
    folder.write(raw, tmp_path / "geodata", load(None))

    provinces = json.loads((tmp_path / "geodata/provincies.geojson").read_bytes())["features"]
    land = json.loads((tmp_path / "geodata/land.geojson").read_bytes())["features"]
    assert [p["properties"] for p in provinces] == [
        {"code": "PV26", "naam": "Utrecht"},
        {"code": "PV27", "naam": "Noord-Holland"},
    ]
    assert len(land) == 1


@pytest.mark.parametrize("name", ["postcodes.zip", "places.zip", "municipalities.json"])
def test_a_strange_source_leaves_the_earlier_folder(raw, tmp_path, name):
    target = tmp_path / "geodata"
    target.mkdir()
    (target / "pc4.csv").write_text("earlier")
    (raw / name).write_bytes(b"<html>maintenance</html>")

    with pytest.raises(UnreadableSourceError):
        folder.write(raw, target, load(None))

    assert (target / "pc4.csv").read_text() == "earlier"
