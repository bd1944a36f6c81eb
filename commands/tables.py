"""Small tables on a terminal."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from services.head_of_list import Table as Words

WIDE = 200  # where no terminal says how wide it is


def show(words: Words, *, title: str = "") -> None:
    """Print headings and rows, the first column to the left and the others to the right."""
    table = Table(title=escape(title), title_justify="left", box=box.SIMPLE_HEAD)
    for number, heading in enumerate(words.headings):
        table.add_column(escape(heading), justify="right" if number else "left", no_wrap=not number)
    for row in words.rows:
        table.add_row(*map(escape, row))
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = WIDE
    console.print(table)
