"""A title with a word of thirty letters is read whole on a phone, wherever it stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from data.database import open_database
from data.repositories import activities
from data.settings import Settings
from domain.activities import Activity
from domain.places import Place, Point, Province
from domain.times import TimeSlot
from domain.vocabulary import ActivityState
from services.demo.programme import DEMO_EDITION
from tests.browser.looking import opened, phone

pytestmark = pytest.mark.browser

TITLE = "Vrijwilligersbedankbijeenkomst in de Gemeenschapsverbondenheidsruimte"
ID = "langwoord2"
# Alone on an island, so that it is in sight wherever it is listed.
VLIELAND = Place(
    "Vlieland", Point(53.2967, 5.0717), municipality="Vlieland", municipality_code="GM1096",
    province=Province.FRYSLAN,
)  # fmt: skip
PATHS = (
    "/?woorden=vrijwilligersbedank&beeld=lijst",
    "/agenda?woorden=vrijwilligersbedank&dag=2026-12-08",
    f"/activiteit?id={ID}",
    f"/activiteit?id={ID}&aanmelden=1",
    f"/mijn_activiteit?id={ID}",
)
# Where a word is cut off: outside the window, or outside what hides what sticks out.
CUT_OFF = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!/bedankbijeenkomst|verbondenheidsruimte/.test(node.nodeValue)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()];
    let right = innerWidth;
    for (let box = node.parentElement; box; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.overflowX !== "visible") right = Math.min(right, box.getBoundingClientRect().right);
    }
    const most = Math.max(...rects.map((rect) => rect.right));
    if (rects.length && most > right + 1)
      found.push(`${node.parentElement.tagName} ${node.parentElement.className} ${Math.round(most)} > ${Math.round(right)}`);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def titled(var, server):
    """The example week with one long title more."""
    starts = datetime(2026, 12, 8, 13, tzinfo=UTC)
    database = open_database(Settings(var=var))
    with database.write() as session:
        long = Activity(
            ID,
            DEMO_EDITION,
            TITLE,
            place=VLIELAND,
            slots=(TimeSlot(starts, starts + timedelta(hours=2)),),
            state=ActivityState.PUBLISHED,
            organiser="Gemeenschapsverbondenheidsruimtecommissie",
        )
        activities.save(session, long)
    yield server
    with database.write() as session:
        activities.delete(session, ID)
    database.close()


@pytest.mark.parametrize("width", [320, 412])
def test_a_long_word_is_nowhere_cut_off(browser, titled, width):
    page = phone(browser, titled, viewport={"width": width, "height": 844})
    found = {}
    for path in PATHS:
        opened(page, path)
        page.get_by_text("bedankbijeenkomst").first.wait_for()
        page.wait_for_timeout(800)
        found[path] = page.evaluate(CUT_OFF)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found[path].append("scrolls sideways")
    page.context.close()
    assert {path: cut for path, cut in found.items() if cut} == {}
