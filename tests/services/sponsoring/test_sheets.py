"""The report of what help did: only what is agreed, few people blurred, hostile words as words."""

from dataclasses import replace

from pypdf import PdfReader

from data.repositories import activities, signups, sponsors
from domain.people import SignUp
from domain.vocabulary import SignUpState
from i18n.texts import Language
from services import sponsoring
from services.sponsoring import sheets
from tests.services.sponsoring.made_up import NOW, scene

HOSTILE = '<script>alert(1)</script> {{ 7*7 }} #let x = 1; ${f(1)} "'


def _agreed(set_up, thanks=HOSTILE):
    pledge = set_up.promise(2_500)
    database = set_up.database
    sponsoring.agree(database, pledge.id, actor=set_up.organiser, now=NOW)
    sponsoring.deliver(database, pledge.id, actor=set_up.giver, now=NOW)
    sponsoring.thank(database, pledge.id, thanks, actor=set_up.organiser, now=NOW)
    set_up.promise(100)  # only offered: it did nothing yet


def _report(set_up):
    return sponsoring.report(set_up.database, set_up.sponsor.id, actor=set_up.giver, now=NOW)


def _come(set_up, people):
    with set_up.database.write() as session:
        sign_up = SignUp(f"s{people}", set_up.activity.id, f"p{people}", people=people)
        signups.store(session, None, replace(sign_up, state=SignUpState.CONFIRMED))


def test_only_what_an_organiser_agreed_to_counts(sqlite_database):
    set_up = scene(sqlite_database)
    assert _report(set_up).helped == ()
    _agreed(set_up)
    found = _report(set_up)
    assert found.cents == 2_500
    assert found.places == ("Utrecht",)
    assert [one.thanks for one in found.helped] == [(HOSTILE,)]


def test_fewer_than_five_people_are_not_counted_out_loud(sqlite_database):
    set_up = scene(sqlite_database)
    _agreed(set_up)
    assert _report(set_up).people == 0
    _come(set_up, 4)
    assert _report(set_up).people is None
    assert ("Mensen die meededen", "minder dan 5") in sheets.figures(_report(set_up), Language.NL)
    _come(set_up, 1)
    assert _report(set_up).people == 5


def test_what_people_typed_is_text_on_the_page_and_in_the_pdf(sqlite_database, tmp_path):
    set_up = scene(sqlite_database)
    with sqlite_database.write() as session:
        activities.save(session, replace(set_up.stored(), title=HOSTILE))
        sponsors.save(session, replace(set_up.sponsor, name=HOSTILE))
    _agreed(set_up)
    page = sheets.report_html(_report(set_up), Language.NL)
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "49" not in page

    file = tmp_path / "verslag.pdf"
    file.write_bytes(sheets.report_pdf(_report(set_up), Language.NL, now=NOW))
    read = PdfReader(file)
    words = " ".join(page.extract_text() for page in read.pages)
    assert "{{ 7*7 }}" in words
    assert "#let x" in words
    assert len(read.pages) == 1
