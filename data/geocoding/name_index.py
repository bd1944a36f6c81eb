"""Find known places by what they are called."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from rapidfuzz import fuzz, process

from data.geocoding import entries
from data.geocoding.entries import KnownPlace
from data.geocoding.names import bare, plain

LIKENESS = 72  # out of 100; below it a suggestion is no help
SUGGESTIONS = 3

_Names = dict[str, list[KnownPlace]]


class NameIndex:
    """Places by their own name, by their other names and by both written in one word."""

    def __init__(self, places: Iterable[KnownPlace]) -> None:
        self._own: _Names = defaultdict(list)
        self._other: _Names = defaultdict(list)
        for known in places:
            for name in {plain(known.place.name), plain(bare(known.place.name))}:
                self._own[name].append(known)
            for alias in {plain(alias) for alias in known.aliases}:
                self._other[alias].append(known)
        self._add_daily_names()

    def called(self, name: str) -> list[list[KnownPlace]]:
        """The places called the plain `name`: by own name, by other names, by either in one word."""
        found = (
            self._own.get(name),
            self._other.get(name),
            self._compact.get(name.replace(" ", "")),
        )
        return [known for known in found if known]

    def towns(self, name: str) -> list[KnownPlace]:
        """The towns, without hamlets and quarters, whose own name is the plain `name`."""
        return [known for known in self._own.get(name, ()) if known.is_official]

    def starting(self, start: str) -> list[KnownPlace]:
        """Every place with a name that starts with the plain `start`, each once."""
        names = self._sorted
        last = bisect_left(names, start + "\uffff")
        found = {
            id(known): known
            for name in names[bisect_left(names, start) : last]
            for known in (*self._own.get(name, ()), *self._other.get(name, ()))
        }
        return list(found.values())

    def alike(self, name: str) -> tuple[str, ...]:
        """At most three names as places write them that look like the plain `name`, most alike first."""
        found = process.extract(
            name, self._sorted, scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=2 * SUGGESTIONS
        )
        owners = (self._own.get(match) or self._other[match] for match, _, _ in found)
        shown = {max(known, key=lambda k: k.population).place.name: None for known in owners}
        return tuple(shown)[:SUGGESTIONS]

    def _add_daily_names(self) -> None:
        for official, others in entries.same_names():
            group = {plain(name) for name in (official, *others)}
            owners = [known for name in group for known in self._own.get(name, ())]
            for name in group - self._own.keys():
                known = self._other[name]
                known.extend(owner for owner in owners if owner not in known)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._own.keys() | self._other.keys())

    @cached_property
    def _compact(self) -> _Names:
        found: _Names = defaultdict(list)
        for names in (self._own, self._other):
            for name, known in names.items():
                found[name.replace(" ", "")].extend(known)
        return found
