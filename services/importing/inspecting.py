"""The first step: what is in a file, and what its columns seem to mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from data.geocoding.entries import Municipality
from data.geocoding.gazetteer import Gazetteer
from data.geocoding.names import plain
from data.spreadsheets import coordinates, sandbox
from data.spreadsheets.columns import Guess, guess_columns, guess_kind
from data.spreadsheets.errors import CellError, FileRefusedError, NoHeadingsError, Notice
from data.spreadsheets.meanings import Meaning
from data.spreadsheets.reading.headings import with_headings
from data.spreadsheets.reading.sheets import Progress, RawSheet, Sheet
from domain.actors import Actor, check_coordinator
from domain.imports import ImportKind
from domain.places import Point
from services.importing.kinds import KINDS

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NAME_LENGTH = 80
_ROWS_LOOKED_AT, _FEWEST_MENTIONS, _TIMES_MORE = 5_000, 5, 3
_POINTS_LOOKED_AT = 50
_MOST = 0.9  # of the points, to say where a whole file lies


@dataclass(frozen=True, slots=True)
class SheetGuess:
    """A sheet, a guess for each of its columns, and what its name or title says for all rows.

    `year` is the only year named there, `municipality` the only one; None when there is none.
    """

    sheet: Sheet
    guesses: tuple[Guess, ...]
    year: int | None = None
    municipality: Municipality | None = None

    @property
    def meanings(self) -> tuple[Meaning | None, ...]:
        """The guessed meaning of every column."""
        return tuple(guess.meaning for guess in self.guesses)

    def brings(self, kind: ImportKind) -> bool:
        """Whether it has rows and the columns that `kind` needs, two that we know at least."""
        used = [meaning for meaning in self.meanings if meaning]
        return bool(self.sheet.rows) and KINDS[kind].can_read(used) and len(used) > 1


def sheet_notices(sheet: Sheet, meanings: Sequence[Meaning | None]) -> list[Notice]:
    """What there is to know about a whole sheet, such as columns with details of people."""
    private = [
        heading
        for heading, meaning in zip(sheet.headings, meanings, strict=True)
        if meaning is Meaning.PRIVATE
    ]
    left_out = [Notice("private_columns", {"columns": ", ".join(private)})] if private else []
    return [*sheet.notices, *left_out]


@dataclass(frozen=True, slots=True)
class Inspection:
    """A file by its shown `name`; sheets without headings are only named in `other_sheets`.

    `kind` is what its rows seem to be, or what somebody said they are.
    """

    name: str
    sheets: tuple[SheetGuess, ...]
    other_sheets: tuple[str, ...] = ()
    kind: ImportKind = ImportKind.ACTIVITIES


def inspect(
    content: bytes,
    name: str,
    *,
    actor: Actor,
    gazetteer: Gazetteer,
    kind: ImportKind | None = None,
    report: Progress = lambda _: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Inspection:
    """Read a file in the sandbox and guess what is in it; `name` is shown, never opened.

    `kind` says what the rows are, None: guess that too. Raises a `FileRefusedError`, `StoppedError` and `NotAllowedError`.
    """
    check_coordinator(actor)
    raw = sandbox.read_file(content, report=report, is_stopped=is_stopped)
    return inspect_sheets(raw, name, gazetteer=gazetteer, kind=kind)


def inspect_sheets(
    raw: Sequence[RawSheet], name: str, *, gazetteer: Gazetteer, kind: ImportKind | None = None
) -> Inspection:
    """The same for sheets that are read already. Raises what the last sheet raises if none is good."""
    shown = shown_name(name)
    sheets: list[Sheet] = []
    others: list[str] = []
    refusal: FileRefusedError = NoHeadingsError()
    for one in raw:
        try:
            sheets.append(with_headings(one))
        except FileRefusedError as error:
            refusal = error
            others.append(one.name)
    kind = kind or _kind(sheets, shown)
    found: list[SheetGuess] = []
    for sheet in sheets:
        try:
            found.append(_guessed(sheet, shown, gazetteer, kind))
        except FileRefusedError as error:
            refusal = error
            others.append(sheet.name)
    if not found:
        raise refusal
    return Inspection(shown, tuple(found), tuple(others), kind)


def as_kind(
    inspection: Inspection, kind: ImportKind, *, actor: Actor, gazetteer: Gazetteer
) -> Inspection:
    """The same file, read as rows of `kind`. Raises as `inspect`, `NotAllowedError` too."""
    check_coordinator(actor)
    name = inspection.name
    found = [_guessed(one.sheet, name, gazetteer, kind) for one in inspection.sheets]
    return Inspection(name, tuple(found), inspection.other_sheets, kind)


def _kind(sheets: Sequence[Sheet], name: str) -> ImportKind:
    """What most sheets with rows seem to be; activities when nothing says more for another."""
    kinds: Counter[ImportKind] = Counter()
    for sheet in sheets:
        names = " ".join((name, sheet.name, *sheet.above)).replace("_", " ")
        try:
            kind = guess_kind(sheet.headings, [row.cells for row in sheet.rows], names)
        except FileRefusedError:
            continue  # is told when its columns are guessed
        kinds[kind] += bool(sheet.rows)
    return max(kinds, key=lambda kind: kinds[kind], default=ImportKind.ACTIVITIES)


def shown_name(name: str) -> str:
    """A file name as it may be shown: its last part, printable, at most 80 signs."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(one for one in last if one.isprintable()).strip()[:_NAME_LENGTH]


