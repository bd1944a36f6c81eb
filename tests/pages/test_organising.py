"""From three fields to an activity of one's own, and what a coordinator does with it, through app.py."""

from __future__ import annotations

from datetime import date

import pytest

from data.repositories import activities
from domain.contacts import LinkPurpose
from domain.vocabulary import ActivityState
from services import application, links
from tests.pages.test_pages import words
from ui import resources, state

FORM, MINE, REVIEW = (
    "meedoen/organiseren.py",
    "meedoen/mijn_activiteit.py",
    "beheer/beoordelen.py",
)


def key_of(test) -> str:
    (found,) = test.session_state[state.ORGANISING].values()
    return found.key


def filled(test, title="Soep voor de straat", place="Zwolle", day=date(2026, 12, 8)):
    key = key_of(test)
    test.text_input(key=f"{key}_wat").set_value(title)
    test.text_input(key=f"{key}_waar").set_value(place)
    test.date_input(key=f"{key}_andere_dag").set_value(day)
    test.checkbox(key=f"{key}_spelregels").set_value(True)
    return test.run()


def test_what_is_missing_is_said_at_once_and_what_was_typed_stays(app):
    test = app(FORM)
    test.text_input(key=f"{key_of(test)}_wat").set_value("Soep").run()
    test.button(key="org_plaats").click().run()
    (said,) = [one.value for one in test.warning]
    assert "Vul een plaats in" in said
    assert "Kies een dag" in said
    assert "spelregels" in said
    assert test.text_input(key=f"{key_of(test)}_wat").value == "Soep"


def the_one():
    with application.current().database.read() as session:
        ids = [
            id for one in ActivityState for id in activities.in_state(session, one)
        ]
        return [one for one in activities.by_ids(session, ids) if one.title.startswith("Soep")]


def written(test) -> str:
    return words(test) + "\n".join(
        [str(one.value) for one in (*test.success, *test.caption, *test.code, *test.error)]
    )


def test_three_fields_are_stored_and_the_link_opens_them(app, visitor):
    test = filled(app(FORM))
    assert not test.exception
    test.button(key="org_plaats").click().run()
    assert not test.exception
    (stored,) = [one for one in the_one() if one.place.name == "Zwolle"]
    assert stored.state is ActivityState.SUBMITTED
    assert "Een coördinator leest je activiteit even mee" in written(test)
    secret = test.code[0].value.rsplit("/", 1)[-1]

    opened = links.open_link(
        application.current().database, secret, None, now=resources.now()
    )
    assert opened.link.purpose is LinkPurpose.ACTIVITY
    visitor.cookie = opened.cookie
    mine = app(MINE, id=stored.id)
    assert not mine.exception
    mine.text_input(key=f"mijn_{stored.id}_1_wat").set_value("Soep met brood").run()
    mine.button(key="mijn_bewaar").click().run()
    assert not mine.exception
    assert "Bewaard" in written(mine)
    assert [one.title for one in the_one() if one.id == stored.id] == ["Soep met brood"]
