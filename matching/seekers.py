"""Seekers as columns, and pairs of a seeker and an activity: what gates and criteria look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.branches import affinity
from domain.seekers import Seeker
from domain.vocabulary import Audience, TargetGroup, TravelMode
from matching.catalogue import BRANCHES, UNKNOWN, Catalogue, code, mask, minute
from matching.distance import earth_centred, kilometres

Index = NDArray[np.intp]  # positions in a column

# How far someone goes gladly, in km, when they set no limit of their own.
REACH_KM: Mapping[TravelMode, float] = {
    TravelMode.WALKING: 5.0,
    TravelMode.CYCLING: 10.0,
    TravelMode.CAR: 30.0,
}
# The same for those who did not say how they travel: a bicycle, or for a sponsor its region.
USUAL_REACH_KM: Mapping[Audience, float] = {
    Audience.VOLUNTEER: 10.0,
    Audience.TEAM: 10.0,
    Audience.SPONSOR: 30.0,
}


@dataclass(frozen=True, slots=True, eq=False)
class Seekers:
    """n seekers of one audience as arrays of length n, in the order given.

    Unknown is NaN in float columns, UNKNOWN (-1) in integer ones and 0 in masks. Wishes in time
    are stored end to end, like the slots of a `Catalogue`.
    """

    audience: Audience
    ids: NDArray[Any]  # unicode strings
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    radius_km: NDArray[np.float64]  # a firm limit; NaN without
    travel_mode: NDArray[np.int8]
    branches: NDArray[np.int32]
    forms: NDArray[np.uint8]
    groups: NDArray[np.uint16]
    at_home: NDArray[np.int8]  # 1 only from home, 0 only on the spot
    age: NDArray[np.int16]
    minutes: NDArray[np.int32]
    offers: NDArray[np.uint8]
    wants_to_be_shown: NDArray[np.int8]
    size: NDArray[np.int32]
    wish_offsets: NDArray[np.int64]  # (n + 1,)
    wish_starts: NDArray[np.int64]
    wish_ends: NDArray[np.int64]
    # Worked out once from the columns above:
    xyz: NDArray[np.float64]  # (n, 3) metres
    reach_km: NDArray[np.float64]  # as far as someone goes gladly
    taste: NDArray[np.intp]  # which row of `branch_fit`
    branch_fit: NDArray[np.float64]  # (tastes, branches + 1); the last column is "branch not said"

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def from_seekers(
        cls, seekers: Iterable[Seeker], *, audience: Audience | None = None
    ) -> Seekers:
        """Columns of `seekers`, which share one audience; `audience` is needed only when there are none."""
        rows = list(seekers)
        audiences = {seeker.audience for seeker in rows} | ({audience} if audience else set())
        if len(audiences) != 1:
            raise ValueError("seekers of one audience are needed")
        columns: dict[str, list[object]] = {name: [] for name in _COLUMN_TYPES}
        columns["wish_offsets"].append(0)
        for seeker in rows:
            for name, value in _row(seeker).items():
                columns[name].append(value)
            columns["wish_starts"].extend(minute(slot.starts_at) for slot in seeker.times)
            columns["wish_ends"].extend(minute(slot.ends_at) for slot in seeker.times)
            columns["wish_offsets"].append(len(columns["wish_starts"]))
        return cls.from_columns(audiences.pop(), columns)

    @classmethod
    def from_columns(
        cls, audience: Audience, columns: Mapping[str, Sequence[Any] | NDArray[Any]]
    ) -> Seekers:
        """Columns given as plain sequences or arrays, cast to the types above."""
        arrays = {
            name: np.asarray(columns[name], dtype=kind) for name, kind in _COLUMN_TYPES.items()
        }
        modes = np.array([USUAL_REACH_KM[audience], *(REACH_KM[mode] for mode in TravelMode)])
        radius = arrays["radius_km"]
        tastes, taste = np.unique(arrays["branches"], return_inverse=True)
        return cls(
            audience=audience,
            **arrays,
            xyz=earth_centred(arrays["lat"], arrays["lon"]),
            reach_km=np.where(np.isnan(radius), modes[arrays["travel_mode"] + 1], radius),
            taste=taste.astype(np.intp),
            branch_fit=_branch_fit(tastes),
        )

    @classmethod
    def together(cls, parts: Sequence[Seekers], audience: Audience) -> Seekers:
        """Parts one after the other, as one."""
        if not parts:
            return cls.from_seekers([], audience=audience)
        columns: dict[str, NDArray[Any]] = {
            name: np.concatenate([getattr(part, name) for part in parts]) for name in _COLUMN_TYPES
        }
        counts = np.concatenate([np.diff(part.wish_offsets) for part in parts])
        columns["wish_offsets"] = np.concatenate([[0], np.cumsum(counts)])
        return cls.from_columns(audience, columns)

    def take(self, who: Index) -> Seekers:
        """The seekers at `who`, in that order."""
        counts = np.diff(self.wish_offsets)[who]
        offsets = np.concatenate([[0], np.cumsum(counts)])
        wishes = np.arange(offsets[-1]) + np.repeat(self.wish_offsets[who] - offsets[:-1], counts)
        columns = {name: getattr(self, name)[who] for name in _PER_SEEKER}
        return replace(
            self,
            **columns,
            wish_offsets=offsets,
            wish_starts=self.wish_starts[wishes],
            wish_ends=self.wish_ends[wishes],
        )


@dataclass(frozen=True, eq=False)
class Pairs:
    """Seeker `who` beside activity `rows`: two indices of one length, or one of them of length 1.

    One visitor is one seeker beside many rows, a coordinator's activity many people beside one
    row, a whole country two indices of the same length. Every gate and criterion returns an
    array of that length, or of length 1 when it says the same of all.
    """

    seekers: Seekers
    catalogue: Catalogue
    who: Index
    rows: Index

    def __len__(self) -> int:
        return len(self.rows) if len(self.who) == 1 else len(self.who)

    @property
    def shape(self) -> tuple[int, ...]:
        """What every answer broadcasts to."""
        return (len(self),)

    @cached_property
    def km(self) -> NDArray[np.float64]:
        """How far apart, over the surface; NaN where a point is missing."""
        here, there = self.seekers.xyz.take(self.who, axis=0), self.catalogue.xyz
        return kilometres(there.take(self.rows, axis=0), here)

    @cached_property
    def wishes(self) -> NDArray[np.int64]:
        """How many times the seeker named; 0 for no preference."""
        offsets = self.seekers.wish_offsets
        return offsets[self.who + 1] - offsets[self.who]

    @cached_property
    def time_share(self) -> NDArray[np.float64]:
        """Share of the seeker's wishes that the slots really cover, in [0, 1]; NaN without wishes.

        A wish is covered for the part that the best slot has in common with it, measured on the
        shorter of the two: an hour inside a free afternoon covers that wish wholly.
        """
        if not self.wishes.any():
            return np.full(1, np.nan)
        who, rows = np.broadcast_arrays(self.who, self.rows)
        share = np.full(who.shape, np.nan)
        asking = np.flatnonzero(np.broadcast_to(self.wishes, who.shape))
        if len(asking):
            share[asking] = _covered(self.seekers, self.catalogue, who[asking], rows[asking])
        return share

    def only(self, keep: NDArray[np.bool_]) -> Pairs:
        """The pairs where `keep` is true; what was worked out before is kept."""
        count = len(self)
        kept = np.flatnonzero(np.broadcast_to(keep, self.shape))

        def pick(column: NDArray[Any]) -> NDArray[Any]:
            return column[kept] if len(column) == count else column

        pairs = Pairs(self.seekers, self.catalogue, pick(self.who), pick(self.rows))
        pairs.__dict__.update(
            (name, pick(value)) for name, value in self.__dict__.items() if name in _DERIVED
        )
        return pairs


ONE = np.zeros(1, dtype=np.intp)  # the first and only


def beside(seeker: Seeker, catalogue: Catalogue, rows: Index) -> Pairs:
    """One seeker beside some rows of a catalogue."""
    return Pairs(Seekers.from_seekers([seeker]), catalogue, ONE, rows)


_DERIVED = ("km", "wishes", "time_share")


def _covered(
    seekers: Seekers, catalogue: Catalogue, who: NDArray[np.intp], rows: NDArray[np.intp]
) -> NDArray[np.float64]:
    """`time_share` of pairs (n,) whose seekers all have wishes."""
    first_slot, first_wish = catalogue.slot_offsets[rows], seekers.wish_offsets[who]
    slots = catalogue.slot_offsets[rows + 1] - first_slot
    wishes = seekers.wish_offsets[who + 1] - first_wish
    total = np.zeros(len(rows))
    best = np.empty(len(rows))
    for nth_wish in range(int(wishes.max())):
        best.fill(0.0)
        left = np.flatnonzero((wishes > nth_wish) & (slots > 0))
        nth_slot = 0
        while len(left):
            cover = _overlap(
                seekers, catalogue, first_wish[left] + nth_wish, first_slot[left] + nth_slot
            )
            best[left] = np.maximum(best[left], cover)
            nth_slot += 1
            left = left[slots[left] > nth_slot]
        total += best
    return total / wishes


def _overlap(
    seekers: Seekers, catalogue: Catalogue, wish: NDArray[np.int64], slot: NDArray[np.int64]
) -> NDArray[np.float64]:
    wish_start, wish_end = seekers.wish_starts[wish], seekers.wish_ends[wish]
    slot_start, slot_end = catalogue.slot_starts[slot], catalogue.slot_ends[slot]
    common = np.minimum(wish_end, slot_end) - np.maximum(wish_start, slot_start)
    shorter = np.minimum(wish_end - wish_start, slot_end - slot_start)
    return np.asarray(np.maximum(common, 0) / np.maximum(shorter, 1))


_ALIKE = np.array([[affinity(one, other) for other in BRANCHES] for one in BRANCHES])


def _branch_fit(tastes: NDArray[np.int32]) -> NDArray[np.float64]:
    """The best affinity of each set of branches (a mask) with each branch; 0 with one not said.

    NaN for no preference.
    """
    wanted = (tastes[:, None] >> np.arange(len(BRANCHES))) & 1
    fit = np.full((len(tastes), len(BRANCHES) + 1), np.nan)
    stated = np.flatnonzero(tastes)
    if len(stated):
        fit[stated, -1] = 0.0
        fit[stated, :-1] = (wanted[stated, :, None] * _ALIKE).max(axis=1)
    return fit


_COLUMN_TYPES: dict[str, Any] = {
    "ids": np.str_,
    "lat": np.float64,
    "lon": np.float64,
    "radius_km": np.float64,
    "travel_mode": np.int8,
    "branches": np.int32,
    "forms": np.uint8,
    "groups": np.uint16,
    "at_home": np.int8,
    "age": np.int16,
    "minutes": np.int32,
    "offers": np.uint8,
    "wants_to_be_shown": np.int8,
    "size": np.int32,
    "wish_offsets": np.int64,
    "wish_starts": np.int64,
    "wish_ends": np.int64,
}
_PER_SEEKER = (
    *(name for name in _COLUMN_TYPES if not name.startswith("wish_")),
    "xyz",
    "reach_km",
    "taste",
)


def _row(seeker: Seeker) -> dict[str, object]:
    point = seeker.point
    return {
        "ids": seeker.id,
        "lat": point.lat if point else np.nan,
        "lon": point.lon if point else np.nan,
        "radius_km": np.nan if seeker.radius_km is None else seeker.radius_km,
        "travel_mode": code(seeker.travel_mode),
        "branches": mask(seeker.branches),
        "forms": mask(seeker.forms),
        # Whoever is there for everyone has no preference.
        "groups": 0 if TargetGroup.EVERYONE in seeker.groups else mask(seeker.groups),
        "at_home": UNKNOWN if seeker.at_home is None else int(seeker.at_home),
        "age": UNKNOWN if seeker.age is None else seeker.age,
        "minutes": UNKNOWN if seeker.minutes is None else seeker.minutes,
        "offers": mask(seeker.offers),
        "wants_to_be_shown": UNKNOWN
        if seeker.wants_to_be_shown is None
        else int(seeker.wants_to_be_shown),
        "size": seeker.size,
    }
