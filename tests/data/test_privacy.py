from pathlib import Path

from data import tables
from data.privacy import NOT_PERSONAL, PERSONAL_FIELDS, register

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


def test_the_paper_holds_the_register_as_the_code_has_it():
    paper = Path(__file__).parent.parent.parent / "docs" / "privacy.md"
    assert "\n".join(register()) in paper.read_text(encoding="utf-8"), "run script/privacy_register"