def _guessed(sheet: Sheet, name: str, gazetteer: Gazetteer, kind: ImportKind) -> SheetGuess:
    guesses = guess_columns(sheet.headings, [row.cells for row in sheet.rows], kind)
    years = set(_YEAR.findall(sheet.name)) or set(_YEAR.findall(" ".join((*sheet.above, name))))
    return SheetGuess(
        sheet,
        guesses,
        int(years.pop()) if len(years) == 1 else None,
        _municipality(sheet, guesses, name, gazetteer),
    )


def _municipality(
    sheet: Sheet, guesses: Sequence[Guess], name: str, gazetteer: Gazetteer
) -> Municipality | None:
    """The one municipality that the file name or title names, else the one that holds its points."""
    if any(guess.meaning in {Meaning.PLACE, Meaning.MUNICIPALITY} for guess in guesses):
        return None  # every row says where it is
    titles = f" {plain(' '.join((name, sheet.name, *sheet.above)))} "
    named = [one for one in gazetteer.municipalities() if f" {plain(one.name)} " in titles]
    if len(named) == 1:
        return named[0]
    mentioned = _mentioned(sheet, guesses, gazetteer)
    if mentioned:
        return mentioned
    codes = Counter(
        gazetteer.nearest(point).municipality_code for point in _some_points(sheet, guesses)
    )
    if codes:
        code, count = codes.most_common(1)[0]
        if count >= _MOST * sum(codes.values()):
            return next((one for one in gazetteer.municipalities() if one.code == code), None)
    return None


def _mentioned(sheet: Sheet, guesses: Sequence[Guess], gazetteer: Gazetteer) -> Municipality | None:
    """The municipality that titles and places name far more often than any other."""
    columns = [
        at
        for at, guess in enumerate(guesses)
        if guess.meaning in {Meaning.TITLE, Meaning.VENUE, Meaning.ADDRESS, Meaning.ORGANISER}
    ]
    names = {plain(one.name): one for one in gazetteer.municipalities()}
    counts: Counter[str] = Counter()
    for row in sheet.rows[:_ROWS_LOOKED_AT]:
        words = plain(" . ".join(row.cells[at] for at in columns if at < len(row.cells))).split()
        pairs = (f"{one} {other}" for one, other in pairwise(words))
        counts.update({name for name in (*words, *pairs) if name in names})
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _FEWEST_MENTIONS:
        return None
    second = ranked[1][1] if len(ranked) > 1 else 0
    return names[ranked[0][0]] if ranked[0][1] >= _TIMES_MORE * second else None


def _some_points(sheet: Sheet, guesses: Sequence[Guess]) -> list[Point]:
    east, north = (
        next((at for at, guess in enumerate(guesses) if guess.meaning is meaning), None)
        for meaning in (Meaning.EAST, Meaning.NORTH)
    )
    found: list[Point] = []
    if east is None or north is None:
        return found
    for row in sheet.rows:
        if len(found) == _POINTS_LOOKED_AT:
            break
        try:
            point = coordinates.first_point([(row.cells[east], row.cells[north])])
        except (CellError, IndexError):
            continue
        if point:
            found.append(point)
    return found
