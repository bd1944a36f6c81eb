"""Rows that go back: as they were, with the reason beside them, to correct and send again."""

from __future__ import annotations

from data.spreadsheets.writing import Table, to_csv, to_workbook
from i18n.texts import Language, text
from services.importing.types import HandedBack, Preview
from services.importing.wording import problem_sentence


def handed_back_csv(preview: Preview, language: Language) -> bytes:
    """All rows that go back as one CSV; sheets with other headings than the first come below them."""
    tables = _tables(preview, language)
    headings = list(dict.fromkeys(name for table in tables for name in table.headings))
    rows: list[list[str]] = []
    for table in tables:
        at = [headings.index(name) for name in table.headings]
        for row in table.rows:
            whole = [""] * len(headings)
            for position, cell in zip(at, row, strict=True):
                whole[position] = whole[position] or cell
            rows.append(whole)
    return to_csv(headings, rows)


def handed_back_xlsx(preview: Preview, language: Language) -> bytes:
    """All rows that go back as XLSX, in sheets with the names they had."""
    return to_workbook(_tables(preview, language))


def _tables(preview: Preview, language: Language) -> list[Table]:
    found = []
    for name, headings in preview.headings.items():
        rows = [row for row in preview.handed_back if row.sheet == name]
        if rows:
            found.append(_table(name, headings, rows, language))
    return found


def _table(
    name: str, headings: tuple[str, ...], rows: list[HandedBack], language: Language
) -> Table:
    width = max(len(headings), *(len(row.cells) for row in rows))
    full = [*headings, *[""] * (width - len(headings))]
    named = [heading or f"({at + 1})" for at, heading in enumerate(full)]
    return Table(
        name or text(language, "import.sheet"),
        (text(language, "import.row"), *named, text(language, "import.reason")),
        [
            (
                str(row.number),
                *row.cells,
                *[""] * (width - len(row.cells)),
                " ".join(problem_sentence(problem, language) for problem in row.problems),
            )
            for row in rows
        ],
    )
