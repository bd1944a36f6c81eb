"""Whether weights are good: what a version does to a programme and its seekers, in a few figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.bulk import rank
from matching.catalogue import Catalogue
from matching.criteria import branch
from matching.gates import open_rows
from matching.seekers import Pairs, Seekers
from matching.weights import Weights


@dataclass(frozen=True, slots=True)
class Figures:
    """How a version works out over the best matches of all seekers.

    `km_median` and `km_most` (95 of 100 travel less) are NaN when no distance is known.
    `branch_fits` is the share of matches with a wished branch, among those who wished one.
    `gini` says how unevenly activities are shown: 0 all alike, 1 all attention to one.
    `unseen` is the share of open activities that nobody gets to see.
    """

    version: str
    seekers: int
    without_match: int
    km_median: float
    km_most: float
    branch_fits: float
    gini: float
    unseen: float


def evaluate(
    seekers: Seekers,
    catalogue: Catalogue,
    *,
    weights: Weights,
    now_minute: int,
    top: int = 10,
    edition_id: str | None = None,
) -> Figures:
    """Figures over the `top` matches of each seeker."""
    found = rank(
        seekers, catalogue, weights=weights, now_minute=now_minute, top=top, edition_id=edition_id
    )
    pairs = Pairs(seekers, catalogue, found.who, found.rows)
    km = pairs.km[~np.isnan(pairs.km)] if len(pairs) else np.zeros(0)
    fits = branch(pairs)
    fits = fits[~np.isnan(fits)]
    is_open = open_rows(catalogue, now_minute=now_minute, edition_id=edition_id)
    shown = np.bincount(found.rows, minlength=len(catalogue))[is_open]
    return Figures(
        version=weights.version,
        seekers=len(seekers),
        without_match=int(np.count_nonzero(np.diff(found.offsets) == 0)),
        km_median=float(np.median(km)) if len(km) else np.nan,
        km_most=float(np.quantile(km, 0.95)) if len(km) else np.nan,
        branch_fits=float((fits == 1).mean()) if len(fits) else np.nan,
        gini=gini(shown),
        unseen=float((shown == 0).mean()) if len(shown) else 0.0,
    )


def gini(amounts: NDArray[np.int64]) -> float:
    """The Gini coefficient of amounts of at least 0; 0 when there are none."""
    total, count = int(amounts.sum()), len(amounts)
    if total == 0:
        return 0.0
    places = np.arange(1, count + 1)
    return float((2 * places - count - 1) @ np.sort(amounts) / (count * total))
