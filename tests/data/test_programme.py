from dataclasses import fields

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from data.database import Database, LinkedError
from data.repositories import activities, editions, programme, programme_texts
from domain.editions import Edition
from domain.fields import FILTERED
from matching.catalogue import Catalogue
from tests.data.samples import EDITION, an_activity, any_activity


def _assert_same(found: Catalogue, expected: Catalogue) -> None:
    for field in fields(Catalogue):
        ours, theirs = getattr(found, field.name), getattr(expected, field.name)
        if isinstance(theirs, np.ndarray):
            assert ours.dtype.kind == theirs.dtype.kind, field.name
            np.testing.assert_array_equal(ours, theirs, err_msg=field.name)
        else:
            assert ours == theirs, field.name


@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some=st.lists(any_activity(editions=(EDITION.id, "2025")), max_size=12))
def test_the_catalogue_read_from_columns_is_that_of_the_activities(database: Database, some):
    with database.write() as session:
        for edition in editions.all(session):
            editions.delete(session, edition.id)
        editions.save(session, EDITION)
        editions.save(session, Edition("2025", "Week 2025", 2025))
        activities.save_many(session, some)

    with database.read() as session:
        everything = programme.catalogue(session)
        one_edition = programme.catalogue(session, "2025")
        texts = programme_texts.texts(session)

    _assert_same(everything, Catalogue.from_activities(some))
    _assert_same(
        one_edition, Catalogue.from_activities(each for each in some if each.edition_id == "2025")
    )
    by_id = {each.id: each for each in some}
    assert texts.ids == tuple(everything.ids.tolist())
    assert texts.titles == tuple(by_id[id].title for id in texts.ids)
    assert texts.places == tuple(by_id[id].place.name for id in texts.ids)
    assert texts.plain == {
        field.name: tuple(getattr(by_id[id], field.name) for id in texts.ids) for field in FILTERED
    }


def test_search_texts_hold_the_words_in_lower_case(database: Database):
    with database.write() as session:
        editions.save(session, EDITION)
        activities.save(session, an_activity(title="ĲSJES in 't Hart", organiser="Café É"))

    with database.read() as session:
        (search,) = programme_texts.texts(session, EDITION.id).search
        assert programme_texts.texts(session, "2025").ids == ()

    for words in ("ĳsjes in 't hart", "café é", "samen koffie drinken", "utrecht"):
        assert words in search


def test_the_version_rises_once_with_each_change_and_not_when_it_is_undone(database: Database):
    def version() -> int:
        with database.read() as session:
            return programme.version(session)

    before = version()
    with database.write() as session:
        editions.save(session, EDITION)
        activities.save_many(session, [an_activity(), an_activity()])
    assert version() == before + 1

    impossible = an_activity(edition_id="none")
    with pytest.raises(LinkedError), database.write() as session:
        activities.save_many(session, [an_activity(), impossible])
    assert version() == before + 1

    with database.write() as session:
        programme.catalogue(session)
    assert version() == before + 1
