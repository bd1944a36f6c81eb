from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from data import tables
from data.database import Database
from data.privacy import PERSONAL_FIELDS
from data.repositories import activities, editions, kept, organisers, outbox, people, volunteers
from domain.actors import VISITOR, Actor, Grant, NotAllowedError, Role
from domain.contacts import LinkClosedError, LinkPurpose, MailKind, Person
from domain.people import Volunteer
from domain.times import TimeSlot
from i18n.texts import Language
from services import links, my_data
from tests.data.samples import EDITION, UTRECHT, a_sponsor, an_activity

NOW = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def holder(*ids: str) -> Actor:
    grants = frozenset(Grant(LinkPurpose.PERSON, id, id) for id in ids)
    return Actor(Role.PERSON, grants=grants)


def somebody(database: Database, name: str) -> str:
    """A person with a row in every table that can hold something about them, full of their name."""
    id, t = f"{name}-persoon", tables
    activity = an_activity(
        id=f"{name}-activiteit",
        organiser=name,
        description=name,
        good_to_know=name,
        return_favour=name,
    )
    other = an_activity(organiser="Een ander", description="", good_to_know="")
    sign_up, secret = f"{name}-aanmelding", f"{name}-link"
    with database.write() as session:
        editions.save(session, EDITION)
        person = Person(id, name, f"{name}@example.org", "nl", NOW, NOW)
        people.find_or_add(session, person)
        new = Person(f"{name}-nieuw", name, f"{name}.nieuw@example.org", created_at=NOW)
        people.find_or_add(session, new)
        people.save(session, Person(new.id, name, new.email, created_at=NOW, replaces=id))
        slot = TimeSlot(NOW, NOW + timedelta(hours=1))
        volunteers.save(session, Volunteer(id, place=UTRECHT, times=(slot,)))
        activities.save_many(session, [activity, other])
        organisers.set_organiser(session, activity.id, id, now=NOW)
        organisers.propose(session, activity.id, {"title": name}, now=NOW)
        sponsor = a_sponsor(id=f"{name}-sponsor")
        planned = dict.fromkeys(("seekers", "placed", "milliseconds"), 0)
        planned |= dict.fromkeys(("total", "gap", "worst"), 0.0)
        rows = {
            t.plan_runs: {
                "id": name,
                "edition_id": EDITION.id,
                "account_id": "a",
                "made_at": NOW,
                "provinces": frozenset(),
                "municipalities": (),
                "branches": frozenset(),
                "compared": {},
                **planned,
            },
            t.imports: {
                "id": name,
                "kind": "vrijwilligers",
                "file_name": "lijst.csv",
                "account_id": "a",
                "made_at": NOW,
                "added": 1,
                "kept": 0,
            },
            t.sign_ups: {
                "id": sign_up,
                "activity_id": other.id,
                "person_id": id,
                "people": 1,
                "state": "bevestigd",
                "created_at": NOW,
            },
            t.thank_yous: {
                "id": sign_up,
                "activity_id": other.id,
                "seen": 1,
                "heard": 0,
                "appreciated": 0,
                "text": name,
            },
            t.consents: {
                "id": f"{name}-ja",
                "person_id": id,
                "purpose": f"thank_you:{sign_up}",
                "text_hash": name,
                "given_at": NOW,
            },
            t.photos: {
                "activity_id": activity.id,
                "jpeg": name.encode(),
                "alt": name,
                "consented_at": NOW,
            },
            t.stories: {"activity_id": activity.id, "text": name, "consent": True},
            t.teams: {
                "id": f"{name}-team",
                "edition_id": EDITION.id,
                "name": name,
                "kind": "lokaal",
                "offers": frozenset(),
                "can_do": name,
                **{f"place_{part}": "" for part in ("name", "municipality", "municipality_code")},
                **{f"place_{part}": "" for part in ("pc4", "address", "source")},
            },
            t.team_contacts: {"team_id": f"{name}-team", "person_id": id, "started_at": NOW},
            t.outbox: {
                "id": f"{name}-mail",
                "kind": "my_data",
                "person_id": id,
                "subject_id": id,
                "facts": {"words": name},
                "created_at": NOW,
                "due_at": NOW,
                "attempts": 0,
                "problem": "",
            },
            t.links: {
                "hash": secret,
                "purpose": "mijn-gegevens",
                "subject_id": id,
                "person_id": id,
                "created_at": NOW,
            },
            t.waiting_wishes: {"person_id": id, "fields": {"name": name}, "made_at": NOW},
            t.proposals: {
                "id": f"{name}-voorstel",
                "edition_id": EDITION.id,
                "activity_id": other.id,
                "volunteer_id": id,
                "state": "concept",
                "score": 0.5,
                "created_at": NOW,
                "by_hand": False,
            },
            t.asked_fits: {
                "proposal_id": f"{name}-voorstel",
                "audience": "vrijwilliger",
                "fit": {name: 0.5},
            },
            t.import_rows: {"import_id": name, "subject_id": id},
            t.left_over: {"plan_id": name, "volunteer_id": id, "reason": "full"},
            t.sessions: {"hash": f"{name}-bezoek", "created_at": NOW, "expires_at": NOW},
            t.session_links: {"session_hash": f"{name}-bezoek", "link_hash": secret},
        }
        for table, row in rows.items():
            session.execute(sa.insert(table).values(row))
        from data.repositories import sponsors

        sponsors.save(session, sponsor)
        for table, row in {
            t.sponsor_contacts: {"sponsor_id": sponsor.id, "person_id": id, "started_at": NOW},
            t.pledges: {
                "id": f"{name}-belofte",
                "need_id": activity.needs[0].id,
                "sponsor_id": sponsor.id,
                "quantity": 1,
                "state": "aangeboden",
                "note": name,
            },
        }.items():
            session.execute(sa.insert(table).values(row))
    return id


