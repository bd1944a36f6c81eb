"""Photos of activities over plain HTTP, for pages and for who shares one."""

from __future__ import annotations

import hashlib
import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from data.database import Database
from services.organising import public_photo

_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
_HEADERS = {
    # Taken away is gone within minutes; until then nobody asks for it again and again.
    "Cache-Control": "public, max-age=300",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'",
}


class PhotoRoutes:
    """The handler. A plain function: it runs in a thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def photo(self, request: Request) -> Response:
        """The photo of a public activity, once a coordinator or somebody known put it there; else 404."""
        id = request.path_params["id"]
        found = public_photo(self._database, id) if _ID.fullmatch(id) else None
        if found is None:
            return Response(status_code=404, headers={"Cache-Control": "no-store"})
        tag = f'"{hashlib.sha256(found.jpeg).hexdigest()[:16]}"'
        headers = _HEADERS | {"ETag": tag}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return Response(found.jpeg, media_type="image/jpeg", headers=headers)


def routes(database: Database) -> list[Route]:
    """The route of photos, for the app."""
    return [Route("/foto/{id}.jpg", PhotoRoutes(database).photo)]
