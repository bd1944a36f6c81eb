"""The recipes that made-up activities are cooked from: `data/reference/demo/recipes`.

In texts `{place}` is the town and `{where}` one of the recipe's own spots, with its preposition.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from data import packaged
from domain.branches import Branch
from domain.fields import FIELDS, Kind
from domain.places import Province
from domain.vocabulary import AttendanceMode, ConnectionForm, NeedKind, TargetGroup, TaskPlace


class TownSize(StrEnum):
    """Whether a recipe belongs to villages or to cities."""

    VILLAGE = "dorp"
    CITY = "stad"


VILLAGE_AT_MOST = 12_000  # inhabitants
CITY_AT_LEAST = 60_000
_FLAGS = tuple(field.name for field in FIELDS if field.kind is Kind.FLAG)


@dataclass(frozen=True, slots=True)
class TaskRecipe:
    """A task: what, how many minutes, about how many people, and where."""

    title: str
    minutes: int
    people: int
    place: TaskPlace


@dataclass(frozen=True, slots=True)
class NeedRecipe:
    """A need of `low` up to and including `high`: euros for money, else whole pieces."""

    kind: NeedKind
    low: int
    high: int
    text: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """One kind of activity, with several titles.

    `organisers` are names with blanks for the town and for an emblem ("De Linde").
    `day_parts` are names in the clock of `woorden.toml`, "dag" being the whole day. `hours` is
    how long it takes, `repeat` on how many days in a row. `people` are the fewest and most
    places; None is no limit. No `provinces` and no `size` fit everywhere. A `in_series` recipe
    is held at one station in every province and nowhere else. `says` are plain fields of yes or
    no, by name. `closings`, `accessibility` and `good_to_know` stand in for the usual sentences of
    `woorden.toml` where those would be odd.
    """

    key: str
    branch: Branch
    forms: tuple[ConnectionForm, ...]
    groups: tuple[TargetGroup, ...]
    attendance: AttendanceMode
    organisers: tuple[str, ...]
    where: tuple[str, ...]
    day_parts: tuple[str, ...]
    hours: float
    titles: tuple[str, ...]
    summary: str
    description: str
    tasks: tuple[TaskRecipe, ...]
    needs: tuple[NeedRecipe, ...]
    people: tuple[int, int] | None
    repeat: int
    min_age: int | None
    languages: tuple[str, ...]
    says: tuple[tuple[str, Any], ...]
    provinces: frozenset[Province]
    size: TownSize | None
    in_series: bool
    closings: tuple[str, ...]
    accessibility: tuple[str, ...]
    good_to_know: tuple[str, ...]

    @property
    def is_for_anyone_nearby(self) -> bool:
        """Whether people of any age can come and lend a hand on the spot."""
        on_site = any(task.place is TaskPlace.ON_SITE for task in self.tasks)
        return on_site and self.attendance is not AttendanceMode.ONLINE and self.min_age is None

    def fits(self, province: Province | None, population: int) -> bool:
        """Whether it suits a town of `population` inhabitants in `province`."""
        if self.provinces and province not in self.provinces:
            return False
        if self.size is TownSize.VILLAGE:
            return population <= VILLAGE_AT_MOST
        return self.size is None or population >= CITY_AT_LEAST


@cache
def recipes() -> tuple[Recipe, ...]:
    """Every recipe, in the order of the files. Raises ValueError for a word outside the vocabulary."""
    return tuple(
        _recipe(table)
        for name in packaged.names("demo/recipes")
        for table in packaged.read(name)["recipe"]
    )


def _recipe(table: dict[str, Any]) -> Recipe:
    people = table.get("people")
    return Recipe(
        key=table["key"],
        branch=Branch(table["branch"]),
        forms=tuple(ConnectionForm(form) for form in table["forms"]),
        groups=tuple(TargetGroup(group) for group in table["groups"]),
        attendance=AttendanceMode(table["attendance"]),
        organisers=tuple(table.get("organisers", _usual(table["branch"]))),
        where=tuple(table["where"]),
        day_parts=tuple(table["when"]),
        hours=float(table["hours"]),
        titles=tuple(table["titles"]),
        summary=table["summary"],
        description=table["description"],
        tasks=tuple(_task(task) for task in table["tasks"]),
        needs=tuple(_need(need) for need in table["needs"]),
        people=(people[0], people[1]) if people else None,
        repeat=table.get("repeat", 1),
        min_age=table.get("min_age"),
        languages=tuple(table.get("languages", ["nl"])),
        says=tuple((name, table[name]) for name in _FLAGS if name in table),
        provinces=frozenset(Province(code) for code in table.get("provinces", [])),
        size=TownSize(table["size"]) if "size" in table else None,
        in_series=table.get("series", False),
        closings=tuple(table.get("closings", [])),
        accessibility=tuple(table.get("accessibility", [])),
        good_to_know=tuple(table.get("good_to_know", [])),
    )


def _usual(branch: str) -> list[str]:
    organisers: list[str] = packaged.read("demo/woorden")["organisers"][branch]
    return organisers


def _task(table: dict[str, Any]) -> TaskRecipe:
    place = TaskPlace.AT_HOME if table.get("home", False) else TaskPlace.ON_SITE
    return TaskRecipe(table["title"], table["minutes"], table["people"], place)


def _need(table: dict[str, Any]) -> NeedRecipe:
    return NeedRecipe(NeedKind(table["kind"]), table["from"], table["to"], table["text"])
