"""Adopting: a team offers to take an activity under its wing, and the organiser says yes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.database import Database
from data.repositories import activities, adoptions, organisers, teams
from domain.activities import Activity, check_open
from domain.actors import Actor
from domain.adoptions import Adoption, HasTeamError
from domain.contacts import LinkPurpose, MailKind
from domain.people import Team
from services import access, mail


@dataclass(frozen=True, slots=True)
class Asked:
    """An adoption with the team and the activity that it is about."""

    adoption: Adoption
    team: Team
    activity: Activity


def ask(database: Database, activity_id: str, team_id: str, *, actor: Actor, now: datetime) -> None:
    """Offer an organiser to take their activity under the team's wing; twice is once.

    Raises `NotAllowedError`, `NotFoundError`, `ActivityClosedError` for one that is not public,
    off or over, and `HasTeamError` when it has a team.
    """
    with database.write() as session:
        team = access.team(session, team_id, actor)
        activity = activities.get(session, activity_id)
        check_open(activity, now=now)
        if activity.team_id is not None:
            raise HasTeamError(activity_id=activity_id)
        if not adoptions.ask(session, Adoption(activity_id, team_id, asked_at=now)):
            return
        access.note(session, actor, "team-ask", LinkPurpose.TEAM, team_id, now=now)
        organiser = organisers.organiser_of(session, activity_id)
        if organiser is not None:
            kind = MailKind.ADOPTION_ASKED
            mail.post(session, kind, organiser, activity_id, now=now, team=team.name)


def agree(
    database: Database, activity_id: str, team_id: str, *, actor: Actor, now: datetime
) -> None:
    """Say yes to a team. Raises `NotAllowedError`, `NotFoundError` and `HasTeamError`."""
    with database.write() as session:
        access.activity(session, activity_id, actor)
        adoptions.get(session, activity_id, team_id)
        if adoptions.agree(session, activity_id, team_id, now=now):
            access.note(session, actor, "team-agree", LinkPurpose.ACTIVITY, activity_id, now=now)
            contact = teams.contact_of(session, team_id)
            if contact is not None:
                mail.post(session, MailKind.ADOPTION_AGREED, contact, activity_id, now=now)


def not_now(
    database: Database, activity_id: str, team_id: str, *, actor: Actor, now: datetime
) -> None:
    """Say that it does not suit now; a later yes stays possible. Raises `NotAllowedError`."""
    with database.write() as session:
        access.activity(session, activity_id, actor)
        adoptions.not_now(session, activity_id, team_id, now=now)
        access.note(session, actor, "team-not-now", LinkPurpose.ACTIVITY, activity_id, now=now)


def withdraw(
    database: Database, activity_id: str, team_id: str, *, actor: Actor, now: datetime
) -> None:
    """Take a question or agreement back as the team. Raises `NotAllowedError`."""
    with database.write() as session:
        access.team(session, team_id, actor)
        adoptions.withdraw(session, activity_id, team_id, now=now)
        access.note(session, actor, "team-withdraw", LinkPurpose.TEAM, team_id, now=now)


def of_activity(database: Database, activity_id: str, *, actor: Actor) -> list[Asked]:
    """What teams offered for an activity, oldest first. Raises `NotAllowedError`."""
    with database.read() as session:
        activity = access.activity(session, activity_id, actor)
        return [
            Asked(adoption, teams.get(session, adoption.team_id), activity)
            for adoption in adoptions.of_activity(session, activity_id)
        ]


def of_team(database: Database, team_id: str, *, actor: Actor) -> list[Asked]:
    """What a team offered, oldest first. Raises `NotAllowedError`."""
    with database.read() as session:
        team = access.team(session, team_id, actor)
        found = adoptions.of_team(session, team_id)
        by_id = {
            activity.id: activity
            for activity in activities.by_ids(session, [one.activity_id for one in found])
        }
        return [Asked(one, team, by_id[one.activity_id]) for one in found]
