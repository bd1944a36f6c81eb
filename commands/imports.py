"""`manage.py import` and `manage.py export`: spreadsheets in and out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from typer.core import TyperGroup

from commands.context import COMMAND_LINE, opened
from commands.import_choices import chosen_edition, chosen_municipality, chosen_sheets
from commands.import_summary import (
    tell_columns,
    tell_imports,
    tell_outcome,
    tell_preview,
    tell_undone,
)
from data.database import Database
from data.geocoding.gazetteer import Gazetteer
from domain.errors import VerbindingError
from domain.imports import ImportKind
from domain.times import to_local
from i18n.texts import Language, text
from services import exporting, importing
from services.importing.inspecting import shown_name

NL = Language.NL
CSV, XLSX = ".csv", ".xlsx"
_Things = TypeVar("_Things")


class _FileFirst(TyperGroup):
    """`import FILE` beside `import list` and `import undo ID`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  # typer has a click of its own
        """What is no command and no question for help is a file with its options."""
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["file", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=_FileFirst, help=text(NL, "manage.import"), no_args_is_help=True)


@app.command("file", help=text(NL, "manage.import"))
def import_file(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help=text(NL, "import.command.file"))
    ],
    *,
    kind: Annotated[ImportKind | None, typer.Option(help=text(NL, "import.command.kind"))] = None,
    edition: Annotated[str, typer.Option(help=text(NL, "import.command.edition"))] = "date",
    sheet: Annotated[list[str] | None, typer.Option(help=text(NL, "import.command.sheets"))] = None,
    column: Annotated[
        list[str] | None, typer.Option(help=text(NL, "import.command.column"))
    ] = None,
    municipality: Annotated[
        str | None, typer.Option(help=text(NL, "import.command.municipality"))
    ] = None,
    dry_run: Annotated[bool, typer.Option(help=text(NL, "import.command.dry_run"))] = False,
    rejected: Annotated[Path | None, typer.Option(help=text(NL, "import.command.rejected"))] = None,
) -> None:
    """Import a spreadsheet and say what became of every row; exit code 1 when it cannot be read.

    Ctrl-C stops it; then nothing is stored.
    """
    began = time.monotonic()
    console = Console(soft_wrap=True)
    try:
        _check_ending(rejected)
        with opened() as (database, gazetteer):
            preview = _preview(
                console, database, gazetteer, file, kind, edition, sheet, column, municipality
            )
            tell_preview(console, preview)
            if rejected and preview.handed_back:
                _write(rejected, importing.handed_back_csv, importing.handed_back_xlsx, preview)
                console.print(text(NL, "import.command.rejected_in", file=rejected), markup=False)
            if dry_run:
                console.print(text(NL, "import.command.tried"))
            else:
                with _bar(console, "storing", len(preview.ready)) as report:
                    now = datetime.now(UTC)
                    outcome = importing.commit(
                        database,
                        preview,
                        actor=COMMAND_LINE,
                        now=now,
                        file_name=shown_name(file.name),
                        report=report,
                    )
                tell_outcome(console, preview.kind, outcome)
    except VerbindingError as error:
        typer.echo(text(NL, error.key, **error.facts), err=True)
        raise typer.Exit(1) from error
    except KeyboardInterrupt as stop:  # the transaction is undone on the way here
        typer.echo(text(NL, "error.import_stopped"), err=True)
        raise typer.Exit(130) from stop
    seconds = f"{time.monotonic() - began:.1f}".replace(".", ",")
    console.print(text(NL, "import.command.seconds", seconds=seconds))


@app.command("list", help=text(NL, "import.undo.title"))
def list_imports() -> None:
    """Name every import, newest first."""
    with opened() as (database, _):
        tell_imports(Console(soft_wrap=True), importing.earlier(database, actor=COMMAND_LINE))


@app.command("undo", help=text(NL, "import.undo.lead"))
def undo(
    import_id: Annotated[
        str, typer.Argument(metavar="ID", help=text(NL, "import.command.undo_id"))
    ],
    *,
    kept: Annotated[Path | None, typer.Option(help=text(NL, "import.command.kept_out"))] = None,
) -> None:
    """Take an import out again as a whole, but for what somebody built on; exit code 1 when not."""
    try:
        with opened() as (database, _):
            undone = importing.undo(database, import_id, actor=COMMAND_LINE, now=datetime.now(UTC))
    except VerbindingError as error:
        typer.echo(text(NL, error.key, **error.facts), err=True)
        raise typer.Exit(1) from error
    tell_undone(Console(soft_wrap=True), undone)
    if kept is not None:
        kept.write_bytes(importing.kept_csv(undone, NL))


def export(
    *,
    edition: Annotated[
        str | None, typer.Option(help=text(NL, "import.command.export_edition"))
    ] = None,
    out: Annotated[Path, typer.Option(help=text(NL, "import.command.out"))] = Path(
        "activiteiten.csv"
    ),
) -> None:
    """Write the activities of an edition, or all, to a CSV or XLSX file."""
    _check_ending(out)
    with opened() as (database, _):
        found = exporting.all_activities(database, actor=COMMAND_LINE, edition_id=edition)
    _write(out, exporting.export_csv, exporting.export_xlsx, found)
    typer.echo(text(NL, "import.command.exported", count=len(found), file=out))


def _preview(
    console: Console,
    database: Database,
    gazetteer: Gazetteer,
    file: Path,
    kind: ImportKind | None,
    edition: str,
    sheets: list[str] | None,
    columns: list[str] | None,
    municipality: str | None,
) -> importing.Preview:
    content = file.read_bytes()
    with _bar(console, "reading", None) as report:
        inspection = importing.inspect(
            content, file.name, actor=COMMAND_LINE, gazetteer=gazetteer, kind=kind, report=report
        )
    guesses, chosen = chosen_sheets(inspection, sheets or [], columns or [])
    place = chosen_municipality(guesses, municipality, gazetteer)
    kind = inspection.kind
    tell_columns(console, kind, chosen, place)
    editions = importing.known_editions(database)
    today = to_local(datetime.now(UTC)).date()
    found = chosen_edition(edition, editions, kind, today=today)
    edition_id = found.id if found else None
    is_need = kind is ImportKind.NEEDS
    there = importing.outlines(database, edition_id, actor=COMMAND_LINE) if is_need else ()
    rows = sum(len(one.sheet.rows) for one in chosen)
    with _bar(console, "checking", rows) as report:
        return importing.preview(
            chosen,
            actor=COMMAND_LINE,
            kind=kind,
            gazetteer=gazetteer,
            edition=found,
            editions=editions,
            municipality=place,
            outlines=there,
            report=report,
        )


@contextmanager
def _bar(console: Console, step: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """A bar that a service can report to; it goes away when the step is done."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task(text(NL, f"import.command.{step}"), total=total)

        def report(rows: int) -> None:
            bars.update(task, completed=rows)

        yield report


def _check_ending(file: Path | None) -> None:
    if file is not None and file.suffix.lower() not in {CSV, XLSX}:
        raise typer.BadParameter(text(NL, "import.command.unknown_ending"))


def _write(
    file: Path,
    as_csv: Callable[[_Things, Language], bytes],
    as_xlsx: Callable[[_Things, Language], bytes],
    things: _Things,
) -> None:
    make = as_xlsx if file.suffix.lower() == XLSX else as_csv
    file.write_bytes(make(things, NL))
