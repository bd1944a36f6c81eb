"""What a preview consists of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from data.spreadsheets.errors import Notice
from domain.activities import Activity
from domain.editions import Edition
from domain.places import Precision


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is handed back. `heading` names the column, empty when it is the whole row."""

    heading: str
    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """A row that is ready: `number` is its row in `sheet`."""

    sheet: str
    number: int
    activity: Activity
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class HandedBack:
    """A row that goes back as it was, with at least one problem."""

    sheet: str
    number: int
    cells: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that is no activity, or that says what row `same_as` says: "totals", "section", "same"."""

    sheet: str
    number: int
    reason: str
    text: str = ""
    same_as: int | None = None


@dataclass(frozen=True, slots=True)
class Twins:
    """Two rows that may be one activity in two spellings; the coordinator decides."""

    first: Draft
    second: Draft


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would bring: every row of it is in exactly one of the first three.

    `new_editions` do not exist yet and come with it. `headings` are those of each sheet.
    """

    ready: tuple[Draft, ...]
    handed_back: tuple[HandedBack, ...]
    skipped: tuple[Skipped, ...]
    twins: tuple[Twins, ...] = ()
    new_editions: tuple[Edition, ...] = ()
    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def reasons(self) -> list[tuple[str, int]]:
        """How many rows go back for which reason, most first; by the first problem of a row."""
        return Counter(row.problems[0].reason for row in self.handed_back).most_common()

    def notices(self) -> list[tuple[str, int]]:
        """How many ready rows have which notice, most first."""
        return Counter(one.key for row in self.ready for one in row.notices).most_common()

    def precisions(self) -> dict[Precision | None, int]:
        """How many ready rows have a point of which precision; None: no point."""
        found = Counter(row.activity.place.precision for row in self.ready)
        return {one: found[one] for one in (*Precision, None) if found[one]}
