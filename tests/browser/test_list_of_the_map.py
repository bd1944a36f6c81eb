"""The list of the map follows the place, however wide the screen and whether the map is in sight."""

from __future__ import annotations

import re

import pytest

from data.database import open_database
from data.geocoding import gazetteer
from data.settings import Settings
from i18n.texts import Language, text
from services import filters, listing
from services.demo.programme import DEMO_EDITION
from services.filters import Bounds, Filter
from services.programme import load
from ui.explore import AROUND_KM

pytestmark = pytest.mark.browser

WIDTHS = (320, 390, 412, 1280)
LIST, MAP = (text(Language.NL, f"view.{view}") for view in ("lijst", "kaart"))


@pytest.fixture(scope="module")
def near(var, server):
    """How many activities of the example week lie around a place, by the programme itself."""
    database = open_database(Settings(var=var))
    programme, places = load(database), gazetteer.load(None)
    database.close()
    matching = filters.mask(Filter(edition=DEMO_EDITION), programme).nonzero()[0]

    def count(place: str) -> int:
        found = places.find(place)
        around = Bounds.around(found.point, km=AROUND_KM)
        return len(listing.in_view(programme, matching, around)[0])

    return count


@pytest.fixture(params=WIDTHS)
def page(request, browser, server):
    width = request.param
    context = browser.new_context(
        base_url=server, viewport={"width": width, "height": 844}, has_touch=width < 700
    )
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def listed(page) -> int:
    """The number above the list, once it rests."""
    before = ""
    heading = page.locator("h2", has_text=re.compile("in beeld"))
    for _ in range(20):
        page.wait_for_timeout(700)
        now = heading.first.inner_text() if heading.count() else ""
        if now and now == before:
            break
        before = now
    found = re.match(r"([\d.]+)", before)
    return int(found.group(1).replace(".", "")) if found else 0


# A map shows its whole frame: a step of zoom is four times the ground, and a phone is twice as tall as wide.
MOST = 8


def is_narrow(page) -> bool:
    return page.viewport_size["width"] < 700


def to_the_list(page) -> None:
    if is_narrow(page):
        page.get_by_role("radio", name=LIST).or_(page.get_by_role("button", name=LIST)).first.tap()


def at_rest(page) -> None:
    """Wait until the map shows what it was asked."""
    page.frame_locator('iframe[title*="folium"]').locator(".kaart-cluster").first.wait_for()
    page.wait_for_timeout(2500)


def type_place(page, place: str) -> None:
    field = page.get_by_label(text(Language.NL, "explore.place"), exact=False).first
    field.fill(place)
    field.press("Enter")


@pytest.mark.parametrize("place", ["Zwolle", "3511"])
def test_a_typed_place_is_what_the_list_shows(page, near, place):
    page.goto("/")
    type_place(page, place)
    at_rest(page)
    to_the_list(page)

    assert 0 < near(place) <= listed(page) <= MOST * near(place)


@pytest.mark.parametrize("view", [LIST, MAP])
def test_a_link_to_a_place_shows_it(page, near, view):
    page.goto(f"/?plaats=Zwolle&beeld={view}")
    if view == MAP:
        at_rest(page)
        to_the_list(page)
    shown = listed(page)
    assert 0 < near("Zwolle") <= shown <= MOST * near("Zwolle")
    if view == LIST and is_narrow(page):  # no map was ever in sight
        assert shown == near("Zwolle")


def test_another_place_is_followed_while_the_map_is_hidden(page, near):
    if not is_narrow(page):
        pytest.skip("the map is always in sight")
    page.goto("/?plaats=Zwolle")
    at_rest(page)
    to_the_list(page)
    assert listed(page) >= near("Zwolle")
    type_place(page, "Utrecht")
    page.wait_for_url(re.compile("Utrecht"))
    assert listed(page) == near("Utrecht")
