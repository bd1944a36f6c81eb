"""Importing a spreadsheet in steps: look at it, preview what it would bring, store the good rows.

Each step is a function of what it is given; only `commit` touches the database.
"""

from services.importing.committing import Outcome, commit, known_editions
from services.importing.handing_back import handed_back_csv, handed_back_xlsx
from services.importing.inspecting import (
    Inspection,
    SheetGuess,
    inspect,
    inspect_sheets,
    sheet_notices,
)
from services.importing.previewing import SOURCE, Chosen, preview
from services.importing.types import Draft, HandedBack, Preview, Problem, Skipped, Twins
from services.importing.wording import notice_sentence, problem_sentence

__all__ = [
    "SOURCE",
    "Chosen",
    "Draft",
    "HandedBack",
    "Inspection",
    "Outcome",
    "Preview",
    "Problem",
    "SheetGuess",
    "Skipped",
    "Twins",
    "commit",
    "handed_back_csv",
    "handed_back_xlsx",
    "inspect",
    "inspect_sheets",
    "known_editions",
    "notice_sentence",
    "preview",
    "problem_sentence",
    "sheet_notices",
]