def test_every_personal_table_is_either_found_by_person_or_named_as_about_nobody():
    found = {table.name for table in kept.conditions("p", "x")}
    personal = {name.split(".")[0] for name in PERSONAL_FIELDS}
    assert found | kept.ABOUT_NOBODY_KNOWN == personal
    assert not found & kept.ABOUT_NOBODY_KNOWN


def test_somebody_sees_every_personal_column_about_them_and_nobody_elses(database: Database):
    noor, sam = somebody(database, "noor"), somebody(database, "sam")

    mine = my_data.mine(database, noor, actor=holder(noor)).everything

    columns = {f"{table}.{column}" for table, rows in mine.items() for column in rows[0]}
    expected = {
        name for name in PERSONAL_FIELDS if name.split(".")[0] not in kept.ABOUT_NOBODY_KNOWN
    }
    assert columns == expected
    for table, rows in mine.items():
        assert len(rows) == (2 if table == "people" else 1), table
    told = my_data.taken_along(database, actor=holder(noor)).decode()
    assert "noor@example.org" in told
    assert "sam" not in told.lower().replace("samen", "")
    both = json.loads(my_data.taken_along(database, actor=holder(noor, sam)))
    emails = [{person["email"] for person in one["people"]} for one in both]
    assert emails == [
        {"noor@example.org", "noor.nieuw@example.org"},
        {"sam@example.org", "sam.nieuw@example.org"},
    ]


@pytest.mark.parametrize("actor", [VISITOR, holder("iemand anders")])
def test_nothing_of_it_is_for_anybody_else(sqlite_database: Database, actor: Actor):
    id = somebody(sqlite_database, "noor")
    common = {"actor": actor}
    asks = [
        lambda: my_data.mine(sqlite_database, id, **common),
        lambda: my_data.correct(
            sqlite_database, id, first_name="X", language=Language.EN, **common
        ),
        lambda: my_data.change_email(
            sqlite_database, id, "x@example.org", source_address="", now=NOW, **common
        ),
        lambda: my_data.ask_at_most(sqlite_database, id, 0, **common),
        lambda: my_data.new_calendar(sqlite_database, id, now=NOW, **common),
        lambda: my_data.erase(sqlite_database, None, id, now=NOW, **common),
    ]
    for ask in asks:
        with pytest.raises(NotAllowedError):
            ask()


