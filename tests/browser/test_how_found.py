"""From what an activity leaves unsaid to the field in which it is said, by one tap."""

from __future__ import annotations

import pytest

from data.database import open_database
from data.settings import Settings
from domain.unsaid import missing
from services import activities
from services.demo.programme import DEMO_EDITION
from services.programme import load
from tests.browser.looking import looks, opened, phone

pytestmark = pytest.mark.browser

HAS_FOCUS = """key => {
  const field = document.querySelector(`.st-key-${key}`), focused = document.activeElement;
  const { top, bottom } = focused.getBoundingClientRect();
  return Boolean(field?.contains(focused)) && top >= 0 && bottom <= innerHeight;
}"""


@pytest.fixture
def silent(var, server) -> str:
    """The id of an activity of the example week that says little."""
    database = open_database(Settings(var=var))
    ids = load(database).catalogue.ids[:400].tolist()
    week = (one for one in activities.listed(database, ids) if one.edition_id == DEMO_EDITION)
    found = max(week, key=lambda one: len(missing(one)))
    database.close()
    return found.id


def test_each_button_leads_to_a_field_in_sight(browser, server, silent):
    page = phone(browser, server)
    opened(page, f"/mijn_activiteit?id={silent}")
    frame = page.locator(".st-key-mijn_gevonden")
    frame.wait_for()
    if (more := frame.locator("summary")).count():
        more.tap()
    buttons = frame.locator("[data-naar]")
    assert buttons.count() > 2
    for number in range(buttons.count()):
        key = buttons.nth(number).get_attribute("data-naar")
        buttons.nth(number).tap()
        page.wait_for_function(HAS_FOCUS, arg=key, timeout=8_000)
    page.context.close()


def test_what_an_organiser_reads_of_it_is_accessible(browser, server, silent):
    page = phone(browser, server)
    opened(page, f"/mijn_activiteit?id={silent}")
    page.locator(".st-key-mijn_gevonden").wait_for()
    assert looks(page) == {}
    page.context.close()
