"""Whole journeys in a real browser: from opening the app to what was wanted.

Each prints its taps, keys and seconds. With PICTURES set to a folder, every step is photographed.
"""

from __future__ import annotations

import email
import email.policy
import os
import re
import secrets
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from i18n.texts import Language, text
from tests.browser.looking import looks, opened, phone, ready

pytestmark = pytest.mark.browser

TO_HELP = text(Language.NL, "nav.volunteer")
KEY_MILLISECONDS = 200  # how fast a thumb types
MAIL_SECONDS = 30
KEYS_AT_MOST = 60  # presses of Tab and the like, what is typed aside
JUST_COME = re.compile("^" + text(Language.NL, "sign_up.no_task"))
LEAST_AGE = re.compile("jaar of ouder, en wie met me meekomt")
TOO_FAST_MILLISECONDS = 3200  # nobody fills in a form sooner


class Visit:
    """A page, with its taps counted and its steps photographed."""

    def __init__(self, page: Page, name: str) -> None:
        self.page, self.name = page, name
        self.taps = self.typed = self.steps = 0
        self.began = time.monotonic()

    def tap(self, what: Locator) -> None:
        what.tap()
        self.taps += 1

    def type(self, field: Locator, words: str, *, enter: bool = False) -> None:
        self.tap(field)
        field.press_sequentially(words, delay=KEY_MILLISECONDS)
        self.typed += len(words)
        if enter:
            field.press("Enter")
            self.typed += 1

    def step(self, name: str) -> None:
        self.steps += 1
        if folder := os.environ.get("PICTURES"):
            self.page.wait_for_timeout(700)
            file = f"{self.name}-{self.steps:02}-{name}.png"
            self.page.screenshot(path=Path(folder) / file)

    def report(self) -> None:
        seconds = time.monotonic() - self.began
        print(f"\n{self.name}: {self.taps} taps, {self.typed} keys, {seconds:.0f} seconds")  # noqa: T201  # the figure


def link_in_mail(var: Path, address: str) -> str:
    """The personal link in the newest mail to `address` that has one, as its plain text shows it."""
    deadline = time.monotonic() + MAIL_SECONDS
    while time.monotonic() < deadline:
        for file in sorted((var / "outbox").glob("*.eml"), reverse=True):
            mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            if mail["To"] and address in str(mail["To"]):
                words = mail.get_body(("plain",)).get_content()
                if link := re.search(r"https?://\S+/mijn/\S+", words):
                    return link.group(0)
        time.sleep(0.2)
    raise AssertionError(f"no mail to {address}")


def new_address() -> str:
    """An address that nobody used, also on a server that has run these tests before."""
    return f"n{secrets.token_hex(3)}@example.org"


def first_with_room(page: Page, place: str = "3511 AB") -> Locator:
    """The link to sign up on the first result."""
    opened(page, "/vrijwilliger")
    field = page.get_by_label("Waar ben je?")
    field.fill(place)
    field.press("Enter")
    link = page.get_by_role("link", name="Meld je aan").first
    link.wait_for()
    return link


def asked_besides(form: Locator) -> list[Locator]:
    """What this activity asks of who comes: to choose a task if it has any, and to be old enough."""
    form.get_by_label("Je voornaam").wait_for()
    form.page.wait_for_timeout(1000)  # a choice gets its words after its box
    choices = (form.get_by_text(JUST_COME), form.get_by_text(LEAST_AGE))
    return [choice for choice in choices if choice.count()]


def fill_in(page: Page, *, name: str, address: str) -> None:
    form = page.get_by_role("dialog")
    for choice in asked_besides(form):
        choice.click()
    form.get_by_label("Je voornaam").fill(name)
    form.get_by_label("Je e-mailadres").fill(address)
    form.get_by_text("Ja", exact=True).click()


def test_a_volunteer_with_a_phone_signs_up_within_a_minute(browser, server, var):
    page, address = phone(browser, server), new_address()
    visit = Visit(page, "vrijwilliger")
    page.goto("/")
    visit.step("kaart")
    visit.tap(page.get_by_test_id("stMain").get_by_role("link", name=TO_HELP))
    visit.type(page.get_by_label("Waar ben je?"), "3511", enter=True)
    join = page.get_by_role("link", name="Meld je aan").first
    join.wait_for()
    visit.step("gevonden")
    visit.tap(join)
    form = page.get_by_role("dialog")
    for choice in asked_besides(form):
        visit.tap(choice)
    visit.type(form.get_by_label("Je voornaam"), "Noor")
    visit.type(form.get_by_label("Je e-mailadres"), address)
    visit.tap(form.get_by_text("Ja", exact=True))
    visit.step("ingevuld")
    visit.tap(form.get_by_role("button", name="Meld me aan"))
    form.get_by_text("Je aanmelding staat klaar").wait_for()
    visit.step("bijna")
    page.goto(link_in_mail(var, address))
    visit.taps += 1  # the link in the mail
    visit.step("link")
    visit.tap(page.get_by_role("button", name="Ja, ik kom"))
    expect(page.get_by_text("Je komt. Fijn!")).to_be_visible()
    visit.report()
    visit.step("rond")
    assert address not in page.url
    page.get_by_role("button", name="Ik kan niet komen").tap()
    page.get_by_role("button", name="Ja, meld me af").tap()
    expect(page.get_by_text("Je bent afgemeld.")).to_be_visible()
    visit.step("afgemeld")
    page.context.close()


