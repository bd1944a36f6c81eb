"""`manage.py history`: add what the source texts name, or take it away."""

from __future__ import annotations

import typer

from commands.context import COMMAND_LINE, opened
from i18n.texts import Language, text
from services import history

NL = Language.NL

app = typer.Typer(help=text(NL, "history.help.all"), no_args_is_help=True)


@app.command("add", help=text(NL, "history.help.add"))
def add() -> None:
    """Add editions, campaigns and activities that are not there yet."""
    with opened() as (database, gazetteer):
        count = history.add(database, gazetteer, actor=COMMAND_LINE)
    typer.echo(text(NL, "history.added", count=count))


@app.command("remove", help=text(NL, "history.help.remove"))
def remove() -> None:
    """Take historic activities and campaigns away."""
    with opened() as (database, gazetteer):
        count = history.remove(database, gazetteer, actor=COMMAND_LINE)
    typer.echo(text(NL, "history.removed", count=count))
