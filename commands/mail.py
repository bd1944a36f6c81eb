"""`manage.py mail`: send what is due, and see what waits. Never an address: those stay where they are."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import typer

from data.database import open_database
from data.repositories import outbox
from data.settings import Settings
from domain.contacts import Mail
from i18n import formats
from i18n.texts import Language, text
from services import jobs
from services.jobs import FAILED
from services.mail import work

NL = Language.NL

app = typer.Typer(help=text(NL, "outbox.help.all"), no_args_is_help=True)


@app.command("send", help=text(NL, "outbox.help.send"))
def send() -> None:
    """Send what is due now and print what became of it; exit code 1 when that failed."""
    settings = Settings.from_environment(os.environ)
    work.check(settings)
    database = open_database(settings)
    try:
        heartbeat = jobs.run(work.JOB, database, settings, now=datetime.now(UTC))
    finally:
        database.close()
    typer.echo(text(NL, "jobs.did", name=heartbeat.name, outcome=heartbeat.outcome))
    if settings.smtp_url is None:
        typer.echo(text(NL, "outbox.in_files", folder=settings.var / "outbox"))
    if heartbeat.outcome == FAILED:
        raise typer.Exit(1)


@app.command("list", help=text(NL, "outbox.help.list"))
def show() -> None:
    """Print what waits, what was given up, and where mail goes."""
    settings = Settings.from_environment(os.environ)
    database = open_database(settings)
    state = work.state(database, settings, now=datetime.now(UTC))
    with database.read() as session:
        waiting = outbox.waiting(session)
    database.close()
    for mail in waiting:
        typer.echo(_line(mail))
    typer.echo(text(NL, "outbox.waiting", count=len(waiting)))
    if state.failed:
        typer.echo(text(NL, "outbox.failed", count=state.failed))
    if not state.has_server:
        typer.echo(text(NL, "outbox.in_files", folder=settings.var / "outbox"))


def _line(mail: Mail) -> str:
    """One waiting mail: number, kind, moment, tries and why the last one failed."""
    problem = text(NL, f"outbox.problem.{mail.problem}") if mail.problem else ""
    moment = formats.moment(mail.due_at, NL)
    line = text(NL, "outbox.line", id=mail.id, kind=mail.kind, moment=moment, tries=mail.attempts)
    return f"{line} {problem}".rstrip()
