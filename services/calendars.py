"""Calendar files (iCalendar, RFC 5545): one sign-up in a mail, a person's own feed, one activity.

Times are in UTC: nothing here comes back every week, so a moment says everything and no time
zone has to travel along. A day without a time is a whole day. An entry keeps its number for ever,
and a sequence that rises with every change tells calendars which of two versions is newer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vCalAddress, vDuration, vText

from data.database import Database
from data.repositories import activities, people, signups
from domain.activities import Activity
from domain.contacts import LinkClosedError, LinkPurpose
from domain.errors import NotFoundError
from domain.people import SignUp
from domain.times import TimeSlot, to_local
from domain.vocabulary import ActivityState
from domain.words import clean, clean_lines
from i18n.texts import Language, text
from services import addresses, links
from services.activities import detail, kept
from services.addresses import Page
from services.mail.details import place_words
from services.mail.letters import language_of

_PRODUCT = "-//Verbindingswijzer//NL"
_ASK_AGAIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Parties:
    """Whom an invitation comes from and goes to, as addresses."""

    sender: str
    sender_name: str
    recipient: str


def invitation(
    activity: Activity,
    sign_up: SignUp,
    parties: Parties,
    *,
    public_url: str,
    language: Language,
    is_off: bool = False,
    now: datetime,
) -> tuple[bytes, str] | None:
    """The calendar file of a sign-up and its method; None while no time is known.

    One time is an invitation (REQUEST, and CANCEL when `is_off`): Outlook, Google and Apple then
    put it in the calendar, move it, and take it out again by themselves, which they do not do for
    PUBLISH. It comes accepted and asks for no answer, because answers would reach nobody. Several
    times are one PUBLISH with an entry for each: an invitation may hold only one.
    """
    if not activity.slots:
        return None
    is_one = len(activity.slots) == 1
    method = ("CANCEL" if is_off else "REQUEST") if is_one else "PUBLISH"
    calendar = _calendar(method)
    for event in _sign_up_events(
        activity, sign_up, public_url=public_url, language=language, is_off=is_off, now=now
    ):
        if is_one:
            _invite(event, parties)
        calendar.add_component(event)
    return calendar.to_ical(), method


def feed(database: Database, secret: str, *, public_url: str, now: datetime) -> bytes:
    """Everything that the person behind a calendar link comes to, for a calendar to subscribe to.

    Raises `LinkClosedError`, also for a link that is for something else.
    """
    link = links.look(database, secret, now=now)
    if link.purpose is not LinkPurpose.CALENDAR:
        raise LinkClosedError()
    with database.read() as session:
        try:
            person = people.get(session, link.subject_id)
        except NotFoundError as error:
            raise LinkClosedError() from error
        sign_ups = {one.activity_id: one for one in signups.of_person(session, person.id)}
        found = activities.by_ids(session, sorted(sign_ups))
    language = language_of(person)
    calendar = _calendar("PUBLISH")
    name = text(language, "calendar.name")
    calendar.add("X-WR-CALNAME", name)
    calendar.add("NAME", name)
    calendar.add("REFRESH-INTERVAL", vDuration(_ASK_AGAIN), {"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(_ASK_AGAIN))
    for activity in found:
        sign_up = sign_ups[activity.id]
        may_come = sign_up.state.is_ahead or sign_up.state.comes
        # What is off is simply no longer there: calendars take it out at the next look.
        if activity.state is ActivityState.CANCELLED or not may_come:
            continue
        for event in _sign_up_events(
            activity, sign_up, public_url=public_url, language=language, now=now
        ):
            calendar.add_component(event)
    return calendar.to_ical()


def of_activity(
    database: Database, activity_id: str, *, public_url: str, language: Language, now: datetime
) -> bytes:
    """The calendar file of a public activity, or of the one that it became part of.

    Raises `NotFoundError`, also while it has no time.
    """
    activity = detail(database, kept(database, activity_id) or activity_id).activity
    if not activity.slots:
        raise NotFoundError(what="slot", id=activity_id)
    calendar = _calendar("PUBLISH")
    number, host = activity.id, addresses.host(public_url)
    for position, slot in enumerate(_in_order(activity.slots)):
        event = _event(activity, slot, public_url=public_url, language=language, now=now)
        event.add("uid", _uid(number, position, host))
        event.add("sequence", activity.version)
        is_off = activity.state is ActivityState.CANCELLED
        event.add("status", "CANCELLED" if is_off else "CONFIRMED")
        calendar.add_component(event)
    return calendar.to_ical()


def _sign_up_events(
    activity: Activity,
    sign_up: SignUp,
    *,
    public_url: str,
    language: Language,
    is_off: bool = False,
    now: datetime,
) -> Iterable[Event]:
    host = addresses.host(public_url)
    status = "CONFIRMED" if sign_up.state.comes else "TENTATIVE"
    for position, slot in enumerate(_in_order(activity.slots)):
        event = _event(activity, slot, public_url=public_url, language=language, now=now)
        event.add("uid", _uid(sign_up.id, position, host))
        event.add("sequence", activity.version + sign_up.sequence)
        event.add("status", "CANCELLED" if is_off else status)
        yield event


def _event(
    activity: Activity, slot: TimeSlot, *, public_url: str, language: Language, now: datetime
) -> Event:
    """What every entry of an activity says."""
    page = addresses.address(public_url, Page.ACTIVITY, id=activity.id)
    event = Event()
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("summary", clean(activity.title))
    said = clean_lines(activity.summary)
    event.add("description", "\n\n".join(one for one in (said, page) if one))
    event.add("url", page)
    if place := place_words(activity, language):
        event.add("location", place)
    if slot.has_clock:
        event.add("dtstart", slot.starts_at.astimezone(UTC).replace(microsecond=0))
        event.add("dtend", slot.ends_at.astimezone(UTC).replace(microsecond=0))
    else:
        first = to_local(slot.starts_at).date()
        last = to_local(slot.ends_at - timedelta(microseconds=1)).date()
        event.add("dtstart", first)
        event.add("dtend", last + timedelta(days=1))  # the first day that is free again
    # A day of which the time is not known keeps nobody from other appointments.
    event.add("transp", "OPAQUE" if slot.has_clock else "TRANSPARENT")
    return event


def _invite(event: Event, parties: Parties) -> None:
    organiser = vCalAddress(f"mailto:{parties.sender}")
    organiser.params["CN"] = vText(parties.sender_name)
    attendee = vCalAddress(f"mailto:{parties.recipient}")
    attendee.params["PARTSTAT"] = vText("ACCEPTED")
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["RSVP"] = vText("FALSE")
    event.add("organizer", organiser)
    event.add("attendee", attendee)


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _in_order(slots: tuple[TimeSlot, ...]) -> list[TimeSlot]:
    return sorted(slots, key=lambda slot: slot.starts_at)


def _uid(number: str, position: int, host: str) -> str:
    """The first time carries the plain number, so it stays the same when more times are added."""
    return f"{number}@{host}" if position == 0 else f"{number}-{position + 1}@{host}"
