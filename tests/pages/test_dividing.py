from datetime import UTC, datetime

import pytest

from data.repositories import people, proposals, volunteers
from domain.contacts import Person
from domain.people import Volunteer
from domain.proposals import ProposalState
from services import application
from services.demo.programme import DEMO_EDITION
from tests.data.samples import UTRECHT

THEN = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def desk(app, monkeypatch):
    """The dividing page, for a coordinator, with people who may be asked."""
    monkeypatch.setenv("VERBINDING_OPEN_DESK", "1")
    application.close()
    with application.current().database.write() as session:
        for number in range(6):
            id = f"v{number}"
            known = Person(id, "Sam", f"{id}@example.org", "nl", THEN, THEN)
            people.save(session, known)
            volunteers.save(session, Volunteer(id, place=UTRECHT, said_at=THEN))
    return app("beheer/verdelen.py", editie="Voorbeeldweek")


def drafts():
    with application.current().database.read() as session:
        return proposals.of_edition(session, DEMO_EDITION, [ProposalState.DRAFT])


def test_a_coordinator_divides_and_changes_by_hand(desk):
    assert not desk.exception
    desk.button(key="verdeling_maken").click().run()
    assert not desk.exception
    assert "6 mensen hebben een plek" in desk.success[0].value
    choice = next(one for one in desk.selectbox if (one.key or "").startswith("wie_"))
    choice.select_index(0).run()
    out = next(one for one in desk.button if (one.key or "").startswith("weg_"))
    out.click().run()
    assert not desk.exception
    assert len(drafts()) == 5


def test_whom_to_ask_is_put_in_the_plan(desk):
    desk.button(key="verdeling_maken").click().run()
    desk.segmented_control(key="verdeling_beeld").set_value("vragen").run()
    before = {(one.activity_id, one.volunteer_id) for one in drafts()}
    choose = desk.selectbox(key="verdeling_vragen")
    for near in sorted({activity for activity, _ in before}):  # elsewhere there is nobody to ask
        choose = choose.set_value(near).run().selectbox(key="verdeling_vragen")
        found = [one for one in desk.button if (one.key or "").startswith("erbij_")]
        if found:
            break
    assert not desk.exception
    add = found[0]
    add.click().run()
    assert not desk.exception
    added = {(one.activity_id, one.volunteer_id) for one in drafts() if one.by_hand}
    assert len(added) == 1
    assert not added & before