def press_until(page: Page, is_there: Callable[[], bool], key: str = "Tab") -> int:
    """Press `key` until it is there; how often that took."""
    for number in range(KEYS_AT_MOST):
        if is_there():
            return number
        page.keyboard.press(key)
        page.wait_for_timeout(60)
    raise AssertionError("the keyboard does not get there")


def skip_to_content(page: Page) -> int:
    """Use the first link of a page, past its menu; how many presses that took."""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    return 2


def test_with_a_keyboard_alone_somebody_finds_signs_up_and_signs_off(browser, server, var):
    context = browser.new_context(base_url=server, viewport={"width": 1280, "height": 900})
    page = context.new_page()

    def focused(words: str) -> Callable[[], bool]:
        script = """words => {
            const one = document.activeElement;
            if (!one.matches("a, button, input")) return false;
            const label = one.getAttribute('aria-label') || one.labels?.[0]?.innerText || one.innerText || '';
            return label.includes(words);
        }"""
        return lambda: bool(page.evaluate(script, words))

    address = new_address()
    opened(page, "/vrijwilliger")
    keys = skip_to_content(page) + press_until(page, focused("Waar ben je?"))
    page.keyboard.type("3511 AB")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Meld je aan").first.wait_for()
    ready(page)
    keys += 1 + press_until(page, focused("Meld je aan"))
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    page.wait_for_timeout(TOO_FAST_MILLISECONDS)
    is_radio = "() => document.activeElement.type === 'radio'"
    if page.get_by_role("dialog").get_by_text(JUST_COME).count():
        keys += 1 + press_until(page, lambda: bool(page.evaluate(is_radio)))
        page.keyboard.press("Space")
    keys += 1 + press_until(page, focused("Je voornaam"))
    page.keyboard.type("Sam")
    keys += press_until(page, focused("Je e-mailadres"))
    page.keyboard.type(address)
    keys += press_until(page, lambda: bool(page.evaluate(is_radio)))
    page.keyboard.press("Space")
    if page.get_by_role("dialog").get_by_text(LEAST_AGE).count():
        keys += 1 + press_until(page, focused("jaar of ouder, en wie"))
        page.keyboard.press("Space")
    keys += 1 + press_until(page, focused("Meld me aan"))
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_text("Je aanmelding staat klaar").wait_for()
    page.goto(link_in_mail(var, address))
    keys += 1 + press_until(page, focused("Ja, ik kom"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Je komt. Fijn!")).to_be_visible()
    ready(page)
    keys += 1 + skip_to_content(page) + press_until(page, focused("Ik kan niet komen"))
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Ja, meld me af").wait_for()
    keys += 1 + press_until(page, focused("Ja, meld me af"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Je bent afgemeld.")).to_be_visible()
    print(f"\ntoetsenbord: {keys} presses")  # noqa: T201  # the figure
    assert keys <= KEYS_AT_MOST
    context.close()


def test_signing_up_is_accessible_in_every_state(browser, server, var):
    page = phone(browser, server, bypass_csp=True)  # axe is put into the page
    visit, found = Visit(page, "toegankelijk"), {}
    address = new_address()

    def look(state: str) -> None:
        visit.step(state)
        if wrong := looks(page):
            found[state] = wrong

    first_with_room(page).click()
    page.get_by_role("dialog").wait_for()
    look("leeg formulier")
    page.get_by_role("button", name="Meld me aan").click()
    expect(page.get_by_role("alert")).to_contain_text("Vul je voornaam in")
    look("nog niet klaar")
    page.wait_for_timeout(TOO_FAST_MILLISECONDS)
    fill_in(page, name="Kim", address=address)
    page.get_by_role("button", name="Meld me aan").click()
    page.get_by_role("dialog").get_by_text("Je aanmelding staat klaar").wait_for()
    look("bijna")
    page.get_by_role("dialog").get_by_role("button", name="Sluit").last.click()
    page.get_by_text("Meld nog iemand aan").wait_for()
    look("activiteit")
    page.goto(link_in_mail(var, address))
    page.get_by_role("button", name="Ja, ik kom").click()
    page.get_by_text("Je komt. Fijn!").wait_for()
    page.get_by_text("Verander je aanmelding").click()
    look("mijn aanmelding")
    page.context.close()
    assert found == {}


def test_my_location_is_asked_after_a_tap_only_and_is_rounded(browser, server):
    page = phone(
        browser,
        server,
        geolocation={"latitude": 52.091234, "longitude": 5.121987},
        permissions=["geolocation"],
    )
    sent: list[str] = []
    page.on(
        "websocket",
        lambda socket: socket.on("framesent", lambda frame: sent.append(repr(frame))),
    )
    opened(page, "/vrijwilliger")
    assert "52.09" not in "".join(sent)
    page.get_by_role("button", name="Mijn locatie").tap()
    page.get_by_role("link", name="Meld je aan").first.wait_for()
    assert page.get_by_label("Waar ben je?").input_value().startswith("Utrecht")
    assert "52.09,5.12" in "".join(sent)
    assert "52.091" not in "".join(sent)
    assert "52.09" not in page.url
    page.context.close()


def test_a_browser_that_does_not_say_where_it_is_leaves_the_field_to_type_in(browser, server):
    page = phone(browser, server)
    opened(page, "/vrijwilliger")
    page.get_by_role("button", name="Mijn locatie").tap()
    unknown = page.get_by_role("status").filter(has_text="We weten niet waar je bent")
    expect(unknown).to_be_visible()
    expect(page.get_by_label("Waar ben je?")).to_have_value("")
    page.context.close()
