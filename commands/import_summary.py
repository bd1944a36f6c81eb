"""What `manage.py import` says: how columns were read, and what became of the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Console

from data.geocoding.entries import Municipality
from data.spreadsheets.meanings import Meaning
from domain.imports import Import, ImportKind
from domain.times import to_local
from i18n import formats
from i18n.texts import Language, text
from services.importing import (
    KINDS,
    Chosen,
    Outcome,
    Preview,
    Undone,
    meaning_name,
    notice_sentence,
    reason,
    sheet_notices,
)

NL = Language.NL
_TWINS_SHOWN = 10
_INDENT = "  "


def tell_columns(
    console: Console,
    kind: ImportKind,
    chosen: Sequence[Chosen],
    municipality: Municipality | None,
) -> None:
    """What the rows seem to be, how each sheet is read, and what there is to know about it."""
    _say(console, text(NL, "import.command.seems", kind=text(NL, f"import.kind.{kind}")))
    for one in chosen:
        sheet = one.sheet
        if sheet.name:
            facts = {"name": sheet.name, "count": len(sheet.rows)}
            _say(console, text(NL, "import.command.sheet_named", **facts))
        _say(console, text(NL, "import.command.meanings"))
        for heading, meaning in zip(sheet.headings, one.meanings, strict=True):
            if meaning and meaning is not Meaning.PRIVATE:
                name = meaning_name(meaning, kind, NL)
                line = text(NL, "import.command.found", meaning=name, heading=heading)
                _say(console, f"{_INDENT}{line}")
        for notice in sheet_notices(sheet, one.meanings):
            _say(console, notice_sentence(notice, NL))
    if municipality:
        _say(console, text(NL, "import.command.all_in", name=municipality.name))


def tell_preview(console: Console, preview: Preview) -> None:
    """How many rows are ready, with which point, and how many go back for which reason."""
    _say(console, text(NL, "import.ready", count=len(preview.ready)))
    has_place = KINDS[preview.kind].has_place
    for precision, count in preview.precisions().items() if has_place else ():
        name = text(NL, f"import.precision.{precision or 'none'}")
        _say(console, f"{_INDENT}{count:>6} {name}")
    _say(console, text(NL, "import.back", count=len(preview.handed_back)))
    for why, count in preview.reasons():
        _say(console, f"{_INDENT}{count:>6} {text(NL, f'import.reasons.{why}')}")
    skipped = Counter("same" if one.reason == "same" else "left_out" for one in preview.skipped)
    for why, count in skipped.items():
        _say(console, text(NL, f"import.{why}", count=count))
    _say(console, text(NL, "import.twins", count=len(preview.twins)))
    for pair in preview.twins[:_TWINS_SHOWN]:
        facts = {
            "first": pair.first.number,
            "title": pair.first.title,
            "second": pair.second.number,
            "other": pair.second.title,
        }
        _say(console, f"{_INDENT}{text(NL, 'import.twin.pair', **facts)}")
    if preview.new_editions:
        names = ", ".join(sorted(one.name for one in preview.new_editions))
        facts = {"names": names, "count": len(preview.new_editions)}
        _say(console, text(NL, "import.new_editions", **facts))


def tell_outcome(console: Console, kind: ImportKind, outcome: Outcome) -> None:
    """What was stored, and how to take it out again."""
    _say(console, text(NL, f"import.added_{kind}", count=outcome.added))
    _say(console, text(NL, "import.known", count=outcome.known))
    if outcome.added:
        _say(console, text(NL, "import.command.undo_tell", id=outcome.import_id))


def tell_imports(console: Console, found: Sequence[Import]) -> None:
    """Every import on a line, newest first."""
    if not found:
        _say(console, text(NL, "import.undo.none"))
    for one in found:
        facts = {
            "id": one.id,
            "moment": formats.moment(one.made_at, NL),
            "kind": text(NL, f"import.kind.{one.kind}"),
            "count": one.added,
            "name": one.file_name,
        }
        _say(console, text(NL, "import.command.listed", **facts))
        if one.undone_at is not None:
            day = formats.day(to_local(one.undone_at).date(), NL)
            _say(console, f"{_INDENT}{text(NL, 'import.undo.undone', day=day)}")


def tell_undone(console: Console, undone: Undone) -> None:
    """What is gone and how many stay for which reason."""
    _say(console, text(NL, "import.removed", count=undone.removed))
    _say(console, text(NL, "import.kept", count=len(undone.kept)))
    for built, count in undone.reasons:
        _say(console, f"{_INDENT}{count:>6} {reason(built, NL)}")


def _say(console: Console, line: str) -> None:
    # Words from a file are words: no markup, no colours, no steering signs.
    console.print("".join(one for one in line if one.isprintable()), markup=False, highlight=False)
