"""Becoming a sponsor and changing it, without an account: by the link that is mailed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from data.database import AlreadyExistsError, Database
from data.repositories import editions, sponsors
from data.repositories.sponsors import SponsorContact
from domain.actors import Actor, Role
from domain.contacts import LinkPurpose, MailKind
from domain.errors import InvalidValueError
from domain.people import Sponsor
from domain.places import NOWHERE
from domain.pledges import SponsorUnconfirmedError
from domain.vocabulary import NeedKind
from domain.words import clean
from services import access, limits, links, mail
from services.contacts import Contact, checked, person_of

NAME_LENGTH = 80
MOST_CENTS = 100_000_000  # a million euros


class SponsorNameMissingError(InvalidValueError):
    """A sponsor without a name."""

    key = "error.sponsor_name_missing"


@dataclass(frozen=True, slots=True)
class Joined:
    """A new sponsor, and the secret of the link with which its makers manage it."""

    sponsor: Sponsor
    secret: str


@dataclass(frozen=True, slots=True)
class OwnSponsor:
    """A sponsor for those who manage it. `may_pledge` once the mailed link was opened."""

    sponsor: Sponsor
    may_pledge: bool
    is_approved: bool


def join(
    database: Database, sponsor: Sponsor, contact: Contact, *, source_address: str, now: datetime
) -> Joined:
    """Store a new sponsor and mail its link; it pledges once that link was opened.

    The id of `sponsor` is made when the form is drawn: sent twice, it is one sponsor with two
    links, and says what was typed last until its address was confirmed; after that the form changes
    nothing. Raises `SponsorNameMissingError`, the errors of `services.contacts`, `TooOftenError`,
    `NotFoundError` for an unknown edition, and `AlreadyExistsError` for somebody else's sponsor.
    """
    sponsor, contact = _checked(sponsor), checked(contact)
    with database.write() as session:
        limits.check(
            session, limits.Action.SPONSOR, email=contact.email, address=source_address, now=now
        )
        editions.get(session, sponsor.edition_id)
        person = person_of(session, contact, now=now)
        earlier = sponsors.contact(session, sponsor.id)
        is_known = sponsor.id in sponsors.by_ids(session, [sponsor.id])
        if is_known and (earlier is None or earlier.person_id != person.id):
            raise AlreadyExistsError()
        if earlier is None or earlier.confirmed_at is None:
            sponsors.save(session, sponsor)
        if earlier is None:
            sponsors.add_contact(session, SponsorContact(sponsor.id, person.id, now))
        secret = links.make(session, LinkPurpose.SPONSOR, sponsor.id, person_id=None, now=now)
        key = f"manage_sponsor:{sponsor.id}"
        mail.post(session, MailKind.MANAGE_SPONSOR, person.id, sponsor.id, now=now, key=key)
    return Joined(sponsor, secret)


def own(database: Database, sponsor_id: str, *, actor: Actor) -> OwnSponsor:
    """A sponsor for those who manage it. Raises `NotAllowedError` and `NotFoundError`."""
    with database.read() as session:
        sponsor = access.sponsor(session, sponsor_id, actor)
        contact = sponsors.contact(session, sponsor_id)
    confirmed = contact is None or contact.confirmed_at is not None
    approved = contact is None or contact.approved_at is not None
    return OwnSponsor(sponsor, confirmed, approved)


def change(database: Database, sponsor: Sponsor, *, actor: Actor, now: datetime) -> None:
    """Store a changed sponsor. Raises `NotAllowedError` and `SponsorNameMissingError`."""
    with database.write() as session:
        earlier = access.sponsor(session, sponsor.id, actor)
        sponsor = _checked(sponsor)
        sponsors.save(session, replace(sponsor, edition_id=earlier.edition_id))
        access.note(session, actor, "sponsor-change", LinkPurpose.SPONSOR, sponsor.id, now=now)


def confirm(database: Database, sponsor_id: str, *, actor: Actor, now: datetime) -> None:
    """Note that somebody opened the link that was mailed for a sponsor.

    A link that was only shown on screen proves no address, and changes nothing.
    """
    grant = actor.grant(LinkPurpose.SPONSOR, sponsor_id)
    if grant is not None and grant.person_id is not None:
        with database.write() as session:
            sponsors.confirm(session, sponsor_id, now=now)


def mine(database: Database, *, actor: Actor) -> list[Sponsor]:
    """The sponsors that the one who asks manages, by name."""
    with database.read() as session:
        found = sponsors.by_ids(session, actor.subjects(LinkPurpose.SPONSOR))
    return sorted(found.values(), key=lambda one: (one.name.casefold(), one.id))


def pledging(session: Session, sponsor_id: str, actor: Actor, *, now: datetime) -> Sponsor:
    """The sponsor in whose name `actor` may pledge.

    Raises `NotAllowedError`, `NotFoundError`, and `SponsorUnconfirmedError` before the mailed link
    was opened: else anybody could promise in the name of somebody else's address.
    """
    sponsor = access.sponsor(session, sponsor_id, actor)
    contact = sponsors.contact(session, sponsor_id)
    grant = actor.grant(LinkPurpose.SPONSOR, sponsor_id)
    if contact is None or contact.confirmed_at is not None:
        return sponsor
    if grant is not None and grant.person_id is not None:
        sponsors.confirm(session, sponsor_id, now=now)
    elif actor.role is not Role.COORDINATOR:
        raise SponsorUnconfirmedError(id=sponsor_id)
    return sponsor


def _checked(sponsor: Sponsor) -> Sponsor:
    name = clean(sponsor.name)[:NAME_LENGTH]
    if not name:
        raise SponsorNameMissingError(field="name")
    if (sponsor.budget_cents or 0) > MOST_CENTS:
        raise InvalidValueError(field="budget", reason="counts")
    has_money = NeedKind.MONEY in sponsor.offers
    return replace(
        sponsor,
        name=name,
        place=NOWHERE if sponsor.nationwide else sponsor.place,
        budget_cents=sponsor.budget_cents if has_money else None,
    )
