"""Make the fair plan of an edition: read, rank, divide, see who is left over, compare and store."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum

import numpy as np
from sqlalchemy.orm import Session

from data.database import Database
from data.repositories import proposals
from domain.activities import new_id
from domain.actors import Actor, check_coordinator
from domain.errors import VerbindingError
from domain.proposals import LeftOver, PlanRun, Proposal, ProposalState
from matching import allocation
from matching.allocation import Measures, Plan
from matching.bulk import Ranking
from matching.places import Places
from services.desk import audit
from services.planning import field as fields
from services.planning.field import Field
from services.planning.left_behind import reasons

CHOICES = 20  # how many activities of each person a plan looks at, at first
_ROUNDS = 3  # how often it looks further for who is left over


class Stage(StrEnum):
    """How far the making is, in order."""

    READ = "lezen"
    RANK = "vergelijken"
    DIVIDE = "verdelen"
    LEFT = "overblijven"
    COMPARE = "narekenen"
    STORE = "bewaren"


class PlanStoppedError(VerbindingError):
    """The making of a plan was stopped; nothing was stored."""

    key = "error.plan_stopped"


@dataclass(frozen=True, slots=True)
class _Made:
    """A plan with its drafts, not stored yet."""

    field: Field
    plan: Plan
    ranking: Ranking
    drafts: list[Proposal]
    left: list[tuple[str, str, str | None]]  # volunteer, reason, activity


def make(
    database: Database,
    edition_id: str,
    *,
    actor: Actor,
    now: datetime,
    report: Callable[[Stage], object] = str,
    is_stopped: Callable[[], bool] = lambda: False,
) -> PlanRun:
    """Divide the people of this coordinator's part over its activities, and store that as drafts.

    Drafts of an earlier plan go, those put there by hand stay. Nobody is asked more often than they
    wish, nor for what they refused, and no activity gets more than it has places. `report` hears
    each stage when it begins. Raises `NotAllowedError`, `NotFoundError`, and `PlanStoppedError`
    between two stages when `is_stopped` says so.
    """
    check_coordinator(actor)
    begun = time.perf_counter()

    def begin(stage: Stage) -> None:
        if is_stopped():
            raise PlanStoppedError()
        report(stage)

    begin(Stage.READ)
    with database.read() as session:
        field = fields.read(session, edition_id, actor.scope, now=now)
    begin(Stage.RANK)
    ranking = fields.without(
        field.rank(field.people, top=CHOICES), field.refused(), len(field.catalogue)
    )
    begin(Stage.DIVIDE)
    planned, ranking = divide(field, ranking, again=lambda: begin(Stage.DIVIDE))
    begin(Stage.LEFT)
    made = _Made(
        field, planned, ranking, _drafts(field, planned, edition_id, now), _left(field, planned)
    )
    begin(Stage.COMPARE)
    compared = _compared(made)
    begin(Stage.STORE)
    with database.write() as session:
        return _store(session, made, compared, edition_id, actor=actor, now=now, begun=begun)


def divide(
    field: Field, ranking: Ranking, *, again: Callable[[], object] = bool
) -> tuple[Plan, Ranking]:
    """First one place for everybody, then what is left for who may be asked more often.

    The ranking is widened for who is left over while there is room for them. `again` hears that it
    is divided once more. Gives the plan, with the ranking that it was made over.
    """
    stays, refused = field.staying(), field.refused()
    once = fields.with_stays(field) - field.asks + 1

    def over(choices: Ranking) -> Plan:
        return allocation.plan(
            field.people, field.catalogue, choices, asks=once, declined=refused, signed_up=stays
        )

    planned = over(ranking)
    for _ in range(_ROUNDS):
        left = planned.left_over
        more = field.rank(
            field.people.take(left),
            allocation.room_after(field.people, field.catalogue, planned),
            top=CHOICES,
        )
        wider = fields.without(fields.together(ranking, more, left), refused, len(field.catalogue))
        if len(wider.rows) == len(ranking.rows):
            break
        ranking = wider
        again()
        planned = over(ranking)
    again()
    return _with_more(field, ranking, planned), ranking


def _with_more(field: Field, ranking: Ranking, first: Plan) -> Plan:
    """A plan with the places that it left given to who may be asked more often than once."""
    eager = field.asks > 1
    stays = [pair for pair in field.staying() if eager[pair[0]]]
    stays += [
        pair for pair in zip(first.who.tolist(), first.rows.tolist(), strict=True) if eager[pair[0]]
    ]
    # Also where the first round found too few for a crew: with these it may be enough.
    room = Places.of(field.catalogue).without(first.rows, first.at_home)
    there = np.bincount(first.rows, minlength=len(field.catalogue)).astype(np.int32)
    who_more = np.flatnonzero(eager)
    wider = fields.together(
        ranking, field.rank(field.people.take(who_more), room, top=CHOICES), who_more
    )
    more = allocation.plan(
        field.people,
        room.on(fields.with_crew(field.catalogue, there)),
        wider,
        asks=np.where(eager, fields.with_stays(field), 0),
        declined=field.refused(),
        signed_up=stays,
    )
    return _joined(field, first, more)


def _joined(field: Field, first: Plan, more: Plan) -> Plan:
    """Two rounds as one plan; who is left over is who got nothing in either."""
    who, rows = np.concatenate([first.who, more.who]), np.concatenate([first.rows, more.rows])
    scores = np.concatenate([first.scores, more.scores])
    order = np.lexsort([rows, who])
    who, rows, scores = who[order], rows[order], scores[order]
    places = Places.of(field.catalogue).total
    return replace(
        first,
        who=who,
        rows=rows,
        scores=scores,
        at_home=np.concatenate([first.at_home, more.at_home])[order],
        left_over=np.setdiff1d(first.left_over, who),
        short_of_crew=np.setdiff1d(np.union1d(first.short_of_crew, more.short_of_crew), rows),
        bound=first.bound + more.bound,
        measures=allocation.measure(field.people, places, who, rows, scores),
    )


def _drafts(field: Field, planned: Plan, edition_id: str, now: datetime) -> list[Proposal]:
    who, what = field.people.ids[planned.who].tolist(), field.catalogue.ids[planned.rows].tolist()
    scores, at_home = planned.scores.tolist(), planned.at_home.tolist()
    return [
        Proposal(
            id=new_id(),
            edition_id=edition_id,
            activity_id=activity,
            volunteer_id=volunteer,
            state=ProposalState.DRAFT,
            score=score,
            created_at=now,
            at_home=bool(home),
        )
        for volunteer, activity, score, home in zip(who, what, scores, at_home, strict=True)
    ]


def _left(field: Field, planned: Plan) -> list[tuple[str, str, str | None]]:
    who, what = field.people.ids[planned.left_over].tolist(), field.catalogue.ids
    return [
        (volunteer, reason.value, str(what[row]) if row >= 0 else None)
        for volunteer, (reason, row) in zip(who, reasons(field, planned), strict=True)
    ]


def _compared(made: _Made) -> dict[str, dict[str, float]]:
    """The plan beside what would happen without one, and with the best pair first."""
    people, catalogue = made.field.people, made.field.catalogue
    ways: dict[str, Measures] = {
        "plan": made.plan.measures,
        "first_choice": allocation.own_first_choice(people, catalogue, made.ranking),
        "greedy": allocation.greedy(people, catalogue, made.ranking),
    }
    return {name: asdict(measures) for name, measures in ways.items()}


def _store(
    session: Session,
    made: _Made,
    compared: dict[str, dict[str, float]],
    edition_id: str,
    *,
    actor: Actor,
    now: datetime,
    begun: float,
) -> PlanRun:
    """Store what still holds: people go on signing up and answering while a plan is made."""
    proposals.one_at_a_time(session, edition_id)
    fresh = fields.read(session, edition_id, actor.scope, now=now)
    drafts = _still_fit(made.drafts, fresh)
    proposals.delete_drafts(session, fresh.standing.replaced)
    proposals.add_many(session, drafts)
    scores = [draft.score for draft in drafts]
    run = PlanRun(
        id=new_id(),
        edition_id=edition_id,
        account_id=actor.id,
        made_at=now,
        seekers=len(made.field.people),
        placed=len({draft.volunteer_id for draft in drafts}),
        total=sum(scores),
        gap=made.plan.gap,
        worst=min(scores, default=0.0),
        milliseconds=round(1000 * (time.perf_counter() - begun)),
        provinces=actor.scope.provinces,
        municipalities=tuple(sorted(actor.scope.municipalities)),
        branches=actor.scope.branches,
        compared=compared,
    )
    people, activities = set(fresh.people.ids.tolist()), set(fresh.catalogue.ids.tolist())
    left = [
        LeftOver(run.id, who, why, what if what in activities else None)
        for who, why, what in made.left
        if who in people
    ]
    proposals.save_run(session, run, left)
    audit.note(session, actor, "plan-make", subject=run.id, count=len(drafts), now=now)
    return run


def _still_fit(drafts: list[Proposal], fresh: Field) -> list[Proposal]:
    """Those drafts for which there is still an ask and a place, in their order."""
    asks = dict(zip(fresh.people.ids.tolist(), fresh.asks.tolist(), strict=True))
    row = {id: at for at, id in enumerate(fresh.catalogue.ids.tolist())}
    room = Places.of(fresh.catalogue)
    taken = fresh.standing.stay | fresh.standing.refused
    asked: Counter[str] = Counter()
    kept = []
    for draft in drafts:
        who, what = draft.volunteer_id, draft.activity_id
        if (who, what) in taken or asked[who] >= asks.get(who, 0):
            continue
        kinds = room.home if draft.at_home else room.site
        if what not in row or min(kinds[row[what]], room.total[row[what]]) < 1:
            continue
        asked[who] += 1
        kinds[row[what]] -= 1
        room.total[row[what]] -= 1
        kept.append(draft)
    return kept
