"""Storing a preview: all or nothing, and never twice. On SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from data.repositories import activities, editions
from data.spreadsheets.errors import StoppedError
from domain.actors import VISITOR, NotAllowedError
from domain.editions import Edition
from services import importing
from services.importing.committing import OutdatedPreviewError
from tests.services.importing.made_up import COORDINATOR, YEAR_2026, preview_of

NOW = datetime(2026, 11, 1, tzinfo=UTC)
OLD = "titel;datum;plaats\nSoep;1-3-2019;Assen\n"
TEXT = "titel;datum;plaats\n" + "".join(f"Soep {n};{n}-12-2026;Assen\n" for n in range(1, 11))


@pytest.fixture
def stocked(database):
    with database.write() as session:
        editions.save(session, YEAR_2026)
    return database


def commit(database, text, **choices):
    return importing.commit(database, preview_of(text), actor=COORDINATOR, now=NOW, **choices)


def counts(outcome):
    return outcome.added, outcome.known


def stored(database):
    with database.read() as session:
        return activities.source_keys(session, "2026", importing.SOURCE)


def test_the_same_file_twice_adds_nothing(stocked):
    assert counts(commit(stocked, TEXT)) == (10, 0)
    assert counts(commit(stocked, TEXT)) == (0, 10)
    assert len(stored(stocked)) == 10


def test_a_corrected_row_comes_in_beside_the_others(stocked):
    commit(stocked, TEXT + "Thee;7/10;Assen\n")
    outcome = commit(stocked, TEXT + "Thee;7-10-2026;Assen\n")
    assert counts(outcome) == (1, 10)


def test_what_comes_out_is_what_was_previewed(stocked):
    (draft, *_) = preview_of(TEXT).ready
    commit(stocked, TEXT)
    with stocked.read() as session:
        found = activities.get(session, draft.activity.id)
    assert found.created_at == NOW
    assert (found.title, found.slots, found.place) == (
        draft.activity.title,
        draft.activity.slots,
        draft.activity.place,
    )


def test_new_editions_come_along_and_left_out_rows_do_not(stocked):
    text = "titel;datum\nA;1-5-2013\nB;1-5-2013\n"
    found = preview_of(text, edition=None)
    left_out = found.ready[0].activity.id
    outcome = importing.commit(stocked, found, actor=COORDINATOR, now=NOW, leave_out={left_out})
    assert outcome.added == 1
    with stocked.read() as session:
        assert editions.get(session, "2013").name == "2013"


def test_stopping_half_way_stores_nothing(stocked, monkeypatch):
    monkeypatch.setattr(importing.committing, "BATCH", 4)
    answers = iter([False, False, True])
    with pytest.raises(StoppedError):
        commit(stocked, TEXT, is_stopped=lambda: next(answers))
    assert stored(stocked) == set()


def test_only_a_coordinator_may(stocked):
    with pytest.raises(NotAllowedError):
        importing.commit(stocked, preview_of(TEXT), actor=VISITOR, now=NOW)
    assert stored(stocked) == set()


def test_what_rows_belonged_to_was_taken_away_since_the_preview(stocked):
    first = importing.commit(
        stocked, preview_of(OLD, edition=None, editions=[YEAR_2026]), actor=COORDINATOR, now=NOW
    )
    known = importing.known_editions(stocked)
    later = preview_of(OLD.replace("Soep", "Thee"), edition=None, editions=known)
    importing.undo(stocked, first.import_id, actor=COORDINATOR, now=NOW)
    with pytest.raises(OutdatedPreviewError):
        importing.commit(stocked, later, actor=COORDINATOR, now=NOW)


def test_an_edition_made_since_the_preview_stays_as_it_is(stocked):
    preview = preview_of(OLD, edition=None, editions=[YEAR_2026])
    with stocked.write() as session:
        editions.save(session, Edition("2019", "Opgezocht", 2019))
    outcome = importing.commit(stocked, preview, actor=COORDINATOR, now=NOW)
    assert (counts(outcome), outcome.new_editions) == ((1, 0), ())
    with stocked.read() as session:
        assert editions.get(session, "2019").name == "Opgezocht"
