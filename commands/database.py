"""`manage.py db`: bring the database up to date, look whether it is well, copy it."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from data import backups, checks
from data.database import open_database
from data.settings import Settings
from i18n.texts import Language, text
from services import restoring

NL = Language.NL

app = typer.Typer(help=text(NL, "database.help.all"), no_args_is_help=True)


@app.command("upgrade", help=text(NL, "database.help.upgrade"))
def upgrade() -> None:
    """Open the database, which upgrades it, and say that all is well."""
    open_database(Settings.from_environment(os.environ)).close()
    typer.echo(text(NL, "database.upgraded"))


@app.command("check", help=text(NL, "database.help.check"))
def check() -> None:
    """Print what was found; exit code 1 when something is wrong."""
    database = open_database(Settings.from_environment(os.environ))
    report = checks.check(database)
    database.close()
    journal = report.journal or text(NL, "database.own_journal")
    typer.echo(text(NL, "database.server", server=report.server, journal=journal))
    typer.echo(text(NL, "database.holds", revision=report.revision, count=report.activities))
    for fault in report.faults:
        typer.echo(text(NL, "database.fault", fault=fault), err=True)
    if report.faults:
        raise typer.Exit(1)
    typer.echo(text(NL, "database.well"))


@app.command("backup", help=text(NL, "database.help.backup"))
def backup(
    file: Annotated[Path, typer.Argument(help=text(NL, "database.help.file"))],
) -> None:
    """Copy the database while it is in use."""
    size = backups.back_up(Settings.from_environment(os.environ), file)
    typer.echo(text(NL, "database.backed_up", file=file, size_mb=f"{size / 1e6:.1f}"))


@app.command("restore", help=text(NL, "database.help.restore"))
def restore(
    file: Annotated[Path, typer.Argument(help=text(NL, "database.help.file"), exists=True)],
    yes: Annotated[bool, typer.Option("--yes", help=text(NL, "database.help.yes"))] = False,  # noqa: FBT002
) -> None:
    """Put a backup in place of the database, without whoever asked to be forgotten since."""
    if not yes:
        typer.confirm(text(NL, "database.restore_sure"), abort=True)
    settings = Settings.from_environment(os.environ)
    forgotten = restoring.restore(settings, file, now=datetime.now(UTC))
    typer.echo(text(NL, "database.restored", count=forgotten))
