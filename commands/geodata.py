"""`manage.py geodata`: fetch the full open geodata."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from data.geodata_set import sources as known
from data.geodata_set.sources import Source
from data.settings import Settings
from domain.errors import VerbindingError
from i18n.texts import Language, text
from services import geodata

NL = Language.NL

app = typer.Typer(help=text(NL, "places.help.geodata"), no_args_is_help=True)


@app.callback()
def group() -> None:
    """Keep `download` a command of its own, also while it is the only one."""


@app.command("download", help=text(NL, "places.help.download"))
def download(
    folder: Annotated[Path | None, typer.Option(help=text(NL, "places.help.folder"))] = None,
    geonames: Annotated[str, typer.Option(help=text(NL, "places.help.geonames"))] = known.GEONAMES,
    cbs: Annotated[str, typer.Option(help=text(NL, "places.help.cbs"))] = known.CBS,
    year: Annotated[int, typer.Option(help=text(NL, "places.help.year"))] = known.CBS_YEAR,
    checksum: Annotated[
        list[str] | None, typer.Option(help=text(NL, "places.help.checksum"))
    ] = None,
) -> None:
    """Fetch every source with a progress bar and make the folder; exit code 1 with the reason."""
    target = folder or Settings.from_environment(os.environ).var / "geodata"
    wanted = known.sources(geonames=geonames, cbs=cbs, year=year, sums=_sums(checksum or []))
    try:
        rows = _fetch(target.resolve(), wanted)
    except VerbindingError as error:
        typer.echo(text(NL, error.key, **error.facts), err=True)
        raise typer.Exit(1) from error
    for name, count in rows.items():
        typer.echo(text(NL, "places.rows", name=name, count=count))
    typer.echo(text(NL, "places.downloaded", folder=target))


def _fetch(target: Path, wanted: list[Source]) -> dict[str, int]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns) as bars:
        tasks = {source.name: bars.add_task(source.name, total=None) for source in wanted}

        def show(name: str, have: int, total: int | None) -> None:
            bars.update(tasks[name], completed=have, total=total)

        return geodata.fetch(target, wanted, show)


def _sums(given: list[str]) -> dict[str, str]:
    """ "postcodes.zip=ab12..." as sums by name."""
    pairs = (item.partition("=") for item in given)
    return {name: value.strip().lower() for name, _, value in pairs}
