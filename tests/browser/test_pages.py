"""Every page in a real browser: nothing from elsewhere, accessible, Dutch, and fit for a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.looking import PAGES, looks, opened

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=server, viewport={"width": 1280, "height": 900}, locale="nl-NL"
    )
    yield context.new_page()
    context.close()


def first_activity(page: Page) -> str:
    """The path of an activity's own page, as a visitor would share it."""
    link = opened(page, "/agenda").locator("a[href*='activiteit?id=']").first
    return "/" + str(link.get_attribute("href")).split("/")[-1]


@pytest.fixture(scope="module")
def visit(browser: Browser, server: str) -> Iterator[BrowserContext]:
    """One browser for all pages, as a visitor has: what it fetched for one it has for the next."""
    context = browser.new_context(
        base_url=server,
        locale="nl-NL",
        bypass_csp=True,  # axe is put into the page
    )
    yield context
    context.close()


@pytest.mark.parametrize("path", [*PAGES, None], ids=lambda path: path or "an activity")
def test_every_page_is_accessible_whole_and_asks_nobody_else(visit, server, path):
    hosts = set()
    page = visit.new_page()
    path = path or first_activity(page)
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    words = opened(page, path).locator("[data-testid=stMain]").inner_text()
    assert not re.search(r"\b(None|nan|NaT|undefined|Traceback)\b", words)
    assert not re.search(r"\b[a-z]+\.[a-z_]+_[a-z_]+\b", words)
    expect(page).to_have_title(re.compile(r".+ · Verbindingswijzer"))
    expect(page.get_by_text("Simpel met Impact.")).to_be_visible()
    assert looks(page) == {}
    assert hosts - {""} == {urlsplit(server).netloc}  # data: and blob: have none
    page.close()


def test_a_shared_link_opens_straight_on_a_fresh_server(page):
    path = first_activity(page)
    fresh = page.context.browser.new_context(base_url=page.url.split("/agenda")[0]).new_page()
    opened(fresh, path)
    expect(fresh.get_by_text("Praktisch")).to_be_visible()
    expect(fresh.get_by_role("dialog")).to_have_count(0)


def test_the_language_follows_the_switch_and_the_link(page):
    opened(page, "/agenda")
    assert page.evaluate("document.documentElement.lang") == "nl"
    page.get_by_test_id("stButtonGroup").get_by_text("en", exact=True).first.click()
    expect(page.get_by_text("Choose a day and see what there is to do.")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
    assert "taal=en" in page.url


def test_the_filters_survive_a_change_of_language(page):
    opened(page, "/?branche=sport&vraagt=mensen+die+helpen")
    expect(page.get_by_text("Meer filters (2 aan)")).to_be_visible()
    page.get_by_test_id("stButtonGroup").get_by_text("en", exact=True).first.click()
    expect(page.get_by_text("More filters (2 on)")).to_be_visible()


def test_the_address_that_people_guess_is_the_map(page):
    opened(page, "/kaart")
    assert page.url.endswith("/")


def test_a_volunteer_with_a_keyboard_gets_matches_and_the_reason_why(page):
    opened(page, "/vrijwilliger")
    page.get_by_label("Waar ben je?").focus()
    page.keyboard.type("3511 AB")
    page.keyboard.press("Enter")
    why = page.locator("details", has_text="Waarom past dit?").first
    why.wait_for()
    assert "3511" not in page.url
    why.get_by_text("Waarom past dit?").click()
    expect(why.get_by_text("Afstand")).to_be_visible()
    expect(page.get_by_role("heading", name="Wat als je iets anders kiest?")).to_be_visible()


def test_an_ambiguous_name_asks_which_and_an_unknown_one_helps(page):
    opened(page, "/vrijwilliger")
    field = page.get_by_label("Waar ben je?")
    field.fill("Rijswijk")
    field.press("Enter")
    page.get_by_text("Rijswijk, Zuid-Holland").click()
    page.get_by_text(re.compile(r"Waarom past dit\?")).first.wait_for()
    field.fill("Utrechd")
    field.press("Enter")
    page.get_by_text("Bedoel je misschien").wait_for()
    page.get_by_text("Utrecht", exact=True).first.click()
    page.get_by_text(re.compile(r"Waarom past dit\?")).first.wait_for()


def test_the_list_follows_a_filter_and_the_link_carries_it(page):
    opened(page, "/")
    everything = page.get_by_text(re.compile(r"\d+ activiteiten in beeld")).inner_text()
    page.get_by_label("Zoek op woorden").fill("soep")
    expect(page.get_by_text(re.compile(r"activiteiten? in beeld"))).not_to_have_text(everything)
    fewer = page.get_by_text(re.compile(r"activiteiten? in beeld")).inner_text()
    assert "woorden=soep" in page.url
    again = page.context.new_page()
    opened(again, page.url)
    expect(again.get_by_text(re.compile(r"activiteiten? in beeld"))).to_have_text(fewer)


def test_one_button_clears_every_filter_of_a_link(page):
    opened(page, "/?woorden=soep&branche=sport&provincie=Utrecht")
    page.get_by_text("Meer filters (2 aan)").click()
    page.get_by_role("button", name="Wis alle filters").click()
    expect(page.get_by_label("Zoek op woorden")).to_have_value("")
    page.wait_for_url(re.compile(r"^[^?]*(\?taal=nl)?$"))
    expect(page.get_by_text(re.compile(r"\d+ activiteiten in beeld"))).to_be_visible()


def test_a_phone_has_the_list_one_tap_from_the_map(browser, server):
    context = browser.new_context(
        base_url=server, viewport={"width": 390, "height": 844}, has_touch=True
    )
    page = opened(context.new_page(), "/")
    cards = page.locator("a[href*='activiteit?id=']")
    expect(cards.first).to_be_hidden()
    page.get_by_text("Lijst", exact=True).tap()
    expect(cards.first).to_be_visible()
    context.close()


def test_posters_lists_and_cards_can_be_saved(page):
    for path, name in (
        (first_activity(page), "Poster (A4)"),
        ("/agenda", "Lijst op papier"),
        ("/gesprekskaarten", "Print de kaarten (PDF)"),
    ):
        opened(page, path)
        with page.expect_download() as saved:
            page.get_by_role("button", name=name).click()
        assert saved.value.path().read_bytes().startswith(b"%PDF-")


def test_an_idea_is_found_and_taken_over(page):
    opened(page, "/ideeen?woorden=soep")
    page.get_by_role("link", name="Soep voor de hele straat").click()
    page.get_by_role("link", name="Neem dit idee over").click()
    page.wait_for_url("**/organiseren?idee=soep-voor-de-straat*")
    expect(page.get_by_role("textbox").first).to_have_value("Soep voor de hele straat")


def test_a_chosen_day_is_that_day_for_whoever_opens_the_address_in_another_language(page):
    opened(page, "/agenda")
    page.get_by_test_id("stButtonGroup").get_by_text("za 12 dec").click()
    heading = page.locator("h2")
    expect(heading.first).to_contain_text("za 12 december")
    page.get_by_test_id("stButtonGroup").get_by_text("en", exact=True).first.click()
    expect(heading.first).to_contain_text("Sat 12 December")
    address = page.url
    other = page.context.browser.new_context().new_page()
    opened(other, address)
    expect(other.locator("h2").first).to_contain_text("Sat 12 December")
    assert "12" in other.url  # and passes it on
