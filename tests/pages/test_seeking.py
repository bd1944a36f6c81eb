"""Looking for something that fits: near, just beyond and from home apart, for all three audiences."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from data.repositories import editions
from domain.activities import Activity, Need
from domain.editions import Edition
from domain.places import NOWHERE, Place, Point
from domain.times import TimeSlot
from domain.vocabulary import ActivityState, AttendanceMode, EditionKind, NeedKind, TargetGroup
from services import application
from tests.pages.conftest import save
from tests.pages.reading import words
from ui import resources

VOLUNTEER, SPONSOR, TEAM = (f"meedoen/{name}.py" for name in ("vrijwilliger", "sponsor", "team"))
GROUPS = ("Binnen bereik", "Net iets verder", "Vanuit huis of online", "Online, in heel Nederland")


ZWOLLE = Point(52.5125, 6.0944)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
WEEK = Edition(
    "voorbeeld", "Voorbeeld", 2026, EditionKind.EXAMPLE, date(2026, 12, 7), date(2026, 12, 13)
)


def at(km, id="a", title="Soep (voorbeeld)", **given):
    """An activity in the week, so far north of Zwolle; None: nowhere."""
    point = None if km is None else Point(ZWOLLE.lat + km / 111.3, ZWOLLE.lon)
    starts = NOW + timedelta(days=18)
    return Activity(
        f"{id}zzzzzzzzz",
        WEEK.id,
        title,
        place=Place("Noord", point) if point else NOWHERE,
        slots=(TimeSlot(starts, starts + timedelta(hours=1)),),
        **{"state": ActivityState.PUBLISHED, **given},
    )


@pytest.fixture
def few(empty_app, monkeypatch):
    """The page of a volunteer in Zwolle when these are all the activities there are."""
    monkeypatch.setattr(resources, "now", lambda: NOW)

    def page(*activities):
        with application.current().database.write() as session:
            editions.save(session, WEEK)
        for activity in (*activities, at(None, id="x", state=ActivityState.CANCELLED)):
            save(activity)
        return looking(empty_app)

    return page


def looking(app, place="Zwolle (Overijssel)", **answers):
    test = app(VOLUNTEER)
    test.text_input(key="help_plaats").set_value(place).run()
    for key, value in answers.items():
        test.button_group(key=key).set_value(value)
    return test.run() if answers else test


def groups(test):
    """The headings of the groups with their counts, in the order of the page."""
    found = [re.fullmatch(r"(.+) \(([\d.]+)\)", str(one.value)) for one in test.header]
    return {one[1]: int(one[2].replace(".", "")) for one in found if one}


def cards(test):
    """The titles on the cards, in the order of the page; a number when it stands on the map too."""
    links = [one.proto for one in test.get("page_link")]
    return [one.label for one in links if one.page == "activiteit" and not one.icon]


def said(test):
    """What is written, without the signs that keep Markdown from reading it."""
    return words(test).replace("\\", "")


def numbered(test):
    """The titles of those cards that stand on the map too."""
    return [title for title in cards(test) if re.match(r"\d+\. ", title)]


def switches(test):
    return [one.label for one in test.toggle]


def test_a_volunteer_sees_what_is_near_what_is_just_beyond_and_what_is_from_home_apart(app):
    test = looking(app)

    assert not test.exception
    found = groups(test)
    assert list(found) == [name for name in GROUPS[:3] if name in found]
    assert found["Binnen bereik"] > 0
    assert cards(test)[: len(numbered(test))] == numbered(test)
    assert len(cards(test)) == sum(min(count, 5) for count in found.values())
    assert "Tot 10 km hiervandaan." in words(test)


def test_a_card_says_at_once_how_far_it_is_or_that_it_is_from_home(app):
    test = looking(app)
    lines = re.findall(r'<p class="vw-regel">(.*?)</p>', words(test))

    near = [line for line in lines if re.fullmatch(r"(dichtbij|ongeveer \d+ km)( · .+)?", line)]
    home = [line for line in lines if re.match(r"vanuit huis", line)]
    assert len(near) + len(home) == len(cards(test))
    assert near + home == [line for line in lines if line in {*near, *home}]


def test_the_strongest_other_reason_stands_on_the_card(app):
    test = looking(app)
    test.multiselect(key="help_groepen").set_value(["buren"]).run()

    assert "ongeveer" in words(test)
    assert re.search(r"(dichtbij|km) · (voor|ook voor)", words(test))


def test_a_way_to_travel_hides_nothing_and_a_distance_set_by_hand_does(app):
    walking = looking(app, help_reis="lopend of met bus en trein")
    assert any("verder weg" in one for one in switches(walking))

    walking.select_slider(key="help_straal").set_value(5).run()

    assert "Hoe ver: hooguit 5 km" in [one.proto.popover.label for one in walking.get("popover")]
    assert not any("verder weg" in one for one in switches(walking))
    assert "Net iets verder" not in groups(walking)
    assert "Vanuit huis of online" in groups(walking)


def test_where_nothing_is_near_it_says_so_and_names_the_nearest(few):
    test = few(
        at(14, title="**Soep** [hier](x)"),
        at(60, id="b"),
        at(None, id="c", attendance=AttendanceMode.ONLINE),
    )

    written = said(test)
    assert "Binnen 10 km is er nu niets." in written
    assert "Het dichtstbij: **Soep** [hier](x), op 14 km" in written
    assert "Het dichtstbij: **" not in words(test)  # Markdown makes nothing of it
    assert groups(test) == {"Net iets verder": 1, "Vanuit huis of online": 1}
    assert switches(test) == ["Laat ook de activiteit zien die verder weg is"]

    test.select_slider(key="help_straal").set_value(5).run()

    assert "Binnen 5 km is er nu niets." in said(test)
    assert "op 14 km" in said(test)
    assert groups(test) == {"Vanuit huis of online": 1}
    assert switches(test) == []


def test_where_nothing_is_at_all_it_says_so(few):
    test = few()

    assert "Binnen 10 km is er nu niets." in said(test)
    assert "dichtstbij" not in said(test)
    assert groups(test) == {}


def test_numbers_go_on_from_the_first_group_to_the_next(few):
    test = few(at(4), at(14, id="b"))

    assert [title.split()[0] for title in numbered(test)] == ["1.", "2."]


def test_what_does_not_say_where_it_is_waits_behind_one_line(app):
    before = looking(app)
    (count,) = [
        int(m[1]) for one in switches(before) if (m := re.search(r"(\d+) .* niet zeggen", one))
    ]

    assert count > 0
    shown = len(cards(before))
    before.toggle(key="ook_unplaced").set_value(True).run()
    assert len(cards(before)) == shown + min(count, 5)


def test_a_group_turns_its_pages_by_itself(app):
    test = looking(app)
    near = numbered(test)
    home = [title for title in cards(test) if title not in near]

    test.session_state["bladzijde_home"] = 2
    test.run()

    assert numbered(test) == near
    assert not set(home) & set(cards(test))
    test.text_input(key="help_plaats").set_value("Utrecht (Utrecht)").run()
    assert test.session_state["bladzijde_home"] == 1


def test_whoever_wants_one_kind_only_gets_one_kind(app):
    home = looking(app, help_waar="vanuit huis")
    assert list(groups(home)) == ["Vanuit huis of online"]

    there = looking(app, help_waar="ter plekke")
    assert "Vanuit huis of online" not in groups(there)
    assert groups(there)["Binnen bereik"] > 0


def test_somebody_with_half_an_hour_sees_short_tasks_only(app):
    everything, short = looking(app), looking(app, help_tijd="een half uur")

    assert sum(groups(short).values()) < sum(groups(everything).values())
    assert "Hoe lang: een half uur" in [one.proto.popover.label for one in short.get("popover")]
    assert "Met meer tijd: " in said(short)


def test_a_part_of_the_day_is_asked_and_narrows_the_search(app):
    test = looking(app, help_dagdelen=["avond"])

    assert not test.exception
    assert "Wanneer: avond" in [one.proto.popover.label for one in test.get("popover")]
    assert sum(groups(test).values()) < sum(groups(looking(app)).values())
    assert "Op elk moment: " in said(test)


def test_what_if_shows_only_what_differs(app):
    test = looking(app, help_reis="met de fiets")

    assert "evenveel" not in words(test)
    lines = re.findall(r"- (.+?): \d+ activiteit", said(test))
    assert "Met de fiets" not in lines
    assert "Met de auto" in lines


@pytest.mark.parametrize("place", ["Apeldoorn", "Eindhoven"])
def test_a_team_sees_what_is_near_before_what_is_online(app, place):
    test = app(TEAM)
    test.text_input(key="team_plaats").set_value(place).run()

    assert not test.exception
    found = groups(test)
    assert next(iter(found)) == "Binnen bereik"
    assert list(found) == [name for name in GROUPS if name in found]
    assert "Vanuit huis of online" not in found


def test_a_sponsor_that_chooses_by_itself_sees_what_is_near_first(app):
    test = app(SPONSOR)
    test.text_input(key="gift_plaats").set_value("Apeldoorn")
    test.button_group(key="gift_aanbod").set_value(["kennis"]).run()
    test.button_group(key="gift_hoe").set_value("Laat ons zelf kiezen").run()

    assert not test.exception
    assert next(iter(groups(test))) == "Binnen bereik"
    assert "Tot 30 km hiervandaan." in words(test)


def test_who_says_no_place_gets_one_list(app):
    test = app(TEAM)
    test.multiselect(key="team_branches").set_value(["sport"]).run()

    assert groups(test) == {}
    assert [one.value for one in test.header if "passen bij je" in one.value]


def test_what_was_asked_before_stays_in_this_visit_only(app):
    assert looking(app).session_state["gezocht"].place.name == "Zwolle"
    assert "gezocht" not in app(VOLUNTEER).session_state


def opened(test, activity):
    """The page of an activity in the same visit, as after a tap on the map."""
    test.switch_page("pages/verkennen/activiteit.py")
    test.query_params["id"] = activity.id
    return test.run()


def why(test):
    return [one.label for one in test.expander if "Waarom past dit?" in one.label]


def test_the_page_of_an_activity_says_why_it_fits_what_was_asked_before(few):
    near = at(4, groups=frozenset({TargetGroup.NEIGHBOURS}))
    test = few(near)
    test.multiselect(key="help_groepen").set_value(["buren"]).run()
    (before,) = why(test)

    page = opened(test, near)

    assert not page.exception
    assert why(page) == [before]
    assert "Voor jou: ongeveer 4 km · voor wie jij graag iets doet" in words(page)
    assert "Verander wat je invulde" in words(page)


def test_the_page_of_an_activity_names_the_gate_that_keeps_it_out(few):
    far = at(14)
    test = few(far)
    test.select_slider(key="help_straal").set_value(5).run()

    page = opened(test, far)

    assert "Dit past niet bij wat je invulde:" in words(page)
    assert "Het is verder weg dan jij wilt reizen." in words(page)
    assert why(page) == []


def test_the_page_of_an_activity_further_away_names_what_it_misses(few):
    far = at(60)
    test = opened(few(far), far)

    assert len(why(test)) == 1
    assert "Was het dichterbij, dan stond het hoger." in said(test)


def test_the_page_of_an_activity_says_nothing_to_who_asked_nothing_or_when_it_is_over(
    few, empty_app
):
    near, over = at(4), at(4, id="b", state=ActivityState.FINISHED)
    test = few(near, over)

    assert why(empty_app("verkennen/activiteit.py", id=near.id)) == []
    page = opened(test, over)
    assert why(page) == []
    assert "Dit past niet" not in words(page)


def test_a_place_on_the_map_is_enough_to_know_how_far_it_is(few, empty_app):
    near = at(4)
    few(near)
    test = empty_app()
    test.text_input(key="kaart_plaats").set_value("Zwolle (Overijssel)").run()

    page = opened(test, near)

    assert not page.exception
    assert "ongeveer 4 km" in words(page)
    assert len(why(page)) == 1


def test_a_sponsor_reads_what_is_wanted_in_the_words_of_the_organiser(few, empty_app):
    voices = Need("n", NeedKind.PEOPLE, 3, 1, "<b>prettige</b> stemmen")
    few(at(4, needs=(voices, Need("m", NeedKind.MONEY, 5000))))
    test = empty_app(SPONSOR)
    test.button_group(key="gift_aanbod").set_value(["mensen"]).run()
    test.button_group(key="gift_hoe").set_value("Laat ons zelf kiezen").run()

    assert "zoekt nog: &lt;b&gt;prettige&lt;/b&gt; stemmen (2)" in words(test)
    assert "Ze zoeken nog: &lt;b&gt;prettige&lt;/b&gt; stemmen (2)." in words(test)


def test_titles_to_choose_from_are_read_as_they_were_typed(few, empty_app):
    few(
        at(4, needs=(Need("m", NeedKind.MONEY, 50_000),)),
        at(5, id="b", title="Aarle-Rixtel (x)", needs=(Need("n", NeedKind.MONEY, 50_000),)),
    )
    test = empty_app(SPONSOR)
    test.button_group(key="gift_aanbod").set_value(["geld"]).run()
    test.number_input(key="gift_budget").set_value(100).run()

    assert "Aarle-Rixtel (x)" in test.selectbox(key="pakket_erbij").options


def test_what_is_put_together_for_a_sponsor_stays_in_its_region_and_says_so(few, empty_app):
    few(
        at(4, title="Vlakbij", needs=(Need("m", NeedKind.MONEY, 5_000),)),
        at(60, id="b", title="Ver weg", needs=(Need("n", NeedKind.MONEY, 5_000),)),
    )
    test = empty_app(SPONSOR)
    test.text_input(key="gift_plaats").set_value("Zwolle (Overijssel)")
    test.button_group(key="gift_aanbod").set_value(["geld"]).run()
    test.number_input(key="gift_budget").set_value(500).run()

    assert "We zoeken binnen 30 km." in words(test)
    assert [title.split(". ")[1] for title in cards(test)] == ["Vlakbij"]

    test.select_slider(key="gift_straal").set_value(100).run()

    assert "We zoeken binnen" not in words(test)
    assert sorted(title.split(". ")[1] for title in cards(test)) == ["Ver weg", "Vlakbij"]
