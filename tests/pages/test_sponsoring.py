"""What sponsors and organisers do on their pages, from joining to thanking."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from data.repositories import activities, organisers, people, sponsors
from domain.actors import Actor, Grant, Role
from domain.contacts import LinkPurpose, Person
from domain.vocabulary import NeedKind, PledgeState
from services import application, links, sponsoring
from tests.pages.reading import labelled, words

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
PAGES = (
    "meedoen/sponsor_worden.py",
    "meedoen/mijn_sponsor.py",
    "meedoen/toezeggen.py",
    "verkennen/powered_by.py",
)


@pytest.mark.parametrize("file", PAGES)
def test_every_page_opens_on_an_empty_database(empty_app, file):
    test = empty_app(file)
    assert not test.exception
    assert not test.error


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("file", PAGES)
def test_every_page_opens_with_a_programme(app, file, language):
    test = app(file, taal=language)
    assert not test.exception
    assert not test.error


def asking_money():
    """An activity of the example week with money to ask, organised by somebody."""
    running = application.current()
    shown = running.programmes.current()
    with running.database.write() as session:
        found = next(
            one
            for one in activities.by_ids(session, [str(id) for id in shown.catalogue.ids])
            if one.edition_id == "voorbeeld" and one.is_public and one.money_open_cents > 2_000
            and one.state.value == "gepubliceerd" and one.shows_sponsor
        )  # fmt: skip
        people.save(session, Person("noor", "Noor", "noor@example.org", created_at=NOW))
        organisers.set_organiser(session, found.id, "noor", now=NOW)
    return found


def click(test, label):
    return labelled(test.button, label).click().run()


def joined(app, visitor):
    """Join through the form, and open the mailed link."""
    test = app("meedoen/sponsor_worden.py")
    test.text_input(key="nieuwe_sponsor_naam").set_value("Bakkerij <b>Lief</b>").run()
    test.text_input(key="nieuwe_sponsor_voornaam").set_value("Bo").run()
    test.text_input(key="nieuwe_sponsor_email").set_value("bo@example.org").run()
    test.checkbox(key="nieuwe_sponsor_zichtbaar").check().run()
    click(test, "Meld ons aan")
    assert not test.error
    database = application.current().database
    now = datetime.now(UTC)
    with database.write() as session:
        person = people.by_email(session, "bo@example.org")
        sponsor_id = sponsors.of_person(session, person.id)[0]
        secret = links.make(session, LinkPurpose.SPONSOR, sponsor_id, person_id=person.id, now=now)
    visitor.cookie = links.open_link(database, secret, None, now=now).cookie
    return sponsor_id


def test_from_joining_to_a_pledge_and_thanks(app, visitor):
    activity = asking_money()
    stranger = app("meedoen/toezeggen.py", id=activity.id)
    assert "Zeg toe" not in [one.label for one in stranger.button]

    sponsor_id = joined(app, visitor)
    assert "Bakkerij <b>" not in words(app("meedoen/mijn_sponsor.py"))
    test = app("meedoen/toezeggen.py", id=activity.id)
    click(test, "Zeg toe")
    assert not test.exception
    assert "De organisator krijgt nu bericht" in str([one.value for one in test.success])

    database = application.current().database
    organiser = Actor(
        Role.PERSON, grants=frozenset({Grant(LinkPurpose.ACTIVITY, activity.id, "noor")})
    )
    view = sponsoring.of_activity(database, activity.id, actor=organiser)[0]
    assert view.sponsor.id == sponsor_id
    now = datetime.now(UTC)
    with database.write() as session:
        secret = links.make(session, LinkPurpose.ACTIVITY, activity.id, person_id="noor", now=now)
    visitor.cookie = links.open_link(database, secret, visitor.cookie, now=now).cookie
    mine = app("meedoen/mijn_activiteit.py", id=activity.id)
    click(mine, "Ja, graag")
    assert not mine.exception
    view = sponsoring.of_activity(database, activity.id, actor=organiser)[0]
    assert view.pledge.state is PledgeState.AGREED
    sponsoring.deliver(database, view.pledge.id, actor=organiser, now=now)
    sponsoring.thank(database, view.pledge.id, "Wat *fijn*", actor=organiser, now=now)
    assert "Wat *fijn*" in words(app("meedoen/mijn_sponsor.py"))
    assert "Bakkerij &lt;b&gt;" in words(app("verkennen/activiteit.py", id=activity.id))


def test_a_portfolio_is_shown_swapped_and_pledged_in_one_go(app, visitor):
    joined(app, visitor)
    test = app("meedoen/sponsor.py")
    test.pills(key="gift_aanbod").set_value([NeedKind.MONEY]).run()
    test.number_input(key="gift_budget").set_value(1000).run()
    assert not test.exception
    assert any("maak je deze" in one.value for one in test.header)
    first = words(test)
    click(test, "Liever niet deze")
    assert not test.exception
    assert "Erbij" in words(test)
    assert words(test) != first
    click(test, "Zeg dit toe")
    assert not test.exception
    assert any("toezeg" in str(one.value) for one in test.success)


def test_three_colleagues_and_no_money_are_not_sent_away(app):
    test = app("meedoen/sponsor.py")
    test.pills(key="gift_aanbod").set_value([NeedKind.PEOPLE]).run()
    assert not test.exception
    assert any("mogelijk" in one.value for one in test.header)


def test_nobody_else_sees_what_waits_for_an_answer(app):
    test = app("beheer/toezeggingen.py")
    assert "Toezeggingen" not in words(test)
