"""Teams through the app: start one, open its link, adopt, be answered, and see the chain."""

from __future__ import annotations

from datetime import UTC, datetime

from data.repositories import activities, people, teams
from domain.activities import Activity
from domain.contacts import LinkPurpose
from domain.places import Place, Point
from domain.vocabulary import ActivityState
from services import application, links
from tests.pages.reading import html, labelled, words

NOW = datetime.now(UTC)
HOSTILE = "<img src=x onerror=alert(1)> {{ 7*7 }} [klik](javascript:alert(1))"


def open_mailed(visitor, purpose: LinkPurpose, subject: str, email: str) -> None:
    with application.current().database.write() as session:
        person = people.by_email(session, email)
        secret = links.make(session, purpose, subject, person_id=person.id, now=NOW)
    opened = links.open_link(application.current().database, secret, visitor.cookie, now=NOW)
    visitor.cookie = opened.cookie


def test_a_team_is_started_seen_and_adopts(app, visitor):
    form = app("meedoen/team_starten.py")
    labelled(form.text_input, "Hoe heet jullie team?").set_value(HOSTILE)
    labelled(form.text_input, "Waar zijn jullie?").set_value("Utrecht")
    labelled(form.text_input, "Je voornaam").set_value("Noor")
    button = labelled(form.button, "Start ons team")
    refused = button.click().run()
    assert "Dit lijkt geen e-mailadres" in words(refused)
    assert (
        labelled(refused.text_input, "Hoe heet jullie team?").value == HOSTILE
    )  # nothing typed is lost
    labelled(refused.text_input, "Je e-mailadres").set_value("noor@example.org")
    done = labelled(refused.button, "Start ons team").click().run()
    assert "is begonnen" in words(done)
    database = application.current().database
    with database.read() as session:
        (team,) = [one for one in teams.all(session) if "onerror" in one.name]
    assert "Dit team is er niet" in words(app("verkennen/inspiratieteam.py", id=team.id))

    open_mailed(visitor, LinkPurpose.TEAM, team.id, "noor@example.org")
    mine = html(app("meedoen/mijn_team.py", id=team.id))
    assert "<img" not in mine
    seen = html(app("verkennen/inspiratieteam.py", id=team.id))
    assert "{{ 7*7 }}" in seen
    assert "<img" not in seen

    place = Place("Utrecht", Point(52.09, 5.12), municipality="Utrecht")
    with database.write() as session:
        activities.save(
            session,
            Activity(
                "zzzzzzzzzz", team.edition_id, "Soep", place=place, state=ActivityState.PUBLISHED
            ),
        )
    page = app("verkennen/activiteit.py", id="zzzzzzzzzz")
    offer = next(one for one in page.button if one.key == f"adopteer_{team.id}")
    assert "Gevraagd" in words(offer.click().run())
    with database.write() as session:
        secret = links.make(session, LinkPurpose.ACTIVITY, "zzzzzzzzzz", person_id=None, now=NOW)
    visitor.cookie = links.open_link(database, secret, visitor.cookie, now=NOW).cookie
    organiser = app("meedoen/mijn_activiteit.py", id="zzzzzzzzzz")
    next(one for one in organiser.button if one.key == f"graag_{team.id}").click().run()
    with database.read() as session:
        assert activities.get(session, "zzzzzzzzzz").team_id == team.id


def test_somebody_elses_team_stays_closed(app):
    database = application.current().database
    with database.read() as session:
        team = teams.all(session)[0]
    found = app("meedoen/mijn_team.py", id=team.id)
    assert "Open eerst de link" in words(found)
    assert [one.label for one in found.button] == ["Stuur mijn link"]
    found.text_input(key="link_team_email").set_value("nobody@example.org")
    sent = found.button(key="FormSubmitter:link_team-Stuur mijn link").click().run()
    assert "Kennen we dit adres?" in words(sent)


def test_the_chain_shows_every_team_of_the_week(app):
    database = application.current().database
    with database.read() as session:
        every = teams.all(session, "voorbeeld")
    found = words(app("verkennen/inspiratieketen.py"))
    assert all(f"?id={team.id}" in found for team in every)
