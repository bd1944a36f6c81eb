from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from data.geocoding import gazetteer
from data.printing import typesetting
from data.printing.characters import FONTS, writable
from domain.activities import SUMMARY_LENGTH, TEXT_LENGTH, TITLE_LENGTH, Activity
from domain.branches import Branch
from domain.editions import Edition
from domain.places import Place
from domain.times import TimeSlot
from domain.vocabulary import ActivityState, AttendanceMode, TargetGroup
from i18n.texts import Language
from services.activities import ActivityDetail
from services.conversation import deck
from services.filters import Filter
from services.printing import cards, lists, poster, programme
from tests.services.printing.pdf import codes, opened, words

NL, EN = Language.NL, Language.EN
NOW = datetime(2026, 11, 21, 12, 30, 15, 999, tzinfo=UTC)
LINK = "https://verbinding.example.nl/activiteit?id=abcdefghjk"
EDITION = Edition("2026", "Week van de Verbinding 2026", 2026, hashtag="#WeekvandeVerbinding2026")
MONDAY = datetime(2026, 12, 7, 18, tzinfo=UTC)  # 19.00 in Amsterdam
FULLEST = Activity(
    "abcdefghjk",
    "2026",
    "Onvergetelijk " + "w" * (TITLE_LENGTH - 14),
    place=Place(name="Buurthuis De Linde", address="Lindestraat 1", municipality="Utrecht"),
    slots=tuple(
        TimeSlot(MONDAY + timedelta(days=n), MONDAY + timedelta(days=n, hours=2)) for n in range(9)
    ),
    summary="Samen soep koken met de hele straat. " * 8,
    description="Neem een kom mee. " * 111,
    organiser="Buurtvereniging De Lange Tafel van de Verre Velden",
    groups=frozenset(TargetGroup) - {TargetGroup.EVERYONE},
    good_to_know="Er is plek voor iedereen. " * 77,
    accessibility="Alles is gelijkvloers. " * 87,
)


def a_poster(activity: Activity, *, language=NL) -> bytes:
    found = ActivityDetail(activity, EDITION, None, None)
    return poster.poster(found, link=LINK, language=language, now=NOW)


def a_sheet(activities, **given) -> bytes:
    given = {"title": "Wat er te doen is", "link": LINK, "language": NL, "now": NOW} | given
    return programme.sheet(activities, EDITION, **given)


def fonts(content: bytes) -> set[str]:
    """The names of all fonts; fails when one is not in the file."""
    found = set()
    for page in opened(content).pages:
        for font in page["/Resources"]["/Font"].values():
            (inner,) = font.get_object()["/DescendantFonts"]
            assert "/FontFile2" in inner["/FontDescriptor"]
            found.add(str(font["/BaseFont"]).partition("+")[2])
    return found


SHEETS = {
    "poster": lambda language: a_poster(FULLEST, language=language),
    "programme": lambda language: a_sheet([FULLEST], language=language),
    "cards": lambda language: cards.cards(
        deck(TargetGroup.OLDER_PEOPLE, language), language=language, now=NOW
    ),
}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", SHEETS)
def test_every_sheet_can_be_read_aloud(kind, language):
    content = SHEETS[kind](language)
    root = opened(content).trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in root
    assert opened(content).metadata.title
    assert b"pdfuaid" in opened(content).xmp_metadata.stream.get_data()
    assert fonts(content) == {
        "AtkinsonHyperlegibleNext-Bold",
        "AtkinsonHyperlegibleNext-Regular",
    }


def test_the_same_moment_gives_the_same_file():
    assert a_poster(FULLEST) == a_poster(FULLEST)


def test_a_poster_says_what_when_and_where():
    activity = replace(FULLEST, title="Soep voor de straat", slots=FULLEST.slots[:1])
    read = words(a_poster(activity))
    for part in (
        "Week van de Verbinding 2026",
        "#WeekvandeVerbinding2026",
        "Soep voor de straat",
        "ma 7 december 2026, 19.00 tot 21.00 uur",
        "Lindestraat 1, Buurthuis De Linde, Utrecht",
    ):
        assert part in read
    assert "verbinding.example.nl/activiteit?id=abcdefghjk" in read.replace(" ", "")


def test_the_code_on_a_poster_leads_to_the_activity():
    assert codes(a_poster(FULLEST)) == [LINK]


def inside(content: bytes) -> bool:
    """Whether nothing is drawn over the edges of the paper."""
    page = pypdfium2.PdfDocument(content)[0]
    text = page.get_textpage()
    boxes = [text.get_charbox(n) for n in range(text.count_chars())]
    width, height = page.get_size()
    return all(
        left >= 0 and right <= width and bottom >= 0 and top <= height
        for left, bottom, right, top in boxes
    )


