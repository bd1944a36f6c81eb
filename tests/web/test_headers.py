from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.navigation import ENTRIES
from web.assets import Assets
from web.headers import PLAIN, SecurityHeaders
from web.index import Index


@pytest.fixture(scope="module")
def client() -> TestClient:
    everything = Route("/{path:path}", lambda _request: PlainTextResponse("streamlit"))
    middleware = [Middleware(SecurityHeaders), Middleware(Assets), Middleware(Index)]
    return TestClient(Starlette(routes=[everything], middleware=middleware))


def page(client: TestClient, path: str = "/", **headers: str):
    return client.get(path, headers={"accept": "text/html", **headers})


def test_pages_are_dutch_unless_english_was_chosen(client):
    assert '<html lang="nl">' in page(client).text
    assert '<html lang="en">' in page(client, "/vrijwilliger?taal=en").text
    assert '<html lang="nl">' in page(client, "/agenda?taal=xx").text


def test_no_page_names_another_host_or_the_agent_interface(client):
    html = page(client).text
    assert not re.findall(r"(?:https?:)?//[a-z]", html)
    assert "_stcore/agent" not in html


def test_every_file_that_a_page_names_is_there(client):
    html = page(client).text
    for address in re.findall(r'(?:src|href)="(\./(?:app/)?static/[^"]+)"', html):
        assert client.get(address.removeprefix(".")).text != "streamlit", address


def test_only_the_inline_script_that_streamlit_ships_may_run(client):
    policy = page(client).headers["content-security-policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe-inline" not in scripts
    assert "'unsafe-eval'" not in scripts
    assert scripts.count("'sha256-") == len(re.findall(r"<script>", page(client).text))
    assert "frame-ancestors 'none'" in policy


def test_the_frame_of_the_map_cannot_reach_the_page(client):
    policy = client.get("/component/streamlit_folium.st_folium/index.html").headers[
        "content-security-policy"
    ]
    assert policy.startswith("sandbox allow-scripts")
    assert "allow-same-origin" not in policy


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/agenda/_stcore/agent/mcp"]
)
def test_endpoints_for_insiders_are_closed(client, path):
    assert client.get(path).status_code == 404


def test_files_are_small_and_kept(client):
    address = re.search(r'href="\.(/app/static/stijl\.css\?v=[^"]+)"', page(client).text)[1]
    answer = client.get(address, headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]


def test_files_outside_the_folder_are_not_sent(client):
    for path in ("/app/static/../app.py", "/app/static/%2e%2e/app.py", "/static/../../config.py"):
        assert "import" not in client.get(path).text


def test_the_frame_of_the_map_asks_for_the_script_of_the_map_at_once(client):
    frame = "/component/streamlit_folium.st_folium/index.html"
    script = re.match(r"<(.*)>; rel=preload; as=script", client.get(frame).headers["link"])
    assert client.get(urljoin(frame, script[1])).text.startswith("/*! Verbindingswijzer map")


def test_every_cookie_goes_over_tls_only_where_the_site_does():
    def answer(_request):
        said = PlainTextResponse("streamlit")
        said.set_cookie("theirs", "1", httponly=True)
        said.set_cookie("ours", "2", secure=True)
        return said

    app = Starlette(
        routes=[Route("/", answer)], middleware=[Middleware(SecurityHeaders, is_secure=True)]
    )
    cookies = TestClient(app).get("/").headers.get_list("set-cookie")
    assert [one.lower().count("; secure") for one in cookies] == [1, 1]


def test_no_page_lies_where_no_script_may_run():
    assert not [one.page for one in ENTRIES if f"/{one.page}".startswith(PLAIN)]
