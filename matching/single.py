"""One seeker among activities, and turned round: one activity among seekers. Both explained."""

from __future__ import annotations

import numpy as np

from domain.seekers import Seeker
from matching.bulk import rank
from matching.catalogue import Catalogue
from matching.gates import open_rows
from matching.scoring import Match, best, matches, scores, through_gates
from matching.seekers import ONE, Index, Pairs, Seekers
from matching.weights import Weights, current

# Up to so many activities looking at each is as fast as an index, which then need not be built.
SMALL = 20_000


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
    one = Seekers.from_seekers([seeker])
    if len(catalogue) > SMALL:
        rows = rank(
            one, catalogue, weights=weights, now_minute=now_minute, top=top, edition_id=edition_id
        ).rows
    else:
        rows = np.flatnonzero(open_rows(catalogue, now_minute=now_minute, edition_id=edition_id))
        pairs = through_gates(Pairs(one, catalogue, ONE, rows))
        rows = pairs.rows[best(scores(pairs, weights), top)]
    return matches(Pairs(one, catalogue, ONE, rows), weights)


def best_seekers(
    seekers: Seekers,
    catalogue: Catalogue,
    row: int,
    *,
    weights: Weights | None = None,
    now_minute: int,
    top: int = 20,
) -> list[tuple[int, Match]]:
    """The `top` of `seekers` for the activity at `row`, best first: who, and the match with its reasons.

    The score is the one that the seeker sees. Ties go to who comes first; nobody when it is not open.
    """
    weights = weights or current(seekers.audience)
    chosen = best_rows(seekers, catalogue, row, weights=weights, now_minute=now_minute, top=top)
    rows = np.full(len(chosen), row, dtype=np.intp)
    found = matches(Pairs(seekers, catalogue, chosen, rows), weights)
    return list(zip(chosen.tolist(), found, strict=True))


def best_rows(
    seekers: Seekers,
    catalogue: Catalogue,
    row: int,
    *,
    weights: Weights,
    now_minute: int,
    top: int,
) -> Index:
    """Positions of the best of `seekers` for the activity at `row`, without their reasons."""
    if not open_rows(catalogue, now_minute=now_minute)[row]:
        return np.zeros(0, dtype=np.intp)
    everybody = np.arange(len(seekers), dtype=np.intp)
    pairs = through_gates(Pairs(seekers, catalogue, everybody, np.array([row], dtype=np.intp)))
    return pairs.who[best(scores(pairs, weights), top)]
