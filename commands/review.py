"""`manage.py review`: what waits for a coordinator, and what is done with it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from commands.context import COMMAND_LINE, opened
from data.database import Database
from domain.errors import NotFoundError
from i18n import formats
from i18n.texts import Language, text
from services import organising
from services.organising import Waiting, reviewing

NL = Language.NL

app = typer.Typer(help=text(NL, "review.help.all"), no_args_is_help=True)
_Id = Annotated[str, typer.Argument(help=text(NL, "review.help.id"))]


@app.command("list", help=text(NL, "review.help.list"))
def show() -> None:
    """Say what waits, oldest first, without names or addresses."""
    with opened() as (database, _):
        found = reviewing.lines(database, actor=COMMAND_LINE, now=datetime.now(UTC))
    for row in (one.row for one in found):
        since = formats.day(row.since, NL) if row.since else ""
        what = text(NL, "review.new" if row.is_new else "review.changed")
        typer.echo(f"{row.id}  {since}  {what}  {row.title}")
    if not found:
        typer.echo(text(NL, "review.nothing"))


@app.command("publish", help=text(NL, "review.help.publish"))
def publish(id: _Id) -> None:
    """Put it on the map, or let its changed words be seen."""
    with opened() as (database, _):
        one = _waiting(database, id)
        decide = organising.publish if one.is_new else organising.accept
        decide(
            database,
            id,
            version=one.activity.version,
            actor=COMMAND_LINE,
            now=datetime.now(UTC),
        )
    typer.echo(text(NL, "review.published", title=one.proposed.title))


@app.command("ask", help=text(NL, "review.help.ask"))
def ask(
    id: _Id, question: Annotated[str, typer.Argument(help=text(NL, "review.help.question"))]
) -> None:
    """Send it back with a question."""
    with opened() as (database, _):
        one = _waiting(database, id)
        organising.ask(
            database,
            id,
            question,
            version=one.activity.version,
            actor=COMMAND_LINE,
            now=datetime.now(UTC),
        )
    typer.echo(text(NL, "review.question_sent", title=one.proposed.title))


def _waiting(database: Database, id: str) -> Waiting:
    """What waits under `id`. Raises `NotFoundError`."""
    found = reviewing.one(database, id, actor=COMMAND_LINE)
    if found is None:
        raise NotFoundError(what="activity", id=id)
    return found
