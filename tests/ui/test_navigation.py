from services.addresses import Page
from tests.pages.conftest import ROOT
from ui.navigation import ENTRIES


def test_every_address_has_one_page_with_a_script():
    assert sorted(entry.page for entry in ENTRIES) == sorted(Page)
    assert [entry.file for entry in ENTRIES if not (ROOT / "pages" / entry.file).exists()] == []