def waiting(database: Database) -> list[tuple[str, str]]:
    with database.read() as session:
        return [
            (mail.person_id, mail.kind.value)
            for mail in outbox.waiting(session)
            if mail.kind is MailKind.MY_DATA
        ]


def test_a_new_address_counts_once_its_own_link_was_opened(database: Database):
    with database.write() as session:
        people.find_or_add(session, Person("p", "Noor", "oud@example.org", "nl", NOW, NOW))
        old = links.make(session, LinkPurpose.PERSON, "p", person_id="p", now=NOW)

    my_data.change_email(
        database, "p", "nieuw@example.org", source_address="", actor=holder("p"), now=NOW
    )
    with database.read() as session:
        assert people.get(session, "p").email == "oud@example.org"
    ((new_id_, _),) = waiting(database)
    with database.write() as session:
        secret = links.make(session, LinkPurpose.PERSON, new_id_, person_id=new_id_, now=NOW)
    opened = links.open_link(database, secret, None, now=NOW)

    with database.read() as session:
        assert people.all_ids(session) == ["p"]
        assert people.get(session, "p").email == "nieuw@example.org"
    actor = links.actor_of(database, opened.cookie, now=NOW)
    assert actor.subjects(LinkPurpose.PERSON) == ["p"]
    with pytest.raises(LinkClosedError):  # whoever reads the old address is out
        links.look(database, old, now=NOW)


def test_an_address_of_somebody_else_changes_nothing(sqlite_database: Database):
    with sqlite_database.write() as session:
        people.find_or_add(session, Person("p", "Noor", "noor@example.org", "nl", NOW, NOW))
        people.find_or_add(session, Person("s", "Sam", "sam@example.org", "nl", NOW, NOW))
    my_data.change_email(
        sqlite_database, "p", "sam@example.org", source_address="", actor=holder("p"), now=NOW
    )
    assert waiting(sqlite_database) == [("s", "my_data")]
    with sqlite_database.read() as session:
        assert people.get(session, "s").replaces is None


def test_how_often_somebody_is_asked_and_their_name_can_be_changed(sqlite_database: Database):
    id = somebody(sqlite_database, "noor")
    my_data.ask_at_most(sqlite_database, id, 0, actor=holder(id))
    my_data.correct(
        sqlite_database, id, first_name=" Noortje ", language=Language.EN, actor=holder(id)
    )
    found = my_data.mine(sqlite_database, id, actor=holder(id))
    assert found.asks_per_week == 0
    assert (found.person.first_name, found.person.language) == ("Noortje", "en")
    with sqlite_database.read() as session:
        assert volunteers.get(session, id).place == UTRECHT  # their other wishes stay


def test_a_new_calendar_address_ends_the_one_before(sqlite_database: Database):
    id = somebody(sqlite_database, "noor")
    first, second = (
        my_data.new_calendar(sqlite_database, id, actor=holder(id), now=NOW) for _ in range(2)
    )
    with pytest.raises(LinkClosedError):
        links.look(sqlite_database, first, now=NOW)
    assert links.look(sqlite_database, second, now=NOW).subject_id == id


def test_what_somebody_manages_opens_in_their_own_browser(sqlite_database: Database):
    noor, sam = somebody(sqlite_database, "noor"), somebody(sqlite_database, "sam")
    with sqlite_database.write() as session:
        secret = links.make(session, LinkPurpose.PERSON, noor, person_id=noor, now=NOW)
    cookie = links.open_link(sqlite_database, secret, None, now=NOW).cookie
    actor = links.actor_of(sqlite_database, cookie, now=NOW)
    (activity, *_) = my_data.mine(sqlite_database, noor, actor=actor).carried
    my_data.open_own(sqlite_database, noor, activity, cookie, actor=actor, now=NOW)
    actor = links.actor_of(sqlite_database, cookie, now=NOW)
    assert actor.subjects(LinkPurpose.ACTIVITY) == ["noor-activiteit"]

    (others, *_) = my_data.mine(sqlite_database, sam, actor=holder(sam)).carried
    with pytest.raises(NotAllowedError):
        my_data.open_own(sqlite_database, noor, others, cookie, actor=actor, now=NOW)
