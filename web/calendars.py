"""Calendar files over HTTP: one activity to put in one's own calendar, and a person's own feed."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from data.database import Database
from data.settings import Settings
from domain.contacts import LinkClosedError
from domain.errors import NotFoundError
from services import addresses, calendars
from services.addresses import Page
from web.index import language_of

_TYPE = "text/calendar"


def routes(database: Database, settings: Settings) -> list[Route]:
    """`/activiteit/<id>.ics` for everybody, `/agenda/<secret>.ics` for who has the secret."""

    def activity(request: Request) -> Response:
        try:
            content = calendars.of_activity(
                database,
                request.path_params["id"],
                public_url=settings.public_url,
                language=language_of(request.query_params.get("taal")),
                now=datetime.now(UTC),
            )
        except NotFoundError:
            return PlainTextResponse("404", status_code=404)
        # The id is a known one by now, so it may stand in a header.
        name = f'attachment; filename="{request.path_params["id"]}.ics"'
        headers = {"Content-Disposition": name, "Cache-Control": "no-cache"}
        return Response(content, media_type=_TYPE, headers=headers)

    def feed(request: Request) -> Response:
        try:
            content = calendars.feed(
                database,
                request.path_params["secret"],
                public_url=settings.public_url,
                now=datetime.now(UTC),
            )
        except LinkClosedError:
            return PlainTextResponse("404", status_code=404)
        return Response(content, media_type=_TYPE)

    return [
        Route(f"/{Page.ACTIVITY}/{{id}}.ics", activity),
        Route(addresses.feed("", "{secret}"), feed),
    ]
