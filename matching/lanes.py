"""What somebody gets to see: what is near, what is just beyond, and what is done from home, apart.

Nearby and from home are two wishes and never one list on screen. The reach of a way to travel is
soft: it decides in which lane an activity stands and hides nothing. Only a radius is a limit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np

from domain.seekers import Seeker
from matching.catalogue import Catalogue
from matching.criteria import Values
from matching.gates import from_home, is_online, open_rows
from matching.scoring import Match, best, matches, scores, through_gates
from matching.seekers import ONE, Index, Pairs, Seekers
from matching.weights import Weights, current

_NO = np.zeros(1, dtype=np.bool_)  # of every pair
ENOUGH = 8  # so many within reach, and nobody needs to look beyond it
STRETCH = 2.5  # how many times the reach still counts as just beyond


class Lane(StrEnum):
    """Where an activity stands for somebody, in the order in which the lanes are shown."""

    WITHIN = "within"  # within reach
    BEYOND = "beyond"  # up to STRETCH times the reach, while fewer than ENOUGH are within it
    HOME = "home"  # from home or online
    UNPLACED = "unplaced"  # does not say where it is
    FURTHER = "further"  # beyond all of that
    ANYWHERE = "anywhere"  # all in one, for somebody of whom no place is known


NEAR = (Lane.WITHIN, Lane.BEYOND)
ASIDE = (Lane.UNPLACED, Lane.FURTHER)  # counted, and shown to who asks for them
AT_ONCE = 5  # so many of a lane are shown together


@dataclass(frozen=True, eq=False)
class Group:
    """The pairs in one lane, at least one. They are scored when somebody asks for the best of them."""

    pairs: Pairs
    weights: Weights

    def __len__(self) -> int:
        return len(self.pairs)

    @cached_property
    def scores(self) -> Values:
        """The score of each pair, in [0, 1]."""
        return scores(self.pairs, self.weights)

    def rows(self, first: int, last: int) -> Index:
        """Rows of the catalogue from position `first` (counted from 0) up to `last`, best first."""
        return self.pairs.rows[best(self.scores, last)[first:]]

    def matches(self, first: int, last: int) -> list[Match]:
        """The same, explained. A rank is the place in the lane, from 1."""
        shown = replace(self.pairs, rows=self.rows(first, last))
        return [replace(match, rank=first + match.rank) for match in matches(shown, self.weights)]


@dataclass(frozen=True, slots=True)
class Nearest:
    """The row of the nearest activity that passes every gate but that of the radius, and its distance."""

    row: int
    km: float


@dataclass(frozen=True, slots=True, eq=False)
class Lanes:
    """All that passes the gates of a seeker, by lane; a lane without activities is absent.

    `main` is the lane that counts for them, absent or not. Where distance plays no part `reach_km`,
    `nearest` and `on_site` are None; `on_site` is what passes every gate but that of the radius.
    With `is_limited` a radius was set: FURTHER and UNPLACED hold what only that keeps away.
    """

    groups: Mapping[Lane, Group]
    main: Lane
    reach_km: float | None = None
    is_limited: bool = False
    nearest: Nearest | None = None
    on_site: Pairs | None = None

    def count(self, lane: Lane) -> int:
        """How many activities are in a lane."""
        return len(self.groups[lane]) if lane in self.groups else 0

    def count_within(self, km: float) -> int:
        """How many would be within reach if that were `km`; 0 where distance plays no part."""
        return 0 if self.on_site is None else int(np.count_nonzero(self.on_site.km <= km))


def lanes(
    seeker: Seeker,
    catalogue: Catalogue,
    *,
    weights: Weights | None = None,
    now_minute: int,
    edition_id: str | None = None,
) -> Lanes:
    """Every open activity that `seeker` may be shown, in the one lane where it belongs.

    What can be done from home as well as on the spot stands in a near lane when it is near, else
    in HOME. Arguments as for `matching.single.suggest`.
    """
    one = Seekers.from_seekers([seeker])
    return lanes_of(one, catalogue, weights=weights, now_minute=now_minute, edition_id=edition_id)


def lanes_of(
    one: Seekers,
    catalogue: Catalogue,
    *,
    weights: Weights | None = None,
    now_minute: int,
    edition_id: str | None = None,
) -> Lanes:
    """`lanes` of one seeker that is columns already."""
    weights = weights or current(one.audience)
    rows = np.flatnonzero(open_rows(catalogue, now_minute=now_minute, edition_id=edition_id))
    every = Pairs(one, catalogue, ONE, rows)
    if np.isnan(one.lat[0]):
        everything = {Lane.ANYWHERE: through_gates(every)}
        return Lanes(_groups(everything, weights), main=Lane.ANYWHERE)
    home = _from_home(every) if one.at_home[0] != 0 else every.only(_NO)
    if one.at_home[0] == 1:
        return Lanes(_groups({Lane.HOME: home}, weights), main=Lane.HOME)
    on_site, reach_km = _on_site(every), float(one.reach_km[0])
    is_limited = not np.isnan(one.radius_km[0])
    return Lanes(
        _groups(_apart(on_site, home, reach_km, is_limited=is_limited), weights),
        main=Lane.WITHIN,
        reach_km=reach_km,
        is_limited=is_limited,
        nearest=_nearest(on_site),
        on_site=on_site,
    )


def _groups(pairs: Mapping[Lane, Pairs], weights: Weights) -> dict[Lane, Group]:
    return {lane: Group(pairs[lane], weights) for lane in Lane if len(pairs.get(lane, ()))}


def _from_home(every: Pairs) -> Pairs:
    """What somebody may do from home or online: all at the edge of their reach, wherever it is for."""
    only_home = replace(
        every.seekers, at_home=np.ones(1, dtype=np.int8), xyz=np.full((1, 3), np.nan)
    )
    pairs = through_gates(replace(every, seekers=only_home))
    return pairs.only(from_home(pairs))


def _on_site(every: Pairs) -> Pairs:
    """What happens at some place, known or not, whatever the radius."""
    only_there = replace(
        every.seekers, at_home=np.zeros(1, dtype=np.int8), radius_km=np.full(1, np.nan)
    )
    pairs = through_gates(replace(every, seekers=only_there))
    return pairs.only(~is_online(pairs))


def _apart(on_site: Pairs, home: Pairs, reach_km: float, *, is_limited: bool) -> dict[Lane, Pairs]:
    """Both kinds of pairs by lane."""
    within = on_site.km <= reach_km
    has_enough = is_limited or np.count_nonzero(within) >= ENOUGH
    beyond = ~within & (on_site.km <= (reach_km if has_enough else STRETCH * reach_km))
    unplaced = np.isnan(on_site.km)
    at_home = np.isin(on_site.rows, home.rows)
    left = ~(within | beyond | at_home)
    near = on_site.rows[within | beyond]
    return {
        Lane.WITHIN: on_site.only(within),
        Lane.BEYOND: on_site.only(beyond),
        Lane.HOME: home.only(~np.isin(home.rows, near)),
        Lane.UNPLACED: on_site.only(left & unplaced),
        Lane.FURTHER: on_site.only(left & ~unplaced),
    }


def _nearest(pairs: Pairs) -> Nearest | None:
    if np.isnan(pairs.km).all():
        return None
    position = int(np.nanargmin(pairs.km))
    return Nearest(int(pairs.rows[position]), float(pairs.km[position]))
