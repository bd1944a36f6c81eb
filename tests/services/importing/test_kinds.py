"""Volunteers, teams, sponsors and needs: what a row becomes, what goes back, and who may bring it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from data.geocoding.gazetteer import load
from data.repositories import (
    activities,
    audit,
    editions,
    needs,
    outbox,
    people,
    sponsors,
    teams,
    volunteers,
)
from data.spreadsheets.meanings import Meaning
from data.spreadsheets.reading import read_text
from domain.accounts import OutsideScopeError, Scope
from domain.actors import Actor, Role
from domain.branches import Branch
from domain.contacts import LinkPurpose, MailKind, Person
from domain.imports import Built, ImportKind
from domain.places import Precision, Province
from domain.vocabulary import (
    ConnectionForm,
    NeedKind,
    SponsorForm,
    SponsorKind,
    TeamKind,
    TravelMode,
)
from i18n.texts import Language
from services import importing, links
from services.importing.types import Newcomer
from services.volunteering import joining, waiting
from tests.services.importing.made_up import COORDINATOR, YEAR_2026, preview_of, reasons

NOW = datetime(2026, 11, 1, tzinfo=UTC)
UTRECHT = Actor(Role.COORDINATOR, "utrecht", scope=Scope(provinces=frozenset({Province.UTRECHT})))
SPORT = Actor(Role.COORDINATOR, "sport", scope=Scope(branches=frozenset({Branch.SPORT})))
PEOPLE = "Voornaam;E-mail;Woonplaats\n"


@pytest.fixture
def stocked(database):
    with database.write() as session:
        editions.save(session, YEAR_2026)
    return database


def commit(database, found, **choices):
    return importing.commit(database, found, actor=COORDINATOR, now=NOW, **choices)


@pytest.mark.parametrize(
    ("headings", "name", "kind"),
    [
        ("Titel;Datum;Tijd;Plaats;Contactpersoon;E-mail", "lijst.csv", ImportKind.ACTIVITIES),
        ("Naam;Datum;Plaats;E-mail", "x.csv", ImportKind.ACTIVITIES),
        ("Titel;Datum;Tijd;Plaats;Wat is er nodig;Aantal", "x.csv", ImportKind.ACTIVITIES),
        ("Voornaam;Achternaam;E-mailadres;Telefoon;Woonplaats", "x.csv", ImportKind.VOLUNTEERS),
        ("Naam;E-mail;Woonplaats;Vervoer", "x.csv", ImportKind.VOLUNTEERS),
        ("Naam;Soort;Plaats;Branche;Aantal leden", "x.csv", ImportKind.TEAMS),
        ("Naam;Plaats", "Inspiratieteams 2026.csv", ImportKind.TEAMS),
        ("Sponsor;Plaats;Budget", "x.csv", ImportKind.SPONSORS),
        ("Activiteit;Datum;Plaats;Wat is er nodig;Hoeveel", "x.csv", ImportKind.NEEDS),
    ],
)
def test_the_kind_is_guessed_from_headings_and_name(headings, name, kind):
    cells = {"Datum": "12-12-2026", "Tijd": "14.00", "E-mail": "a@example.org", "Aantal": "3"}
    row = ";".join(cells.get(heading, "sport") for heading in headings.split(";"))
    raw = read_text(f"{headings}\n{row}\n".encode())
    assert importing.inspect_sheets([raw], name, gazetteer=load(None)).kind is kind


def test_another_kind_reads_the_same_file_anew():
    raw = read_text(b"Naam;Plaats\nDe Buurt;Assen\n")
    found = importing.inspect_sheets([raw], "x.csv", gazetteer=load(None))
    again = importing.as_kind(found, ImportKind.SPONSORS, actor=COORDINATOR, gazetteer=load(None))
    assert again.kind is ImportKind.SPONSORS
    assert again.sheets[0].meanings == (Meaning.TITLE, Meaning.PLACE)


def newcomer(text, **choices) -> Newcomer:
    found = preview_of(text, kind=ImportKind.VOLUNTEERS, **choices)
    assert not found.handed_back, found.handed_back
    return found.ready[0].thing


def test_a_volunteer_is_a_first_name_an_address_and_an_area_and_nothing_more():
    text = (
        "Naam;E-mail;Straat;Postcode;Woonplaats;Telefoon;Vervoer;Straal;Hoe vaak;Interesses;Thuis\n"
        "Jansen-de Wit, Sam;mailto:Sam@Example.ORG;Plein 1;3511 AB;Utrecht;0612345678;fiets;7,5 km;"
        "2x per week;sport en cultuur;ja\n"
    )
    one = newcomer(text)
    assert (one.contact.first_name, one.contact.email) == ("Sam", "Sam@example.org")
    assert (one.place.pc4, one.place.address, one.place.precision) == (
        "3511", "", Precision.POSTCODE,
    )  # fmt: skip
    wishes = one.volunteer
    assert (wishes.travel_mode, wishes.radius_km, wishes.asks_per_week, wishes.at_home) == (
        TravelMode.CYCLING, 7.5, 2, None,
    )  # fmt: skip
    assert wishes.branches == {Branch.SPORT, Branch.CULTURE}
    assert not any(word in repr(one) for word in ("Jansen", "Plein", "0612", "AB"))


def test_who_helps_from_home_needs_no_place():
    assert newcomer(f"{PEOPLE}Noor;noor@example.org;thuis\n").volunteer.at_home is True
    only = "Voornaam;E-mail;Plaats;Thuis\nNoor;noor@example.org;{place};{said}\n"
    assert newcomer(only.format(place="Assen", said="ter plekke")).volunteer.at_home is False
    assert newcomer(only.format(place="", said="ja")).volunteer.at_home is True


def test_hostile_and_messy_volunteers_go_back_with_what_would_help():
    text = PEOPLE + (
        ";a@example.org;Assen\n"
        "Bo;bo@example.org, c@example.org;Assen\n"
        "Cas;;Assen\n"
        "Dirk;d@example.org;\n"
        "Eef;e@example.org;Nergenshuizen\n"
        "Fem;f@example.org;Hengelo\n"
        '=HYPERLINK("http://x");evil@example.org\r\nBcc: x@example.org;Assen\n'
        "Gijs;<script>@example.org;Assen\n"
        "Hugo;h@example.org;Assen\n"
        "Hugo;H@EXAMPLE.org;Zwolle\n"
    )
    found = preview_of(text, kind=ImportKind.VOLUNTEERS)
    assert [row.problems[0].reason for row in found.handed_back][:6] == [
        "first_name_missing", "email", "email_missing", "place_missing", "place_unknown",
        "place_ambiguous",
    ]  # fmt: skip
    assert [draft.title for draft in found.ready] == ["Hugo"]
    assert [row.reason for row in found.skipped] == ["same"]
    rows = len(found.ready) + len(found.handed_back) + len(found.skipped)
    assert rows == len(read_text(text.encode()).rows) - 1


@pytest.mark.parametrize("name", ["Mw. de Vries", "Fam. Jansen", "J.P. Bakker", "dhr Smit"])
def test_a_name_without_a_first_name_goes_back(name):
    text = f"Naam;E-mail;Plaats\n{name};a@example.org;Assen\n"
    assert reasons(text, kind=ImportKind.VOLUNTEERS) == [(2, "Naam", "first_name_unclear")]


@pytest.mark.parametrize(
    ("said", "answer", "time", "minutes"),
    [
        ("ja", True, "een half uur", 30),
        ("18+", True, "2 uur", 120),
        ("Nee", False, "Dagdeel", 240),
        ("16 of 17", False, "90 min", 90),
        ("", None, "", None),
    ],
)
def test_a_list_may_say_who_is_an_adult_and_how_much_time_there_is(said, answer, time, minutes):
    text = f"Voornaam;E-mail;Plaats;18+;Hoeveel tijd\nA;a@example.org;Assen;{said};{time}\n"
    wishes = newcomer(text).volunteer
    assert (wishes.is_adult, wishes.minutes) == (answer, minutes)


def test_an_age_is_not_taken_and_a_bare_number_may_be_hours():
    text = "Voornaam;E-mail;Plaats;Leeftijd;Geboortedatum\nA;a@example.org;Assen;34;1-2-1992\n"
    assert newcomer(text).volunteer.is_adult is None
    text = "Voornaam;E-mail;Plaats;18+;Hoeveel tijd\nA;a@example.org;Assen;34;2\n"
    assert [reason for _, _, reason in reasons(text, kind=ImportKind.VOLUNTEERS)] == [
        "yes_no", "minutes",
    ]  # fmt: skip


def test_numbers_that_cannot_be_go_back():
    text = "Voornaam;E-mail;Plaats;Straal;Hoe vaak\nA;a@example.org;Assen;20 minuten;maandelijks\n"
    assert [reason for _, _, reason in reasons(text, kind=ImportKind.VOLUNTEERS)] == [
        "kilometres", "times_a_week",
    ]  # fmt: skip


def test_a_town_that_several_are_called_is_chosen_once_for_all_rows():
    text = f"{PEOPLE}Fem;f@example.org;Hengelo\nGijs;g@example.org;hengelo\n"
    found = preview_of(text, kind=ImportKind.VOLUNTEERS)
    (one,) = found.unsettled
    assert (one.name, one.rows) == ("Hengelo", 2)
    gelderland = next(each for each in one.candidates if each.province is Province.GELDERLAND)
    settled = preview_of(text, kind=ImportKind.VOLUNTEERS, settled={"hengelo": gelderland})
    assert {draft.place.province for draft in settled.ready} == {Province.GELDERLAND}
    assert not settled.unsettled


def test_new_people_wait_for_their_own_yes_and_known_ones_stay_as_they_are(stocked):
    left = Person("p-left", "Weg", "weg@example.org", created_at=NOW, left_at=NOW)
    with stocked.write() as session:
        people.save(session, left)
    text = f"{PEOPLE}Sam;sam@example.org;Utrecht\nWeg;WEG@example.org;Utrecht\n"
    outcome = commit(stocked, preview_of(text))
    assert (outcome.added, outcome.known) == (1, 1)
    with stocked.read() as session:
        sam = people.by_email(session, "sam@example.org")
        assert sam.confirmed_at is None
        assert waiting.get(session, sam.id).place.municipality == "Utrecht"
        assert people.get(session, left.id) == left
        (mail,) = outbox.waiting(session)
        assert (mail.kind, mail.person_id) == (MailKind.VOLUNTEER_INVITED, sam.id)
        line = audit.latest(session, 1)[0]
        assert (line.action, line.subject, line.count) == (
            "import-volunteers", outcome.import_id, 1,
        )  # fmt: skip
        assert "example" not in repr(line)
    assert commit(stocked, preview_of(text)).added == 0


def test_the_mailed_link_says_yes_to_what_the_list_said(stocked):
    outcome = commit(stocked, preview_of(f"{PEOPLE}Sam;sam@example.org;Utrecht\n"))
    with stocked.write() as session:
        sam = people.by_email(session, "sam@example.org")
        secret = links.make(session, LinkPurpose.WISHES, sam.id, person_id=sam.id, now=NOW)
    opened = links.open_link(stocked, secret, None, now=NOW)
    actor = links.actor_of(stocked, opened.cookie, now=NOW)
    joining.confirm(stocked, sam.id, actor=actor, now=NOW)
    with stocked.read() as session:
        wishes = volunteers.get(session, sam.id)
        assert (wishes.said_at, wishes.place.municipality) == (NOW, "Utrecht")
        assert volunteers.may_be_asked(session, sam.id)
    undone = importing.undo(stocked, outcome.import_id, actor=COORDINATOR, now=NOW)
    assert (undone.removed, [one.reason for one in undone.kept]) == (0, [Built.CONFIRMED])


def test_a_team_comes_in_with_its_town_once(stocked):
    text = (
        "Team;Soort team;Plaats;Branche;Biedt;Leden;Omschrijving\n"
        "De Aanpakkers;vereniging;Zwolle;sport;mensen, materiaal;12;Wij sjouwen\n"
        "de aanpakkers ;lokaal;zwolle;;;;\n"
        "Zonder plaats;;Nergenshuizen;;;;\n"
    )
    found = preview_of(text)
    assert (found.kind, [row.reason for row in found.skipped]) == (ImportKind.TEAMS, ["same"])
    commit(stocked, found)
    with stocked.read() as session:
        team, other = teams.all_visible(session, "2026")
    assert (team.name, team.kind, team.branch, team.size, team.can_do) == (
        "De Aanpakkers", TeamKind.ASSOCIATION, Branch.SPORT, 12, "Wij sjouwen",
    )  # fmt: skip
    assert team.offers == {NeedKind.PEOPLE, NeedKind.MATERIAL}
    assert team.place.province is Province.OVERIJSSEL
    assert (other.place.name, other.place.point) == ("Nergenshuizen", None)
    assert commit(stocked, preview_of(text)).known == 2
    assert reasons(text, edition=None)[0] == (2, "", "edition_missing")


def test_a_sponsor_who_names_an_amount_offers_money(stocked):
    text = (
        "Sponsor;Soort;Plaats;Budget;Landelijk;Mag genoemd;Sponsorvorm\n"
        "Fonds Samen;fonds;landelijk;€ 1.250,50;;ja;Powered By\n"
        "Bakker Bart;bedrijf;Assen;;nee;;\n"
        "Te veel;bedrijf;Assen;2.000.000;;;\n"
        "Vaag;bedrijf;Assen;1,234;misschien;;\n"
    )
    found = preview_of(text)
    assert [row.problems[0].reason for row in found.handed_back] == ["amount", "yes_no"]
    commit(stocked, found)
    with stocked.read() as session:
        bart, fund = sponsors.all(session, "2026")
    assert (fund.kind, fund.nationwide, fund.budget_cents, fund.wants_to_be_shown) == (
        SponsorKind.FUND, True, 125_050, True,
    )  # fmt: skip
    assert (fund.offers, fund.forms) == ({NeedKind.MONEY}, {SponsorForm.POWERED_BY})
    assert (bart.nationwide, bart.budget_cents, bart.place.name) == (False, None, "Assen")


PROGRAMME = (
    "titel;datum;plaats;organisatie\nSoep voor de buurt;12-12-2026;Assen;A\n"
    "Soep voor de buurt;13-12-2026;Emmen;B\nWandeling;12-12-2026;Assen;C\n"
)


def test_needs_find_their_activity_by_link_or_name_and_what_is_unsure_goes_back(stocked):
    commit(stocked, preview_of(PROGRAMME))
    there = importing.outlines(stocked, "2026", actor=COORDINATOR)
    id = next(one.id for one in there if one.title == "Wandeling")
    text = (
        "Activiteit;Link;Datum;Plaats;Wat is er nodig;Hoeveel;Toelichting\n"
        f";https://example.org/activiteit?id={id}&taal=en;;;geld;€ 250,-;\n"
        "Soep voor de buurt;;;Emmen;mensen;4;\n"
        "Soep voor de buren;;12-12-2026;Assen;materiaal;;tafels\n"
        "Soep voor de buurt;;;;mensen;2;\n"
        "Wandelin;;;;mensen;2;\n"
        "Bestaat niet;;;Assen;mensen;2;\n"
        ";;;;mensen;2;\n"
        "Wandeling;;;;toverdrank;;\n"
        "Wandeling;;;;geld;;\n"
        f";{id};;;geld;250;\n"
    )
    found = preview_of(text, outlines=there)
    assert found.kind is ImportKind.NEEDS
    assert [row.problems[0].reason for row in found.handed_back] == [
        "activity_ambiguous", "activity_not_found", "activity_not_found", "activity_missing",
        "need_kind", "quantity_missing",
    ]  # fmt: skip
    assert [row.same_as for row in found.skipped] == [2]
    assert [one.key for one in found.ready[2].notices] == ["activity_near"]
    commit(stocked, found)
    assert commit(stocked, found).known == 3
    with stocked.read() as session:
        walk = activities.get(session, id)
        asked = {(one.kind, one.quantity) for one in needs.asked(session, {o.id for o in there})}
    assert [(need.kind, need.quantity) for need in walk.needs] == [(NeedKind.MONEY, 25_000)]
    assert walk.version == 2  # whoever edits it meanwhile hears so
    assert asked == {(NeedKind.MONEY, 25_000), (NeedKind.PEOPLE, 4), (NeedKind.MATERIAL, 1)}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("titel;datum;plaats;branche\nA;1-12-2026;Assen;sport\nB;1-12-2026;Utrecht;kunst\n",
         ImportKind.ACTIVITIES),
        ("Voornaam;E-mail;Plaats;Branche\nA;a@example.org;Assen;sport\nB;b@example.org;Utrecht;kunst\n",
         ImportKind.VOLUNTEERS),
        ("Team;Plaats;Branche\nA;Assen;sport\nB;Utrecht;kunst\n", ImportKind.TEAMS),
        ("Sponsor;Plaats;Branche\nA;Assen;sport\nB;Utrecht;kunst\n", ImportKind.SPONSORS),
    ],
)  # fmt: skip
def test_rows_outside_a_coordinators_part_go_back_and_are_never_stored(stocked, text, kind):
    choices = {"kind": kind, "edition": YEAR_2026}
    ours = preview_of(text, actor=UTRECHT, **choices)
    assert ([d.title for d in ours.ready], ours.reasons()) == (["B"], [("outside_scope", 1)])
    theirs = preview_of(text, actor=SPORT, **choices)
    assert [draft.title for draft in theirs.ready] == ["A"]
    with pytest.raises(OutsideScopeError):
        importing.commit(stocked, preview_of(text, **choices), actor=UTRECHT, now=NOW)
    with stocked.read() as session:
        assert not people.all_ids(session)
        assert not teams.all(session)


def test_a_part_begins_no_new_year_and_hears_when_a_place_is_unknown():
    text = "titel;datum;plaats\nA;1-5-2013;Utrecht\nB;1-12-2026;Nergens\n"
    found = preview_of(text, actor=UTRECHT, edition=None, editions=[YEAR_2026])
    assert [row.problems[0].reason for row in found.handed_back] == [
        "edition_unknown", "outside_scope_unplaced",
    ]  # fmt: skip


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", ImportKind)
def test_every_reason_and_meaning_has_its_words(kind, language):
    for meaning in importing.KINDS[kind].meanings:
        assert importing.meaning_name(meaning, kind, language)
    back = preview_of(f"{PEOPLE};;\n", kind=ImportKind.VOLUNTEERS)
    assert b"example.org" not in importing.handed_back_csv(back, language)


def test_forms_of_connection_are_read_in_words():
    text = "Voornaam;E-mail;Plaats;Vormen van verbondenheid\nA;a@example.org;Assen;met anderen\n"
    assert newcomer(text).volunteer.forms == {ConnectionForm.OTHERS}


def test_one_column_may_hold_places_and_postcodes():
    found = preview_of(
        "Voornaam;E-mail;Postcode of plaats\nNoor;n@example.org;3511 AB\nSem;s@example.org;Almelo\n"
    )
    assert [
        (one.thing.volunteer.place.name, one.thing.volunteer.place.pc4) for one in found.ready
    ] == [
        ("Utrecht", "3511"),
        ("Almelo", ""),
    ]
