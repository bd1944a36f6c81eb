"""A message to organisers: each once, only in the coordinator's part, spread, and held back in time."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import getaddresses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import tables
from data.database import Database
from data.repositories import activities, audit, editions, organisers, outbox, people
from data.repositories.organisers import Organised
from data.settings import Settings
from domain.accounts import NATIONAL, Scope
from domain.actors import VISITOR, Actor, NotAllowedError, Role
from domain.branches import Branch
from domain.contacts import Person
from domain.places import Place, Province
from domain.vocabulary import ActivityState
from services.desk import messages
from services.desk.messages import (
    FIRST_AFTER,
    PER_MINUTE,
    MessageWordsError,
    NobodyToWriteError,
    Selection,
    choose,
    due_at,
)
from tests.data.samples import EDITION, an_activity
from tests.mailbox import html, mails, send, words

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
NATION = Actor(Role.COORDINATOR, "k1")
FRISIAN = Actor(Role.COORDINATOR, "k2", scope=Scope(frozenset({Province.FRYSLAN})))
UTRECHT = Place("Utrecht", municipality_code="GM0344", province=Province.UTRECHT)
GROU = Place("Grou", municipality_code="GM0080", province=Province.FRYSLAN)
ALL = Selection(EDITION.id)


def organised(database: Database, number: int, person: Person, place: Place) -> str:
    one = replace(
        an_activity(place=place), id=f"a{number}", tasks=(), needs=(), state=ActivityState.PUBLISHED
    )
    with database.write() as session:
        activities.save(session, one)
        people.save(session, person)
        organisers.set_organiser(session, one.id, person.id, now=NOW)
    return one.id


def a_person(id: str, **fields: object) -> Person:
    return Person(id, "Sam", f"{id}@example.org", created_at=NOW, **{"confirmed_at": NOW} | fields)


@pytest.fixture
def filled(database: Database) -> Database:
    """Sam organises twice in Utrecht, Kim once in Grou; two others may not be written to."""
    with database.write() as session:
        editions.save(session, replace(EDITION, contact="week@example.nl"))
    for number, (person, place) in enumerate(
        [
            (a_person("sam"), UTRECHT),
            (a_person("sam"), UTRECHT),
            (a_person("kim"), GROU),
            (a_person("less", only_needed_mail=True), GROU),
            (a_person("unknown", confirmed_at=None), GROU),
            (a_person("gone", left_at=NOW), GROU),
        ]
    ):
        organised(database, number, person, place)
    return database


def post(database: Database, *, actor: Actor = NATION, batch: str = "b1", **fields: str) -> int:
    given_words = {"subject": "Nog één week", "text": "Fijn dat je meedoet."} | fields
    return messages.send(
        database,
        ALL,
        given_words["subject"],
        given_words["text"],
        batch=batch,
        actor=actor,
        now=NOW,
    )


def test_each_organiser_is_counted_once_and_who_may_not_be_written_to_is_told(filled):
    found = messages.audience(filled, ALL, actor=NATION)
    assert found.about == {"sam": "a0", "kim": "a2"}
    assert (found.activities, found.only_needed, found.unconfirmed) == (3, 1, 1)


def test_a_second_tap_sends_nothing_and_the_trail_tells_it_once(filled):
    assert [post(filled), post(filled), post(filled, batch="b2")] == [2, 0, 2]
    with filled.read() as session:
        lines = audit.latest(session, 10)
    assert [(line.action, line.subject, line.count) for line in lines] == [
        ("message-send", "b2", 2),
        ("message-send", "b1", 2),
    ]
    assert all("sam" not in line.reason and "@" not in line.reason for line in lines)


def test_a_coordinator_writes_to_and_holds_back_only_in_their_own_part(filled):
    assert post(filled, actor=FRISIAN) == 1
    assert post(filled, batch="b2") == 2
    assert messages.hold_back(filled, "b2", actor=FRISIAN, now=NOW) == 1
    left = {one.id: one.waiting for one in messages.batches(filled, actor=NATION)}
    assert left == {"b1": 1, "b2": 1}
    for call in (
        lambda: messages.audience(filled, ALL, actor=VISITOR),
        lambda: post(filled, actor=VISITOR),
        lambda: messages.batches(filled, actor=VISITOR),
        lambda: messages.hold_back(filled, "b2", actor=VISITOR, now=NOW),
    ):
        with pytest.raises(NotAllowedError):
            call()


def test_what_is_held_back_never_goes_also_not_by_sending_it_again(filled, tmp_path):
    post(filled)
    assert messages.hold_back(filled, "b1", actor=NATION, now=NOW) == 2
    assert post(filled) == 0
    assert send(filled, Settings(var=tmp_path), now=NOW + timedelta(hours=1)).sent == 0
    with filled.read() as session:
        facts = session.execute(tables.outbox.select()).mappings().all()
    assert [(one["facts"], one["problem"]) for one in facts] == [({}, "held-back")] * 2


def test_what_is_being_sent_is_not_held_back(filled):
    post(filled)
    with filled.write() as session:
        assert len(outbox.claim(session, now=NOW + FIRST_AFTER, limit=1)) == 1
    assert messages.hold_back(filled, "b1", actor=NATION, now=NOW + FIRST_AFTER) == 1


def test_mails_go_spread_over_the_minutes_after_some_time_to_think_again():
    moments = [due_at(number, now=NOW) for number in range(3 * PER_MINUTE)]
    assert moments[0] == NOW + FIRST_AFTER
    assert set(Counter(moments).values()) == {PER_MINUTE}
    assert moments[-1] == NOW + FIRST_AFTER + timedelta(minutes=2)


def test_the_mail_is_the_preview_with_an_answer_to_the_edition(filled, tmp_path):
    settings = Settings(var=tmp_path, public_url="https://week.example.nl")
    text = "Hang de poster op.\n<b>Tot dan</b> {{ 7*7 }} https://week.example.nl/poster"
    shown = messages.preview(
        filled, settings, ALL, "Nog één week", text, first_name="Sam", actor=NATION, now=NOW
    )
    post(filled, text=text)
    send(filled, settings, now=NOW + FIRST_AFTER)

    mail = next(one for one in mails(settings) if one["To"] == "sam@example.org")
    assert mail["Subject"] == shown.subject == "Nog één week"
    assert mail["Reply-To"] == "week@example.nl"
    assert "&lt;b&gt;Tot dan&lt;/b&gt; {{ 7*7 }}" in html(mail)
    assert ">https://week.example.nl/poster<" not in html(mail)  # text, no link of ours
    assert "Je antwoord komt bij de coördinatoren aan." in words(mail)

    def without_links(drawn: str) -> list[str]:
        return [line for line in drawn.replace("\r\n", "\n").split("\n") if "http" not in line]

    assert without_links(html(mail)) == [*without_links(shown.html), ""]


@pytest.mark.parametrize(
    "line",
    [
        "Dag\r\nBcc: slecht@example.org",
        "Dag\nCc: slecht@example.org",
        "Dag\u2028To: slecht@example.org",
        "Dag\x85Reply-To: slecht@example.org",
        "Dag\x0bSubject: x",
    ],
)
def test_a_subject_line_begins_no_other_header(filled, tmp_path, line):
    settings = Settings(var=tmp_path)
    post(filled, subject=line)
    with filled.write() as session:  # as if it had not been cleaned when it was typed
        facts = {"subject": line, "text": "x"}
        session.execute(tables.outbox.update().values(facts=facts))
    assert send(filled, settings, now=NOW + FIRST_AFTER).sent == 2
    for mail in mails(settings):
        (reader,) = getaddresses(mail.get_all("To"))
        assert reader[1] in {"sam@example.org", "kim@example.org"}
        assert (mail["Cc"], mail["Bcc"], mail["Reply-To"]) == (None, None, "week@example.nl")
        assert len(mail.get_all("Subject")) == 1


def test_an_address_that_is_none_gets_no_answers(filled, tmp_path):
    settings = Settings(var=tmp_path)
    with filled.write() as session:
        editions.save(session, replace(EDITION, contact="bel 030 123 en vraag naar Sam"))
    post(filled)
    send(filled, settings, now=NOW + FIRST_AFTER)
    mail = mails(settings)[0]
    assert mail["Reply-To"] is None
    assert "komt niet bij de coördinatoren aan" in words(mail)


def test_no_words_and_nobody_are_refused(filled):
    for fields in ({"subject": " \n"}, {"text": " "}):
        with pytest.raises(MessageWordsError):
            post(filled, **fields)
    with pytest.raises(NobodyToWriteError):
        messages.send(filled, Selection("2001"), "Dag", "Dag", batch="b", actor=NATION, now=NOW)


_PLACES = (("GM0344", Province.UTRECHT), ("GM0080", Province.FRYSLAN), ("", None))
_FOUND = st.builds(
    lambda n, place, branch, state, person, flags: Organised(
        f"a{n}", person, place[1], place[0], branch, state, *flags
    ),
    st.integers(0, 99),
    st.sampled_from(_PLACES),
    st.sampled_from([Branch.SPORT, Branch.CULTURE, None]),
    st.sampled_from([ActivityState.PUBLISHED, ActivityState.DRAFT]),
    st.sampled_from("pqr"),
    st.tuples(st.booleans(), st.booleans()),
)
_SCOPES = st.builds(
    Scope,
    st.frozensets(st.sampled_from([Province.UTRECHT, Province.FRYSLAN])),
    st.frozensets(st.sampled_from(["GM0344", "GM0080"])),
    st.frozensets(st.sampled_from([Branch.SPORT, Branch.CULTURE])),
)


@given(
    st.lists(_FOUND, max_size=12),
    _SCOPES,
    _SCOPES,
    st.frozensets(st.sampled_from([ActivityState.PUBLISHED, ActivityState.DRAFT])),
)
def test_nobody_outside_the_part_or_the_selection_is_ever_written_to(found, scope, part, states):
    chosen = choose(found, Selection("2026", part, states), scope)
    inside = [
        one
        for one in found
        if all(
            each.covers(
                Place("", municipality_code=one.municipality_code, province=one.province),
                one.branch,
            )
            for each in (scope, part)
        )
        and (not states or one.state in states)
        and one.is_confirmed
        and not one.only_needed_mail
    ]
    assert set(chosen.about) == {one.person_id for one in inside}
    assert set(chosen.about.items()) <= {(one.person_id, one.activity_id) for one in inside}
    # A narrower part never reaches more people.
    assert chosen.about.keys() <= choose(found, Selection("2026"), NATIONAL).about.keys()
