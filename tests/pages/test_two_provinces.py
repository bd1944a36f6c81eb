"""What a coordinator of Fryslân sees of Utrecht: that it is a colleague's, and nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from domain.accounts import Scope
from domain.places import Province
from i18n.texts import Language, text
from services import accounts, application
from tests.access.world import HERE, THERE, fill
from tests.app_test import AppTest
from tests.pages.conftest import Browser
from tests.pages.reading import words
from ui import state

PASSWORD = "vier-losse-woorden-hier-62"
ELSEWHERE = "Dit hoort bij een andere regio of branche. De coördinator daarvan helpt je graag."


@pytest.fixture
def as_coordinator(
    empty_app: Callable[..., AppTest], visitor: Browser
) -> Callable[[Province], Callable[..., AppTest]]:
    """Opens pages as a coordinator of a province."""
    database, now = application.current().database, datetime.now(UTC)
    fill(database)

    def of(province: Province) -> Callable[..., AppTest]:
        name, scope = province.name, Scope(provinces=frozenset({province}))
        accounts.add(database, name, password=PASSWORD, scope=scope, now=now)
        visitor.desk_cookie = accounts.sign_in(database, name, PASSWORD, source_address="", now=now)
        return empty_app

    return of


def test_a_coordinator_of_one_province_sees_nothing_of_anothers(as_coordinator):
    app = as_coordinator(Province.FRYSLAN)
    for file, parameters in {
        "meedoen/mijn_activiteit.py": {"id": HERE.id("open")},
        "meedoen/mijn_aanmelding.py": {"id": HERE.id("sign-up-comes")},
        "meedoen/mijn_team.py": {state.ID: HERE.id("team")},
        "meedoen/mijn_sponsor.py": {state.ID: HERE.id("sponsor")},
    }.items():
        seen = words(app(file, **parameters))
        assert "Voor een andere coördinator" in seen, file
        assert ELSEWHERE in seen, file
        assert "Soep" not in seen, file

    for file, own in {
        "beheer/beoordelen.py": text(Language.NL, "review.nothing"),
        "beheer/overzicht.py": "Fryslân",
        "beheer/toezeggingen.py": THERE.id("offered"),
    }.items():
        page = app(file)
        assert HERE.id("") not in "".join(one.key or "" for one in page.button), file
        assert "Soep new" not in words(page), file
        assert own in words(page) + "".join(one.key or "" for one in page.button), file


def test_the_same_links_open_for_the_coordinator_of_that_province(as_coordinator):
    app = as_coordinator(Province.UTRECHT)
    assert "Soep open" in words(app("meedoen/mijn_activiteit.py", id=HERE.id("open")))
    assert "Soep new" in words(app("beheer/beoordelen.py"))
