"""`manage.py demo`: add the demonstration or take it away."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from commands.context import COMMAND_LINE, opened
from domain.times import to_local
from i18n.texts import Language, text
from services import demo

NL = Language.NL
FEWEST = 12  # the series alone has one in every province

app = typer.Typer(help=text(NL, "demo.help.all"), no_args_is_help=True)


@app.command("add", help=text(NL, "demo.help.add"))
def add(
    year: Annotated[int | None, typer.Option(help=text(NL, "demo.help.year"))] = None,
    activities: Annotated[
        int, typer.Option(min=FEWEST, help=text(NL, "demo.help.activities"))
    ] = demo.ACTIVITIES,
) -> None:
    """Add the demonstration, in the first demonstration week that is not over or in `year`."""
    chosen = year or demo.coming_year(to_local(datetime.now(UTC)).date())
    with opened() as (database, gazetteer):
        count = demo.add(database, gazetteer, year=chosen, actor=COMMAND_LINE, count=activities)
    typer.echo(text(NL, "demo.added", count=count, year=chosen))


@app.command("remove", help=text(NL, "demo.help.remove"))
def remove() -> None:
    """Take the whole demonstration away."""
    with opened() as (database, _):
        removed = demo.remove(database, actor=COMMAND_LINE)
    typer.echo(text(NL, "demo.removed" if removed else "demo.absent"))
