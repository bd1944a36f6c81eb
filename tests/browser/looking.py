"""Every page of the site, on a phone too, and what is wrong with how one looks."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as BrowserPage

from services.addresses import Page
from ui.navigation import ENTRIES

# Wide and light, narrow and dark: what is there is looked at in both, every colour in one of them.
LOOKS = ((1280, "light"), (320, "dark"))
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# What axe finds in Streamlit itself, with where and why it stays (2026-11, streamlit 1.67).
UPSTREAM = {
    "presentation-role-conflict": "the drop zone of st.file_uploader; its button is reached all the same"
}
# What a page is about; most of these are gone, and the page says so.
_IDS = {Page.IDEA: "verhalentafel"} | dict.fromkeys(
    (
        Page.ACTIVITY,
        Page.TEAM_PAGE,
        Page.PLEDGE,
        Page.PROPOSAL,
        Page.MY_SIGN_UP,
        Page.MY_ACTIVITY,
        Page.MY_WISHES,
        Page.MY_SPONSOR,
        Page.MY_TEAM,
    ),
    "weg",
)
PAGES = tuple(
    ("/" if entry.is_default else f"/{entry.page}")
    + (f"?id={_IDS[entry.page]}" if entry.page in _IDS else "")
    for entry in ENTRIES
)


def opened(page: BrowserPage, path: str) -> BrowserPage:
    page.goto(path)
    page.locator("h1").first.wait_for()
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    return page


def violations(page: BrowserPage) -> list[str]:
    found = []
    for frame in page.frames:
        if frame != page.main_frame and "/component/" not in frame.url:
            continue
        for one in Axe().run(frame, options=RULES).response["violations"]:
            if one["id"] in UPSTREAM:
                continue
            # A frame is a piece of a page: heading and landmarks stand around it.
            if frame == page.main_frame or not one["id"].startswith(
                ("page-has", "landmark", "region")
            ):
                found.append(f"{one['id']}: {one['nodes'][0]['target']}")
    return found


def looks(page: BrowserPage) -> dict[str, list[str]]:
    """What is wrong with a page wide and light, and then narrow and dark, without opening it anew."""
    found = {}
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(400)  # colours and columns move to their place
        if wrong := violations(page):
            found[f"{width} {scheme}"] = wrong
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found[f"{width} scrolls sideways"] = []
    return found


def phone(browser: Browser, server: str, **options: object) -> BrowserPage:
    settings = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "locale": "nl-NL"}
    context = browser.new_context(base_url=server, **(settings | options))
    context.set_default_timeout(20_000)
    return context.new_page()


def ready(page: BrowserPage) -> None:
    page.locator("h1").first.wait_for()
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
