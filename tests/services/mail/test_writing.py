"""What mails say and how they are built, read back from the files they are written to."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, timedelta
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from html import unescape
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar

from data.database import Database
from data.repositories import activities, outbox, signups
from data.repositories import links as stored_links
from data.settings import Settings
from domain.contacts import LinkPurpose, MailKind
from domain.vocabulary import ActivityState, SignUpState
from services import links
from services.addresses import PERSONAL, SIGN_OFF, Page
from services.mail import post, user_words
from services.mail.kinds import KINDS
from tests.mailbox import html, mails, plain, secret, send, sign_off_secret, words
from tests.plain_dutch import sentence_lengths
from tests.services.mail.made_up import NINE, NOW, World, a_world

URL = "https://week.example.nl"
APPOINTMENTS = {
    MailKind.SIGNED_UP: "REQUEST",
    MailKind.SIGN_UP_CHANGED: "REQUEST",
    MailKind.ACTIVITY_CHANGED: "REQUEST",
    MailKind.SIGN_UP_MERGED: "REQUEST",
    MailKind.SIGN_UP_CANCELLED: "CANCEL",
    MailKind.ACTIVITY_CANCELLED: "CANCEL",
}
OPENS_NOTHING = {
    MailKind.HOLD_ENDED,
    MailKind.SIGN_UP_CANCELLED,
    MailKind.ACTIVITY_CANCELLED,
    MailKind.ACTIVITY_MERGED,
}

TO_PEOPLE = sorted(set(MailKind) - {MailKind.DIGEST})  # that one goes to a coordinator


def test_every_kind_has_a_row():
    assert set(KINDS) == set(MailKind)


@pytest.fixture
def settings(sqlite_database: Database, tmp_path) -> Settings:
    return Settings(var=tmp_path, public_url=URL, mail_from="Verbinding <post@example.nl>")


def sent(world: World, settings: Settings, kind: MailKind, **facts: str) -> EmailMessage:
    """The one mail of a kind, posted and sent."""
    world.post(kind, **facts)
    run = send(world.database, settings, now=NOW)
    assert (run.sent, run.skipped, run.postponed, run.given_up) == (1, 0, 0, 0)
    (mail,) = mails(settings)
    return mail


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", TO_PEOPLE)
def test_every_kind_is_a_whole_mail_in_both_languages(sqlite_database, settings, kind, language):
    world = a_world(sqlite_database, language=language)

    mail = sent(world, settings, kind)

    drawn = html(mail)
    for body in (plain(mail), drawn, mail["Subject"]):
        assert not re.search(r"\{\w*\}|\bNone\b|mail\.\w", body), body
    assert f'<html lang="{language}"' in drawn
    assert mail["Content-Language"] == language
    paragraphs = [unescape(one) for one in re.findall(r"<p[^>]*>([^<]+)</p>", drawn)]
    assert len(paragraphs) >= 4
    too_long = {one: n for one, n in sentence_lengths(paragraphs).items() if n > 25}
    assert too_long == {}
    assert world.activity.title not in mail["Subject"]


@pytest.mark.parametrize("kind", TO_PEOPLE)
def test_every_mail_has_one_reader_one_number_and_one_click_to_sign_off(
    sqlite_database, settings, kind
):
    world = a_world(sqlite_database)

    mail = sent(world, settings, kind)

    (reader,) = getaddresses([mail["To"]])
    assert reader[1] in {"noor@example.org", "sam@example.nl"}
    assert (mail["Cc"], mail["Bcc"]) == (None, None)
    assert mail["From"] == "Verbinding <post@example.nl>"
    assert re.fullmatch(r"<\w{10}@week\.example\.nl>", mail["Message-ID"])
    assert mail["Auto-Submitted"] == "auto-generated"
    assert parsedate_to_datetime(mail["Date"]) == NOW
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail["List-Unsubscribe"].strip("<>")
    assert address.startswith(f"{URL}/afmelden/")
    assert address in plain(mail)
    assert f'href="{address}"' in html(mail)
    link = links.look(sqlite_database, sign_off_secret(mail), now=NOW)
    assert (link.purpose, link.subject_id) == (LinkPurpose.SIGN_OFF, link.person_id)
    assert "Je krijgt deze mail omdat" in plain(mail)


@pytest.mark.parametrize("kind", sorted(set(TO_PEOPLE) - OPENS_NOTHING))
def test_the_button_opens_what_the_mail_is_about(sqlite_database, settings, kind):
    world = a_world(sqlite_database)

    mail = sent(world, settings, kind)

    link = links.look(sqlite_database, secret(mail), now=NOW)
    expected = {
        LinkPurpose.SIGN_UP: world.sign_up.id,
        LinkPurpose.ACTIVITY: world.activity.id,
        LinkPurpose.SPONSOR: world.sponsor_id,
        LinkPurpose.TEAM: world.team_id,
        LinkPurpose.PERSON: world.visitor.id,
        LinkPurpose.WISHES: world.visitor.id,
        LinkPurpose.PROPOSAL: "proposal",
    }
    assert link.subject_id == expected[link.purpose]
    assert f'href="{URL}/mijn/{secret(mail)}"' in html(mail)


def test_headers_with_long_addresses_stay_whole_on_the_wire(sqlite_database, settings):
    world = a_world(sqlite_database)
    sent(world, settings, MailKind.SIGNED_UP)
    (file,) = (settings.var / "outbox").glob("*.eml")

    raw = file.read_bytes()

    header = next(line for line in raw.split(b"\r\n") if line.startswith(b"List-Unsubscribe:"))
    assert re.fullmatch(rb"List-Unsubscribe: <https://\S+/afmelden/[\w-]{43}>", header)
    assert max(len(line) for line in raw.split(b"\r\n")) < 998
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_what_people_typed_is_text_in_the_html(sqlite_database, settings):
    nasty = "<img src=x onerror=alert(1)> {{ 7*7 }} {% raw %} & \"'"
    world = a_world(sqlite_database, title=nasty, good_to_know=nasty)
    world.change_person(world.visitor, first_name="<b>Noor</b>")

    mail = sent(world, settings, MailKind.REMINDER)

    assert "<img" not in html(mail)
    assert "&lt;img src=x onerror=alert(1)&gt; {{ 7*7 }} {% raw %}" in html(mail)
    assert nasty in words(mail)
    assert plain(mail).startswith("Dag,\n")  # that is no name to greet with


@pytest.mark.parametrize(
    ("typed", "greeted"),
    [
        ("Noor", "Noor"),
        ("Jan-Willem van 't Hof", "Jan-Willem van 't Hof"),
        ("Ağaoğlu", "Ağaoğlu"),
        ("Win 1000 euro", ""),
        ("kijk op slecht.example", ""),
        ("http://slecht", ""),
        ("N\u202eoor", "Noor"),
        ("a" * 41, ""),
    ],
)
def test_a_name_is_greeted_only_when_it_is_a_name(typed, greeted):
    assert user_words.name(typed) == greeted


def test_a_stranger_gets_no_links_that_somebody_typed(sqlite_database, settings):
    world = a_world(sqlite_database, title="Gratis geld op www.slecht.example")
    world.visitor = world.change_person(world.visitor, confirmed_at=None)

    mail = sent(world, settings, MailKind.CONFIRM_SIGN_UP)

    assert "slecht" not in plain(mail) + html(mail)
    assert "Je hebt je aangemeld voor deze activiteit." in words(mail)


def test_the_day_in_a_subject_is_the_next_one(sqlite_database, settings):
    world = a_world(sqlite_database)

    mail = sent(world, settings, MailKind.SIGNED_UP)

    assert mail["Subject"] == "Fijn dat je komt (ma 7 dec)"


def test_a_mail_says_when_where_and_what_was_pledged(sqlite_database, settings):
    world = a_world(sqlite_database)

    body = plain(sent(world, settings, MailKind.PLEDGE_OFFERED))

    assert "Bakkerij Voorbeeld wil helpen bij “Koffie in de hal”." in body
    assert "\n> Graag gedaan.\n" in body
    assert "\nWat: € 80 (Koffie en thee)\n" in body
    assert "\nWanneer: ma 7 december 2026, 10.00 tot 12.00 uur\n" in body
    assert "\nWaar: 3511 Utrecht\n" in body


def test_a_place_that_is_held_says_until_when(sqlite_database, settings):
    world = a_world(sqlite_database)

    body = words(sent(world, settings, MailKind.CONFIRM_SIGN_UP))

    assert "We houden je plek vast tot di 1 december 2026, 13.00 uur." in body
    assert "Ja, ik kom: https" in body


def test_who_would_only_wait_says_yes_to_waiting(sqlite_database, settings):
    world = a_world(sqlite_database)
    world.post(MailKind.CONFIRM_SIGN_UP)
    with sqlite_database.read() as session:
        held = signups.get(session, world.sign_up.id)
    with sqlite_database.write() as session:
        waiting = replace(held, state=SignUpState.WAITING, hold_until=None)
        signups.store(session, held, waiting)

    send(sqlite_database, settings, now=NOW)

    body = words(mails(settings)[0])
    assert "Ja, zet me op de wachtlijst: https" in body
    assert "Alle plaatsen zijn nu bezet." in body


@pytest.mark.parametrize("kind", TO_PEOPLE)
def test_the_appointment_goes_along_where_a_calendar_must_know(sqlite_database, settings, kind):
    world = a_world(sqlite_database)

    mail = sent(world, settings, kind)

    parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    files = [part for part in mail.walk() if part.get_filename() == "afspraak.ics"]
    if kind not in APPOINTMENTS:
        assert (parts, files) == ([], [])
        return
    (part,), (file,) = parts, files
    assert part.get_param("method") == APPOINTMENTS[kind]
    assert part.get_content().encode().replace(b"\r\n", b"\n") == file.get_content().replace(
        b"\r\n", b"\n"
    )
    calendar = Calendar.from_ical(file.get_content())
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == APPOINTMENTS[kind]
    assert event["UID"] == f"{world.sign_up.id}@week.example.nl"
    assert event["DTSTART"].dt == NINE
    assert event["STATUS"] == ("CANCELLED" if APPOINTMENTS[kind] == "CANCEL" else "CONFIRMED")
    assert event["ATTENDEE"] == "mailto:noor@example.org"
    assert event["ORGANIZER"] == "mailto:post@example.nl"


def test_who_never_said_yes_has_no_appointment_to_take_away(sqlite_database, settings):
    world = a_world(sqlite_database)
    world.post(MailKind.ACTIVITY_CANCELLED)
    with sqlite_database.write() as session:
        before = signups.get(session, world.sign_up.id)
        off = replace(before, state=SignUpState.CANCELLED, confirmed_at=None)
        signups.store(session, before, off)

    send(sqlite_database, settings, now=NOW)

    assert [part.get_content_type() for part in mails(settings)[0].walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


NEEDED_ONLY = {
    MailKind.REMINDER,
    MailKind.THANK_YOU,
    MailKind.NEW_SIGN_UP,
    MailKind.PLEDGE_THANKED,
    MailKind.PROPOSAL,
    MailKind.DESK_MESSAGE,
}


@pytest.mark.parametrize("kind", TO_PEOPLE)
def test_who_signed_off_gets_what_is_needed_and_who_left_gets_nothing(
    sqlite_database, settings, kind
):
    world = a_world(sqlite_database)
    for person in (world.visitor, world.organiser):
        world.change_person(person, only_needed_mail=True)
    world.post(kind)
    send(sqlite_database, settings, now=NOW)
    assert (mails(settings) == []) == (kind in NEEDED_ONLY)

    for person in (world.visitor, world.organiser):
        world.change_person(person, left_at=NOW)
    world.post(kind)
    run = send(sqlite_database, settings, now=NOW)
    assert (run.sent, run.skipped) == (0, 1)


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (MailKind.REMINDER, SignUpState.CANCELLED),
        (MailKind.REMINDER, SignUpState.WAITING),
        (MailKind.CONFIRM_SIGN_UP, SignUpState.CONFIRMED),
        (MailKind.CONFIRM_SIGN_UP, SignUpState.CANCELLED),
        (MailKind.SIGNED_UP, SignUpState.CANCELLED),
        (MailKind.MOVED_UP, SignUpState.CONFIRMED),
        (MailKind.WAITING, SignUpState.REGISTERED),
        (MailKind.HOLD_ENDED, SignUpState.CONFIRMED),
        (MailKind.SIGN_UP_CANCELLED, SignUpState.CONFIRMED),
        (MailKind.MESSAGE, SignUpState.CANCELLED),
        (MailKind.THANK_YOU, SignUpState.ABSENT),
    ],
)
def test_what_is_no_longer_true_is_not_sent(sqlite_database, settings, kind, state):
    world = a_world(sqlite_database)
    world.post(kind)
    with sqlite_database.write() as session:
        before = signups.get(session, world.sign_up.id)
        signups.store(session, before, replace(before, state=state))

    run = send(sqlite_database, settings, now=NOW)

    assert (run.sent, run.skipped) == (0, 1)
    with sqlite_database.read() as session:
        assert outbox.waiting(session) == []


def test_a_hold_that_is_over_asks_for_nothing_any_more(sqlite_database, settings):
    world = a_world(sqlite_database)
    world.post(MailKind.CONFIRM_SIGN_UP)

    run = send(sqlite_database, settings, now=NOW + timedelta(days=2))

    assert (run.sent, run.skipped) == (0, 1)


def test_nobody_is_reminded_of_what_is_off_or_has_begun(sqlite_database, settings):
    world = a_world(sqlite_database)
    world.post(MailKind.REMINDER)
    world.change(state=ActivityState.CANCELLED)
    assert send(sqlite_database, settings, now=NOW).skipped == 1

    with sqlite_database.write() as session:
        other = replace(world.activity, id="other", source_key="", tasks=(), needs=(), taken=0)
        activities.save(session, replace(other, state=ActivityState.PUBLISHED, version=1))
        sign_up = replace(
            world.sign_up, id="two", activity_id="other", task_id=None, state=SignUpState.CONFIRMED
        )
        signups.store(session, None, sign_up)
        post(session, MailKind.REMINDER, world.visitor.id, "two", now=NOW)
    assert send(sqlite_database, settings, now=NINE.astimezone(UTC)).skipped == 1


def test_links_are_kept_by_their_hash_only(sqlite_database, settings):
    world = a_world(sqlite_database)
    mail = sent(world, settings, MailKind.SIGNED_UP)

    with sqlite_database.read() as session:
        link = stored_links.get(session, links.hash_of(secret(mail)))

    assert link is not None
    assert secret(mail) not in str(link)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", TO_PEOPLE)
def test_every_address_in_a_mail_is_one_of_the_site(sqlite_database, settings, kind, language):
    world = a_world(sqlite_database, language=language)

    mail = sent(world, settings, kind)

    found = {urlsplit(unescape(one)) for one in re.findall(r'href="([^"]*)"', html(mail))}
    assert {f"{one.scheme}://{one.netloc}" for one in found} == {URL}
    with_secret = {one for one in found if one.path.split("/")[1] in {PERSONAL, SIGN_OFF}}
    for one in found - with_secret:
        assert Page(one.path.removeprefix("/"))
        assert (f"taal={language}" in one.query) == (language == "en")
