"""What a plan divides: the people of a coordinator's part beside its activities, as they stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from data.repositories import editions, programme
from domain.accounts import Scope
from domain.proposals import Proposal
from matching.allocation import Pair as Positions
from matching.bulk import Ranking, rank
from matching.catalogue import NO_LIMIT, Catalogue, minute
from matching.gates import open_rows
from matching.places import Places
from matching.seekers import Seekers
from services.editions import moment_in
from services.happening import in_scope
from services.planning import seekers, standing
from services.planning.seekers import Askable
from services.planning.standing import IsReplaced, Pair, Standing

# Below this nobody is asked by a plan: what was said and what is offered have too little in common.
LEAST_SCORE = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """`people` can be asked, `asks` times each; `catalogue` holds the activities of this part.

    Its places are what nobody has and nobody was promised. `ours` is False for activities of another
    part, which are there only because one of these people goes there: they have no place for others.
    """

    people: Seekers
    asks: NDArray[np.int64]
    catalogue: Catalogue
    ours: NDArray[np.bool_]
    standing: Standing
    now_minute: int

    def staying(self) -> list[Positions]:
        """Who goes where already, as positions."""
        return self._positions(self.standing.stay)

    def refused(self) -> list[Positions]:
        """Who is not asked again for what, as positions."""
        return self._positions(self.standing.refused)

    def rank(
        self,
        people: Seekers,
        places: Places | None = None,
        *,
        top: int,
        least: float = LEAST_SCORE,
    ) -> Ranking:
        """The best of each of `people`, with other `places` when given.

        What scores below `least` does not really fit, and is not among them.
        """
        catalogue = self.catalogue if places is None else places.on(self.catalogue)
        return _worthy(rank(people, catalogue, now_minute=self.now_minute, top=top), least)

    def _positions(self, pairs: frozenset[Pair]) -> list[Positions]:
        who = {id: at for at, id in enumerate(self.people.ids.tolist())}
        where = {id: at for at, id in enumerate(self.catalogue.ids.tolist())}
        return sorted((who[a], where[b]) for a, b in pairs if a in who and b in where)


def read(session: Session, edition_id: str, scope: Scope, *, now: datetime) -> Field:
    """The field of an edition as a new plan finds it. Eleven queries. Raises `NotFoundError`."""
    now_minute = minute(moment_in(editions.get(session, edition_id), now=now))
    every = programme.catalogue(session, edition_id)
    askable = seekers.askable(session, scope)
    ours = in_scope(every, scope)
    is_open = open_rows(every, now_minute=now_minute) & ours
    found = standing.read(
        session, edition_id, now=now, is_replaced=_replaced(askable, every, ours, is_open, scope)
    )
    asks = found.asks_left(askable)
    there = Counter(activity for _, activity in found.stay)
    every = with_crew(every, np.array([there[id] for id in every.ids.tolist()], dtype=np.int32))
    elsewhere = np.isin(every.ids, [activity for _, activity in found.stay])
    rows = np.flatnonzero(is_open | elsewhere)
    left = found.places_left(every).where(is_open)
    who = np.flatnonzero(asks > 0)
    return Field(
        askable.seekers.take(who),
        asks[who],
        left.on(every).take(rows),
        is_open[rows],
        found,
        now_minute,
    )


def _replaced(
    askable: Askable,
    every: Catalogue,
    ours: NDArray[np.bool_],
    is_open: NDArray[np.bool_],
    scope: Scope,
) -> IsReplaced:
    """Which drafts a new plan throws away: its own earlier ones, and those that can no longer be."""
    in_part, to_come = set(every.ids[ours].tolist()), set(every.ids[is_open].tolist())
    people = set(askable.seekers.ids.tolist())

    def is_replaced(draft: Proposal) -> bool:
        is_known = draft.volunteer_id in people
        if draft.activity_id not in in_part or not (is_known or scope.is_national):
            return False  # that of another part
        return not (draft.by_hand and is_known and draft.activity_id in to_come)

    return is_replaced


def with_stays(field: Field) -> NDArray[np.int64]:
    """How often each wants to be asked, with what stays: `matching.allocation` takes that off itself."""
    stays = Counter(person for person, _ in field.staying())
    return field.asks + np.array([stays[at] for at in range(len(field.people))], dtype=np.int64)


def with_crew(catalogue: Catalogue, there: NDArray[np.int32]) -> Catalogue:
    """The same, asking for no more crew than is lacking besides who is `there`, by activity.

    Only where no limit was said: elsewhere the places that are gone say how many come.
    """
    lacking = np.maximum(catalogue.min_crew - there, 0)
    has_limit = catalogue.people_asked != NO_LIMIT
    least = np.where(has_limit, catalogue.min_crew, lacking).astype(np.int32)
    return replace(catalogue, min_crew=least)


def without(ranking: Ranking, pairs: list[Positions], activities: int) -> Ranking:
    """A ranking without some pairs."""
    keys = [who * activities + row for who, row in pairs]
    keep = ~np.isin(ranking.who * activities + ranking.rows, keys)
    return _ranking(
        ranking.who[keep], ranking.rows[keep], ranking.scores[keep], len(ranking.offsets) - 1
    )


def together(one: Ranking, other: Ranking, whose: NDArray[np.intp]) -> Ranking:
    """`one` with what `other` adds to it; `whose` are the people in `one` that `other` is about."""
    who = np.concatenate([one.who, whose[other.who]])
    rows = np.concatenate([one.rows, other.rows])
    scores = np.concatenate([one.scores, other.scores])
    order = np.lexsort([rows, -scores, who])
    who, rows, scores = who[order], rows[order], scores[order]
    same = np.zeros(len(who), dtype=np.bool_)
    same[1:] = (who[1:] == who[:-1]) & (rows[1:] == rows[:-1])  # the same pair has the same score
    return _ranking(who[~same], rows[~same], scores[~same], len(one.offsets) - 1)


def _worthy(ranking: Ranking, least: float) -> Ranking:
    """A ranking without what scores below `least`."""
    keep = ranking.scores >= least
    people = len(ranking.offsets) - 1
    return _ranking(ranking.who[keep], ranking.rows[keep], ranking.scores[keep], people)


def _ranking(
    who: NDArray[np.intp], rows: NDArray[np.intp], scores: NDArray[np.float64], people: int
) -> Ranking:
    counts = np.bincount(who, minlength=people)
    return Ranking(np.concatenate([[0], np.cumsum(counts)]), rows, scores)
