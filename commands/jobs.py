"""`manage.py jobs`: do recurring work now, and see when it was done last."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Annotated

import typer

from data.database import open_database
from data.settings import Settings
from i18n import formats
from i18n.texts import Language, text
from services import jobs
from services.jobs import FAILED
from services.work import JOBS

NL = Language.NL

app = typer.Typer(help=text(NL, "jobs.help.all"), no_args_is_help=True)


@app.command("run", help=text(NL, "jobs.help.run"))
def run(
    names: Annotated[list[str] | None, typer.Argument(help=text(NL, "jobs.help.names"))] = None,
    only_due: Annotated[bool, typer.Option("--due", help=text(NL, "jobs.help.due"))] = False,  # noqa: FBT002
) -> None:
    """Run all jobs or those named, and print what each did; exit code 1 when one failed."""
    known = {job.name for job in JOBS}
    unknown = set(names or ()) - known
    if unknown:
        typer.echo(text(NL, "jobs.unknown", names=", ".join(sorted(known))), err=True)
        raise typer.Exit(2)
    settings = Settings.from_environment(os.environ)
    database = open_database(settings)
    now = datetime.now(UTC)
    chosen = [job for job in JOBS if not names or job.name in names]
    try:
        if only_due:
            done = jobs.run_due(chosen, database, settings, now=now)
        else:
            done = [jobs.run(job, database, settings, now=now).name for job in chosen]
        last = jobs.heartbeats(database)
    finally:
        database.close()
    for name in done:
        typer.echo(text(NL, "jobs.did", name=name, outcome=last[name].outcome))
    if any(last[name].outcome == FAILED for name in done):
        raise typer.Exit(1)


@app.command("list", help=text(NL, "jobs.help.list"))
def show() -> None:
    """Print every job with its last run."""
    database = open_database(Settings.from_environment(os.environ))
    last = jobs.heartbeats(database)
    database.close()
    for job in JOBS:
        found = last.get(job.name)
        if found is None:
            typer.echo(text(NL, "jobs.never", name=job.name))
        else:
            moment = formats.moment(found.ran_at, NL)
            typer.echo(text(NL, "jobs.last", name=job.name, moment=moment, outcome=found.outcome))
