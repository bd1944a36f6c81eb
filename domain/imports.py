"""Spreadsheets that were brought in, remembered so that one can be undone as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.errors import VerbindingError


class ImportKind(StrEnum):
    """What the rows of a spreadsheet are."""

    ACTIVITIES = "activiteiten"
    VOLUNTEERS = "vrijwilligers"
    TEAMS = "teams"
    SPONSORS = "sponsors"
    NEEDS = "behoeften"  # of activities that are there already


class Built(StrEnum):
    """What somebody did with a thing since it came in, so that undoing leaves it."""

    SIGNED_UP = "aangemeld"
    PLEDGED = "toegezegd"
    ADOPTED = "team"  # a team has it or asked for it
    CARRIED = "in-handen"  # somebody manages it by a link of their own
    PROPOSED = "voorgesteld"
    CONFIRMED = "bevestigd"  # they opened the link that was mailed
    INSPIRED = "geinspireerd"  # another one came from it
    TOLD = "verteld"  # with a photo, a story or a thank-you
    CHANGED = "veranderd"
    OUTSIDE = "elders"  # in another part of the country now


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


class AlreadyUndoneError(VerbindingError):
    """An import that was taken back before."""

    key = "error.import_undone"
