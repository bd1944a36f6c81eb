import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from data.settings import Settings
from domain.branches import Branch
from domain.places import Point
from i18n.texts import Language
from services.filters import Bounds, Filter
from tests.services.made_up import catalogue_of, programme_of
from ui import map_words
from ui.map_messages import MapView, in_view, point_of, view_of
from ui.maps import MapKind, MapState, Pin, State, local_map

ROOT = Path(__file__).parent.parent.parent
HOSTILE = [
    "{{ 7*7 }}",
    "{% for x in [1] %}{% endfor %}",
    "${alert(1)}",
    "\\`)[0];alert(1);//`",
    "</script><img src=x onerror=alert(1)>",
]


@pytest.fixture
def sent(monkeypatch):
    """What st_folium would send to the browser."""
    import streamlit_folium

    from ui import map_view

    messages: list[dict[str, object]] = []
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **given: messages.append(given))
    monkeypatch.setattr(map_view.resources, "settings", Settings)
    return map_view, messages


def test_the_committed_bundle_is_what_its_sources_say():
    checked = subprocess.run(
        [sys.executable, ROOT / "script" / "build_static", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stdout) == (0, "")


@pytest.mark.parametrize("kind", list(MapKind))
@pytest.mark.parametrize("language", list(Language))
def test_no_map_refers_to_another_host(kind, language, sent):
    map_view, messages = sent
    map_view._show(kind, MapState(), "kaart", language, 500)
    assert re.findall(r"https?:|//[a-z]", json.dumps(messages[0], default=str)) == []
    assert messages[0]["css_links"] == []
    assert [Path(link).parent.as_posix() for link in messages[0]["js_links"]] == [
        "../../app/static"
    ]


def test_the_bundle_asks_nothing_of_another_host():
    own = "".join(path.read_text() for path in (ROOT / "static" / "src").iterdir())
    assert set(re.findall(r"https?://[^\s\"'`)]+", own)) == {"http://www.w3.org/2000/svg"}
    [bundle] = (ROOT / "static").glob("kaart.*.js")
    assert "url(images" not in bundle.read_text()


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_never_reaches_the_script_of_a_map(title, sent):
    map_view, messages = sent
    programme = programme_of(catalogue_of([52.0], [5.0]), titles=[title], places=[title])
    map_view.explore_map(programme, Filter(words=title), key="k", language=Language.NL)
    map_view.result_map(["a000000000"], programme, key="r", language=Language.NL)
    for message in messages:
        assert title not in json.dumps(message, default=str)
        assert title not in "".join(str(value) for value in message.values())
        assert "{{" not in str(message["feature_group"])


@pytest.mark.parametrize("id", ["a b", "a'", "{{x}}", "", "é", "a" * 41])
def test_only_an_id_can_become_a_pin(id):
    with pytest.raises(ValueError, match="not an id"):
        Pin(Point(52.0, 5.0), 1, id)


def test_the_shared_map_keeps_its_identity_whatever_visitors_filter(sent):
    map_view, messages = sent
    programme = programme_of(catalogue_of([52.0], [5.0]))
    for wanted in (Filter(), Filter(branches=frozenset({Branch.SPORT}))):
        map_view.explore_map(programme, wanted, key="kaart", language=Language.NL)
    one, other = messages
    assert one["key"] == other["key"]
    assert one["script"] == other["script"]
    assert one["feature_group"] != other["feature_group"]
    assert len(local_map(MapKind.EXPLORE, Language.NL, Settings())._children) == 1


def test_a_frame_may_be_zoomed(sent):
    map_view, messages = sent
    map_view._show(MapKind.EXPLORE, MapState(), "kaart", Language.NL, 500)
    assert "user-scalable" not in str(messages[0]["header"])


def test_pins_keep_the_rank_of_the_list_when_some_have_no_point(sent):
    map_view, _ = sent
    programme = programme_of(catalogue_of([52.0, np.nan, 53.0], [5.0, np.nan, 6.0]))
    pins = map_view._pins(["a000000002", "a000000001", "a000000000"], programme, [1, 2, 3])
    assert [(pin.rank, pin.activity_id) for pin in pins] == [(1, "a000000002"), (3, "a000000000")]


def test_a_state_is_numbers_ids_and_codes():
    state = State(MapState(7, Filter(), origin=Point(52.0912345, 5.1), radius_km=10.0)).state
    assert (state["version"], state["filter"], state["origin"]) == (7, "-", [52.09123, 5.1])


@pytest.mark.parametrize(
    "message",
    [None, {}, [], "x", 7],
)
def test_no_report_is_no_view(message):
    assert view_of(message) is None
    assert point_of(message) is None


def test_a_report_is_read_with_care():
    good = {"bounds": [51.0, 4.0, 52.0, 5.0], "zoom": 8.25, "chosen": "abc", "opened": None}
    assert view_of(good) == MapView(Bounds(51.0, 4.0, 52.0, 5.0), 8.25, "abc", None)
    bad = {"bounds": [52, 4, 51, 5], "zoom": "8", "chosen": "<b>", "opened": {"a": 1}}
    assert view_of(bad) == MapView()
    assert view_of({"bounds": [1, 2, float("nan"), 4]}) == MapView()
    assert view_of({"bounds": [52.1, 5.1, 52.1, 5.1]}) == MapView()  # of a map without size
    assert view_of({"around": [[51, 4], [52, 5]]}) == MapView(around=Bounds(51.0, 4.0, 52.0, 5.0))
    assert view_of({"around": [[51, 4], "x"]}) == view_of({"around": [1, 2, 3]}) == MapView()


def test_a_list_shows_what_the_map_says_only_when_it_answers_what_was_asked():
    zwolle, utrecht = Bounds(52.4, 6.0, 52.6, 6.2), Bounds(52.0, 5.0, 52.2, 5.2)
    seen = Bounds(52.3, 5.9, 52.7, 6.3)

    assert in_view(MapView(seen, around=zwolle), zwolle) == seen
    assert in_view(MapView(seen, around=zwolle), utrecht) == utrecht  # still shows Zwolle
    assert in_view(MapView(seen, around=zwolle), None) is None
    assert in_view(MapView(seen), None) == seen
    assert in_view(MapView(around=zwolle), zwolle) == zwolle  # is hidden
    assert in_view(None, zwolle) == zwolle
    assert in_view(None, None) is None


def test_a_map_gives_the_view_back_as_it_was_asked():
    asked = Bounds.around(Point(52.5126, 6.0936), km=8.0)
    state = json.loads(json.dumps(State(MapState(view=asked)).state["view"]))
    assert view_of({"around": state}).around == asked
    assert point_of({"point": [52.0, 5.0]}) == Point(52.0, 5.0)
    assert point_of({"point": [40.0, 5.0]}) is None


def test_every_branch_has_a_group_and_every_group_a_name_and_a_colour():
    names = map_words.sentences(Language.NL)
    groups = map_words.branch_groups()
    assert len(groups) == len(Branch)
    for group in {*groups, max(groups) + 1}:
        assert f"group-{group}" in names
        assert f"group-{group}" in map_words.PALETTE


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize(
    ("text", "ground"),
    [("on-primary", "primary"), ("on-accent", "accent"), ("muted", "paper"), ("ink", "paper"), ("label", "land"), ("label", "water"), ("label", "neighbours"), *((f"group-{n}", "paper") for n in range(7))],
)  # fmt: skip
def test_words_and_signs_stand_out(text, ground):
    one, other = (luminance(map_words.PALETTE[name]) for name in (text, ground))
    assert (max(one, other) + 0.05) / (min(one, other) + 0.05) >= 4.5
