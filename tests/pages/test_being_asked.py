"""Leaving wishes, answering a proposal and sending them, as people meet it on the pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from data.repositories import activities, outbox, people, proposals, volunteers
from domain.contacts import LinkPurpose, MailKind, Person
from domain.people import Volunteer
from domain.proposals import Proposal, ProposalState
from domain.times import TimeSlot
from services import application, links
from services.volunteering import waiting
from tests.data.samples import EDITION, UTRECHT, an_activity
from tests.pages.reading import labelled, words


def opened(database, visitor, purpose: LinkPurpose, subject_id: str) -> None:
    now = datetime.now(UTC)
    with database.write() as session:
        secret = links.make(session, purpose, subject_id, person_id="p", now=now)
    visitor.cookie = links.open_link(database, secret, None, now=now).cookie


@pytest.fixture
def noor(empty_app, visitor):
    """Noor, who may be asked and is: for next week."""
    from data.repositories import editions

    database, now = application.current().database, datetime.now(UTC)
    starts_at = now + timedelta(days=7)
    activity = an_activity(
        slots=(TimeSlot(starts_at, starts_at + timedelta(hours=2)),), tasks=(), needs=()
    )
    asked = Proposal("v", EDITION.id, activity.id, "p", ProposalState.SENT, 0.8, now)
    with database.write() as session:
        editions.save(session, EDITION)
        activities.save(session, activity)
        people.save(session, Person("p", "Noor", "noor@example.org", "nl", now, now))
        wishes = Volunteer("p", UTRECHT, radius_km=5.0, asks_per_week=2, said_at=now)
        volunteers.save(session, wishes)
        until = now + timedelta(days=3)
        proposals.save(session, replace(asked, sent_at=now, answer_until=until))
    return database


def state(database) -> ProposalState:
    with database.read() as session:
        return proposals.get(session, "v").state


def test_a_proposal_is_answered_on_its_page(empty_app, noor, visitor):
    assert "Open eerst je link" in words(empty_app("meedoen/voorstel.py", id="v"))
    opened(noor, visitor, LinkPurpose.PROPOSAL, "v")
    page = empty_app("meedoen/voorstel.py", id="v")
    assert not page.exception
    assert "Het is dichtbij" in words(page)

    page.button(key="voorstel_nee").click().run()
    assert state(noor) is ProposalState.DECLINED
    page.selectbox(key="voorstel_minder").set_value(1).run()
    page.button(key="voorstel_ja").click().run()

    assert not page.exception
    assert state(noor) is ProposalState.ACCEPTED
    with noor.read() as session:
        assert volunteers.get(session, "p").asks_per_week == 1
    page.button(key="voorstel_aanmelding").click().run()
    assert not page.exception
    assert "Fijn" in words(page) or "komt" in words(page)


def test_wishes_are_seen_paused_and_erased(empty_app, noor, visitor):
    opened(noor, visitor, LinkPurpose.WISHES, "p")
    page = empty_app("meedoen/mijn_wensen.py")
    assert not page.exception
    assert "3511 Utrecht" in words(page)
    page.button_group(key="wensen_18_None").set_value(True).run()
    page.button_group(key="wensen_tijd_None").set_value(60).run()
    assert "een uur" in words(page)
    with noor.read() as session:
        told = volunteers.get(session, "p")
    assert (told.is_adult, told.minutes) == (True, 60)
    page.button(key="wensen_stop").click().run()
    with noor.read() as session:
        assert volunteers.get(session, "p").asks_per_week == 0
    page.button(key="wensen_wissen").click().run()
    assert not page.exception
    with noor.read() as session:
        assert volunteers.points(session) == []


def test_under_the_suggestions_somebody_leaves_their_wishes(app, visitor, monkeypatch):
    monkeypatch.setattr("services.volunteering.joining.FASTEST_SECONDS", 0.0)
    page = app("meedoen/vrijwilliger.py")
    page.text_input(key="help_plaats").set_value("3511").run()
    form = {one.label: one for one in page.text_input}
    form["Je voornaam"].set_value("Noor")
    form["Je e-mailadres"].set_value("noor@example.org")
    by_label = {one.label: one for one in page.button_group}
    by_label["Ben je 18 jaar of ouder?"].set_value(False)
    by_label["Hoeveel tijd heb je?"].set_value(240)
    next(one for one in page.checkbox if "16 jaar" in one.label).check()
    labelled(page.button, "Vraag mij maar").click().run()
    assert not page.exception
    assert not page.error

    with application.current().database.read() as session:
        person = people.by_email(session, "noor@example.org")
        assert person is not None
        wishes = waiting.get(session, person.id)
        kinds = [mail.kind for mail in outbox.waiting(session)]
    assert (wishes.place.pc4, wishes.radius_km, wishes.asks_per_week) == ("3511", None, 1)
    assert (wishes.is_adult, wishes.minutes) == (False, 240)
    assert kinds == [MailKind.CONFIRM_WISHES]
