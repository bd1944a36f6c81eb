"""`manage.py geodata download` against a copy of the sources on this machine."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from commands import geodata
from data.geocoding.gazetteer import load
from tests.data import open_sources
from tests.data.geocoding.fake_server import say, serving

FILES = {
    "/zip/NL.zip": open_sources.postcodes_zip(),
    "/dump/NL.zip": open_sources.places_zip(),
    "/2025/wfs/v1_0": open_sources.municipalities_json(),
}


@pytest.fixture
def server():
    with serving() as fake:
        fake.reply = lambda request: say(request, FILES[request.path.partition("?")[0]])
        yield fake


@pytest.fixture
def download(server, tmp_path):
    copy = f"http://{server.host}"
    options = ["--geonames", copy, "--cbs", copy, "--folder", str(tmp_path / "geodata")]
    return lambda *more: CliRunner().invoke(geodata.app, ["download", *options, *more])


def test_makes_a_folder_that_the_gazetteer_reads(download, tmp_path):
    done = download()

    assert done.exit_code == 0, done.output
    assert "pc4.csv: 4 regels" in done.stdout
    assert load(tmp_path / "geodata").find("3511").source == "geodata"
    assert [path.name for path in tmp_path.iterdir()] == ["geodata"]


def test_a_wrong_checksum_ends_with_code_1_and_makes_nothing(download, tmp_path):
    done = download("--checksum", "places.zip=" + "0" * 64)

    assert done.exit_code == 1
    assert "places.zip is niet het bestand" in done.stderr
    assert not (tmp_path / "geodata").exists()


def test_an_interrupted_download_asks_only_for_the_rest(server, download):
    postcodes = FILES["/zip/NL.zip"]
    ranges = []

    def reply(request):
        path = request.path.partition("?")[0]
        start = request.headers.get("Range")
        ranges.append((path, start))
        if path == "/zip/NL.zip" and start is None:
            say(request, postcodes[:100], headers={"ETag": '"1"', "Content-Length": "999"})
            request.close_connection = True
        elif start:
            say(request, postcodes[100:], status=206, headers={"ETag": '"1"'})
        else:
            say(request, FILES[path])

    server.reply = reply

    assert download().exit_code == 0
    assert ranges[:2] == [("/zip/NL.zip", None), ("/zip/NL.zip", "bytes=100-")]
