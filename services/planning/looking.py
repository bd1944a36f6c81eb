"""Look at a plan: in numbers, by activity, and who is left over. Of people a first name and a town."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from data.database import Database
from data.repositories import activities, proposals, volunteers
from data.repositories.volunteers import Helper
from domain.activities import Activity
from domain.actors import Actor, check_coordinator
from domain.proposals import LeftOver, PlanRun, Proposal, ProposalState
from matching.catalogue import NO_LIMIT, municipality_number
from services import listing
from services.happening import rows_of
from services.planning.left_behind import Reason
from services.programme import Programme

_PROMISED = (ProposalState.DRAFT, ProposalState.SENT)
IN_PLAN = (*_PROMISED, ProposalState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class PlanNumbers:
    """A plan in numbers, of a coordinator's part. `run` is None when none was made for it yet.

    `answered` is how many said yes or no since. `by_activity` counts who is in the plan for each,
    `promised` those of them who did not say yes yet: a yes has taken its place.
    """

    run: PlanRun | None
    by_state: dict[ProposalState, int]
    answered: int
    left_over: dict[Reason, int]
    by_activity: dict[str, int]
    promised: dict[str, int]


@dataclass(frozen=True, slots=True)
class Proposed:
    """Somebody who is proposed; `helper` is None for who lives in another part."""

    proposal: Proposal
    helper: Helper | None


@dataclass(frozen=True, slots=True)
class PlannedActivity:
    """An activity and who is proposed for it, best first; what is over and done with comes last."""

    activity: Activity
    proposed: tuple[Proposed, ...]

    @property
    def open_places(self) -> int | None:
        """The places that are left when all who are in the plan come; None without a limit."""
        left = self.activity.people_left
        coming = sum(one.proposal.state in _PROMISED for one in self.proposed)
        return None if left is None else max(0, left - coming)


@dataclass(frozen=True, slots=True)
class Behind:
    """Somebody left over, why, and the activity that would be next best."""

    left: LeftOver
    reason: Reason
    helper: Helper
    next_best: Activity | None


def numbers(
    database: Database, programme: Programme, edition_id: str, *, actor: Actor
) -> PlanNumbers:
    """The plan of an edition in numbers. Five queries. Raises `NotAllowedError`."""
    check_coordinator(actor)
    catalogue = programme.catalogue
    ours = set(catalogue.ids[rows_of(catalogue, edition_id, actor.scope)].tolist())
    with database.read() as session:
        runs = proposals.latest_runs(session, edition_id)
        run = next((one for one in runs if one.scope.is_national or one.scope == actor.scope), None)
        counts = proposals.counts(session, edition_id)
        since = proposals.counts(session, edition_id, answered_after=run.made_at) if run else {}
        left = proposals.left_over_reasons(session, run.id, actor.scope) if run else {}
    by_state, by_activity, promised = Counter[ProposalState](), Counter[str](), Counter[str]()
    for (activity_id, state), count in counts.items():
        if activity_id in ours:
            by_state[state] += count
            by_activity[activity_id] += count * (state in IN_PLAN)
            promised[activity_id] += count * (state in _PROMISED)
    answers = {ProposalState.ACCEPTED, ProposalState.DECLINED}
    answered = sum(count for (id, state), count in since.items() if id in ours and state in answers)
    reasons = {Reason(why): count for why, count in left.items()}
    return PlanNumbers(run, dict(by_state), answered, reasons, +by_activity, +promised)


def rows(
    programme: Programme,
    edition_id: str,
    found: PlanNumbers,
    *,
    municipality: str = "",
    only_short: bool = False,
    actor: Actor,
    now: datetime,
) -> list[str]:
    """The activities to list, what comes first first: those with people in the plan.

    With `only_short` those that have places left instead, also without anybody. `municipality` is
    a CBS code. Raises `NotAllowedError`.
    """
    check_coordinator(actor)
    catalogue = programme.catalogue
    ours = rows_of(catalogue, edition_id, actor.scope)
    if municipality:
        ours = ours[catalogue.municipality[ours] == municipality_number(municipality)]
    counted = found.promised if only_short else found.by_activity
    planned = np.array([counted.get(id, 0) for id in catalogue.ids[ours].tolist()], int)
    if only_short:
        limit = catalogue.people_left[ours] != NO_LIMIT
        keep = limit & (catalogue.people_left[ours] > planned)
    else:
        keep = planned > 0
    order = listing.by_time(programme, ours[keep], now=now)
    return [str(id) for id in catalogue.ids[order]]


def planned(
    database: Database, activity_ids: Sequence[str], *, actor: Actor
) -> list[PlannedActivity]:
    """These activities with who is proposed, in the order of `activity_ids`. Seven queries.

    Those of another part are left out. Raises `NotAllowedError`.
    """
    check_coordinator(actor)
    with database.read() as session:
        found = [
            one
            for one in activities.by_ids(session, activity_ids)
            if actor.scope.covers(one.place, one.branch)
        ]
        every = proposals.of_activities(session, [one.id for one in found])
        names = volunteers.helpers(session, {one.volunteer_id for one in every}, actor.scope)
    states = list(ProposalState)
    every.sort(key=lambda one: (one.state not in IN_PLAN, states.index(one.state), -one.score))
    return [
        PlannedActivity(
            activity,
            tuple(
                Proposed(one, names.get(one.volunteer_id))
                for one in every
                if one.activity_id == activity.id
            ),
        )
        for activity in found
    ]


def left_over(
    database: Database, run: PlanRun, *, actor: Actor, limit: int, offset: int = 0
) -> list[Behind]:
    """Some of those left over in this coordinator's part who have no place yet. Six queries.

    Raises `NotAllowedError`.
    """
    check_coordinator(actor)
    with database.read() as session:
        found = proposals.still_left_over(session, run.id, actor.scope, limit=limit, offset=offset)
        names = volunteers.helpers(session, {one.volunteer_id for one in found}, actor.scope)
        ids = {one.activity_id for one in found if one.activity_id}
        known = {
            one.id: one
            for one in activities.by_ids(session, sorted(ids))
            if actor.scope.covers(one.place, one.branch)
        }
    return [
        Behind(one, Reason(one.reason), names[one.volunteer_id], known.get(one.activity_id or ""))
        for one in found
    ]
