from urllib.parse import urlsplit

from services.addresses import Page
from tests.browser.test_pages import PAGES
from tests.test_house_rules import ROOT
from ui.navigation import ENTRIES


def test_every_page_is_looked_at_in_a_browser():
    looked_at = {urlsplit(path).path.strip("/") for path in PAGES}
    assert {"" if entry.is_default else entry.page for entry in ENTRIES} == looked_at


def test_every_address_has_one_page_with_a_script():
    assert sorted(entry.page for entry in ENTRIES) == sorted(Page)
    assert [entry.file for entry in ENTRIES if not (ROOT / "pages" / entry.file).exists()] == []
