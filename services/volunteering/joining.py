"""Being asked: leaving one's wishes, saying yes to it by mail, and taking it back.

Anybody may type an address. So what is filled in waits apart until the link that is mailed to that
address is opened: until then nobody is in a plan, and what was known of somebody stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from data.database import Database
from data.repositories import people, volunteers
from domain.actors import Actor, NotAllowedError
from domain.contacts import LinkPurpose, MailKind, Person
from domain.errors import InvalidValueError, NotFoundError, VerbindingError
from domain.people import MOST_ASKS, Volunteer
from domain.places import Place, Point, Precision
from services import limits, mail
from services.contacts import Contact, checked, person_of
from services.signing_up import TooFastError
from services.signing_up.registering import FASTEST_SECONDS
from services.volunteering import waiting

_FINER = frozenset({Precision.EXACT, Precision.ADDRESS, Precision.STREET})


class AgreementMissingError(VerbindingError):
    """Somebody did not say that we may write to them, or that they are old enough."""

    key = "error.agreement_missing"


@dataclass(frozen=True, slots=True)
class OwnWishes:
    """What is known of somebody who may be asked; `wishes` None after they took it back."""

    person: Person
    wishes: Volunteer | None


def join(
    database: Database,
    wishes: Volunteer,
    contact: Contact,
    *,
    has_agreed: bool,
    form_seconds: float,
    source_address: str,
    now: datetime,
) -> None:
    """Keep somebody's wishes until they say yes by the mailed link, and mail it.

    The id of `wishes` is made when the form is drawn: sent twice, it is one mail. Whoever fills in
    an address hears the same, whether it is known or not. Raises `AgreementMissingError`, the errors
    of `services.contacts`, `TooFastError`, `TooOftenError` and `InvalidValueError`.
    """
    if not has_agreed:
        raise AgreementMissingError()
    contact = checked(contact)
    if form_seconds < FASTEST_SECONDS:
        raise TooFastError()
    good = _checked(wishes)
    with database.write() as session:
        limits.check(
            session,
            limits.Action.VOLUNTEER,
            email=contact.email,
            address=source_address,
            now=now,
        )
        person = person_of(session, contact, now=now)
        waiting.keep(session, replace(good, id=person.id), now=now)
        key = f"{MailKind.CONFIRM_WISHES}:{wishes.id}"
        mail.post(session, MailKind.CONFIRM_WISHES, person.id, person.id, now=now, key=key)


def confirm(database: Database, person_id: str, *, actor: Actor, now: datetime) -> None:
    """Say yes to being asked, by the link that was mailed for it. Twice is once.

    Who asked for less mail before gets proposals again: this is what they said last. Raises
    `NotAllowedError`.
    """
    _check_own(actor, person_id)
    with database.write() as session:
        try:
            wishes = waiting.get(session, person_id)
        except NotFoundError:
            return  # said yes before, or took it back
        _store(session, wishes, now=now)
        waiting.drop(session, person_id)
        person = people.get(session, person_id)
        if person.only_needed_mail:
            people.save(session, replace(person, only_needed_mail=False))


def own(database: Database, person_id: str, *, actor: Actor) -> OwnWishes:
    """Somebody's own wishes. Raises `NotAllowedError` and `NotFoundError`."""
    _check_own(actor, person_id)
    with database.read() as session:
        person = people.get(session, person_id)
        try:
            return OwnWishes(person, volunteers.get(session, person_id))
        except NotFoundError:
            return OwnWishes(person, None)


def change(database: Database, wishes: Volunteer, *, actor: Actor, now: datetime) -> None:
    """Put other wishes in place of one's own, at once: the link to them was opened here.

    `wishes.id` is the person. Raises `NotAllowedError` and `InvalidValueError`.
    """
    _check_own(actor, wishes.id)
    good = _checked(wishes)
    with database.write() as session:
        people.get(session, wishes.id)
        _store(session, good, now=now)


def ask_at_most(database: Database, person_id: str, times: int, *, actor: Actor) -> None:
    """Ask somebody no more often than `times` a week; 0 keeps their wishes and asks nothing.

    Raises `NotAllowedError`, `NotFoundError` without wishes, and `InvalidValueError`.
    """
    _check_own(actor, person_id)
    with database.write() as session:
        wishes = volunteers.get(session, person_id)
        volunteers.save(session, _checked(replace(wishes, asks_per_week=times)))


def tell(
    database: Database,
    person_id: str,
    *,
    is_adult: bool | None,
    minutes: int | None,
    actor: Actor,
) -> None:
    """Keep whether somebody is 18 or older and how much time they have; None is not said.

    Raises `NotAllowedError`, `NotFoundError` without wishes, and `InvalidValueError`.
    """
    _check_own(actor, person_id)
    with database.write() as session:
        wishes = volunteers.get(session, person_id)
        volunteers.save(session, _checked(replace(wishes, is_adult=is_adult, minutes=minutes)))


def forget(database: Database, person_id: str, *, actor: Actor) -> None:
    """Erase somebody's wishes and what was proposed to them; what they signed up for stays.

    Twice is once. Raises `NotAllowedError`.
    """
    _check_own(actor, person_id)
    with database.write() as session:
        waiting.drop(session, person_id)
        try:
            volunteers.delete(session, person_id)
        except NotFoundError:
            return


def coarse(place: Place) -> Place:
    """The postcode area or town of a place: a home is never a point.

    What was found more exactly loses its address and keeps a point to about a kilometre.
    """
    place = replace(place, address="")
    if place.precision not in _FINER or place.point is None:
        return place
    town = place.municipality or place.name
    return replace(
        place,
        name=f"{place.pc4} {town}".strip(),
        point=Point(round(place.point.lat, 2), round(place.point.lon, 2)),
        precision=Precision.POSTCODE if place.pc4 else Precision.PLACE,
    )


def _store(session: Session, wishes: Volunteer, *, now: datetime) -> None:
    volunteers.save(session, replace(wishes, said_at=now))


def _checked(wishes: Volunteer) -> Volunteer:
    times = wishes.asks_per_week
    if isinstance(times, bool) or not isinstance(times, int) or not 0 <= times <= MOST_ASKS:
        raise InvalidValueError(field="asks_per_week", reason="range")
    if wishes.radius_km is not None and not wishes.radius_km > 0:
        raise InvalidValueError(field="radius_km", reason="positive")
    if wishes.minutes is not None and not wishes.minutes > 0:
        raise InvalidValueError(field="minutes", reason="positive")
    return replace(wishes, place=coarse(wishes.place))


def _check_own(actor: Actor, person_id: str) -> None:
    """Raise `NotAllowedError` unless a link to these wishes, or to all about them, was opened.

    Only their own: a coordinator decides nothing about when somebody wishes to be asked.
    """
    grants = (
        actor.grant(LinkPurpose.WISHES, person_id),
        actor.grant(LinkPurpose.PERSON, person_id),
    )
    if not any(grant is not None and grant.person_id == person_id for grant in grants):
        raise NotAllowedError(role=actor.role)
