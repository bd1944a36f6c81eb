"""Lists of what happens and what it asks: activities, needs, teams, sponsors."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy.orm import Session

from data.repositories import activities as stored
from data.repositories import exports, sponsors, teams
from data.repositories.exports import Brief
from domain.activities import Activity, Need
from domain.contacts import Person
from domain.fields import FIELDS
from domain.people import Sponsor, Team
from domain.vocabulary import NeedKind
from i18n.texts import Language
from services import access, exporting
from services.desk.exports.columns import (
    Column,
    euros,
    number,
    of,
    where_columns,
    word,
    words,
    yes,
)
from services.desk.exports.kinds import Part

# Which stored column shows through in the sheet that is read back; what is odd there names nobody.
_STORED = {field.column: field.name for field in FIELDS}


@dataclass(frozen=True, slots=True)
class Asked:
    """A need with the activity that asks."""

    need: Need
    activity: Brief


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


def in_scope(session: Session, part: Part) -> dict[str, Brief]:
    """The activities of an edition in a coordinator's part, by id and in order of title."""
    found = exports.briefs(session, part.edition_id)
    return {one.id: one for one in found if part.actor.scope.covers(one.place, one.branch)}


def activities(session: Session, part: Part) -> list[Activity]:
    """Every activity, whatever its state."""
    found = stored.by_ids(session, exports.ids(session, part.edition_id))
    inside = [one for one in found if part.actor.scope.covers(one.place, one.branch)]
    return sorted(inside, key=lambda one: (one.title.casefold(), one.id))


def needs(session: Session, part: Part) -> list[Asked]:
    """What activities ask, by activity."""
    return asked_in(session, part, in_scope(session, part))


def asked_in(session: Session, part: Part, inside: dict[str, Brief]) -> list[Asked]:
    """The needs of the activities `inside`, in the order of those."""
    by_activity: dict[str, list[Need]] = {}
    for activity_id, need in exports.needs(session, part.edition_id):
        by_activity.setdefault(activity_id, []).append(need)
    return [Asked(need, one) for one in inside.values() for need in by_activity.get(one.id, [])]


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


def _needs_in_words(activity: Activity, language: Language) -> str:
    return "; ".join(
        f"{word(need.kind, language)}: {amount(need.kind, need.promised)}"
        f" / {amount(need.kind, need.quantity)}"
        + (f" ({need.description})" if need.description else "")
        for need in activity.needs
    )


def amount(kind: NeedKind, quantity: int) -> str:
    """Euros or pieces."""
    return euros(quantity) if kind is NeedKind.MONEY else str(quantity)


def _activity_columns() -> list[Column[Activity]]:
    """Those that the importer reads back, then what only we know."""
    return [
        *(
            Column(
                meaning.value,
                write,
                of("activities", _STORED.get(meaning, "")),
                is_read_back=True,
            )
            for meaning, write in exporting.COLUMNS.items()
        ),
        Column("places", lambda row, _: number(row.people_asked), of("tasks", "people")),
        Column("places_left", lambda row, _: number(row.people_left), of("tasks", "taken")),
        Column("needs", _needs_in_words, of("needs", "kind quantity promised description")),
        Column("has_team", lambda row, to: yes(row.team_id is not None, to),
               of("activities", "team_id")),
    ]  # fmt: skip


def need_columns() -> list[Column[Asked]]:
    """What is asked by whom."""
    return [
        Column("activity", lambda row, _: row.activity.title, of("activities", "title")),
        Column("state", lambda row, to: word(row.activity.state, to), of("activities", "state")),
        *where_columns("activities", lambda row: row.activity.place),
        Column("branch", lambda row, to: word(row.activity.branch, to), of("activities", "branch")),
        Column("kind", lambda row, to: word(row.need.kind, to), of("needs", "kind")),
        Column("what", lambda row, _: row.need.description, of("needs", "description")),
        Column("asked", lambda row, _: amount(row.need.kind, row.need.quantity),
               of("needs", "quantity")),
        Column("promised", lambda row, _: amount(row.need.kind, row.need.promised),
               of("needs", "promised")),
        Column("open", lambda row, _: amount(row.need.kind, row.need.open),
               of("needs", "quantity promised")),
    ]  # fmt: skip


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
        Column("name", lambda row, _: row.team.name, of("teams", "name")),
        Column("team_kind", lambda row, to: word(row.team.kind, to), of("teams", "kind")),
        *where_columns("teams", lambda row: row.team.place),
        Column("branch", lambda row, to: word(row.team.branch, to), of("teams", "branch")),
        Column("offers", lambda row, to: words(row.team.offers, to), of("teams", "offers")),
        Column("size", lambda row, _: number(row.team.size), of("teams", "size")),
        Column("activities", lambda row, _: str(row.activities), of("activities", "team_id")),
        Column("spark", lambda row, _: row.spark, of("teams", "inspired_by")),
        Column("can_do", lambda row, _: row.team.can_do, of("teams", "can_do")),
        *contact_columns("team_contacts"),
    ]  # fmt: skip


def sponsor_columns() -> list[Column[Group]]:
    """Sponsors with what they offer, and whom to write to."""
    return [
        Column("name", lambda row, _: row.sponsor.name, of("sponsors", "name")),
        Column("sponsor_kind", lambda row, to: word(row.sponsor.kind, to), of("sponsors", "kind")),
        *where_columns("sponsors", lambda row: row.sponsor.place),
        Column("nationwide", lambda row, to: yes(row.sponsor.nationwide, to),
               of("sponsors", "nationwide")),
        Column("branches", lambda row, to: words(row.sponsor.branches, to),
               of("sponsors", "branches")),
        Column("offers", lambda row, to: words(row.sponsor.offers, to), of("sponsors", "offers")),
        Column("sponsor_forms", lambda row, to: words(row.sponsor.forms, to),
               of("sponsors", "forms")),
        Column("budget", lambda row, _: "" if row.sponsor.budget_cents is None
               else euros(row.sponsor.budget_cents), of("sponsors", "budget_cents")),
        Column("shown", lambda row, to: yes(row.sponsor.wants_to_be_shown, to),
               of("sponsors", "wants_to_be_shown")),
        *contact_columns("sponsor_contacts"),
    ]  # fmt: skip


ACTIVITY_COLUMNS = _activity_columns()
