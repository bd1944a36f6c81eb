"""The second step: every row of the chosen sheets, ready, handed back or skipped. Stores nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b

from data.geocoding.entries import Municipality
from data.geocoding.gazetteer import Gazetteer
from data.geocoding.names import plain
from data.spreadsheets.columns import folded
from data.spreadsheets.errors import Notice, StoppedError
from data.spreadsheets.meanings import Meaning
from data.spreadsheets.reading.sheets import Progress, Row, Sheet
from domain.activities import Activity, id_of
from domain.editions import Edition
from domain.times import to_local
from domain.vocabulary import EditionKind
from services.importing.placing import Placer
from services.importing.reading_rows import Columns, Fields, RowReader
from services.importing.twins import find_twins
from services.importing.types import Draft, HandedBack, Preview, Problem, Skipped

SOURCE = "spreadsheet"
_LOOK_EVERY = 500  # rows between looks at the stop button
_TOTALS = frozenset(
    {"totaal", "total", "totalen", "totals", "subtotaal", "eindtotaal", "som", "gemiddelde"}
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sheet with the meaning of each of its columns, as guessed or as the coordinator said.

    `year` is that of days without one, where the sheet itself says it.
    """

    sheet: Sheet
    meanings: tuple[Meaning | None, ...]
    year: int | None = None


