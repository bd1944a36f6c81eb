from data import tables
from data.privacy import NOT_PERSONAL, PERSONAL_FIELDS

STORED = {
    f"{table.name}.{column.name}" for table in tables.metadata.tables.values() for column in table.c
}


def test_every_stored_column_is_classified_once():
    assert sorted(STORED - PERSONAL_FIELDS.keys() - NOT_PERSONAL) == []
    assert sorted(PERSONAL_FIELDS.keys() & NOT_PERSONAL) == []


def test_nothing_is_classified_that_is_not_stored():
    assert sorted((PERSONAL_FIELDS.keys() | NOT_PERSONAL) - STORED) == []


def test_everything_about_volunteers_and_sign_ups_is_personal():
    about_people = {name for name in STORED if name.split(".")[0] in ("volunteers", "sign_ups")}
    assert about_people <= PERSONAL_FIELDS.keys()
