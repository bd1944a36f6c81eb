"""Tables of the desk as files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.spreadsheets.writing import to_csv


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table as CSV for Dutch Excel; never a formula."""
    return to_csv(heads, rows)
