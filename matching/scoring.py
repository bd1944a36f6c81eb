"""The score, defined once: the weighted mean of the criteria that have an opinion, behind the gates.

score = sum(w_c * v_c) / sum(w_c), to nine digits. The contributions w_c * v_c / sum(w) add up to
it, so the explanation is the score. Ties break by activity id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.seekers import Seeker
from domain.vocabulary import AttendanceMode
from matching import facts
from matching.catalogue import Catalogue, code
from matching.criteria import CRITERIA, Values
from matching.gates import GATES, open_rows
from matching.seekers import ONE, Pairs, beside
from matching.weights import Weights, current

_ONLINE = code(AttendanceMode.ONLINE)
EXACT = 10**9  # scores are whole parts of this


@dataclass(frozen=True, slots=True)
class Part:
    """What one criterion adds. `value` None is no opinion, and `contribution` is then 0.

    `facts` are numbers for the sentence that `criterion` and `pattern` name.
    """

    criterion: str
    weight: float
    value: float | None
    contribution: float
    pattern: str
    facts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Match:
    """An activity proposed to a seeker. `row` is its row in the catalogue, `rank` counts from 1.

    `km` is None when distance plays no part or is not known. The contributions of `parts` add
    up to `score`. `weights_version` says which weights made it.
    """

    activity_id: str
    row: int
    rank: int
    score: float
    km: float | None
    parts: tuple[Part, ...]
    weights_version: str


def suggest(
    seeker: Seeker,
    catalogue: Catalogue,
    *,
    weights: Weights | None = None,
    now_minute: int,
    top: int = 20,
    edition_id: str | None = None,
) -> list[Match]:
    """The `top` activities that fit `seeker` best, best first; empty when none passes the gates.

    `now_minute` is minutes since 1970 UTC (`matching.catalogue.minute`): a past edition is matched
    by passing a moment in it. `edition_id` None takes all editions together.
    """
    weights = weights or current(seeker.audience)
    rows = np.flatnonzero(open_rows(catalogue, now_minute=now_minute, edition_id=edition_id))
    pairs = through_gates(beside(seeker, catalogue, rows))
    totals = scores(pairs, weights)
    chosen = best(totals, top)
    return matches(Pairs(pairs.seekers, catalogue, ONE, pairs.rows[chosen]), weights)


def through_gates(pairs: Pairs) -> Pairs:
    """The pairs that pass every gate of their audience."""
    for gate in GATES[pairs.seekers.audience]:
        passes = gate.passes(pairs)
        if not passes.all():
            pairs = pairs.only(passes)
    return pairs


def scores(pairs: Pairs, weights: Weights) -> Values:
    """The score of each pair, in [0, 1]; 0 where no criterion has an opinion. Gates are not looked at."""
    return weighted_mean(values(pairs, weights), weights, len(pairs))


def values(pairs: Pairs, weights: Weights) -> dict[str, Values]:
    """The value of each criterion that carries weight, per pair."""
    return {
        name: np.broadcast_to(criterion(pairs), (len(pairs),))
        for name, criterion in CRITERIA[pairs.seekers.audience].items()
        if weights.values.get(name, 0) > 0
    }


def weighted_mean(columns: Mapping[str, Values], weights: Weights, count: int) -> Values:
    """`scores` from the values of each criterion, `count` long."""
    return _mean(*_sums(columns, weights, count))


def _sums(columns: Mapping[str, Values], weights: Weights, count: int) -> tuple[Values, Values]:
    """Weight times value, and weight, summed over the criteria that have an opinion."""
    total, weight = np.zeros(count), np.zeros(count)
    for name, value in columns.items():
        share = weights.values[name]
        opinion = ~np.isnan(value)
        weight += share * opinion
        total += np.where(opinion, share * value, 0.0)
    return total, weight


def _mean(total: Values, weight: Values) -> Values:
    """Rounded to nine digits, so that what is equal on paper is equal here and breaks by id."""
    mean: Values = np.divide(total, weight, out=np.zeros(len(total)), where=weight > 0)
    return np.rint(mean * EXACT) / EXACT


def contributions(pairs: Pairs, weights: Weights) -> dict[str, Values]:
    """What each criterion adds to the score of each pair; 0 where it has no opinion."""
    columns = values(pairs, weights)
    _, opinions = _sums(columns, weights, len(pairs))
    opinions = np.where(opinions > 0, opinions, 1.0)
    return {
        name: np.where(np.isnan(value), 0.0, weights.values[name] * value / opinions)
        for name, value in columns.items()
    }


def best(totals: Values, top: int) -> NDArray[np.intp]:
    """Positions of the `top` highest, highest first, equal ones in order of position."""
    if len(totals) > top:
        bar = np.partition(totals, len(totals) - top)[len(totals) - top]
        worthy = np.flatnonzero(totals >= bar)
    else:
        worthy = np.arange(len(totals))
    return worthy[np.argsort(-totals[worthy], kind="stable")][:top]


def matches(pairs: Pairs, weights: Weights) -> list[Match]:
    """Explained matches of one seeker with the activities of `pairs`, ranked in the order given."""
    columns = values(pairs, weights)
    sums, opinions = _sums(columns, weights, len(pairs))
    totals = _mean(sums, opinions)
    parts = zip(
        *(
            _parts(pairs, facts.Valued(name, value), weights.values[name], opinions)
            for name, value in columns.items()
        ),
        strict=True,
    )
    rows = np.asarray(pairs.rows)
    apart = np.isnan(pairs.km) | (pairs.catalogue.attendance[rows] == _ONLINE)
    found = zip(
        rows.tolist(), totals.tolist(), pairs.km.tolist(), apart.tolist(), parts, strict=True
    )
    return [
        Match(
            activity_id=str(pairs.catalogue.ids[row]),
            row=row,
            rank=rank,
            score=total,
            km=None if nowhere else km,
            parts=own,
            weights_version=weights.version,
        )
        for rank, (row, total, km, nowhere, own) in enumerate(found, start=1)
    ]


def _parts(pairs: Pairs, valued: facts.Valued, weight: float, opinions: Values) -> list[Part]:
    """The part of one criterion in each match; `opinions` is the weight that had one, per match."""
    known = ~np.isnan(valued.values)
    contributions = np.divide(
        weight * valued.values, opinions, out=np.zeros(len(opinions)), where=known & (opinions > 0)
    )
    return [
        Part(valued.criterion, weight, value if opinion else None, contribution, pattern, given)
        for value, opinion, contribution, (pattern, given) in zip(
            valued.values.tolist(),
            known.tolist(),
            contributions.tolist(),
            facts.rows(pairs, valued),
            strict=True,
        )
    ]
