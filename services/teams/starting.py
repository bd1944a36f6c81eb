"""Starting a team, changing it, and the page that everybody sees of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from data.database import AlreadyExistsError, Database
from data.repositories import activities, editions, teams
from domain.activities import Activity
from domain.actors import Actor
from domain.contacts import LinkPurpose, MailKind
from domain.editions import Edition
from domain.errors import InvalidValueError, NotFoundError
from domain.people import Team
from domain.words import clean, clean_lines
from services import access, limits, links, mail
from services.contacts import Contact, checked, person_of
from services.teams.chain import Link, chain, check_no_loop

NAME_LENGTH = 80
CAN_DO_LENGTH = 500
MOST_PEOPLE = 10_000


class TeamNameMissingError(InvalidValueError):
    """A team without a name."""

    key = "error.team_name_missing"


@dataclass(frozen=True, slots=True)
class Started:
    """A new team, and the secret of the link with which its makers manage it."""

    team: Team
    secret: str


@dataclass(frozen=True, slots=True)
class TeamPage:
    """A team with what belongs to it. `chain` is the team and every team that came from it."""

    team: Team
    edition: Edition
    inspired_by: Team | None
    chain: tuple[Link, ...]
    activities: tuple[Activity, ...]


def start(
    database: Database, team: Team, contact: Contact, *, source_address: str, now: datetime
) -> Started:
    """Store a new team and mail its link; others see the team once that link was opened.

    The id of `team` is made when the form is drawn: sent twice, it is one team with two links.
    Raises `TeamNameMissingError`, the errors of `services.contacts`, `TooOftenError`,
    `NotFoundError` for an unknown edition or spark, and `AlreadyExistsError` for the id of a team
    that somebody else started.
    """
    team = _checked(team)
    contact = checked(contact)
    with database.write() as session:
        limits.check(
            session, limits.Action.TEAM, email=contact.email, address=source_address, now=now
        )
        editions.get(session, team.edition_id)
        if team.inspired_by is not None:
            teams.get(session, team.inspired_by)
        person = person_of(session, contact, now=now)
        if teams.add(session, team):
            teams.add_contact(session, team.id, person.id, now=now)
        elif teams.contact_of(session, team.id) != person.id:
            raise AlreadyExistsError()
        secret = links.make(session, LinkPurpose.TEAM, team.id, person_id=None, now=now)
        key = f"manage_team:{team.id}"
        mail.post(session, MailKind.MANAGE_TEAM, person.id, team.id, now=now, key=key)
    return Started(team, secret)


def own(database: Database, team_id: str, *, actor: Actor) -> Team:
    """A team for those who manage it. Raises `NotAllowedError` and `NotFoundError`."""
    with database.read() as session:
        return access.team(session, team_id, actor)


def change(database: Database, team: Team, *, actor: Actor, now: datetime) -> None:
    """Store a changed team.

    Raises `NotAllowedError`, `TeamNameMissingError` and `InspirationLoopError`.
    """
    with database.write() as session:
        earlier = access.team(session, team.id, actor)
        team = _checked(team)
        check_no_loop(teams.all(session), team.id, team.inspired_by)
        teams.save(session, replace(team, edition_id=earlier.edition_id))
        access.note(session, actor, "team-change", LinkPurpose.TEAM, team.id, now=now)


def confirm(database: Database, team_id: str, *, actor: Actor, now: datetime) -> None:
    """Let everybody see a team: somebody opened the link that was mailed for it.

    A link that was only shown on screen proves no address, and changes nothing.
    """
    grant = actor.grant(LinkPurpose.TEAM, team_id)
    if grant is not None and grant.person_id is not None:
        with database.write() as session:
            teams.confirm(session, team_id, now=now)


def page(database: Database, team_id: str) -> TeamPage:
    """What everybody sees of a team. Raises `NotFoundError`, also before it is seen."""
    with database.read() as session:
        if not teams.is_visible(session, team_id):
            raise NotFoundError(what="team", id=team_id)
        return _page(session, team_id)


def own_page(database: Database, team_id: str, *, actor: Actor) -> TeamPage:
    """The same for those who manage it. Raises `NotAllowedError` and `NotFoundError`."""
    with database.read() as session:
        access.team(session, team_id, actor)
        return _page(session, team_id)


def visible(database: Database, edition_id: str) -> list[Team]:
    """The teams of an edition that everybody sees, by name."""
    with database.read() as session:
        return teams.all_visible(session, edition_id)


def _page(session: Session, team_id: str) -> TeamPage:
    team = teams.get(session, team_id)
    others = {one.id: one for one in teams.all_visible(session, team.edition_id)} | {team.id: team}
    found = activities.of_team(session, team_id)
    return TeamPage(
        team=team,
        edition=editions.get(session, team.edition_id),
        inspired_by=others.get(team.inspired_by or ""),
        chain=tuple(chain(list(others.values()), root_id=team_id)),
        activities=tuple(one for one in found if one.is_public),
    )


def _checked(team: Team) -> Team:
    name = clean(team.name)[:NAME_LENGTH]
    if not name:
        raise TeamNameMissingError(field="name")
    if team.size is not None and not 1 <= team.size <= MOST_PEOPLE:
        raise InvalidValueError(field="size", reason="counts")
    return replace(team, name=name, can_do=clean_lines(team.can_do)[:CAN_DO_LENGTH])