@pytest.mark.parametrize(
    "activity",
    [
        FULLEST,
        replace(FULLEST, title="W" * TITLE_LENGTH, summary="W" * SUMMARY_LENGTH),
        replace(FULLEST, summary="", description="lang " * (TEXT_LENGTH // 5)),
        Activity("abcdefghjk", "2026", "Soep"),
    ],
    ids=["full", "wide", "told", "bare"],
)
def test_a_poster_is_one_page_whatever_it_holds(activity):
    content = a_poster(activity)
    assert len(opened(content).pages) == 1
    assert inside(content)
    assert "Liever zonder scherm?" in words(content)


def test_a_full_poster_loses_no_sentence():
    read = words(a_poster(FULLEST))
    assert "En nog 6 keer" in read
    for name in ("Voor wie:", "Wie organiseert:", "Goed om te weten:", "Toegankelijkheid:"):
        assert name in read


def test_a_poster_says_that_it_is_off():
    assert "Gaat niet door" in words(a_poster(replace(FULLEST, state=ActivityState.CANCELLED)))


def test_what_people_type_stays_text():
    typed = '#panic("x") $x$ *vet* <b>b</b> {{ 7*7 }} @a [klik](x) `r` \\ "q"'
    activity = replace(FULLEST, title=typed, summary=typed)
    assert words(a_poster(activity)).count(typed) == 2
    assert typed in words(a_sheet([activity]))


def test_letters_of_newcomers_are_printed_and_emoji_left_out():
    activity = replace(FULLEST, title="Привіт Γειά مرحبا Şükrü 🎉", summary="你好")
    content = a_poster(activity)
    assert "Привіт Γειά" in words(content)
    assert "Şükrü" in words(content)
    assert {"NotoSans-Bold", "NotoSansArabic-Bold"} <= fonts(content)


def test_a_title_of_emoji_alone_still_gives_a_sheet():
    assert "Activiteit" in words(a_poster(replace(FULLEST, title="🎉🎉")))
    assert "19.00 tot 21.00" in words(a_sheet([replace(FULLEST, title="🎉🎉")]))


def test_only_what_the_fonts_can_write_is_kept():
    assert writable("  a\u0000b 🎉\u200d c\t d\n\n e ") == "ab c d\n\ne"
    assert writable("e\u0301") == "é"
    assert writable("漢字") == "??"
    for name in ("Regular", "Bold"):
        codes = {
            code for path in FONTS.glob(f"*-{name}.ttf") for code in TTFont(path).getBestCmap()
        }
        for character in map(chr, range(0x20, 0x3000)):
            if writable(f"a{character}b") == f"a{character}b":
                assert ord(character) in codes, hex(ord(character))


def test_a_list_stands_by_day_and_repeats_what_happens_twice():
    twice = replace(FULLEST, title="Twee keer", slots=FULLEST.slots[:2])
    read = words(a_sheet([twice]))
    assert read.index("ma 7 december 2026") < read.index("di 8 december 2026")
    assert read.count("Twee keer") == 2
    assert read.count("19.00 tot 21.00") == 2


def test_a_list_of_one_day_leaves_out_the_others():
    read = words(a_sheet([FULLEST], days={date(2026, 12, 8)}))
    assert "di 8 december 2026" in read
    assert "ma 7 december 2026" not in read


def test_a_night_stands_under_both_days_with_its_own_hours():
    night = TimeSlot(MONDAY, MONDAY + timedelta(hours=14))
    read = words(a_sheet([replace(FULLEST, slots=(night,))]))
    assert "vanaf 19.00" in read
    assert "tot 09.00" in read


def test_what_has_no_time_yet_comes_last():
    bare = Activity("zzzzzzzzzz", "2026", "Ooit een keer")
    read = words(a_sheet([bare, FULLEST]))
    assert read.index("Onvergetelijk") < read.index("Tijd volgt") < read.index("Ooit een keer")


def test_many_activities_flow_over_numbered_pages():
    many = [
        replace(FULLEST, id=f"a{n:09}", title=f"Nummer {n} van de straat", slots=FULLEST.slots[:1])
        for n in range(programme.MOST + 20)
    ]
    content = a_sheet(many)
    pages = opened(content).pages
    read = words(content)
    assert len(pages) > 10
    assert f"Bladzijde {len(pages)} van {len(pages)}" in read
    assert all(f"Nummer {n} van" in read for n in range(programme.MOST))
    assert f"Nummer {programme.MOST} van" not in read
    assert f"Dit zijn de eerste {programme.MOST} van {programme.MOST + 20}." in read
    assert inside(content)


def test_a_list_is_called_after_its_town_and_names_the_other_wishes():
    places = gazetteer.load(None)
    town = Filter(
        municipality="GM0344",
        branches=frozenset({Branch.SPORT, Branch.CULTURE}),
        attendance=frozenset({AttendanceMode.OUTDOOR}),
        words="soep",
    )
    assert programme.heading(town, places, NL) == "Wat er te doen is in Utrecht"
    assert programme.heading(Filter(), places, NL) == "Wat er te doen is"
    assert programme.choices(town, NL) == ["Gezocht op: soep", "Gekozen: cultuur, sport; buiten"]


def test_days_that_are_over_are_left_out_while_the_week_lasts():
    days = [date(2026, 12, day) for day in (7, 8, 9)]
    assert lists.ahead(days, today=date(2026, 12, 1)) == frozenset()
    assert lists.ahead(days, today=date(2026, 12, 8)) == {days[1], days[2]}
    assert lists.ahead(days, today=date(2026, 12, 9)) == {days[2]}


def test_the_cards_are_whole_sheets_of_eight():
    content = cards.cards(deck(TargetGroup.CHILDREN, NL), language=NL, now=NOW)
    read = words(content)
    assert len(opened(content).pages) == 2
    assert read.count("Jouw eigen vraag") == 4
    for question in (*deck(TargetGroup.CHILDREN, NL).conversation, *deck(TargetGroup.CHILDREN, NL).reflection):  # fmt: skip
        assert question in read


def test_a_document_without_a_title_is_a_bug():
    with pytest.raises(ValueError, match="title"):
        typesetting.pdf("cards", {"title": "", "cards": []}, language="nl", now=NOW)


def test_words_are_cut_between_words():
    assert poster.shortened("een twee drie", 9) == "een…"
    assert poster.shortened("een, twee", 6) == "een…"
    assert poster.shortened("kort", 9) == "kort"
    assert len(poster.shortened("w" * 50, 20)) == 20
