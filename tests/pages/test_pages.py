"""Pages through app.py, without a browser: what a visitor reads and what follows from an answer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.activities import Activity
from domain.times import TimeSlot
from domain.vocabulary import ActivityState
from services import application
from tests.pages.conftest import save
from tests.pages.reading import html, labelled, words
from ui import resources

PUBLIC_PAGES = (
    "verkennen/kaart.py",
    "verkennen/agenda.py",
    "verkennen/activiteit.py",
    "meedoen/ideeen.py",
    "meedoen/idee.py",
    "verkennen/gesprekskaarten.py",
    "meedoen/vrijwilliger.py",
    "meedoen/mijn_aanmelding.py",
    "meedoen/sponsor.py",
    "meedoen/team.py",
    "over/over.py",
)


@pytest.mark.parametrize("file", PUBLIC_PAGES)
def test_every_page_opens_on_an_empty_database(empty_app, file):
    test = empty_app(file)
    assert not test.exception
    assert not test.error


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("file", PUBLIC_PAGES)
def test_every_page_opens_with_a_programme_in_both_languages(app, file, language):
    test = app(file, taal=language)
    assert not test.exception
    assert not test.error


def test_a_link_with_filters_shows_what_it_says(app):
    quiet = "2026-12-06"  # a page of cards is full on most days
    everything = app("verkennen/agenda.py", dag=quiet)
    sport = app("verkennen/agenda.py", dag=quiet, branche="sport")
    assert sport.multiselect(key="branche").value == ["sport"]
    assert len(sport.get("page_link")) < len(everything.get("page_link"))


def test_filters_of_a_link_are_counted_at_once_and_cleared_by_one_button(app):
    test = app("verkennen/kaart.py", branche="sport", provincie="Utrecht", woorden="soep")
    assert "Meer filters (2 aan)" in [one.proto.popover.label for one in test.get("popover")]
    labelled(test.button, "Wis alle filters").click().run()
    assert test.multiselect(key="branche").value == []
    assert test.selectbox(key="provincie").value is None
    assert test.text_input(key="woorden").value == ""
    assert dict(test.query_params) == {}


def test_languages_can_be_chosen_from_those_that_are_spoken(app):
    everything = app("verkennen/agenda.py")
    assert "Turks" in everything.multiselect(key="talen").options
    turkish = app("verkennen/agenda.py", talen="Turks")
    assert turkish.multiselect(key="talen").value == ["tr"]
    assert 0 < len(turkish.get("page_link")) < len(everything.get("page_link"))
    assert app("verkennen/agenda.py", talen="Klingon").multiselect(key="talen").value == []


def test_a_wish_that_no_link_can_hold_is_left_out(app):
    test = app("verkennen/kaart.py", branche="<script>", editie="nope", gemeente="x")
    assert not test.exception
    assert test.multiselect(key="branche").value == []


def test_an_activity_opens_by_its_own_link(app):
    running = application.current()
    shown = running.programmes.current()
    test = app("verkennen/activiteit.py", id=str(shown.catalogue.ids[0]))
    assert shown.titles[0] in words(test)


def test_an_activity_that_is_not_public_yet_is_not_there(app):
    hidden = Activity("hiddenhide", "voorbeeld", "Nog geheim", state=ActivityState.SUBMITTED)
    save(hidden)
    assert "Nog geheim" not in words(app("verkennen/activiteit.py", id="hiddenhide"))
    assert "Nog geheim" not in words(app("verkennen/kaart.py", woorden="geheim"))


def test_what_people_type_stays_text(app):
    title = "<img src=x onerror=alert(1)> {{ 7*7 }} ${alert(1)} [klik](javascript:alert(1)) **x**"
    save(Activity("zzzzzzzzzz", "voorbeeld", title, summary=title, state=ActivityState.PUBLISHED))
    written = html(app("verkennen/activiteit.py", id="zzzzzzzzzz"))
    assert "<img" not in written
    assert "{{ 7*7 }}" in written
    links = app("verkennen/kaart.py", woorden="onerror").get("page_link")
    (link,) = [one.proto.label for one in links if "onerror" in one.proto.label]
    assert link.startswith("\\<img")
    assert "[klik]" not in link  # its brackets are escaped, so Markdown makes no link of it
    assert "**" not in link


def test_a_place_brings_matches_and_a_postcode_stays_out_of_the_link(app):
    test = app("meedoen/vrijwilliger.py")
    test.text_input(key="help_plaats").set_value("3511 AB").run()
    assert not test.exception
    assert any("Waarom past dit?" in one.label for one in test.expander)
    assert "3511" not in str(dict(test.query_params))


def test_the_map_shares_the_town_of_a_postcode_only(app):
    test = app("verkennen/kaart.py")
    test.text_input(key="kaart_plaats").set_value("3511 AB").run()
    assert test.query_params["plaats"] == "Utrecht (Utrecht)"


def test_a_sponsor_sees_what_its_offer_makes_possible(app):
    test = app("meedoen/sponsor.py")
    test.button_group(key="gift_aanbod").set_value(["een ruimte"]).run()
    assert any("Waarom past dit?" in one.label for one in test.expander)


def test_moving_a_weight_changes_the_points_and_can_be_undone(app):
    test = app("meedoen/team.py")
    test.text_input(key="team_plaats").set_value("Utrecht").run()
    before = [one.label for one in test.expander]
    test.slider(key="team_gewicht_nearness").set_value(0).run()
    assert [one.label for one in test.expander] != before
    test.button(key="team_gewicht_terug").click().run()
    assert [one.label for one in test.expander] == before


def test_the_desk_does_not_exist_for_visitors(app, monkeypatch):
    test = app("beheer/importeren.py")
    assert not test.get("file_uploader")


def test_the_agenda_opens_on_the_week_and_not_on_what_comes_before_it(app, monkeypatch):
    monkeypatch.setattr(resources, "now", lambda: datetime(2026, 11, 20, 12, tzinfo=UTC))
    early = datetime(2026, 11, 28, 13, tzinfo=UTC)
    slots = (TimeSlot(early, early + timedelta(hours=2)),)
    save(Activity("earlybird2", "voorbeeld", "Vroeg", slots=slots, state=ActivityState.PUBLISHED))
    (day,) = [one for one in app("verkennen/agenda.py").get("button_group") if one.key == "dag"]
    assert day.value == date(2026, 12, 7)
