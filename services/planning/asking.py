"""For one activity: the best people to ask, with the reasons."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from data.database import Database
from data.repositories import activities, editions, programme, proposals, volunteers
from data.repositories.volunteers import Helper
from domain.accounts import OutsideScopeError
from domain.activities import Activity
from domain.actors import Actor, check_coordinator, check_scope
from domain.proposals import Proposal, ProposalState
from matching import single
from matching.allocation import overlap
from matching.catalogue import Catalogue, minute
from matching.places import Places, can_take
from matching.scoring import Match, matches
from matching.seekers import USUAL_REACH_KM, Pairs, Seekers, beside
from matching.weights import current
from services.editions import moment_in
from services.happening import in_scope
from services.planning import fitting, seekers, standing
from services.planning.changing import is_taken_out
from services.planning.standing import Standing


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to ask, and why. `draft` is where a plan has them now, which would be given up."""

    helper: Helper
    match: Match
    draft: Proposal | None = None


def best(
    database: Database, activity_id: str, *, actor: Actor, now: datetime, top: int = 10
) -> list[Candidate]:
    """The best people to ask for an activity, best first: who may be asked, and did not answer yet.

    Who a plan has for something else in this part is among them, unless a coordinator put them
    there; who goes elsewhere at that time is not. Empty when it has no place or is over. Raises
    `NotAllowedError`, `OutsideScopeError` and `NotFoundError`.
    """
    with database.read() as session:
        activity = activities.get(session, activity_id)
        check_scope(actor, activity.place, activity.branch)
        edition = editions.get(session, activity.edition_id)
        every = proposals.of_edition(session, edition.id, list(ProposalState))
        taking_part = proposals.taking_part(session, edition.id)
        askable = seekers.askable(session, actor.scope)
        catalogue = programme.catalogue(session, edition.id)
        row = int(np.flatnonzero(catalogue.ids == activity_id)[0])
        ours = set(catalogue.ids[in_scope(catalogue, actor.scope)].tolist())
        drafts = [one for one in every if _may_move(one, ours - {activity_id})]
        movable = {one.id for one in drafts}
        found = standing.weigh(every, taking_part, now, lambda draft: draft.id in movable)
        going = {what for _, what in found.stay} | {one.activity_id for one in drafts}
        meets = _at_that_time(catalogue, row, going)
        catalogue = found.places_left(catalogue).on(catalogue)
        free = found.asks_left(askable) > 0
        free &= ~np.isin(askable.seekers.ids, list(_not_to_ask(every, found, activity_id, meets)))
        people = askable.seekers.take(np.flatnonzero(free))
        chosen = _nearest_of_equals(
            people, catalogue, row, now_minute=minute(moment_in(edition, now=now)), top=top
        )
        names = volunteers.helpers(session, [str(people.ids[at]) for at, _ in chosen], actor.scope)
    # Of two drafts the one at that time: they cannot do both.
    given_up = {
        one.volunteer_id: one for one in sorted(drafts, key=lambda one: one.activity_id in meets)
    }
    used = standing.weigh(every, taking_part, now).used
    wished = dict(zip(askable.seekers.ids.tolist(), askable.asks_per_week.tolist(), strict=True))
    candidates = []
    for at, match in chosen:
        id = str(people.ids[at])
        draft = given_up.get(id)
        must_move = used.get(id, 0) >= wished[id] or (draft and draft.activity_id in meets)
        candidates.append(Candidate(names[id], match, draft if must_move else None))
    return candidates


