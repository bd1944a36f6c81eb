"""`manage.py first-start`: what script/server does with an empty database."""

from __future__ import annotations

from datetime import UTC, datetime

import typer

from commands.context import COMMAND_LINE, opened
from domain.times import to_local
from i18n.texts import Language, text
from services import first_start


def fill() -> None:
    """Fill an empty database with history and the demonstration; leave any other as it is."""
    today = to_local(datetime.now(UTC)).date()
    with opened() as (database, gazetteer):
        filled = first_start.fill(database, gazetteer, today=today, actor=COMMAND_LINE)
    typer.echo(text(Language.NL, "demo.first_start.filled" if filled else "demo.first_start.kept"))
