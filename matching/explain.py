"""Questions about a match, answered with the same score: why not higher, what if, is it sure, why not."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from domain.seekers import Seeker
from domain.vocabulary import TravelMode
from matching.catalogue import Catalogue
from matching.criteria import Values
from matching.gates import failures as why_not
from matching.lanes import Group, Lane, Lanes, lanes
from matching.scoring import Match, Part, best, values, weighted_mean
from matching.seekers import REACH_KM, Pairs
from matching.weights import Weights

__all__ = [
    "Change",
    "Outcome",
    "changes",
    "robust",
    "what_if",
    "why_not",
    "why_not_higher",
    "with_radius",
    "with_travel_mode",
    "without_minutes",
    "without_times",
]

# How far every weight is moved to see whether a match stays.
SWAY = 0.2
STEADY_TOP = 3


def why_not_higher(match: Match, *, most: int = 2) -> list[tuple[Part, float]]:
    """The parts that miss most, with how much each would add to the score at best; largest first.

    What is done from home or online cannot be nearer.
    """
    total = sum(part.weight for part in match.parts if part.value is not None)
    missing = [
        (part, part.weight * (1 - part.value) / total)
        for part in match.parts
        if part.value is not None and part.value < 1 and part.pattern not in {"home", "online"}
    ]
    return sorted(missing, key=lambda pair: -pair[1])[:most]


@dataclass(frozen=True, slots=True)
class Change:
    """One answer changed: `kind` names the sentence, `value` what it is changed to (None: left open)."""

    kind: str
    value: float | TravelMode | None
    seeker: Seeker


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many activities a change brings to `lane`: `count` in all, `more` than now (negative: fewer)."""

    change: Change
    lane: Lane
    count: int
    more: int


def with_radius(seeker: Seeker, radius_km: float) -> Change:
    """Another firm radius."""
    return Change("radius", radius_km, replace(seeker, radius_km=radius_km))


def with_travel_mode(seeker: Seeker, mode: TravelMode) -> Change:
    """Another way to travel, which then also says how far; a firm radius becomes that way's reach."""
    limit = None if seeker.radius_km is None else REACH_KM[mode]
    return Change("travel_mode", mode, replace(seeker, travel_mode=mode, radius_km=limit))


def without_minutes(seeker: Seeker) -> Change:
    """However long it takes."""
    return Change("minutes", None, replace(seeker, minutes=None))


def without_times(seeker: Seeker) -> Change:
    """At any time."""
    return Change("times", None, replace(seeker, times=()))


def changes(seeker: Seeker) -> list[Change]:
    """The changes that can bring something else into sight: how one travels, how far, and when.

    What somebody likes only orders, so another branch brings nothing.
    """
    found = []
    if seeker.point is not None and not seeker.at_home:
        others = [mode for mode in TravelMode if mode is not seeker.travel_mode]
        found = [with_travel_mode(seeker, mode) for mode in others]
        if seeker.radius_km is not None:
            found.append(with_radius(seeker, 2 * seeker.radius_km))
    if seeker.times:
        found.append(without_times(seeker))
    if seeker.minutes is not None:
        found.append(without_minutes(seeker))
    return found


def what_if(
    seeker: Seeker,
    found: Lanes,
    catalogue: Catalogue,
    *,
    now_minute: int,
    edition_id: str | None = None,
) -> list[Outcome]:
    """What another answer would bring to the lane that counts for `seeker`, most first.

    Changes that make no difference are left out. `found` is what `seeker` has now; another
    distance is counted in it, so only another gate is looked at anew.
    """
    now = found.count(found.main)
    outcomes = []
    for change in changes(seeker):
        reach_km = _reach_km(change)
        if reach_km is not None:
            count = found.count_within(reach_km)
        else:
            other = lanes(change.seeker, catalogue, now_minute=now_minute, edition_id=edition_id)
            count = other.count(found.main)
        outcomes.append(Outcome(change, found.main, count, count - now))
    return sorted((one for one in outcomes if one.more), key=lambda one: -one.more)


def _reach_km(change: Change) -> float | None:
    """How far one would go; None for a change that does not say."""
    if isinstance(change.value, TravelMode):
        return REACH_KM[change.value]
    return change.value


def robust(group: Group) -> frozenset[str]:
    """Ids of the top three of a lane that stay in it whichever one weight is moved up or down by SWAY."""
    weights = group.weights
    pairs = group.pairs.only(_contenders(group.scores))
    columns = values(pairs, weights)
    steady = set(_top_rows(columns, weights, pairs))
    for name in columns:
        for factor in (1 - SWAY, 1 + SWAY):
            moved = weights.with_values({name: weights.values[name] * factor})
            steady &= set(_top_rows(columns, moved, pairs))
    return frozenset(str(pairs.catalogue.ids[row]) for row in steady)


def _contenders(totals: Values) -> NDArray[np.bool_]:
    """Those that may enter the top three, or leave it.

    With x the share of a weight in the whole, moving it by a share s of itself moves the mean by
    at most s x (1 - x) / (1 - s x), so by less than s / 4 / (1 - s); two of them by twice that.
    """
    if len(totals) <= STEADY_TOP:
        return np.ones(len(totals), dtype=np.bool_)
    third = np.partition(totals, len(totals) - STEADY_TOP)[len(totals) - STEADY_TOP]
    return np.asarray(totals >= third - SWAY / 2 / (1 - SWAY))


def _top_rows(columns: dict[str, Values], weights: Weights, pairs: Pairs) -> list[int]:
    chosen = best(weighted_mean(columns, weights, pairs.shape), STEADY_TOP)
    return [int(row) for row in np.asarray(pairs.rows)[chosen]]
