"""Everything of the server beside the pages: routes, middleware, and the warm-up before the first visit."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from starlette.middleware import Middleware
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Route
from streamlit.auth_util import get_secrets_auth_section
from streamlit.runtime.pages_manager import PagesManager

from services import application
from services.mail import work as mail
from services.work import JOBS
from web import base_layer, calendars, health, links, my_data, photos, sign_in, sign_off, tiles
from web.assets import Assets
from web.headers import SecurityHeaders
from web.index import Index
from web.jobs import Worker

_log = logging.getLogger("verbindingswijzer.server")


def routes() -> list[BaseRoute]:
    """The plain HTTP routes. They come before Streamlit's own."""
    running = application.current()
    return [
        *health.routes(running.database),
        *base_layer.routes(running.settings),
        *tiles.routes(running.programmes),
        *photos.routes(running.database),
        *links.routes(running.database, running.settings),
        *sign_off.routes(running.database, running.settings),
        *my_data.routes(running.database),
        *sign_in.routes(
            running.database, running.settings, has_provider=bool(get_secrets_auth_section())
        ),
        *calendars.routes(running.database, running.settings),
        # The map is the first page; this is the address that people guess.
        Route("/kaart", lambda _request: RedirectResponse("./")),
    ]


def middleware() -> list[Middleware]:
    """Outermost first: headers on everything, then our files and page shell."""
    settings = application.current().settings
    tiles_url, is_secure = settings.tiles_url, settings.public_url.startswith("https:")
    host = "{0.scheme}://{0.netloc}".format(urlsplit(tiles_url)) if tiles_url else ""
    return [
        Middleware(SecurityHeaders, tiles_host=host, is_secure=is_secure),
        Middleware(Assets),
        Middleware(Index),
    ]


@asynccontextmanager
async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any]]:  # noqa: ANN401 - st.App has no public type
    """Load what is slow to load before anybody waits for it."""
    # A folder `pages/` beside the entry puts a fresh server in the old multipage mode, in which a
    # first visitor's deep link is "not found". Can go when streamlit drops that mode.
    PagesManager.uses_pages_directory = False
    await asyncio.to_thread(_warm_up)
    running = application.current()
    worker = Worker(JOBS, running.database, running.settings)
    if running.settings.runs_jobs:
        worker.start()
    yield {}
    await asyncio.to_thread(worker.stop)
    application.close()


def _warm_up() -> None:
    # Never streamlit_folium: imported outside a page run, its component stays unregistered.
    for heavy in ("pandas", "folium", "babel.dates"):
        import_module(heavy)
    running = application.current()
    mail.check(running.settings)
    programme = running.programmes.current()
    _log.info("programme loaded: %d activities", len(programme.catalogue))
    gc.collect()
    gc.freeze()
