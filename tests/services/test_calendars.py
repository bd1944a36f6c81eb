"""Calendar files, read back by the library and held to the rules of RFC 5545 that programs trip over."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from data.database import Database
from data.repositories import activities, editions, people, signups
from domain.contacts import LinkClosedError, LinkPurpose, Person
from domain.errors import NotFoundError
from domain.people import SignUp
from domain.times import TimeSlot, midnight
from domain.vocabulary import ActivityState, SignUpState
from i18n.texts import Language
from services import calendars, links
from services.calendars import Parties
from tests.data.samples import EDITION, NINE, UTRECHT, an_activity

URL = "https://week.example.nl"
NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
PARTIES = Parties("post@example.nl", 'Week; van, de "Verbinding"', "noor@example.org")
SIGN_UP = SignUp("signup", "a", "noor", state=SignUpState.CONFIRMED, sequence=3, confirmed_at=NOW)


def made(activity, sign_up=SIGN_UP, **more: object) -> tuple[Calendar, bytes, str]:
    """A sign-up's file, read back."""
    found = calendars.invitation(
        activity, sign_up, PARTIES, public_url=URL, language=Language.NL, now=NOW, **more
    )
    assert found is not None
    check(found[0])
    return Calendar.from_ical(found[0]), *found


def check(content: bytes) -> list[Event]:
    """What every file must keep to; gives its entries."""
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    assert max(len(line) for line in lines) <= 75  # octets, not letters
    for line in lines:
        line.decode()  # no letter is cut in two
    calendar = Calendar.from_ical(content)
    assert (calendar["VERSION"], calendar["PRODID"]) == ("2.0", "-//Verbindingswijzer//NL")
    events = list(calendar.walk("VEVENT"))
    for event in events:
        for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS"):
            assert name in event
        assert event["DTSTAMP"].dt.tzinfo is not None
        starts, ends = event["DTSTART"].dt, event["DTEND"].dt
        assert type(starts) is type(ends)
        assert starts < ends
        assert not isinstance(starts, datetime) or starts.utcoffset() == timedelta()
    assert b"TZID" not in content
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", content)
    assert len({event["UID"] for event in events}) == len(events)
    return events


def test_one_time_is_an_invitation_that_is_accepted_and_asks_for_no_answer():
    calendar, content, method = made(an_activity(version=4))

    (event,) = calendar.walk("VEVENT")
    assert (method, calendar["METHOD"]) == ("REQUEST", "REQUEST")
    assert event["UID"] == "signup@week.example.nl"
    assert event["SEQUENCE"] == 4 + 3
    assert event["STATUS"] == "CONFIRMED"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (NINE, NINE + timedelta(hours=2))
    assert event["SUMMARY"] == "Koffie in de hal"
    assert event["LOCATION"] == "3511 Utrecht"
    assert event["ORGANIZER"] == "mailto:post@example.nl"
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"
    assert b"DTSTART:20261207T090000Z\r\n" in content
    assert f"{URL}/activiteit?id=" in str(event["URL"])


def test_what_is_off_is_cancelled_under_the_same_number_with_a_higher_sequence():
    activity = an_activity(version=4)
    before, _, _ = made(activity)
    after, _, method = made(
        replace(activity, version=5, state=ActivityState.CANCELLED), is_off=True
    )

    (old,), (new,) = before.walk("VEVENT"), after.walk("VEVENT")
    assert (method, new["STATUS"]) == ("CANCEL", "CANCELLED")
    assert new["UID"] == old["UID"]
    assert new["SEQUENCE"] > old["SEQUENCE"]
    assert (new["ORGANIZER"], new["ATTENDEE"]) == (old["ORGANIZER"], old["ATTENDEE"])


def test_several_times_are_an_entry_each_and_the_first_keeps_its_number():
    days = [
        TimeSlot(NINE + timedelta(days=n), NINE + timedelta(days=n, hours=1)) for n in (2, 0, 1)
    ]

    calendar, _, method = made(an_activity(slots=tuple(days)))

    events = calendar.walk("VEVENT")
    assert method == "PUBLISH"
    assert [event["DTSTART"].dt for event in events] == [NINE + timedelta(days=n) for n in range(3)]
    assert [str(event["UID"]) for event in events] == [
        "signup@week.example.nl",
        "signup-2@week.example.nl",
        "signup-3@week.example.nl",
    ]
    assert "ATTENDEE" not in events[0]


def test_a_day_without_a_time_is_a_whole_day_that_leaves_room_for_others():
    day = TimeSlot(midnight(date(2026, 12, 9)), midnight(date(2026, 12, 10)), has_clock=False)

    calendar, content, _ = made(an_activity(slots=(day,)))

    (event,) = calendar.walk("VEVENT")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 12, 9), date(2026, 12, 10))
    assert b"DTSTART;VALUE=DATE:20261209\r\n" in content
    assert event["TRANSP"] == "TRANSPARENT"


