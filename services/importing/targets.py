"""The activities that imported needs belong to, found by id, or by name with place or day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz, process

from data.database import Database
from data.geocoding.names import plain
from data.repositories import imports
from data.repositories.imports import Outline
from domain.activities import PUBLIC_STATES
from domain.actors import Actor, check_coordinator
from domain.times import to_local

ALIKE = 88  # of 100, between two names or two places


@dataclass(frozen=True, slots=True)
class Found:
    """The activity that a row is about; `is_sure` when id or name say exactly so."""

    outline: Outline
    is_sure: bool


def outlines(database: Database, edition_id: str | None, *, actor: Actor) -> list[Outline]:
    """What is there to ask something for, in an edition or in all that are not over.

    What is not public yet only in the coordinator's own part. Raises `NotAllowedError`.
    """
    check_coordinator(actor)
    with database.read() as session:
        found = imports.outlines(session, edition_id)
    return [
        one
        for one in found
        if one.state in PUBLIC_STATES or actor.scope.covers(one.place, one.branch)
    ]


class Targets:
    """Finds the activity of a need."""

    def __init__(self, outlines: Iterable[Outline] = ()) -> None:
        self._by_id: dict[str, Outline] = {}
        self._by_name: dict[str, list[Outline]] = defaultdict(list)
        for one in outlines:
            self._by_id[one.id] = one
            self._by_name[plain(one.title)].append(one)
        self._near = lru_cache(maxsize=20_000)(self._names_like)

    def by_id(self, said: str) -> Outline | None:
        """The activity with this id, also where it is the end of the address of its page."""
        found = self._by_id.get(said.strip())
        tail = said.strip().rpartition("id=")[2].partition("&")[0]
        return found or self._by_id.get(tail)

    def called(self, title: str, place: str, days: frozenset[date]) -> list[Found]:
        """Those that may be meant, at most one when there is no doubt.

        Nearly the same name counts only when place or day say so too.
        """
        exact = [one for one in self._by_name.get(plain(title), []) if _fits(one, place, days)]
        if exact:
            return [Found(one, is_sure=True) for one in exact]
        if not (place or days):
            return []
        near = [one for name in self._near(plain(title)) for one in self._by_name[name]]
        return [Found(one, is_sure=False) for one in near if _fits(one, place, days)]

    def _names_like(self, name: str) -> tuple[str, ...]:
        found = process.extract(
            name, self._by_name.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=20
        )
        return tuple(one[0] for one in found if _numbers(one[0]) == _numbers(name))


def _fits(one: Outline, place: str, days: frozenset[date]) -> bool:
    """Whether an activity is at this place and on one of these days, where they are said."""
    here = not place or any(
        fuzz.ratio(plain(place), plain(name)) >= ALIKE
        for name in (one.place.name, one.place.municipality)
        if name
    )
    then = not days or any(to_local(start).date() in days for start in one.starts)
    return here and then


def _numbers(words: str) -> set[str]:
    """ "Ronde 1" and "Ronde 2" are two things."""
    return {word for word in words.split() if word.isdigit()}
