"""Two activities turn out to be the same: one stays, and everybody of the other is found there.

The one that goes is off and says where it went: its page leads on. What is written on the one that
stays does not change. Who came along hears it, with the appointment put right.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from data.database import Database
from data.repositories import activities, adoptions, organisers, signups, teams
from data.repositories import proposals as asked
from domain.activities import Activity, ConflictError, check_merge
from domain.actors import Actor, check_coordinator, check_scope
from domain.adoptions import Adoption, AdoptionState
from domain.contacts import MailKind
from domain.proposals import Proposal, ProposalState
from domain.vocabulary import ActivityState, SignUpState
from services.desk import audit
from services.mail import posting
from services.signing_up import merging as coming
from services.signing_up.merging import Moved
from services.signing_up.waiting_list import turn_of
from services.sponsoring import merging as pledged
from services.sponsoring.merging import MovedPledges

_UNANSWERED = frozenset({ProposalState.DRAFT, ProposalState.SENT})


@dataclass(frozen=True, slots=True)
class Merging:
    """What merging would move, to look at before it is done.

    `sign_ups` come along with `people` in all, of whom `waits` have a place now and will not have
    one there; `both` are signed up for both. `brings_team` says that a team comes along.
    """

    keep: Activity
    drop: Activity
    sign_ups: int
    people: int
    waits: int
    both: int
    pledges: MovedPledges
    proposals: int
    brings_team: bool


@dataclass(frozen=True, slots=True)
class Merged:
    """What was done: the activity that stays, and what came along."""

    activity: Activity
    sign_ups: Moved
    pledges: MovedPledges


def look(database: Database, keep_id: str, drop_id: str, *, actor: Actor, now: datetime) -> Merging:
    """What merging `drop_id` into `keep_id` would move.

    Raises `NotAllowedError`, `OutsideScopeError`, `NotFoundError` and `MergeError`.
    """
    check_coordinator(actor)
    with database.read() as session:
        keep, drop = _both(session, keep_id, drop_id, actor)
        check_merge(keep, drop, now=now)
        found = coming.moving(session, drop.id)
        there = {
            one.person_id
            for one in signups.of_activity(session, keep.id)
            if one.state is not SignUpState.CANCELLED
        }
        both = [one for one in found if one.person_id in there]
        along = [one for one in found if one.person_id not in there]
        return Merging(
            keep=keep,
            drop=drop,
            sign_ups=len(along),
            people=sum(one.people for one in along),
            waits=coming.would_wait(session, along, drop, keep),
            both=len(both),
            pledges=pledged.would_move(session, drop, keep),
            proposals=len(_unanswered(session, drop)),
            brings_team=_team_that_comes(session, drop, keep) is not None,
        )


def merge(
    database: Database,
    keep_id: str,
    drop_id: str,
    *,
    actor: Actor,
    now: datetime,
    versions: tuple[int, int] | None = None,
) -> Merged:
    """Let `drop_id` become part of `keep_id`: sign-ups, pledges and team go along, in one turn.

    `versions` are those of both as they were read. Raises what `look` raises, and `ConflictError`
    when one of them changed since.
    """
    check_coordinator(actor)
    with database.write() as session:
        for id in sorted((keep_id, drop_id)):  # in one order, so that no two wait for each other
            signups.lock(session, id)
        keep, drop = _both(session, keep_id, drop_id, actor)
        check_merge(keep, drop, now=now)
        for one, read in zip((keep, drop), versions or (), strict=False):
            if one.version != read:
                raise ConflictError(id=one.id, version=one.version)
        keep, drop = (turn_of(session, id, now=now) for id in (keep_id, drop_id))
        moved = coming.activity_merged(session, drop, keep, now=now)
        pledges = pledged.activity_merged(session, drop, keep, now=now)
        _bring_team(session, drop, keep, now=now)
        _withdraw_questions(session, drop, now=now)
        _close(session, drop, keep, now=now)
        audit.note(session, actor, "activity-merge", subject=drop_id, reason=keep_id, now=now)
        return Merged(activities.get(session, keep_id), moved, pledges)


def _both(session: Session, keep_id: str, drop_id: str, actor: Actor) -> tuple[Activity, Activity]:
    """Both, when both are in the part of the country of the one who asks."""
    keep, drop = activities.get(session, keep_id), activities.get(session, drop_id)
    for one in (keep, drop):
        check_scope(actor, one.place, one.branch)
    return keep, drop


def _team_that_comes(session: Session, drop: Activity, keep: Activity) -> str | None:
    """The team of what goes, when what stays has none and did not ask it to wait."""
    if keep.team_id is not None or drop.team_id is None:
        return None
    answers = {one.team_id: one.state for one in adoptions.of_activity(session, keep.id)}
    return None if answers.get(drop.team_id) is AdoptionState.NOT_NOW else drop.team_id


def _bring_team(session: Session, drop: Activity, keep: Activity, *, now: datetime) -> None:
    team_id = _team_that_comes(session, drop, keep)
    if team_id is None:
        return
    adoptions.ask(session, Adoption(keep.id, team_id, asked_at=now))
    if adoptions.agree(session, keep.id, team_id, now=now):
        contact = teams.contact_of(session, team_id)
        if contact is not None:
            posting.post(session, MailKind.ADOPTION_AGREED, contact, keep.id, now=now)


def _withdraw_questions(session: Session, drop: Activity, *, now: datetime) -> None:
    """Nobody is left waiting for an answer about what is no longer there."""
    asked.one_at_a_time(session, drop.edition_id)  # or a plan puts the same pair in again
    for proposal in _unanswered(session, drop):
        asked.swap(session, proposal, replace(proposal, state=ProposalState.WITHDRAWN))
    for adoption in adoptions.of_activity(session, drop.id):
        if adoption.state is AdoptionState.ASKED:
            adoptions.withdraw(session, drop.id, adoption.team_id, now=now)


def _unanswered(session: Session, drop: Activity) -> list[Proposal]:
    return [one for one in asked.of_activity(session, drop.id) if one.state in _UNANSWERED]


def _close(session: Session, drop: Activity, keep: Activity, *, now: datetime) -> None:
    """Take it off the map and tell its organiser where it went."""
    latest = activities.get(session, drop.id)
    activities.save(session, replace(latest, state=ActivityState.CANCELLED, merged_into=keep.id))
    organisers.drop_proposed(session, drop.id)
    organisers.ask(session, drop.id, "")
    person_id = organisers.organiser_of(session, drop.id)
    if person_id is not None:
        key = f"{MailKind.ACTIVITY_MERGED}:{drop.id}"
        posting.post(session, MailKind.ACTIVITY_MERGED, person_id, drop.id, now=now, key=key)
