"""Nobody left over: a fair plan over people and activities as a minimum-cost flow.

Each person sends as much flow as they want to be asked, through the activities that fit them best
(`bulk.rank`), to as many places as are left. The flow with the highest total score is the plan,
and its total is a bound that no plan can beat. What a flow cannot say (a group stays together,
nobody is in two places at one time, a crew is large enough or stays home) is repaired one
restriction at a time; the distance to the bound is then stated as the gap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.bulk import Ranking, rank
from matching.catalogue import Catalogue
from matching.flow import Choices, Pair, overlap
from matching.places import Places, allowed
from matching.seekers import Pairs, Seekers

__all__ = [
    "Measures",
    "Pair",
    "Plan",
    "greedy",
    "measure",
    "next_best",
    "overlap",
    "own_first_choice",
    "plan",
]


@dataclass(frozen=True, slots=True)
class Measures:
    """How a way of dividing people works out. `worst` is the lowest score of anyone placed."""

    total: float
    placed: int
    too_many: int
    empty: float  # share of the activities with places left that get nobody
    worst: float


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Who goes where: `who[i]` to `rows[i]` with `scores[i]`, in order of seeker, then row.

    `at_home[i]` is 1 for a place from home and 0 for one on the spot.
    `left_over` are seekers without a place, see `next_best`. `short_of_crew` are activities that were left because too few could come.
    `bound` is a total score that no plan can beat; `gap` is how far below it this one stays.
    """

    who: NDArray[np.intp]
    rows: NDArray[np.intp]
    scores: NDArray[np.float64]
    at_home: NDArray[np.intp]
    left_over: NDArray[np.intp]
    short_of_crew: NDArray[np.intp]
    bound: float
    measures: Measures

    @property
    def gap(self) -> float:
        """Share of the bound that is missing; 0 is a proven optimum."""
        return max(0.0, 1 - self.measures.total / self.bound) if self.bound else 0.0


def plan(
    seekers: Seekers,
    catalogue: Catalogue,
    ranking: Ranking,
    *,
    asks: NDArray[np.int64] | None = None,
    declined: Collection[Pair] = (),
    signed_up: Collection[Pair] = (),
) -> Plan:
    """Divide `seekers` over the activities in `ranking`.

    `asks` is how often each wants to be asked (1 when not given; 0 is never). A seeker of size n
    is a group that takes n places or none, all from home or all on the spot. Nobody is asked again for what they `declined`.
    Those `signed_up` stay: their place is already taken in the catalogue, counts as one of their
    asks, and keeps that time.
    """
    choices = Choices(seekers, catalogue, ranking, asks, declined, signed_up)
    flow = choices.solve()
    bound = choices.total(flow)
    while choices.repair(flow):
        flow = choices.solve()
    chosen = np.flatnonzero(flow)
    chosen = chosen[np.lexsort([choices.rows[chosen], choices.who[chosen]])]
    who, rows, scores = choices.who[chosen], choices.rows[chosen], choices.scores[chosen]
    helped = np.union1d(who, [person for person, _ in signed_up]).astype(np.intp)
    left = np.setdiff1d(np.flatnonzero(choices.asks > 0), helped)
    return Plan(
        who, rows, scores, choices.at_home[chosen], left,
        np.array(sorted(choices.closed), dtype=np.intp),
        bound, measure(seekers, choices.places.total, who, rows, scores),
    )  # fmt: skip


def next_best(
    seekers: Seekers,
    catalogue: Catalogue,
    planned: Plan,
    *,
    declined: Collection[Pair] = (),
    now_minute: int,
    edition_id: str | None = None,
) -> NDArray[np.intp]:
    """For each seeker left over the best row of all that still have room, however far; -1 for none."""
    left = planned.left_over
    room = room_after(seekers, catalogue, planned)
    found = rank(
        seekers.take(left), room.on(catalogue),
        now_minute=now_minute, top=enough(declined), edition_id=edition_id,
    )  # fmt: skip
    choice = first_allowed(found, left, declined, len(catalogue))
    return np.where(choice >= 0, found.rows[choice], -1) if len(found.rows) else choice


