from urllib.parse import urlsplit

from tests.browser.test_pages import PAGES
from ui.navigation import ENTRIES


def test_every_page_is_looked_at_in_a_browser():
    looked_at = {urlsplit(path).path.strip("/") for path in PAGES}
    assert {"" if one.is_default else one.url_path for one in ENTRIES} == looked_at