def test_without_a_time_there_is_nothing_to_put_in_a_calendar():
    found = calendars.invitation(
        an_activity(slots=()), SIGN_UP, PARTIES, public_url=URL, language=Language.NL, now=NOW
    )
    assert found is None


words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120)


@given(title=words, address=words, summary=words)
def test_whatever_people_typed_stays_inside_its_own_line(title, address, summary):
    if not title.strip():
        return
    activity = an_activity(
        title=title, summary=summary, place=replace(UTRECHT, address=address, name="")
    )

    calendar, content, _ = made(activity)

    (event,) = calendar.walk("VEVENT")
    unfolded = re.sub(rb"\r\n[ \t]", b"", content)
    names = [re.split(rb"[;:]", line)[0] for line in unfolded.split(b"\r\n") if line]
    assert names.count(b"SUMMARY") == names.count(b"ATTENDEE") == names.count(b"BEGIN") - 1 == 1
    assert not set(names) - {
        *(b"BEGIN", b"END", b"PRODID", b"VERSION", b"CALSCALE", b"METHOD", b"UID", b"SEQUENCE"),
        *(b"DTSTAMP", b"DTSTART", b"DTEND", b"SUMMARY", b"DESCRIPTION", b"URL", b"LOCATION"),
        *(b"TRANSP", b"STATUS", b"ORGANIZER", b"ATTENDEE"),
    }
    assert event["SEQUENCE"] == 4


@pytest.fixture
def filled(sqlite_database: Database) -> Database:
    noor = Person("noor", "Noor", "noor@example.org", "nl", NOW, confirmed_at=NOW)
    sam = Person("sam", "Sam", "sam@example.org", "nl", NOW, confirmed_at=NOW)
    stored = [an_activity(id=id, title=f"Titel {id}", tasks=(), needs=()) for id in "abcd"]
    with sqlite_database.write() as session:
        editions.save(session, EDITION)
        for person in (noor, sam):
            people.save(session, person)
        for activity in stored:
            activities.save(session, activity)
        for id, state in (
            ("a", SignUpState.CONFIRMED),
            ("b", SignUpState.WAITING),
            ("c", SignUpState.CANCELLED),
            ("d", SignUpState.CONFIRMED),
        ):
            signups.store(session, None, SignUp(f"s{id}", id, noor.id, state=state, created_at=NOW))
        signups.store(session, None, SignUp("other", "c", sam.id, state=SignUpState.CONFIRMED))
        activity = activities.get(session, "d")
        activities.save(session, replace(activity, state=ActivityState.CANCELLED))
    return sqlite_database


def secret_for(database: Database, purpose: LinkPurpose = LinkPurpose.CALENDAR) -> str:
    with database.write() as session:
        return links.make(session, purpose, "noor", person_id="noor", now=NOW)


def test_a_feed_holds_what_somebody_comes_to_and_nothing_of_others(filled):
    content = calendars.feed(filled, secret_for(filled), public_url=URL, now=NOW)

    events = check(content)
    assert {(str(one["UID"]), str(one["STATUS"])) for one in events} == {
        ("sa@week.example.nl", "CONFIRMED"),
        ("sb@week.example.nl", "TENTATIVE"),
    }
    assert b"@example.org" not in content
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in content


def test_a_feed_opens_by_its_own_link_only(filled):
    for purpose in set(LinkPurpose) - {LinkPurpose.CALENDAR}:
        secret = secret_for(filled, purpose)
        with pytest.raises(LinkClosedError):
            calendars.feed(filled, secret, public_url=URL, now=NOW)
    with pytest.raises(LinkClosedError):
        calendars.feed(filled, "guessed", public_url=URL, now=NOW)


def test_the_file_of_a_public_activity_names_nobody(filled):
    content = calendars.of_activity(filled, "a", public_url=URL, language=Language.NL, now=NOW)

    (event,) = check(content)
    assert event["UID"] == "a@week.example.nl"
    assert b"ATTENDEE" not in content
    assert Calendar.from_ical(content)["METHOD"] == "PUBLISH"


def test_what_visitors_may_not_see_or_has_no_time_has_no_file(filled):
    with filled.write() as session:
        activity = activities.get(session, "a")
        activities.save(session, replace(activity, state=ActivityState.SUBMITTED))
        timeless = activities.get(session, "b")
        activities.save(session, replace(timeless, slots=()))
    for id in ("a", "b", "nobody"):
        with pytest.raises(NotFoundError):
            calendars.of_activity(filled, id, public_url=URL, language=Language.NL, now=NOW)
