"""What is kept about somebody, as a file for themselves; made when asked for and kept nowhere."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from data.database import Database
from domain.actors import NotAllowedError
from services import links, my_data

PATH = "/mijn_gegevens.json"
_SEE_OTHER = 303


def routes(database: Database) -> list[Route]:
    """The route of that file: to the page that mails a link, for who has opened none."""

    def download(request: Request) -> Response:
        actor = links.actor_of(database, request.cookies.get(links.COOKIE), now=datetime.now(UTC))
        try:
            content = my_data.taken_along(database, actor=actor)
        except NotAllowedError:
            return RedirectResponse("./mijn_gegevens", _SEE_OTHER)
        headers = {
            "Cache-Control": "no-store",
            "Content-Disposition": 'attachment; filename="mijn-gegevens.json"',
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        return Response(content, media_type="application/json", headers=headers)

    return [Route(PATH, download)]
