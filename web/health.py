"""Is the product well? For monitors and load balancers; says nothing about its contents."""

from __future__ import annotations

from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from data.database import Database, StorageUnavailableError


def routes(database: Database) -> list[Route]:
    """`/gezond`: 200 when the database answers, 503 when it does not."""

    def health(_request: Request) -> JSONResponse:
        try:
            with database.read() as session:
                session.execute(text("SELECT 1"))
        except StorageUnavailableError:
            return JSONResponse({"database": "unavailable"}, status_code=503)
        return JSONResponse({"database": "ok"})

    return [Route("/gezond", health)]
