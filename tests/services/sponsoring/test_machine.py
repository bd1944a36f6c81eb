"""Whatever two sides do in whatever order: the counter of a need is what stands towards it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from data.database import open_database
from data.repositories import activities, pledges
from data.settings import Settings
from domain.activities import NeedMetError
from domain.errors import VerbindingError
from domain.pledges import Side, steps
from domain.vocabulary import PledgeCondition, PledgeState
from services import sponsoring
from tests.services.sponsoring.made_up import NOW, scene

_TAKEN_BACK = PledgeState.WITHDRAWN


class Pledging(RuleBasedStateMachine):
    """One need of 1,000 cents, a sponsor and an organiser who do as they like."""

    made = Bundle("made")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(EMPTY[0], self.folder / EMPTY[0].name)
        self.database = open_database(Settings(var=self.folder))
        self.set_up = scene(self.database, cents=1_000)
        self.states: dict[str, PledgeState] = {}
        self.quantities: dict[str, int] = {}

    def teardown(self) -> None:
        self.database.close()
        shutil.rmtree(self.folder)

    @rule(
        target=made,
        name=st.sampled_from("abcdefgh"),
        quantity=st.integers(1, 600),
        condition=st.sampled_from([PledgeCondition.NONE, PledgeCondition.WITH_THE_REST]),
    )
    def promise(self, name, quantity, condition):
        try:
            self.set_up.promise(quantity, id=name, condition=condition)
        except NeedMetError as error:
            fits = quantity <= error.facts["left"] or name in self.states
            if fits or error.facts["left"] != 1_000 - self._standing():
                raise
            return name
        if name not in self.states:
            self.states[name], self.quantities[name] = PledgeState.OFFERED, quantity
        return name

    @rule(name=made, side=st.sampled_from(Side), wanted=st.sampled_from(PledgeState))
    def step(self, name, side, wanted):
        calls = {
            PledgeState.AGREED: sponsoring.agree,
            PledgeState.DELIVERED: sponsoring.deliver,
            PledgeState.WITHDRAWN: sponsoring.withdraw,
            PledgeState.THANKED: lambda db, id, **who: sponsoring.thank(db, id, "Dank", **who),
        }
        if wanted not in calls:
            return
        actor = self.set_up.giver if side is Side.SPONSOR else self.set_up.organiser
        current = self.states.get(name)
        try:
            calls[wanted](self.database, name, actor=actor, now=NOW)
        except VerbindingError:
            assert current is None or wanted not in steps(current, side=side)
            return
        assert current is wanted or wanted in steps(current, side=side)
        self.states[name] = wanted

    @rule(name=made, less=st.integers(1, 600))
    def deliver_less(self, name, less):
        try:
            sponsoring.deliver(
                self.database, name, actor=self.set_up.organiser, now=NOW, quantity=less
            )
        except VerbindingError:
            return
        if self.states[name] is PledgeState.AGREED:
            self.states[name], self.quantities[name] = PledgeState.DELIVERED, less

    @invariant()
    def the_counter_is_what_stands(self):
        with self.database.read() as session:
            stored = pledges.of_activity(session, self.set_up.activity.id)
            promised = activities.get(session, self.set_up.activity.id).needs[0].promised
        assert {one.id: one.state for one in stored} == self.states
        assert promised == self._standing() <= 1_000

    def _standing(self) -> int:
        return sum(
            self.quantities[name] for name, state in self.states.items() if state is not _TAKEN_BACK
        )


EMPTY: list[Path] = []


@pytest.fixture(autouse=True)
def _empty(migrated_file):
    EMPTY[:] = [migrated_file]


TestPledging = Pledging.TestCase
TestPledging.settings = hypothesis_settings(max_examples=25, stateful_step_count=25)
