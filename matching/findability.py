"""What an activity leaves unsaid, and what saying it would do: by the engine itself, on columns.

Every answer that could be given is an activity of its own beside the one as it is; what changes
between them is the effect. Nothing here knows which criterion or gate looks at which fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.activities import Activity
from domain.branches import Branch
from domain.looks import Question
from domain.places import Place
from domain.seekers import Seeker
from domain.unsaid import Fact, Possible, answers, missing, with_doors_open
from domain.vocabulary import ActivityState, Audience, ConnectionForm, NeedKind, TargetGroup
from matching.catalogue import Catalogue
from matching.criteria import Values
from matching.gates import from_home, open_rows
from matching.scoring import scores, through_gates
from matching.seekers import Index, Pairs, Seekers
from matching.weights import Weights, current


@dataclass(frozen=True, slots=True)
class Effect:
    """What saying a fact would do.

    It matters to `matters` of the seekers: some answer changes what they find. With the answer that
    does most, `better` who find the activity already are matched better, and `more` find it besides.
    `asked` holds for each audience the questions whose answer makes it matter to somebody who
    looks; `Question.ANY` alone when it matters to all of them, whatever they answered.
    """

    fact: Fact
    matters: int
    better: int
    more: int
    asked: Mapping[Audience, frozenset[Question]]


@dataclass(frozen=True, slots=True)
class Findability:
    """How many seekers find an activity (`found`), and the effect of each missing fact."""

    found: int
    effects: tuple[Effect, ...]


def findability(
    activity: Activity,
    seekers: Seekers,
    possible: Possible,
    *,
    weights: Weights | None = None,
    now_minute: int,
) -> Findability:
    """What each missing fact would do for `seekers`, as if the activity stood on the map already.

    Without moments nobody finds it and without needs no sponsor does, so every other fact is tried
    with all of those.
    """
    told = _told(activity, possible)
    near = seekers.take(_may_find(seekers, told.catalogue))
    seen = _seen(near, told.catalogue, weights or current(seekers.audience), now_minute)
    asked = {
        audience: _asked_by(audience, told, activity.place, possible, now_minute)
        for audience in Audience
    }
    effects = []
    for tried in told.tried:
        by = {audience: questions[tried.fact] for audience, questions in asked.items()}
        effects.append(_effect(tried, seen, by))
    return Findability(int(np.count_nonzero(seen[0] >= 0)), tuple(effects))


@dataclass(frozen=True, slots=True)
class _Tried:
    """A missing fact: the row without it, and the rows with every answer."""

    fact: Fact
    without: int
    answers: slice


@dataclass(frozen=True, slots=True)
class _Told:
    """An activity as it is in row 0, and all that is tried in the others."""

    catalogue: Catalogue
    tried: tuple[_Tried, ...]


def _told(activity: Activity, possible: Possible) -> _Told:
    every, tried = [activity], []
    for fact in missing(activity):
        without = with_doors_open(activity, fact, possible)
        told = answers(without, fact, possible)
        first = len(every) + 1
        tried.append(_Tried(fact, first - 1, slice(first, first + len(told))))
        every += [without, *told]
    numbered = (
        replace(one, id=f"{row:05d}", state=ActivityState.PUBLISHED)
        for row, one in enumerate(every)
    )
    return _Told(Catalogue.from_activities(numbered), tuple(tried))


def _may_find(seekers: Seekers, catalogue: Catalogue) -> Index:
    """Who is within reach of any row; most people live elsewhere, and then nothing helps."""
    where = np.stack([catalogue.lat, catalogue.lon, catalogue.attendance, catalogue.has_home_task])
    _, rows = np.unique(np.nan_to_num(where), axis=1, return_index=True)
    within = _within_reach(_every_pair(seekers, catalogue, rows))
    return np.flatnonzero(within.reshape(len(rows), len(seekers)).any(axis=0))


def _seen(seekers: Seekers, catalogue: Catalogue, weights: Weights, now_minute: int) -> Values:
    """The score of each row for each seeker, shape (rows, seekers); -1 where they do not find it."""
    seen = np.full((len(catalogue), len(seekers)), -1.0)
    rows = np.flatnonzero(open_rows(catalogue, now_minute=now_minute))
    pairs = _every_pair(seekers, catalogue, rows)
    pairs = through_gates(pairs.only(_within_reach(pairs)))
    if len(pairs):
        seen[pairs.rows, pairs.who] = scores(pairs, weights)
    return seen


def _every_pair(seekers: Seekers, catalogue: Catalogue, rows: Index) -> Pairs:
    """Each of `rows` beside every seeker, row by row."""
    count = len(seekers)
    return Pairs(seekers, catalogue, np.tile(np.arange(count), len(rows)), np.repeat(rows, count))


def _within_reach(pairs: Pairs) -> NDArray[np.bool_]:
    """Whether somebody finds it where they look: within their reach, or no travel is needed.

    Who did not say where they are finds what is anywhere.
    """
    is_nowhere = np.isnan(pairs.seekers.lat[pairs.who])
    within = pairs.km <= pairs.seekers.reach_km[pairs.who]
    return np.asarray(is_nowhere | within | from_home(pairs))


def _effect(tried: _Tried, seen: Values, asked: Mapping[Audience, frozenset[Question]]) -> Effect:
    now, then = seen[tried.without], seen[tried.answers]
    helped = then > now
    best = helped[np.argmax(helped.sum(axis=1))]
    return Effect(
        tried.fact,
        matters=int(np.count_nonzero((then != now).any(axis=0))),
        better=int(np.count_nonzero(best & (now >= 0))),
        more=int(np.count_nonzero(best & (now < 0))),
        asked=asked,
    )


def _asked_by(
    audience: Audience, told: _Told, place: Place, possible: Possible, now_minute: int
) -> dict[Fact, frozenset[Question]]:
    """For each missing fact, to whom of `audience` it matters, by what they answered."""
    asking = _asking(audience, place, possible)
    seekers = Seekers.from_seekers(asking.values())
    seen = _seen(seekers, told.catalogue, current(audience), now_minute)
    found = {}
    for tried in told.tried:
        changes = (seen[tried.answers] != seen[tried.without]).any(axis=0)
        questions = {one for one, changed in zip(asking, changes, strict=True) if changed}
        found[tried.fact] = frozenset(questions & {Question.ANY} or questions)
    return found


def _asking(audience: Audience, place: Place, possible: Possible) -> dict[Question, Seeker]:
    """Somebody who answered nothing, and one for each question who answered that alone, with all."""
    silent = Seeker("", audience)
    answered: dict[Question, dict[str, Any]] = {
        Question.ANY: {},
        Question.PLACE: {"point": place.point or possible.places[0].point},
        Question.TIMES: {"times": tuple(possible.moments)},
        Question.BRANCHES: {"branches": frozenset(Branch)},
        Question.FORMS: {"forms": frozenset(ConnectionForm)},
        Question.GROUPS: {"groups": frozenset(TargetGroup) - {TargetGroup.EVERYONE}},
        Question.OFFERS: {"offers": frozenset(NeedKind)},
        Question.SHOWN: {"wants_to_be_shown": True},
        Question.SIZE: {"size": 2},
        Question.MINUTES: {"minutes": 30},
    }
    return {question: replace(silent, **given) for question, given in answered.items()}
