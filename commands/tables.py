"""Small tables on a terminal."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from services.head_of_list import Table as Words

WIDE = 200  # where no terminal says how wide it is


def on_terminal() -> bool:
    """Whether somebody is looking: what goes to a file or another program needs no table."""
    return Console().is_terminal


def show(words: Words, *, title: str = "") -> None:
    """Print headings and rows; columns of figures to the right, and the first one never broken."""
    table = Table(title=escape(title), title_justify="left", box=box.SIMPLE_HEAD)
    columns = zip(words.headings, zip(*words.rows, strict=True), strict=True)
    for number, (heading, cells) in enumerate(columns):
        is_figures = not any(cell[:1].isalpha() for cell in cells)
        table.add_column(
            escape(heading), justify="right" if is_figures else "left", no_wrap=not number
        )
    for row in words.rows:
        table.add_row(*map(escape, row))
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDE
    console.print(table)
