"""Whatever is asked of an activity can be read: every field of the table, through app.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from data.geocoding import gazetteer
from data.repositories import activities, programme
from data.spreadsheets.reading import read_text
from domain.activities import Activity, Need
from domain.actors import Actor, Role
from domain.contacts import LinkPurpose, Mail, MailKind
from domain.editions import Edition
from domain.fields import FIELDS, Asked, Field, Kind, Seen, seen_at
from domain.times import TimeSlot
from domain.vocabulary import ActivityState, NeedKind
from i18n import fields
from i18n.texts import Language
from services import application, exporting, importing
from services.activities import ActivityDetail
from services.mail.details import details
from services.mail.subjects import Subject
from services.printing import poster
from tests.pages.conftest import save
from tests.pages.form import filled, key_of
from tests.pages.reading import words
from tests.plain_fields import answer, answers
from tests.services.printing.pdf import words as printed
from ui import resources
from ui.components.cards import marks

NL = Language.NL
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SLOT = TimeSlot(NOW + timedelta(days=17), NOW + timedelta(days=17, hours=2))
EDITION = Edition("voorbeeld", "Voorbeeldweek", 2026)
SAYS_ALL = Activity(
    "alleveldenx",
    EDITION.id,
    slots=(SLOT,),
    needs=(Need("n", NeedKind.VENUE, 2),),
    state=ActivityState.PUBLISHED,
    **answers(),
)
SAYS_NOTHING = Activity("nietsgezegd", EDITION.id, "Titel", slots=(SLOT,), state=SAYS_ALL.state)
FORM, SHOWN, REVIEW = (
    "meedoen/organiseren.py",
    "verkennen/activiteit.py",
    "beheer/beoordelen.py",
)


def said(field: Field, activity: Activity = SAYS_ALL) -> str:
    return fields.said(activity, field, NL)


def row(field: Field) -> str:
    """A name and what it says, as a list of facts writes them."""
    return f"<dt>{fields.name(field, NL)}</dt><dd>{said(field)}</dd>"


def missing_on(page: str, activity: Activity = SAYS_ALL) -> list[str]:
    """The fields that visitors should see there, and that are not."""
    return [
        field.name
        for field in FIELDS
        if field.seen
        and (row(field) if Seen.FACT in field.seen else said(field, activity)) not in page
    ]


@pytest.fixture
def clock(monkeypatch):
    monkeypatch.setattr(resources, "now", lambda: NOW)


@pytest.mark.usefixtures("clock")
def test_what_visitors_may_see_is_on_the_page_of_an_activity(app):
    save(SAYS_ALL)
    page = words(app(SHOWN, id=SAYS_ALL.id))
    assert missing_on(page) == []
    for field in seen_at(Seen.TEXT):
        assert fields.name(field, NL) in page


@pytest.mark.usefixtures("clock")
def test_what_was_not_said_is_not_on_the_page(app):
    save(SAYS_NOTHING)
    page = words(app(SHOWN, id=SAYS_NOTHING.id))
    assert [
        field.name for field in seen_at(Seen.FACT) if f"<dt>{fields.name(field, NL)}<" in page
    ] == []


@pytest.mark.usefixtures("clock")
def test_who_reads_along_sees_every_field(app, monkeypatch):
    save(replace(SAYS_ALL, state=ActivityState.SUBMITTED))
    monkeypatch.setattr(resources, "actor", lambda: Actor(Role.COORDINATOR, "desk"))
    page = words(app(REVIEW))
    assert [field.name for field in FIELDS if row(field) not in page] == []


@pytest.mark.parametrize("field", seen_at(Seen.CARD), ids=lambda field: field.name)
def test_a_condition_is_on_the_card(field):
    silent = replace(SAYS_ALL, **{field.name: getattr(SAYS_NOTHING, field.name)})
    loud, still = (set(marks(one, EDITION, now=NOW)) for one in (SAYS_ALL, silent))
    assert len(loud - still) == 1


def test_what_belongs_on_paper_and_in_the_reminder_is_there():
    sheet = printed(
        poster.poster(
            ActivityDetail(SAYS_ALL, EDITION, None, None), link="https://x", language=NL, now=NOW
        )
    )
    assert [one.name for one in seen_at(Seen.PAPER) if said(one) not in sheet] == []
    mail = Mail("m", MailKind.REMINDER, None, "", {}, created_at=NOW, due_at=NOW)
    told = dict(details(mail, Subject(LinkPurpose.SIGN_UP, "", activity=SAYS_ALL), NL))
    assert {
        fields.name(one, NL): said(one) for one in seen_at(Seen.REMINDER)
    }.items() <= told.items()


def _fill(test, field: Field) -> None:
    key, value = f"{key_of(test)}_{field.name}", answer(field)
    match field.kind:
        case Kind.STORY:
            test.text_area(key=key).set_value(value)
        case Kind.WORDS | Kind.LINES:
            test.text_input(key=key).set_value(value)
        case Kind.COUNT | Kind.MINUTES:
            test.number_input(key=key).set_value(value)
        case Kind.FLAG:
            test.button_group(key=key).set_value("yes")
        case Kind.CHOICE:
            test.selectbox(key=key).set_value(value)
        case _:
            test.multiselect(key=key).set_value(sorted(value))


def _plain(activity: Activity) -> dict[str, object]:
    return {field.name: getattr(activity, field.name) for field in FIELDS}


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("language", Language)
def test_from_the_form_through_the_store_and_a_spreadsheet_to_the_page(app, language):
    test = filled(app(FORM), title=str(answer(FIELDS[0])), day=date(2026, 12, 8))
    for field in FIELDS:
        if field.asked is not Asked.FIRST:
            _fill(test, field)
    test.run()
    test.button(key="org_plaats").click().run()
    assert not test.exception
    with application.current().database.read() as session:
        ids = programme.catalogue(session).ids.tolist()
        (stored,) = [
            one for one in activities.by_ids(session, ids) if one.title == answers()["title"]
        ]
    assert _plain(stored) == answers()

    places = gazetteer.load(None)
    sheet = read_text(exporting.export_csv([stored], language))
    (guessed,) = importing.inspect_sheets([sheet], "lijst", gazetteer=places).sheets
    preview = importing.preview(
        [importing.Chosen(guessed.sheet, guessed.meanings)],
        actor=Actor(Role.COORDINATOR),
        gazetteer=places,
        edition=replace(EDITION, id=stored.edition_id),
    )
    assert preview.handed_back == ()
    (draft,) = preview.ready
    assert draft.notices == ()
    assert _plain(draft.activity) == answers()

    back = replace(draft.activity, needs=SAYS_ALL.needs)
    save(back)
    assert missing_on(words(app(SHOWN, id=back.id))) == []


def test_what_visitors_do_not_see_is_not_in_the_file_that_they_take_along():
    hidden = {fields.heading(field, NL) for field in FIELDS if field.desk_only}
    heads = [
        set(
            exporting.export_csv([], NL, is_public=is_public).decode("utf-8-sig").strip().split(";")
        )
        for is_public in (False, True)
    ]
    assert heads[0] - heads[1] == hidden != set()
