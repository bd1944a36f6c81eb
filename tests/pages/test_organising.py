"""From three fields to an activity of one's own, and what a coordinator does with it, through app.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from data.repositories import activities, programme
from domain.activities import Activity, Task
from domain.actors import Actor, Role
from domain.contacts import LinkPurpose
from domain.times import TimeSlot, to_local
from domain.vocabulary import ActivityState, NeedKind
from i18n.texts import Language
from services import application, ideas, links
from tests.data.samples import UTRECHT
from tests.pages.conftest import save
from tests.pages.form import filled, key_of
from tests.pages.reading import html, words
from ui import resources

FORM, MINE, REVIEW = (
    "meedoen/organiseren.py",
    "meedoen/mijn_activiteit.py",
    "beheer/beoordelen.py",
)


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
        ids = programme.catalogue(session).ids.tolist()
        return [one for one in activities.by_ids(session, ids) if one.title.startswith("Soep")]


def test_three_fields_are_stored_and_the_link_opens_them(app, visitor):
    test = filled(app(FORM))
    assert not test.exception
    test.button(key="org_plaats").click().run()
    assert not test.exception
    (stored,) = [one for one in the_one() if one.place.name == "Zwolle"]
    assert stored.state is ActivityState.SUBMITTED
    assert "Een coördinator leest je activiteit even mee" in words(test)
    secret = test.code[0].value.rsplit("/", 1)[-1]

    opened = links.open_link(application.current().database, secret, None, now=resources.now())
    assert opened.link.purpose is LinkPurpose.ACTIVITY
    visitor.cookie = opened.cookie
    mine = app(MINE, id=stored.id)
    assert not mine.exception
    mine.text_input(key=f"mijn_{stored.id}_1_wat").set_value("Soep met brood").run()
    mine.button(key="mijn_bewaar").click().run()
    assert not mine.exception
    assert "Bewaard" in words(mine)
    assert [one.title for one in the_one() if one.id == stored.id] == ["Soep met brood"]


def stored_by(test, **given):
    filled(test, **given).button(key="org_plaats").click().run()
    secret = test.code[0].value.rsplit("/", 1)[-1]
    opened = links.open_link(application.current().database, secret, None, now=resources.now())
    return opened.link.subject_id, opened.cookie


def test_a_coordinator_reads_along_and_the_organiser_sees_the_question(app, visitor, monkeypatch):
    id, cookie = stored_by(app(FORM))
    assert "Er wacht" not in words(app(REVIEW))  # a visitor has no such page
    with monkeypatch.context() as patch:
        patch.setattr(resources, "actor", lambda: Actor(Role.COORDINATOR, "desk"))
        pile = app(REVIEW)
        assert "Soep voor de straat" in words(pile)
        pile.button_group(key=f"vraagtekst_{id}_kant").set_value("Waar precies?").run()
        pile.button(key=f"vraag_{id}").click().run()
        assert not pile.exception
        assert "Er wacht niets" in words(pile)

    visitor.cookie = cookie
    assert "waar ze moeten zijn" in words(app(MINE, id=id))


def test_nearly_the_same_is_noticed_while_typing(app):
    save(a_published("Soep eten met de straat"))
    test = filled(app(FORM), title="Soep met de straat", place="3511")
    assert "Is het deze?" in words(test)
    assert "Soep eten met de straat" in words(test)
    assert "Is het deze?" not in words(filled(app(FORM), title="Schaken", place="3511"))


def test_an_activity_can_be_done_once_more_with_credit(app):
    save(a_published("Soep eten met de straat", tasks=(Task("t", "Roeren", 30, 3, taken=1),)))
    test = app(FORM, van="gepubliceerd")
    assert test.text_input(key=f"{key_of(test)}_wat").value == "Soep eten met de straat"
    id, _ = stored_by(test, title="Soep, nog een keer")
    (copy,) = [one for one in the_one() if one.id == id]
    assert copy.inspired_by == "gepubliceerd"
    assert [(one.title, one.taken) for one in copy.tasks] == [("Roeren", 0)]


def test_an_idea_of_the_library_fills_the_form(app):
    idea = ideas.recipes(Language.NL)[0]
    test = app(FORM, idee=idea.id)
    assert not test.exception
    assert test.text_input(key=f"{key_of(test)}_wat").value == idea.title
    assert "Je begint met het idee" in words(test)
    gone = app(FORM, idee="bestaat-niet")
    assert "Dat idee vinden we niet meer" in words(gone)
    assert gone.text_input(key=f"{key_of(gone)}_wat").value == ""


def test_lines_become_rows_that_can_be_changed(app):
    test = filled(app(FORM))
    key = key_of(test)
    for line in ("€ 80 voor soep", "4 mensen die kunnen sjouwen"):
        test.text_input(key=f"{key}_regel").set_value(line).run()
    assert not test.exception
    lines = test.session_state[f"{key}_gevraagd"]
    test.number_input(key=f"{key}_taak_{lines.tasks[0].id}_mensen").set_value(6)
    test.button(key="org_plaats").click().run()
    (stored,) = [one for one in the_one() if one.title == "Soep voor de straat"]
    assert [(one.kind, one.quantity) for one in stored.needs] == [(NeedKind.MONEY, 8000)]
    assert [(one.title, one.people) for one in stored.tasks] == [("Sjouwen", 6)]


def test_a_clash_shows_both_and_loses_nothing(app, visitor):
    id, cookie = stored_by(app(FORM))
    visitor.cookie = cookie
    mine = app(MINE, id=id)
    mine.text_input(key=f"mijn_{id}_1_wat").set_value("Mijn woorden").run()
    with application.current().database.write() as session:
        found = activities.get(session, id)
        activities.save(session, replace(found, title="Hun woorden"))
    mine.button(key="mijn_bewaar").click().run()
    assert "Mijn woorden" in words(mine)
    assert "Hun woorden" in words(mine)
    mine.button(key="mijn_toch").click().run()
    assert not mine.exception
    with application.current().database.read() as session:
        assert activities.get(session, id).title == "Mijn woorden"


def test_without_the_link_there_is_nothing_but_a_way_to_get_it(app):
    id, _ = stored_by(app(FORM))
    mine = app(MINE, id=id)
    assert "Soep" not in words(mine)
    mine.text_input(key="link_activiteit_email").set_value("nobody@example.org")
    mine.button(key="FormSubmitter:link_activiteit-Stuur mijn link").click().run()
    assert "Kennen we dit adres?" in words(mine)


def test_what_somebody_types_stays_text_on_every_page(app, visitor, monkeypatch):
    hostile = "<img src=x onerror=alert(1)> {{7*7}} [klik](javascript:alert(1)) **x** ![p](https://evil.example/p)"
    test = filled(app(FORM), title=hostile)
    assert "<img" not in html(test)
    id, cookie = stored_by(test, title=hostile)
    visitor.cookie = cookie
    mine = app(MINE, id=id)
    monkeypatch.setattr(resources, "actor", lambda: Actor(Role.COORDINATOR, "desk"))
    for page in (mine, app(REVIEW)):
        assert not page.exception
        assert "<img" not in html(page)
        for one in (*page.markdown, *page.success, *page.info):
            assert "![p](https" not in str(one.value)
        assert all("[klik](java" not in one.label for one in page.expander)


def a_published(title, **fields):
    start = datetime(2026, 12, 8, 11, 0, tzinfo=UTC)
    return Activity(
        "gepubliceerd",
        "2026",
        title,
        place=UTRECHT,
        slots=(TimeSlot(start, start + timedelta(hours=2)),),
        state=ActivityState.PUBLISHED,
        **fields,
    )


def test_an_organiser_says_whether_a_sponsor_may_be_seen(app, visitor):
    test = filled(app(FORM))
    test.button_group(key=f"{key_of(test)}_shows_sponsor").set_value("no").run()
    test.button(key="org_plaats").click().run()
    (stored,) = [one for one in the_one() if one.title == "Soep voor de straat"]
    assert stored.shows_sponsor is False


def test_an_activity_is_on_two_days_and_one_goes_again(app, visitor):
    test = filled(app(FORM))
    key = key_of(test)
    for number in (1, 2):
        test.button(key=f"{key}_nog_moment").click().run()
        day = date(2026, 12, 8 + number)
        test.date_input(key=f"{key}_moment_{number}_andere_dag").set_value(day).run()
    test.button(key=f"{key}_moment_1_weg").click().run()
    assert not test.exception
    test.button(key="org_plaats").click().run()
    (stored,) = [one for one in the_one() if one.title == "Soep voor de straat"]
    assert [to_local(slot.starts_at).day for slot in stored.slots] == [8, 10]

    secret = test.code[0].value.rsplit("/", 1)[-1]
    opened = links.open_link(application.current().database, secret, None, now=resources.now())
    visitor.cookie = opened.cookie
    mine = app(MINE, id=stored.id)
    own = f"mijn_{stored.id}_{stored.version}"
    assert mine.date_input(key=f"{own}_moment_1_andere_dag").value == date(2026, 12, 10)
    mine.time_input(key=f"{own}_moment_1_begin").set_value(time(14)).run()
    mine.button(key="mijn_bewaar").click().run()
    (stored,) = [one for one in the_one() if one.title == "Soep voor de straat"]
    assert [slot.has_clock for slot in stored.slots] == [False, True]