def preview(
    chosen: Sequence[Chosen],
    *,
    gazetteer: Gazetteer,
    edition: Edition | None = None,
    editions: Sequence[Edition] = (),
    municipality: Municipality | None = None,
    report: Progress = lambda _: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Preview:
    """What the chosen sheets would bring to `edition`, or with None each row to that of its year.

    `editions` are those that exist. `municipality` is where rows lie that do not say it. `report`
    hears how many rows are done. Raises `StoppedError`.
    """
    work = _Work(edition, editions, report, is_stopped)
    for one in chosen:
        work.read(one, year=_year(one, edition))
    placer = Placer(
        gazetteer, municipality=municipality, examples=[fields.where for _, fields in work.good]
    )
    ready = work.placed(placer)
    return Preview(
        ready=tuple(ready),
        handed_back=tuple(sorted(work.handed_back, key=lambda row: work.order(row))),
        skipped=tuple(sorted(work.skipped, key=lambda row: work.order(row))),
        twins=tuple(find_twins(ready)),
        new_editions=tuple(work.new_editions.values()),
        headings={one.sheet.name: one.sheet.headings for one in chosen},
    )


def _year(chosen: Chosen, edition: Edition | None) -> int | None:
    """The year of days that do not say it: of the sheet, else of the edition; None if they differ."""
    years = {one for one in (chosen.year, edition.year if edition else None) if one}
    return years.pop() if len(years) == 1 else None


class _Work:
    """The rows while they are being sorted out."""

    def __init__(
        self,
        edition: Edition | None,
        editions: Sequence[Edition],
        report: Progress,
        is_stopped: Callable[[], bool],
    ) -> None:
        self.good: list[tuple[Sheet, Fields]] = []
        self.handed_back: list[HandedBack] = []
        self.skipped: list[Skipped] = []
        self.new_editions: dict[int, Edition] = {}
        self._edition = edition
        self._by_year = _by_year(editions)
        self._taken_ids = {one.id for one in editions}
        self._report, self._is_stopped = report, is_stopped
        self._done = 0
        self._sheets: list[str] = []
        self._cells: dict[tuple[str, int], Row] = {}
        self._columns: dict[str, Columns] = {}

    def order(self, row: HandedBack | Skipped) -> tuple[int, int]:
        """As in the file."""
        return self._sheets.index(row.sheet), row.number

    def read(self, chosen: Chosen, *, year: int | None) -> None:
        """Sort the rows of a sheet into good ones, handed back and skipped."""
        sheet = chosen.sheet
        columns = Columns(sheet.headings, chosen.meanings)
        reader = RowReader(columns, year=year)
        self._sheets.append(sheet.name)
        self._columns[sheet.name] = columns
        for row in sheet.rows:
            self._count()
            self._cells[sheet.name, row.number] = row
            reason = _no_activity(row, columns)
            if reason:
                text = next(cell.strip() for cell in row.cells if cell.strip())
                self.skipped.append(Skipped(sheet.name, row.number, reason, text))
                continue
            fields = reader.read(row)
            if fields.problems:
                self._hand_back(sheet.name, fields)
            else:
                self.good.append((sheet, fields))

    def placed(self, placer: Placer) -> list[Draft]:
        """The good rows as drafts, with place and edition; the same row twice comes once."""
        found: list[Draft] = []
        first_of: dict[tuple[str, str], int] = {}
        for sheet, fields in self.good:
            self._count()
            point = fields.where.point
            if point is not None and placer.is_at_sea(point):
                heading = self._columns[sheet.name].heading(Meaning.NORTH)
                facts = {"text": f"{point.lat}; {point.lon}"}
                fields.problems.append(Problem(heading, "coordinate_sea", facts))
            edition = self._edition_of(fields)
            if edition is None:
                fields.problems.append(Problem("", "no_edition"))
            if fields.problems or edition is None:
                self._hand_back(sheet.name, fields)
                continue
            key = _key(fields)
            same_as = first_of.get((edition.id, key))
            if same_as is not None:
                self.skipped.append(
                    Skipped(sheet.name, fields.number, "same", fields.title, same_as=same_as)
                )
                continue
            first_of[edition.id, key] = fields.number
            found.append(_draft(sheet, fields, edition, placer, key))
        return found

    def _count(self) -> None:
        self._done += 1
        if self._done % _LOOK_EVERY == 0:
            self._report(self._done // 2)  # every good row is counted twice: read and placed
            if self._is_stopped():
                raise StoppedError()

    def _hand_back(self, sheet: str, fields: Fields) -> None:
        cells = self._cells[sheet, fields.number].cells
        self.handed_back.append(HandedBack(sheet, fields.number, cells, tuple(fields.problems)))

    def _edition_of(self, fields: Fields) -> Edition | None:
        """The given edition, else that of the year of the first slot; a new one where none exists."""
        if self._edition is not None:
            return self._edition
        if not fields.slots:
            return None
        year = to_local(fields.slots[0].starts_at).year
        if year in self._by_year:
            return self._by_year[year]
        if year not in self.new_editions:
            id = str(year) if str(year) not in self._taken_ids else f"historie-{year}"
            self.new_editions[year] = Edition(
                id=id, name=str(year), year=year, kind=EditionKind.HISTORY, source=SOURCE
            )
        return self.new_editions[year]


def _by_year(editions: Sequence[Edition]) -> Mapping[int, Edition]:
    """The edition of each year that real activities belong to: the week's own before history."""
    kinds = (EditionKind.HISTORY, EditionKind.WEEK)
    ordered = sorted(
        (one for one in editions if one.kind in kinds), key=lambda one: kinds.index(one.kind)
    )
    return {one.year: one for one in ordered}


def _no_activity(row: Row, columns: Columns) -> str | None:
    """ "totals" or "section" for a row that is plainly not an activity."""
    filled = [(at, cell.strip()) for at, cell in enumerate(row.cells) if cell.strip()]
    dated = any(row.cells[at].strip() for at in columns.of(Meaning.DATE) if at < len(row.cells))
    if not dated and folded(filled[0][1]).split(" ")[0] in _TOTALS and len(filled[0][1]) < 40:
        return "totals"
    if len(row.cells) < len(columns.headings) or sum(1 for one in columns.meanings if one) < 3:
        return None
    is_title = [at for at, _ in filled] == columns.of(Meaning.TITLE)[:1]
    is_one_text = len({cell for _, cell in filled}) == 1
    return "section" if is_one_text and not is_title else None


def _draft(sheet: Sheet, fields: Fields, edition: Edition, placer: Placer, key: str) -> Draft:
    id = id_of(f"{SOURCE}:{edition.id}:{key}")
    fields.rest["needs"] = tuple(
        replace(need, id=id_of(f"{id}:{need.kind}")) for need in fields.rest["needs"]
    )
    activity = Activity(
        id=id,
        edition_id=edition.id,
        title=fields.title,
        place=placer.place(fields.where),
        slots=fields.slots,
        organiser=fields.organiser,
        source=SOURCE,
        source_key=key,
        **fields.rest,
    )
    notices = (*fields.notices, *_edition_notices(activity, edition))
    return Draft(sheet.name, fields.number, activity, notices)


def _edition_notices(activity: Activity, edition: Edition) -> list[Notice]:
    """A date outside the edition is allowed, but a slip of the year is easily made."""
    if not activity.slots:
        return [Notice("no_date")]
    first = to_local(activity.slots[0].starts_at).date()
    if first.year != edition.year:
        return [Notice("other_year", {"year": first.year, "edition": edition.name})]
    if edition.holds(first) is False:
        return [Notice("outside_week", {"edition": edition.name})]
    return []


# Places and organisers come again and again; titles hardly.
_plain = lru_cache(maxsize=10_000)(plain)


def _key(fields: Fields) -> str:
    """What makes a row this activity: title, times, place and organiser, however they are spelled."""
    where = fields.where
    words = (
        plain(fields.title),
        *(f"{slot.starts_at:%Y%m%d%H%M}{slot.ends_at:%Y%m%d%H%M}" for slot in fields.slots),
        _plain(where.venue),
        _plain(where.address),
        str(where.postcode or ""),
        _plain(where.place),
        _plain(fields.organiser),
    )
    return blake2b("\x1f".join(words).encode(), digest_size=12).hexdigest()
