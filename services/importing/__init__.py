"""Importing a spreadsheet in steps: look at it, preview what it would bring, store the good rows.

One way for activities, volunteers, teams, sponsors and needs (`services.importing.kinds`). Each step
is a function of what it is given; only `commit` and `undo` change the database.
"""

from services.importing.committing import Outcome, commit, known_editions
from services.importing.handing_back import handed_back_csv, handed_back_xlsx
from services.importing.inspecting import (
    Inspection,
    SheetGuess,
    as_kind,
    inspect,
    inspect_sheets,
    sheet_notices,
)
from services.importing.kinds import KINDS, SOURCE, Kind
from services.importing.previewing import Chosen, preview
from services.importing.targets import outlines
from services.importing.types import (
    AskedNeed,
    Draft,
    HandedBack,
    Newcomer,
    Preview,
    Problem,
    Skipped,
    Twins,
    Unsettled,
)
from services.importing.undoing import Kept, Undone, earlier, kept_csv, reason, undo
from services.importing.wording import meaning_name, notice_sentence, problem_sentence

__all__ = [
    "KINDS",
    "SOURCE",
    "AskedNeed",
    "Chosen",
    "Draft",
    "HandedBack",
    "Inspection",
    "Kept",
    "Kind",
    "Newcomer",
    "Outcome",
    "Preview",
    "Problem",
    "SheetGuess",
    "Skipped",
    "Twins",
    "Undone",
    "Unsettled",
    "as_kind",
    "commit",
    "earlier",
    "handed_back_csv",
    "handed_back_xlsx",
    "inspect",
    "inspect_sheets",
    "kept_csv",
    "known_editions",
    "meaning_name",
    "notice_sentence",
    "outlines",
    "preview",
    "problem_sentence",
    "reason",
    "sheet_notices",
    "undo",
]
