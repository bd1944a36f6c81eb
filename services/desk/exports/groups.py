"""Lists of who carries it: teams and sponsors."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy.orm import Session

from data.repositories import exports, sponsors, teams
from domain.contacts import Person
from domain.people import Sponsor, Team
from services import access
from services.desk.exports.columns import Column, euros, of, own, where_columns, words
from services.desk.exports.kinds import Part


@dataclass(frozen=True, slots=True)
class Group:
    """A team or a sponsor; `contact` None when nobody is known, or people were not asked for."""

    it: Team | Sponsor
    contact: Person | None
    activities: int = 0
    spark: str = ""

    @property
    def team(self) -> Team:
        """It, where only teams are listed."""
        assert isinstance(self.it, Team)  # noqa: S101  # for the type checker
        return self.it

    @property
    def sponsor(self) -> Sponsor:
        """It, where only sponsors are listed."""
        assert isinstance(self.it, Sponsor)  # noqa: S101  # for the type checker
        return self.it


def team_rows(session: Session, part: Part) -> list[Group]:
    """The teams that visitors may see, by name."""
    visible = teams.all_visible(session, part.edition_id)
    names = {team.id: team.name for team in visible}
    carried = Counter(one.team_id for one in exports.briefs(session, part.edition_id))
    contacts = exports.team_contacts(session, part.edition_id) if part.with_people else {}
    people = exports.known(session, contacts.values())
    return [
        Group(
            team,
            people.get(contacts.get(team.id) or ""),
            carried[team.id],
            names.get(team.inspired_by or "", ""),
        )
        for team in visible
        if part.actor.scope.covers(team.place, team.branch)
    ]


def sponsor_rows(session: Session, part: Part) -> list[Group]:
    """The sponsors whose address was confirmed or that were brought in, by name."""
    joined = {one.sponsor_id: one for one in sponsors.contacts(session, part.edition_id)}
    people = exports.known(session, (one.person_id for one in joined.values() if part.with_people))
    return [
        Group(one, people.get(contact.person_id or "") if contact else None)
        for one in sponsors.all(session, part.edition_id)
        if access.covers_sponsor(part.actor, one)
        and ((contact := joined.get(one.id)) is None or contact.confirmed_at is not None)
    ]


def contact_columns(contacts: str) -> list[Column[Group]]:
    """Whom to write to, in the table `contacts`."""
    via = of(contacts, "person_id")
    return [
        Column("first_name", lambda row, _: row.contact.first_name if row.contact else "",
               via + of("people", "first_name")),
        Column("email", lambda row, _: row.contact.email if row.contact else "",
               via + of("people", "email")),
    ]  # fmt: skip


def team_columns() -> list[Column[Group]]:
    """Teams with what they offer, and whom to write to."""
    return [
        own("teams", "name", lambda row: row.team.name),
        own("teams", "team_kind", lambda row: row.team.kind, "kind"),
        *where_columns("teams", lambda row: row.team.place),
        own("teams", "branch", lambda row: row.team.branch),
        Column("offers", lambda row, to: words(row.team.offers, to), of("teams", "offers")),
        own("teams", "size", lambda row: row.team.size),
        own("activities", "activities", lambda row: row.activities, "team_id"),
        own("teams", "spark", lambda row: row.spark, "inspired_by"),
        own("teams", "can_do", lambda row: row.team.can_do),
        *contact_columns("team_contacts"),
    ]


def sponsor_columns() -> list[Column[Group]]:
    """Sponsors with what they offer, and whom to write to."""
    return [
        own("sponsors", "name", lambda row: row.sponsor.name),
        own("sponsors", "sponsor_kind", lambda row: row.sponsor.kind, "kind"),
        *where_columns("sponsors", lambda row: row.sponsor.place),
        own("sponsors", "nationwide", lambda row: row.sponsor.nationwide),
        Column("branches", lambda row, to: words(row.sponsor.branches, to),
               of("sponsors", "branches")),
        Column("offers", lambda row, to: words(row.sponsor.offers, to), of("sponsors", "offers")),
        Column("sponsor_forms", lambda row, to: words(row.sponsor.forms, to),
               of("sponsors", "forms")),
        Column("budget", lambda row, _: "" if row.sponsor.budget_cents is None
               else euros(row.sponsor.budget_cents), of("sponsors", "budget_cents")),
        own("sponsors", "shown", lambda row: row.sponsor.wants_to_be_shown, "wants_to_be_shown"),
        *contact_columns("sponsor_contacts"),
    ]  # fmt: skip
