"""The second step: every row of the chosen sheets, ready, handed back or skipped. Stores nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from data.geocoding.entries import Municipality
from data.geocoding.gazetteer import Gazetteer
from data.geocoding.names import plain
from data.repositories.imports import Outline
from data.spreadsheets.columns import folded
from data.spreadsheets.errors import StoppedError
from data.spreadsheets.meanings import Meaning
from data.spreadsheets.reading.sheets import Progress, Row, Sheet
from domain.actors import Actor, check_coordinator
from domain.editions import Edition
from domain.imports import ImportKind
from domain.places import Place
from domain.times import to_local
from domain.vocabulary import EditionKind
from services.importing.kinds import KINDS, SOURCE, Around, Kind
from services.importing.placing import Placer
from services.importing.reading_rows import Columns, Fields, RowReader, Where
from services.importing.targets import Targets
from services.importing.twins import find_twins
from services.importing.types import Draft, HandedBack, Preview, Skipped, Unsettled, is_in_scope

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
    actor: Actor,
    gazetteer: Gazetteer,
    kind: ImportKind = ImportKind.ACTIVITIES,
    edition: Edition | None = None,
    editions: Sequence[Edition] = (),
    municipality: Municipality | None = None,
    settled: Mapping[str, Place] = MappingProxyType({}),
    outlines: Iterable[Outline] = (),
    report: Progress = lambda _: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Preview:
    """What the chosen sheets would bring to `edition`, or with None each row to that of its year.

    `editions` are those that exist. `municipality` is where rows lie that do not say it, `settled`
    which town is meant by an ambiguous name (see `Placer`), `outlines` are the activities to which
    needs may belong. `report` hears how many rows are done. Rows outside the part of the country
    that `actor` is for go back. Raises `StoppedError` and `NotAllowedError`.
    """
    check_coordinator(actor)
    work = _Work(KINDS[kind], actor, edition, editions, report, is_stopped)
    for one in chosen:
        work.read(one, year=_year(one, edition))
    placer = Placer(
        gazetteer,
        municipality=municipality,
        examples=[fields.where for _, fields in work.good],
        settled=settled,
    )
    ready = work.placed(placer, Targets(outlines))
    return Preview(
        ready=tuple(ready),
        handed_back=tuple(sorted(work.handed_back, key=lambda row: work.order(row))),
        skipped=tuple(sorted(work.skipped, key=lambda row: work.order(row))),
        kind=kind,
        twins=tuple(find_twins(ready)) if KINDS[kind].may_be_twins else (),
        new_editions=tuple(work.new_editions.values()),
        headings={one.sheet.name: one.sheet.headings for one in chosen},
        unsettled=work.unsettled(placer) if KINDS[kind].has_place else (),
    )


def _year(chosen: Chosen, edition: Edition | None) -> int | None:
    """The year of days that do not say it: of the sheet, else of the edition; None if they differ."""
    years = {one for one in (chosen.year, edition.year if edition else None) if one}
    return years.pop() if len(years) == 1 else None


class _Work:
    """The rows while they are being sorted out."""

    def __init__(
        self,
        kind: Kind,
        actor: Actor,
        edition: Edition | None,
        editions: Sequence[Edition],
        report: Progress,
        is_stopped: Callable[[], bool],
    ) -> None:
        self.good: list[tuple[Sheet, Fields]] = []
        self.handed_back: list[HandedBack] = []
        self.skipped: list[Skipped] = []
        self.new_editions: dict[int, Edition] = {}
        self._kind, self._actor = kind, actor
        self._unplaced: list[Where] = []
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
            reason = _no_thing(row, columns, self._kind)
            if reason:
                text = next(cell.strip() for cell in row.cells if cell.strip())
                self.skipped.append(Skipped(sheet.name, row.number, reason, text))
                continue
            fields = reader.begin(row)
            if not fields.problems:
                self._kind.read(reader, row, fields)
            if fields.problems:
                self._hand_back(sheet.name, fields)
            else:
                self.good.append((sheet, fields))

    def placed(self, placer: Placer, targets: Targets) -> list[Draft]:
        """The good rows as drafts, with place and edition; the same row twice comes once."""
        found: list[Draft] = []
        first_of: dict[Hashable, int] = {}
        around = Around(placer, self._edition_of, targets)
        for sheet, fields in self.good:
            self._count()
            draft = self._draft(sheet, fields, around)
            if draft is None:
                self._hand_back(sheet.name, fields)
                continue
            key = self._kind.key(draft.thing)
            if key in first_of:
                self.skipped.append(
                    Skipped(sheet.name, fields.number, "same", fields.title, same_as=first_of[key])
                )
                continue
            first_of[key] = fields.number
            found.append(draft)
        return found

    def unsettled(self, placer: Placer) -> tuple[Unsettled, ...]:
        """The towns to choose, those of most rows first."""
        counts = Counter(plain(where.place or where.municipality) for where in self._unplaced)
        return tuple(
            Unsettled(*placer.unsettled[name], rows=rows)
            for name, rows in counts.most_common()
            if name in placer.unsettled
        )

    def _draft(self, sheet: Sheet, fields: Fields, around: Around) -> Draft | None:
        """The draft of a good row; None when it goes back after all."""
        point = fields.where.point
        if point is not None and around.placer.is_at_sea(point):
            heading = self._columns[sheet.name].heading(Meaning.NORTH)
            fields.hand_back(heading, "coordinate_sea", text=f"{point.lat}; {point.lon}")
            return None
        thing = self._kind.make(fields, around)
        if thing is None or thing.place.point is None:
            self._unplaced.append(fields.where)
        if thing is None:
            return None
        if not is_in_scope(self._actor, thing):
            is_placed = thing.place.province is not None
            fields.hand_back("", "outside_scope" if is_placed else "outside_scope_unplaced")
            return None
        return Draft(sheet.name, fields.number, thing, tuple(fields.notices))

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
        """The given edition, else that of the year of the first slot; a new one where none exists.

        None, with the reason noted, when no year is said, or when `actor` may not begin a new one.
        """
        if self._edition is not None:
            return self._edition
        if not fields.slots:
            fields.hand_back("", "edition_missing" if self._kind.in_edition else "no_edition")
            return None
        year = to_local(fields.slots[0].starts_at).year
        if year in self._by_year:
            return self._by_year[year]
        if not self._actor.scope.is_national:
            fields.hand_back("", "edition_unknown", year=year)
            return None
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


def _no_thing(row: Row, columns: Columns, kind: Kind) -> str | None:
    """ "totals" or "section" for a row that plainly brings nothing."""
    filled = [(at, cell.strip()) for at, cell in enumerate(row.cells) if cell.strip()]
    dated = any(row.cells[at].strip() for at in columns.of(Meaning.DATE) if at < len(row.cells))
    if not dated and folded(filled[0][1]).split(" ")[0] in _TOTALS and len(filled[0][1]) < 40:
        return "totals"
    if len(row.cells) < len(columns.headings) or sum(1 for one in columns.meanings if one) < 3:
        return None
    is_one_text = len({cell for _, cell in filled}) == 1
    meaning = dict(enumerate(columns.meanings)).get(filled[0][0])  # none right of the headings
    says_what = len(filled) == 1 and kind.can_begin_with(meaning)
    return "section" if is_one_text and not says_what else None
