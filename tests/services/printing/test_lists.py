from __future__ import annotations

from datetime import UTC, datetime, timedelta

from data.repositories import activities, editions, series
from domain.activities import Activity, Series
from domain.editions import Edition
from domain.times import TimeSlot
from domain.vocabulary import ActivityState
from i18n.texts import Language
from services.filters import Filter
from services.printing import lists
from services.programme import ProgrammeStore
from tests.services.printing.pdf import words

EDITION = Edition("2026", "Week van de Verbinding 2026", 2026)
MONDAY = datetime(2026, 12, 7, 18, tzinfo=UTC)


def stocked(database):
    def one(id, title, *, day=0, of=None, state=ActivityState.PUBLISHED):
        slot = TimeSlot(MONDAY + timedelta(days=day), MONDAY + timedelta(days=day, hours=1))
        return Activity(id, "2026", title, slots=(slot,), series_id=of, state=state)

    with database.write() as session:
        editions.save(session, EDITION)
        series.save(session, Series("reeks", "2026", "De praatbank"))
        activities.save_many(
            session,
            [
                one("aaaaaaaaaa", "Soep op maandag"),
                one("bbbbbbbbbb", "Soep op dinsdag", day=1),
                one("cccccccccc", "Praatbank in Assen", of="reeks"),
                one("dddddddddd", "Nog geheim", of="reeks", state=ActivityState.SUBMITTED),
            ],
        )
    return ProgrammeStore(database).current()


def test_a_list_holds_what_the_filter_asks_and_only_what_is_public(sqlite_database):
    programme = stocked(sqlite_database)

    def read(wanted, now):
        return words(
            lists.of_filter(
                wanted,
                EDITION,
                database=sqlite_database,
                programme=programme,
                title="Soep",
                link="https://verbinding.example.nl/agenda",
                language=Language.NL,
                now=now,
            )
        )

    before = read(Filter(edition="2026", words="soep"), MONDAY - timedelta(days=3))
    assert "Soep op maandag" in before
    assert "Soep op dinsdag" in before
    assert "Praatbank" not in before
    during = read(Filter(edition="2026"), MONDAY + timedelta(days=1))
    assert "Soep op dinsdag" in during
    assert "maandag" not in during
    assert "geheim" not in during


def test_a_series_has_a_list_of_its_own(sqlite_database):
    stocked(sqlite_database)
    found = Series("reeks", "2026", "De praatbank")
    read = words(
        lists.of_series(
            found,
            EDITION,
            database=sqlite_database,
            link="https://verbinding.example.nl",
            language=Language.NL,
            now=MONDAY,
        )
    )
    assert "Wat er te doen is: De praatbank" in read
    assert "Praatbank in Assen" in read
    assert "geheim" not in read
    assert "Soep" not in read