def room_after(seekers: Seekers, catalogue: Catalogue, planned: Plan) -> Places:
    """The places that are still there after a plan; none where it found too few for a crew."""
    room = Places.of(catalogue).without(planned.rows, planned.at_home, seekers.size[planned.who])
    is_open = np.ones(len(catalogue), dtype=np.bool_)
    is_open[planned.short_of_crew] = False
    return room.where(is_open)


def enough(declined: Collection[Pair]) -> int:
    """How many choices each needs so that one is left that they did not decline."""
    return max(Counter(person for person, _ in declined).values(), default=0) + 1


def first_allowed(
    found: Ranking, whose: NDArray[np.intp], declined: Collection[Pair], activities: int
) -> NDArray[np.intp]:
    """Where in a ranking the best of each stands that they did not decline; -1 for none.

    `whose` are the positions by which `declined` knows those in the ranking; `activities` is how
    many rows the catalogue has.
    """
    refused = [person * activities + row for person, row in declined]
    fits = np.flatnonzero(~np.isin(whose[found.who] * activities + found.rows, refused))
    best = np.full(len(whose), -1, dtype=np.intp)
    best[found.who[fits[::-1]]] = fits[::-1]  # the first of each is written last
    return best


def measure(
    seekers: Seekers,
    places: NDArray[np.int64],
    who: NDArray[np.intp],
    rows: NDArray[np.intp],
    scores: NDArray[np.float64],
) -> Measures:
    """How it works out when each of `who` goes to the row beside it; `places` per activity."""
    size = seekers.size[who].astype(np.int64)
    coming = np.bincount(rows, weights=size, minlength=len(places)).astype(np.int64)
    has_places = places > 0
    return Measures(
        total=float((scores * size).sum()),
        placed=len(np.unique(who)),
        too_many=int(np.maximum(coming - places, 0).sum()),
        empty=float((coming[has_places] == 0).mean()) if has_places.any() else 0.0,
        worst=float(scores.min()) if len(scores) else 0.0,
    )


def own_first_choice(seekers: Seekers, catalogue: Catalogue, ranking: Ranking) -> Measures:
    """Everybody goes where their own first choice is, full or not."""
    first = ranking.offsets[:-1][np.diff(ranking.offsets) > 0]
    return measure(
        seekers,
        Places.of(catalogue).total,
        ranking.who[first],
        ranking.rows[first],
        ranking.scores[first],
    )


def greedy(seekers: Seekers, catalogue: Catalogue, ranking: Ranking) -> Measures:
    """The best pair first, then the next best of what is left: one activity each.

    Who may do it from home or on the spot takes of what has most left.
    """
    places = Places.of(catalogue)
    kinds = places.site.tolist(), places.home.tolist()
    total, free = places.total.tolist(), [True] * len(seekers)
    may = [one.tolist() for one in allowed(Pairs(seekers, catalogue, ranking.who, ranking.rows))]
    who, rows, size = ranking.who.tolist(), ranking.rows.tolist(), seekers.size.tolist()
    taken = []
    for choice in np.argsort(-ranking.scores, kind="stable").tolist():
        person, row = who[choice], rows[choice]
        if not free[person] or total[row] < size[person]:
            continue
        room = [kinds[kind][row] if may[kind][choice] else -1 for kind in (0, 1)]
        kind = room.index(max(room))
        if room[kind] >= size[person]:
            free[person] = False
            kinds[kind][row] -= size[person]
            total[row] -= size[person]
            taken.append(choice)
    chosen = np.array(taken, dtype=np.intp)
    return measure(
        seekers, places.total, ranking.who[chosen], ranking.rows[chosen], ranking.scores[chosen]
    )
