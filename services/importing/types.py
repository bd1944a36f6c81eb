"""What a preview consists of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from data.spreadsheets.errors import Notice
from domain.activities import Activity, Need
from domain.actors import Actor
from domain.branches import Branch
from domain.editions import Edition
from domain.imports import ImportKind
from domain.people import Sponsor, Team, Volunteer
from domain.places import Place, Precision
from services.contacts import Contact


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is handed back. `heading` names the column, empty when it is the whole row."""

    heading: str
    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who may be willing to help. Nobody asked them yet."""

    contact: Contact
    volunteer: Volunteer  # its id is that of the person they become

    @property
    def id(self) -> str:
        """The id that they get."""
        return self.volunteer.id

    @property
    def name(self) -> str:
        """Their first name."""
        return self.contact.first_name

    @property
    def place(self) -> Place:
        """From where they help: a town or postcode area."""
        return self.volunteer.place


@dataclass(frozen=True, slots=True)
class AskedNeed:
    """Something that an activity which is there already asks for."""

    need: Need
    activity_id: str
    activity_title: str
    place: Place
    branch: Branch | None

    @property
    def id(self) -> str:
        """The id of the need."""
        return self.need.id

    @property
    def name(self) -> str:
        """The activity it is for."""
        return self.activity_title


Thing = Activity | Newcomer | Team | Sponsor | AskedNeed


@dataclass(frozen=True, slots=True)
class Draft:
    """A row that is ready: `number` is its row in `sheet`, `thing` what it would bring."""

    sheet: str
    number: int
    thing: Thing
    notices: tuple[Notice, ...] = ()

    @property
    def id(self) -> str:
        """The id that its thing gets."""
        return self.thing.id

    @property
    def title(self) -> str:
        """What its thing is called on screen."""
        return self.thing.title if isinstance(self.thing, Activity) else self.thing.name

    @property
    def place(self) -> Place:
        """Where it is; of a need where its activity is."""
        return self.thing.place

    @property
    def activity(self) -> Activity:
        """The activity; only of a draft that brings one."""
        assert isinstance(self.thing, Activity)  # noqa: S101  # for the type checker
        return self.thing


def is_in_scope(actor: Actor, thing: Thing) -> bool:
    """Whether `actor` may act for it.

    Who would help in several branches is in the part of each, and who names none in that of all.
    """
    scope = actor.scope
    if scope.is_national:
        return True
    if isinstance(thing, Newcomer):
        if not thing.volunteer.branches:
            scope = replace(scope, branches=frozenset())
        branches: frozenset[Branch | None] = frozenset(thing.volunteer.branches)
    elif isinstance(thing, Sponsor):
        branches = frozenset(thing.branches)
    else:
        branches = frozenset({thing.branch})
    return any(scope.covers(thing.place, one) for one in branches or {None})


@dataclass(frozen=True, slots=True)
class HandedBack:
    """A row that goes back as it was, with at least one problem."""

    sheet: str
    number: int
    cells: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that brings nothing, or that says what row `same_as` says: "totals", "section", "same"."""

    sheet: str
    number: int
    reason: str
    text: str = ""
    same_as: int | None = None


@dataclass(frozen=True, slots=True)
class Twins:
    """Two rows that may be one thing in two spellings; the coordinator decides."""

    first: Draft
    second: Draft


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A town whose name several carry, as `rows` rows say it; the coordinator says which."""

    name: str
    candidates: tuple[Place, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would bring: every row of it is in exactly one of the first three.

    `new_editions` do not exist yet and come with it. `headings` are those of each sheet.
    `unsettled` are towns to choose; until then their rows have no point, or go back.
    """

    ready: tuple[Draft, ...]
    handed_back: tuple[HandedBack, ...]
    skipped: tuple[Skipped, ...]
    kind: ImportKind = ImportKind.ACTIVITIES
    twins: tuple[Twins, ...] = ()
    new_editions: tuple[Edition, ...] = ()
    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unsettled: tuple[Unsettled, ...] = ()

    def reasons(self) -> list[tuple[str, int]]:
        """How many rows go back for which reason, most first; by the first problem of a row."""
        return Counter(row.problems[0].reason for row in self.handed_back).most_common()

    def notices(self) -> list[tuple[str, int]]:
        """How many ready rows have which notice, most first."""
        return Counter(one.key for row in self.ready for one in row.notices).most_common()

    def precisions(self) -> dict[Precision | None, int]:
        """How many ready rows have a point of which precision; None: no point."""
        found = Counter(row.place.precision for row in self.ready)
        return {one: found[one] for one in (*Precision, None) if found[one]}
