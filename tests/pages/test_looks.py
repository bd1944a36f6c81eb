"""Looking is counted once a visit for each question that was answered, and never who looked."""

from __future__ import annotations

import pytest

from data.repositories import looks
from domain.branches import Branch
from domain.looks import Question
from domain.vocabulary import Audience, NeedKind
from services import application
from services.demo.programme import DEMO_EDITION

VOLUNTEER, SPONSOR, TEAM = (f"meedoen/{name}.py" for name in ("vrijwilliger", "sponsor", "team"))
ANY, PLACE, BRANCHES, OFFERS = Question.ANY, Question.PLACE, Question.BRANCHES, Question.OFFERS


def counted():
    """All that was counted since the start, everywhere."""
    running = application.current()
    running.looks.store()
    with running.database.read() as session:
        return looks.of_edition(session, DEMO_EDITION, None)


def test_a_volunteer_is_counted_once_however_often_the_page_is_drawn(app):
    page = app(VOLUNTEER)
    assert counted() == {}  # nothing was asked yet
    page.text_input(key="help_plaats").set_value("Zwolle (Overijssel)").run()
    page.run()
    page.text_input(key="help_plaats").set_value("Kampen").run()
    assert not page.exception
    assert counted() == {(Audience.VOLUNTEER, ANY): 1, (Audience.VOLUNTEER, PLACE): 1}
    page.multiselect(key="help_branches").set_value([Branch.SPORT]).run()
    page.multiselect(key="help_branches").set_value([Branch.SPORT, Branch.CARE]).run()
    assert counted() == {
        (Audience.VOLUNTEER, ANY): 1,
        (Audience.VOLUNTEER, PLACE): 1,
        (Audience.VOLUNTEER, BRANCHES): 1,
    }
    app(VOLUNTEER).text_input(key="help_plaats").set_value("Zwolle (Overijssel)").run()
    assert counted()[Audience.VOLUNTEER, ANY] == 2  # another visit


@pytest.mark.parametrize("how", ["pakket", "lijst"])
def test_a_sponsor_is_counted_whichever_list_it_looks_at(app, how):
    page = app(SPONSOR)
    page.multiselect(key="gift_branches").set_value([Branch.SPORT]).run()
    page.session_state["gift_hoe"] = how
    page.session_state["gift_aanbod"] = [NeedKind.VENUE]
    page.run()
    assert not page.exception
    assert counted() == {
        (Audience.SPONSOR, ANY): 1,
        (Audience.SPONSOR, BRANCHES): 1,
        (Audience.SPONSOR, OFFERS): 1,
    }


def test_a_team_is_counted_too(app):
    page = app(TEAM)
    page.multiselect(key="team_branches").set_value([Branch.SPORT]).run()
    assert counted() == {(Audience.TEAM, ANY): 1, (Audience.TEAM, BRANCHES): 1}
