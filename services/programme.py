"""The public programme in memory: columns and words, read once per version and shared by all."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from data.database import Database
from data.repositories import programme as stored
from data.repositories import programme_texts
from matching.catalogue import Catalogue
from services.searching import fold

SECONDS_BETWEEN_CHECKS = 1.0

_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")
_emptied: list[Callable[[], None]] = []


def kept_per_programme(
    most: int,
) -> Callable[[Callable[_Given, _Answer]], Callable[_Given, _Answer]]:
    """Keep up to `most` answers of a function about a `Programme`, as `lru_cache` does.

    They are forgotten when a store reads a new version: a kept answer holds the whole programme
    that it was about, and after a day of changes those would fill the memory.
    """

    def keep(function: Callable[_Given, _Answer]) -> Callable[_Given, _Answer]:
        kept = lru_cache(maxsize=most)(function)
        _emptied.append(kept.cache_clear)
        return cast("Callable[_Given, _Answer]", kept)

    return keep


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A column that holds few different values: row i holds `values[codes[i]]`."""

    values: tuple[Any, ...]
    codes: NDArray[np.intp]

    @classmethod
    def of(cls, rows: Sequence[Any]) -> Coded:
        """The column of these values, which can be hashed."""
        places: dict[Any, int] = {}
        codes = [places.setdefault(value, len(places)) for value in rows]
        return cls(tuple(places), np.asarray(codes, dtype=np.intp))

    def where(self, holds: Callable[[Any], bool]) -> NDArray[np.bool_]:
        """True for the rows whose value `holds`: (n,)."""
        found = [place for place, value in enumerate(self.values) if holds(value)]
        return np.isin(self.codes, found)


@dataclass(frozen=True, slots=True, eq=False)
class Programme:
    """All activities at one `version`. Rows are those of `catalogue`, in order of id.

    `titles` and `places` are what a visitor reads; `search` is the folded text of a row that
    words are looked up in; `plain` are the plain fields that can be filtered by, by name. Shared
    between visitors and threads: nothing in it may be changed.
    """

    version: int
    catalogue: Catalogue
    titles: Sequence[str]
    places: Sequence[str]
    search: Sequence[str]
    plain: Mapping[str, Coded]

    def __len__(self) -> int:
        return len(self.catalogue)

    @property
    def edition_ids(self) -> tuple[str, ...]:
        """The editions that have activities, in order of id."""
        return self.catalogue.edition_ids

    def rows(self, ids: Sequence[str]) -> NDArray[np.intp]:
        """The row numbers of `ids`, in the order asked; unknown ids are left out."""
        wanted = np.asarray(ids, dtype=np.str_)
        found = np.searchsorted(self.catalogue.ids, wanted)
        known = found < len(self)
        known[known] = self.catalogue.ids[found[known]] == wanted[known]
        return found[known]


def load(database: Database) -> Programme:
    """Read the programme as it is now. About two seconds at 100,000 activities."""
    with database.read() as session:
        # The version first: a write in between then only costs a second reading.
        version = stored.version(session)
        texts = programme_texts.texts(session)
        return Programme(
            version,
            stored.catalogue(session),
            texts.titles,
            texts.places,
            tuple(fold(one) for one in texts.search),
            {name: Coded.of(values) for name, values in texts.plain.items()},
        )


class ProgrammeStore:
    """The programme for a whole process; looks at most once a second whether it has changed.

    While one thread reads a new version the others go on with the one before it.
    """

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._programme: Programme | None = None
        self._check_at = 0.0
        self._lock = threading.Lock()

    def current(self) -> Programme:
        """The programme, at most a second old and the time that reading takes."""
        programme = self._programme
        if programme is not None and self._clock() < self._check_at:
            return programme
        if self._lock.acquire(blocking=programme is None):
            try:
                return self._checked()
            finally:
                self._lock.release()
        assert programme is not None  # noqa: S101  # else the lock was waited for
        return programme

    def refresh(self) -> Programme:
        """The programme with everything that was written before this call."""
        with self._lock:
            self._check_at = 0.0
            return self._checked()

    def _checked(self) -> Programme:
        programme = self._programme
        if programme is None or self._clock() >= self._check_at:
            if programme is None or self._version() != programme.version:
                programme = self._programme = load(self._database)
                for forget in _emptied:
                    forget()
            self._check_at = self._clock() + SECONDS_BETWEEN_CHECKS
        return programme

    def _version(self) -> int:
        with self._database.read() as session:
            return stored.version(session)
