"""The app as a script, on a database of its own with the demonstration programme."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data.database import open_database
from data.geocoding import gazetteer
from data.repositories import activities
from data.settings import Settings
from domain.activities import Activity
from domain.actors import Actor, Role
from services import application, history, links
from services.demo import programme as demo
from tests.app_test import AppTest
from ui import resources

ROOT = Path(__file__).parent.parent.parent
YEAR = 2026


class Browser:
    """What the browser of a visit holds: the secrets of opened links and of a coordinator."""

    cookie: str | None = None  # what `services.links.open_link` gives
    desk_cookie: str | None = None  # what `services.accounts.sign_in` gives


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch) -> Browser:
    """The browser of `app`. A test visit has no real one, so no cookies either."""
    browser = Browser()
    monkeypatch.setattr(
        resources,
        "cookie",
        lambda name: browser.cookie if name == links.COOKIE else browser.desk_cookie,
    )
    monkeypatch.setattr(resources, "source_address", lambda: "192.0.2.1")
    return browser


@pytest.fixture
def empty_app(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, visitor: Browser
) -> Iterator[Callable[..., AppTest]]:
    """Opens a page of the app, by its file below pages/, on an empty database."""
    monkeypatch.setenv("VERBINDING_VAR", str(tmp_path))
    monkeypatch.setenv("VERBINDING_PDOK", "0")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    application.close()

    def page(file: str = "verkennen/kaart.py", **parameters: str) -> AppTest:
        test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        test.query_params.update(parameters)
        test.switch_page(f"pages/{file}")
        return test.run()

    yield page
    application.close()


@pytest.fixture(scope="session")
def example_var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose database holds the demonstration and the historic programme, to copy from."""
    var = tmp_path_factory.mktemp("example")
    database = open_database(Settings.from_environment({"VERBINDING_VAR": str(var)}))
    coordinator = Actor(Role.COORDINATOR)
    demo.add(database, gazetteer.load(None), year=YEAR, actor=coordinator)
    history.add(database, gazetteer.load(None), actor=coordinator)
    database.close()
    return var


@pytest.fixture
def app(
    empty_app: Callable[..., AppTest], example_var: Path, tmp_path: Path
) -> Callable[..., AppTest]:
    """The same with the demonstration and the historic programme."""
    shutil.copytree(example_var, tmp_path, dirs_exist_ok=True)
    return empty_app


def save(activity: Activity) -> None:
    """Store an activity where the app under test reads it."""
    with application.current().database.write() as session:
        activities.save(session, activity)
    application.current().programmes.refresh()
