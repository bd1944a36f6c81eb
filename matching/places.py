"""Places from home and on the spot: how many are left of each, and who may take which.

Whoever helps from home takes a place from home. An activity may have fewer places left in all than
of both kinds together: some were promised to people of whom nobody knows which they take.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matching.catalogue import NO_LIMIT, UNKNOWN, Catalogue
from matching.gates import Flags, is_online
from matching.seekers import Index, Pairs

Numbers = NDArray[np.int64]
PLENTY = 1_000_000  # places of an activity without a limit


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Places left per activity, each of shape (n,): on the spot, from home, and `total` in all."""

    site: Numbers
    home: Numbers
    total: Numbers

    @classmethod
    def of(cls, catalogue: Catalogue) -> Places:
        """Those of a catalogue; PLENTY where no limit was said."""
        columns = (catalogue.site_left, catalogue.home_left, catalogue.people_left)
        return cls(*(np.where(one == NO_LIMIT, PLENTY, one).astype(np.int64) for one in columns))

    def without(
        self,
        rows: Index | Sequence[int],
        at_home: NDArray[np.integer] | Sequence[int],
        people: NDArray[np.integer] | int = 1,
    ) -> Places:
        """What is left when these take theirs, `at_home` 1, 0 or UNKNOWN each; never below 0."""
        rows, at_home = np.asarray(rows, dtype=np.intp), np.asarray(at_home)
        people = np.broadcast_to(people, rows.shape)
        left = []
        for places, takes in (
            (self.site, at_home == 0),
            (self.home, at_home == 1),
            (self.total, np.ones(rows.shape, dtype=np.bool_)),
        ):
            gone = np.bincount(rows[takes], weights=people[takes], minlength=len(places))
            left.append(np.maximum(places - gone.astype(np.int64), 0))
        return Places(*left)

    def where(self, is_open: Flags) -> Places:
        """The same, with no place where an activity is not open."""
        return Places(*(np.where(is_open, one, 0) for one in (self.site, self.home, self.total)))

    def on(self, catalogue: Catalogue) -> Catalogue:
        """The catalogue with these places left."""
        total = np.minimum(self.total, NO_LIMIT).astype(np.int32)
        return replace(
            catalogue,
            people_left=total,
            home_left=np.minimum(self.home, total).astype(np.int32),
            site_left=np.minimum(self.site, total).astype(np.int32),
        )


def plenty(catalogue: Catalogue, is_open: Flags) -> Places:
    """As many places as anybody could want, of the kinds that an open activity has."""
    kinds = (catalogue.has_site_task, catalogue.has_home_task, is_open)
    return Places(*(np.where(is_open & kind, PLENTY, 0).astype(np.int64) for kind in kinds))


def allowed(pairs: Pairs) -> tuple[Flags, Flags]:
    """Whether each seeker may do it on the spot, and from home; shape (n,) each. Of volunteers.

    For each kind apart: on the spot within the radius, in the time that the seeker has, and where
    they wish to. How many places are left is not looked at. What is online is done anywhere.
    """
    catalogue, rows = pairs.catalogue, pairs.rows
    at_home, online = pairs.seekers.at_home[pairs.who], is_online(pairs)
    radius = pairs.seekers.radius_km[pairs.who]
    is_near = online | np.isnan(radius)
    if not np.isnan(radius).all():
        is_near = is_near | (pairs.km <= radius)
    wants_site = np.where(online, at_home != 0, at_home != 1)
    site = catalogue.has_site_task[rows] & wants_site & is_near
    home = catalogue.has_home_task[rows] & (at_home != 0)
    site = site & _in_time(pairs, catalogue.site_minutes[rows])
    home = home & _in_time(pairs, catalogue.home_minutes[rows])
    return np.broadcast_to(site, pairs.shape), np.broadcast_to(home, pairs.shape)


def can_take(pairs: Pairs) -> Flags:
    """Whether all who come find room in one kind of place that they may take; shape (n,)."""
    site, home = allowed(pairs)
    catalogue, size = pairs.catalogue, pairs.seekers.size[pairs.who]
    site = site & (catalogue.site_left[pairs.rows] >= size)
    home = home & (catalogue.home_left[pairs.rows] >= size)
    return (site | home) & (catalogue.people_left[pairs.rows] >= size)


def _in_time(pairs: Pairs, minutes: NDArray[np.int32]) -> Flags:
    has = pairs.seekers.minutes[pairs.who]
    if (has == UNKNOWN).all():
        return np.ones(1, dtype=np.bool_)
    return np.asarray((has == UNKNOWN) | ((minutes != UNKNOWN) & (minutes <= has)))
