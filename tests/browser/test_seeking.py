"""A volunteer with a phone: what is near, just beyond and from home, in that order and on the map."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looking import looks, opened, phone, ready

pytestmark = pytest.mark.browser

GROUPS = ("Binnen bereik", "Net iets verder", "Vanuit huis of online")


def test_groups_stand_in_order_on_a_phone_and_the_map_has_their_numbers(browser, server):
    page = opened(phone(browser, server, bypass_csp=True), "/vrijwilliger")
    field = page.get_by_label("Waar ben je?")
    field.fill("Emmen")
    field.press("Enter")
    first = page.get_by_role("heading", name=re.compile(r"^Binnen bereik \(\d+\)$"))
    expect(first).to_be_visible()
    ready(page)

    names = [one.rsplit(" (", 1)[0] for one in page.locator("h2").all_inner_texts()]
    shown = [name for name in names if name in GROUPS]
    assert shown == [name for name in GROUPS if name in shown]
    assert {"Binnen bereik", "Vanuit huis of online"} <= set(shown)
    cards = page.locator("[class*='st-key-kaartje_match_']")
    kinds = [
        "from home" if "vanuit huis" in words.split("\n")[1] else "near"
        for words in cards.all_inner_texts()
    ]
    assert kinds == sorted(kinds, reverse=True)  # near before from home
    assert first.bounding_box()["y"] < 844  # in the first screen
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    assert looks(page) == {}
    page.set_viewport_size({"width": 390, "height": 844})
    numbers = [
        found[1]
        for title in page.locator("[class*='st-key-kaartje_match_'] a").all_inner_texts()
        if (found := re.match(r"(\d+)\. ", title))
    ]
    page.get_by_test_id("stMain").get_by_text("Kaart", exact=True).click()
    ready(page)
    frame = page.frame_locator("iframe[title*='folium']")
    for number in numbers:
        expect(frame.get_by_text(number, exact=True).first).to_be_visible()
    page.context.close()
