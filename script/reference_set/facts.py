"""The tables in data/reference/facts: public knowledge, written down by hand."""

from __future__ import annotations

import csv
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "data/reference/facts"

Row = dict[str, str]


def table(name: str) -> list[Row]:
    """The rows of facts/`name`.csv, as text by column."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
