"""What `manage.py import` says: how columns were read, and what became of the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console

from data.geocoding.entries import Municipality
from data.spreadsheets.meanings import Meaning
from i18n.texts import Language, text
from services.importing import Chosen, Outcome, Preview, notice_sentence, sheet_notices

NL = Language.NL
_TWINS_SHOWN = 10
_INDENT = "  "


def tell_columns(
    console: Console, chosen: Sequence[Chosen], municipality: Municipality | None
) -> None:
    """How each sheet is read, and what there is to know about it."""
    for one in chosen:
        sheet = one.sheet
        if sheet.name:
            facts = {"name": sheet.name, "count": len(sheet.rows)}
            _say(console, text(NL, "import.command.sheet_named", **facts))
        _say(console, text(NL, "import.command.meanings"))
        for heading, meaning in zip(sheet.headings, one.meanings, strict=True):
            if meaning and meaning is not Meaning.PRIVATE:
                name = text(NL, f"import.meaning.{meaning.value}")
                line = text(NL, "import.command.found", meaning=name, heading=heading)
                _say(console, f"{_INDENT}{line}")
        for notice in sheet_notices(sheet, one.meanings):
            _say(console, notice_sentence(notice, NL))
    if municipality:
        _say(console, text(NL, "import.command.all_in", name=municipality.name))


def tell_preview(console: Console, preview: Preview) -> None:
    """How many rows are ready, with which point, and how many go back for which reason."""
    _say(console, text(NL, "import.ready", count=len(preview.ready)))
    for precision, count in preview.precisions().items():
        name = text(NL, f"import.precision.{precision or 'none'}")
        _say(console, f"{_INDENT}{count:>6} {name}")
    _say(console, text(NL, "import.back", count=len(preview.handed_back)))
    for reason, count in preview.reasons():
        _say(console, f"{_INDENT}{count:>6} {text(NL, f'import.reasons.{reason}')}")
    skipped = Counter("same" if one.reason == "same" else "left_out" for one in preview.skipped)
    for reason, count in skipped.items():
        _say(console, text(NL, f"import.{reason}", count=count))
    _say(console, text(NL, "import.twins", count=len(preview.twins)))
    for pair in preview.twins[:_TWINS_SHOWN]:
        facts = {
            "first": pair.first.number,
            "title": pair.first.activity.title,
            "second": pair.second.number,
            "other": pair.second.activity.title,
        }
        _say(console, f"{_INDENT}{text(NL, 'import.twin.pair', **facts)}")
    if preview.new_editions:
        names = ", ".join(sorted(one.name for one in preview.new_editions))
        facts = {"names": names, "count": len(preview.new_editions)}
        _say(console, text(NL, "import.new_editions", **facts))


def tell_outcome(console: Console, outcome: Outcome) -> None:
    """What was stored."""
    _say(console, text(NL, "import.added", count=outcome.added))
    _say(console, text(NL, "import.known", count=outcome.known))


def _say(console: Console, line: str) -> None:
    # Words from a file are words: no markup, no colours, no steering signs.
    console.print("".join(one for one in line if one.isprintable()), markup=False, highlight=False)
