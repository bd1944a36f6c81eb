"""A browser that visits personal links, with the middleware of the app before them."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.testclient import TestClient

from data.database import Database
from data.settings import Settings
from web import links as routes
from web import server

OURS = {"sec-fetch-site": "same-origin"}
TAP = OURS | {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


def client_of(database: Database, public_url: str) -> TestClient:
    app = Starlette(
        routes=routes.routes(database, Settings(public_url=public_url)),
        middleware=server.middleware(),
    )
    return TestClient(app, base_url=public_url, follow_redirects=False)
