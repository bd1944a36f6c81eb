"""Spreadsheets that were brought in, remembered so that one can be undone as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ImportKind(StrEnum):
    """What the rows of a spreadsheet are."""

    ACTIVITIES = "activiteiten"
    VOLUNTEERS = "vrijwilligers"
    TEAMS = "teams"
    SPONSORS = "sponsors"
    NEEDS = "behoeften"  # of activities that are there already


@dataclass(frozen=True, slots=True)
class Import:
    """One file that came in: `added` things, by the account `account_id`.

    `file_name` is shown, never opened. After undoing, `undone_at` says when, and `kept` how many
    things stayed because somebody had built on them.
    """

    id: str
    kind: ImportKind
    file_name: str
    account_id: str
    made_at: datetime
    added: int
    undone_at: datetime | None = None
    kept: int = 0
