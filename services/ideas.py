"""The library of ideas: recipes for an activity, packaged with the product, and how to find one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from data import packaged
from domain.activities import Need
from domain.branches import Branch
from domain.errors import NotFoundError
from domain.ideas import Recipe
from domain.vocabulary import AttendanceMode, ConnectionForm, NeedKind, TargetGroup
from i18n.texts import Language, label
from services.searching import asked, fold

_FOLDER = "ideas"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for in the library; an empty field asks for nothing.

    `minutes` is all the time there is, preparation included, `people` how many can carry it and
    `cost_cents` what it may cost. Within one set any choice will do, between fields all must hold.
    """

    words: str = ""
    minutes: int | None = None
    people: int | None = None
    cost_cents: int | None = None
    groups: frozenset[TargetGroup] = frozenset()
    forms: frozenset[ConnectionForm] = frozenset()
    branches: frozenset[Branch] = frozenset()


@cache
def recipes(language: Language) -> tuple[Recipe, ...]:
    """Every recipe in `language`, by title. Raises ValueError for a word outside the vocabulary."""
    found = [
        _recipe(table, language)
        for name in packaged.names(_FOLDER)
        for table in packaged.read(name)["idea"]
    ]
    return tuple(sorted(found, key=lambda one: (fold(one.title), one.id)))


def recipe(id: str, language: Language) -> Recipe:
    """One recipe. Raises `NotFoundError`."""
    for one in recipes(language):
        if one.id == id:
            return one
    raise NotFoundError(what="idea", id=id[:40])


def found(wanted: Wanted, language: Language) -> tuple[Recipe, ...]:
    """The recipes that `wanted` asks for, by title."""
    words = asked(wanted.words)
    return tuple(
        one
        for one in recipes(language)
        if _fits(one, wanted) and all(word in _search(one.id, language) for word in words)
    )


def _fits(one: Recipe, wanted: Wanted) -> bool:
    limits = (
        (one.total_minutes, wanted.minutes),
        (one.people, wanted.people),
        (one.cost_cents, wanted.cost_cents),
    )
    groups = wanted.groups | {TargetGroup.EVERYONE}
    return (
        all(most is None or asked <= most for asked, most in limits)
        and (not wanted.groups or not groups.isdisjoint(one.groups))
        and (not wanted.forms or not wanted.forms.isdisjoint(one.forms))
        and (not wanted.branches or one.branch in wanted.branches)
    )


@cache
def _search(id: str, language: Language) -> str:
    """The folded text of a recipe that words are looked up in."""
    one = recipe(id, language)
    labels = [label(language, each) for each in (one.branch, *sorted(one.groups))]
    return fold(" ".join([one.title, one.summary, one.invitation, *labels]))


def _recipe(table: Mapping[str, Any], language: Language) -> Recipe:
    words = table[language.value]
    few, many = table["guests"]
    return Recipe(
        id=table["id"],
        title=words["title"],
        summary=words["summary"],
        minutes=table["minutes"],
        preparation_minutes=table["preparation"],
        people=table["people"],
        guests=(few, many),
        attendance=AttendanceMode(table["attendance"]),
        branch=Branch(table["branch"]),
        forms=frozenset(map(ConnectionForm, table["forms"])),
        groups=frozenset(map(TargetGroup, table["groups"])),
        needs=tuple(
            _need(f"{table['id']}-{number}", need, language)
            for number, need in enumerate(table["needs"], start=1)
        ),
        today=tuple(words["today"]),
        tomorrow=tuple(words["tomorrow"]),
        invitation=words["invitation"],
        questions=tuple(words["questions"]),
    )


def _need(id: str, table: Mapping[str, Any], language: Language) -> Need:
    kind = NeedKind(table["kind"])
    # Money is written in euros, as people do.
    quantity = table["quantity"] * (100 if kind is NeedKind.MONEY else 1)
    return Need(id, kind, quantity, description=table[language.value])