def _nearest_of_equals(
    people: Seekers, catalogue: Catalogue, row: int, *, now_minute: int, top: int
) -> list[tuple[int, Match]]:
    """The best of `people` for the activity at `row`, best first: who, and the match as they see it.

    Of those who fit as well the nearer is ahead, however far each would go: a car does not put
    somebody before a neighbour on a bicycle. So all are compared by one and the same reach.
    """
    rows = np.array([row], dtype=np.intp)
    pairs = Pairs(people, catalogue, np.arange(len(people), dtype=np.intp), rows)
    can = np.flatnonzero(can_take(pairs))
    km = np.broadcast_to(pairs.km, pairs.shape)[can]
    order = can[np.argsort(np.where(np.isnan(km), np.inf, km), kind="stable")]
    people = people.take(order)
    alike = replace(people, reach_km=np.full(len(people), USUAL_REACH_KM[people.audience]))
    weights = current(people.audience)
    found = single.best_rows(alike, catalogue, row, weights=weights, now_minute=now_minute, top=top)
    seen = matches(Pairs(people, catalogue, found, np.repeat(rows, len(found))), weights)
    return list(zip(order[found].tolist(), seen, strict=True))


def _may_move(one: Proposal, ours: Set[str]) -> bool:
    """Whether somebody in the plan may be asked for something else: it is of this part, and no choice."""
    return one.state is ProposalState.DRAFT and not one.by_hand and one.activity_id in ours


def _at_that_time(catalogue: Catalogue, row: int, among: Set[str]) -> set[str]:
    """The ids `among` these of other activities at the same time."""
    rows = np.flatnonzero(np.isin(catalogue.ids, list(among))).tolist()
    at_once = [other for other in rows if other != row and overlap(catalogue, row, other)]
    return set(catalogue.ids[at_once].tolist())


def _not_to_ask(
    every: list[Proposal], found: Standing, activity_id: str, meets: Set[str]
) -> set[str]:
    """Who is in it, answered for it already, or goes elsewhere at that time."""
    here = [one for one in every if one.activity_id == activity_id]
    back = {one.volunteer_id for one in here if is_taken_out(one)}
    gone = {who for who, what in found.stay | found.refused if what == activity_id} - back
    return gone | {who for who, what in found.stay if what in meets}


def alternatives(
    database: Database, proposal_id: str, *, actor: Actor, now: datetime, top: int = 5
) -> list[tuple[Activity, Match]]:
    """Where else somebody in the plan fits, best first, among what has places left in this part.

    Raises `NotAllowedError`, `OutsideScopeError` for somebody of another part, and `NotFoundError`.
    """
    check_coordinator(actor)
    with database.read() as session:
        draft = proposals.get(session, proposal_id)
        volunteer = volunteers.get(session, draft.volunteer_id)
        if not seekers.covers(actor.scope, volunteer):
            raise OutsideScopeError()
        edition = editions.get(session, draft.edition_id)
        found = standing.read(
            session, edition.id, now=now, is_replaced=lambda one: one.id == proposal_id
        )
        catalogue = programme.catalogue(session, edition.id)
        refused = [what for who, what in found.refused if who == volunteer.id]
        stays = [what for who, what in found.stay if who == volunteer.id]
        mine = np.flatnonzero(np.isin(catalogue.ids, stays)).tolist()
        may = in_scope(catalogue, actor.scope)
        may &= ~np.isin(catalogue.ids, [draft.activity_id, *refused])
        may[[row for row in range(len(catalogue)) if _meets(catalogue, row, mine)]] = False
        seeker, catalogue = fitting.seeker_of(volunteer), found.places_left(catalogue).on(catalogue)
        may &= can_take(beside(seeker, catalogue, np.arange(len(catalogue), dtype=np.intp)))
        matches = single.suggest(
            seeker,
            Places.of(catalogue).where(may).on(catalogue),
            now_minute=minute(moment_in(edition, now=now)),
            top=top,
        )
        by_id = {
            one.id: one
            for one in activities.by_ids(session, [match.activity_id for match in matches])
        }
    return [(by_id[match.activity_id], match) for match in matches if match.activity_id in by_id]


def _meets(catalogue: Catalogue, row: int, others: list[int]) -> bool:
    """Whether an activity is one of some others, or at the same time as one."""
    return row in others or any(overlap(catalogue, row, other) for other in others)
