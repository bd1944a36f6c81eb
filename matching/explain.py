"""Questions about a match, answered with the same score: why not higher, what if, is it sure, why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from domain.branches import Branch
from domain.seekers import Seeker
from domain.times import TimeSlot
from domain.vocabulary import TravelMode
from matching.catalogue import Catalogue
from matching.criteria import Values
from matching.gates import failures as why_not
from matching.gates import open_rows
from matching.scoring import Match, Part, best, scores, through_gates, values, weighted_mean
from matching.seekers import REACH_KM, Pairs, beside
from matching.weights import Weights, current

__all__ = [
    "Change",
    "Outcome",
    "changes",
    "robust",
    "what_if",
    "why_not",
    "why_not_higher",
    "with_branches",
    "with_radius",
    "with_times",
    "with_travel_mode",
]

# From this score on a match counts as a good one in `what_if`.
GOOD = 0.4
# How far every weight is moved to see whether a match stays.
SWAY = 0.2
STEADY_TOP = 3


def why_not_higher(match: Match, *, most: int = 2) -> list[tuple[Part, float]]:
    """The parts that miss most, with how much each would add to the score at best; largest first."""
    total = sum(part.weight for part in match.parts if part.value is not None)
    missing = [
        (part, part.weight * (1 - part.value) / total)
        for part in match.parts
        if part.value is not None and part.value < 1
    ]
    return sorted(missing, key=lambda pair: -pair[1])[:most]


@dataclass(frozen=True, slots=True)
class Change:
    """One answer changed: `kind` names the sentence, `value` what it is changed to (None: left open)."""

    kind: str
    value: object
    seeker: Seeker


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many good matches a change gives: `count` in all, `more` than now (negative: fewer)."""

    change: Change
    count: int
    more: int


def with_radius(seeker: Seeker, radius_km: float | None) -> Change:
    """Another firm radius, or none."""
    return Change("radius", radius_km, replace(seeker, radius_km=radius_km))


def with_travel_mode(seeker: Seeker, mode: TravelMode) -> Change:
    """Another way to travel, which then also says how far; a firm radius becomes that way's reach."""
    limit = None if seeker.radius_km is None else REACH_KM[mode]
    return Change("travel_mode", mode, replace(seeker, travel_mode=mode, radius_km=limit))


def with_branches(seeker: Seeker, branches: frozenset[Branch]) -> Change:
    """Other branches, or no preference."""
    return Change("branches", branches or None, replace(seeker, branches=branches))


def with_times(seeker: Seeker, times: tuple[TimeSlot, ...]) -> Change:
    """Other days and times, or any."""
    return Change("times", times or None, replace(seeker, times=times))


def changes(seeker: Seeker) -> list[Change]:
    """The changes worth showing: the other ways to travel, a double radius, no branch, any time."""
    found = [
        with_travel_mode(seeker, mode) for mode in TravelMode if mode is not seeker.travel_mode
    ]
    if seeker.point is None:
        found = []
    if seeker.radius_km is not None:
        found.append(with_radius(seeker, 2 * seeker.radius_km))
    if seeker.branches:
        found.append(with_branches(seeker, frozenset()))
    if seeker.times:
        found.append(with_times(seeker, ()))
    return found


def what_if(
    seeker: Seeker,
    catalogue: Catalogue,
    alternatives: Iterable[Change],
    *,
    weights: Weights | None = None,
    now_minute: int,
    edition_id: str | None = None,
) -> list[Outcome]:
    """For each change how many activities would score GOOD or better, beside how many do now."""
    weights = weights or current(seeker.audience)
    rows = np.flatnonzero(open_rows(catalogue, now_minute=now_minute, edition_id=edition_id))

    def good(someone: Seeker) -> int:
        pairs = through_gates(beside(someone, catalogue, rows))
        return int(np.count_nonzero(scores(pairs, weights) >= GOOD))

    now = good(seeker)
    counted = [(change, good(change.seeker)) for change in alternatives]
    return [Outcome(change, count, count - now) for change, count in counted]


def robust(
    seeker: Seeker,
    catalogue: Catalogue,
    *,
    weights: Weights | None = None,
    now_minute: int,
    edition_id: str | None = None,
) -> frozenset[str]:
    """Ids of the top three that stay in it whichever one weight is moved up or down by SWAY."""
    weights = weights or current(seeker.audience)
    rows = np.flatnonzero(open_rows(catalogue, now_minute=now_minute, edition_id=edition_id))
    pairs = through_gates(beside(seeker, catalogue, rows))
    pairs = pairs.only(_contenders(scores(pairs, weights)))
    columns = values(pairs, weights)
    steady = set(_top_rows(columns, weights, pairs))
    for name in columns:
        for factor in (1 - SWAY, 1 + SWAY):
            moved = weights.with_values({name: weights.values[name] * factor})
            steady &= set(_top_rows(columns, moved, pairs))
    return frozenset(str(catalogue.ids[row]) for row in steady)


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
