"""Finding the headings of a sheet: below titles and remarks, in one row or in two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.spreadsheets.columns import any_heading_meaning
from data.spreadsheets.errors import NoHeadingsError, Notice, TooManyRowsError
from data.spreadsheets.meanings import Meaning
from data.spreadsheets.reading.sheets import MOST_COLUMNS, MOST_ROWS, RawSheet, Row, Sheet

SEARCHED_ROWS = 40
_CLEAR = 0.7  # how sure a heading must be to count


def known(cells: Sequence[str]) -> int:
    """How many different meanings a row of headings has."""
    found: set[Meaning] = set()
    for cell in cells[:MOST_COLUMNS]:
        meaning, score = any_heading_meaning(cell) if len(cell) <= 80 else (None, 0.0)
        if meaning and score >= _CLEAR:
            found.add(meaning)
    return len(found)


def with_headings(raw: RawSheet) -> Sheet:
    """The sheet below its headings. Raises `NoHeadingsError` and `TooManyRowsError`."""
    at, height, names = _best(raw.rows[:SEARCHED_ROWS])
    body = raw.rows[at + height :]
    if len(body) > MOST_ROWS:
        raise TooManyRowsError(limit=MOST_ROWS)
    width = _used_width(names, body)
    names = (*names, *[""] * (width - len(names)))[:width]
    above = tuple(
        " ".join(dict.fromkeys(cell.strip() for cell in row.cells if cell.strip()))
        for row in raw.rows[:at]
    )
    notices = list(raw.notices)
    if above:
        notices.append(Notice("lines_above", {"count": len(above)}))
    repeated = tuple(row for row in body if _is_heading_again(row, names))
    if repeated:
        notices.append(Notice("headings_repeated", {"count": len(repeated)}))
        body = tuple(row for row in body if row not in repeated)
    return Sheet(raw.name, names, _filled(body, width), above, tuple(notices))


def _best(rows: Sequence[Row]) -> tuple[int, int, tuple[str, ...]]:
    """Where the headings start, how many rows they take, and what they are."""
    best: tuple[int, int, int, tuple[str, ...]] = (0, 0, 0, ())
    for at, row in enumerate(rows):
        score = known(row.cells)
        if score > best[0]:
            best = (score, at, 1, row.cells)
        if at + 1 < len(rows):
            joined = _joined(row.cells, rows[at + 1].cells)
            # Two rows only where they say more than one does.
            if known(joined) > max(best[0], known(rows[at + 1].cells), score):
                best = (known(joined), at, 2, joined)
    score, at, height, names = best
    is_single = score == 1 and sum(1 for name in names if name.strip()) <= 3
    if score < 2 and not is_single:
        raise NoHeadingsError()
    return at, height, tuple(name.strip() for name in names)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Headings of two rows: an upper one holds for the empty cells to its right."""
    found, over = [], ""
    for at in range(max(len(upper), len(lower))):
        own = upper[at].strip() if at < len(upper) else ""
        under = lower[at].strip() if at < len(lower) else ""
        over = own or (over if under else "")
        found.append(f"{over} {under}".strip() if under != over else under)
    return tuple(found)


def _used_width(names: Sequence[str], body: Sequence[Row]) -> int:
    """Columns up to the last one with a heading; without heading they count when rows use them."""
    named = max((at + 1 for at, name in enumerate(names) if name), default=0)
    beyond = [row for row in body if any(cell.strip() for cell in row.cells[named:])]
    if len(beyond) <= len(body) / 2:
        return named
    return min(max(len(row.cells) for row in beyond), MOST_COLUMNS)


def _is_heading_again(row: Row, names: Sequence[str]) -> bool:
    """Whether headings are repeated, as on every page of a printed list."""
    return (
        sum(1 for name in names if name) > 1
        and [cell.strip() for cell in row.cells[: len(names)]] == list(names)[: len(row.cells)]
    )


def _filled(body: Sequence[Row], width: int) -> tuple[Row, ...]:
    """Rows of full width where the writer drops empty cells at the end, as some programs do."""
    short = [row for row in body if len(row.cells) < width]
    drops = len(short) >= 3 and not any(
        len(row.cells) == width and not row.cells[-1].strip() for row in body
    )
    if not drops:
        return tuple(body)
    return tuple(
        replace(row, cells=row.cells + ("",) * (width - len(row.cells)))
        if len(row.cells) < width
        else row
        for row in body
    )
