"""Whatever people do in whatever order: visitors see no word that a coordinator did not see first.

A model remembers which words a coordinator saw. With the guard taken away the same machine finds
a way through within a few steps, which shows that it would.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from data.database import FILE_NAME, open_database
from data.settings import Settings
from domain.activities import Story
from domain.errors import VerbindingError
from services import activities as public
from services import map_cards
from services import programme as programmes
from services.filters import Filter, mask
from services.organising import (
    accept,
    ask,
    cancel,
    edit,
    editing,
    hand_in,
    mine,
    public_story,
    publish,
    tell_story,
)
from tests.services.organising.made_up import (
    COORDINATOR,
    DAY,
    NOW,
    a_draft,
    holding,
    placed,
    queue,
    with_edition,
)

_MIGRATED: list[Path] = []


@pytest.fixture(autouse=True)
def migrated(migrated_file: Path) -> None:
    _MIGRATED[:] = [migrated_file]


class Programme(RuleBasedStateMachine):
    """Strangers put things on the map and change them, a coordinator reads now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(_MIGRATED[0], self.folder / FILE_NAME)
        self.database = open_database(Settings(var=self.folder))
        with_edition(self.database)
        self.words = (f"woord{number}x" for number in count())
        self.seen: set[str] = set()
        self.ids: list[str] = []
        self.read: list = []

    def teardown(self) -> None:
        self.database.close()
        shutil.rmtree(self.folder)

    def one(self, data) -> str | None:
        return data.draw(st.sampled_from(self.ids)) if self.ids else None

    def tried(self, attempt) -> bool:
        try:
            attempt()
        except VerbindingError:
            return False
        return True

    @initialize()
    def one_is_on_the_map(self):
        self.put()
        (one,) = queue(self.database, actor=COORDINATOR)
        publish(self.database, one.activity.id, version=1, actor=COORDINATOR, now=NOW)
        self.seen |= words_of(one.proposed)

    @rule()
    def put(self):
        draft = a_draft(title=next(self.words), description=next(self.words))
        self.ids.append(placed(self.database, draft).activity.id)

    @rule(data=st.data(), name=st.sampled_from(["title", "summary", "good_to_know", "capacity"]))
    def change(self, data, name):
        if (id := self.one(data)) is None:
            return
        look = mine(self.database, id, actor=holding(id)).latest
        value = 7 if name == "capacity" else next(self.words)
        wanted = replace(look, **{name: value})
        self.tried(lambda: edit(self.database, wanted, actor=holding(id), now=NOW))

    @rule(data=st.data())
    def move(self, data):
        if (id := self.one(data)) is None:
            return
        look = mine(self.database, id, actor=holding(id)).latest
        wanted = replace(look, place=replace(look.place, address=next(self.words)))
        self.tried(lambda: edit(self.database, wanted, actor=holding(id), now=NOW))

    @rule(data=st.data())
    def tell(self, data):
        if (id := self.one(data)) is None:
            return
        story = Story(id, next(self.words), consent=True)
        self.tried(lambda: tell_story(self.database, story, actor=holding(id), now=DAY))

    @rule(data=st.data(), deed=st.sampled_from([cancel, hand_in]))
    def stop_or_go_on(self, data, deed):
        if (id := self.one(data)) is not None:
            self.tried(lambda: deed(self.database, id, actor=holding(id), now=NOW))

    @rule()
    def open_the_pile(self):
        self.read = queue(self.database, actor=COORDINATOR)

    @rule(data=st.data(), asks=st.booleans())
    def decide(self, data, asks):
        """On what was read earlier: it may be another version by now."""
        if not self.read:
            return
        one = data.draw(st.sampled_from(self.read))
        id, version = one.activity.id, one.activity.version
        given = {"version": version, "actor": COORDINATOR, "now": NOW}
        if asks:
            self.tried(lambda: ask(self.database, id, "Waar?", **given))
            return
        deed = publish if one.is_new else accept
        if self.tried(lambda: deed(self.database, id, **given)):
            self.seen |= words_of(one.proposed) | ({one.story.text} if one.story else set())

    @invariant()
    def visitors_see_nothing_that_nobody_saw(self):
        assert shown(self.database, self.ids) <= self.seen


def words_of(activity) -> set[str]:
    fields = (
        activity.title,
        activity.summary,
        activity.description,
        activity.good_to_know,
        activity.place.address,
    )
    return {one for one in fields if one.startswith("woord")}


def shown(database, ids) -> set[str]:
    """Every word that the pages, the map and the lists give to a visitor."""
    found: set[str] = set()
    for one in public.listed(database, ids):
        found |= words_of(public.detail(database, one.id).activity)
        if story := public_story(database, one.id):
            found.add(story.text)
    everything = programmes.load(database)
    found |= {everything.titles[row] for row in mask(Filter(), everything).nonzero()[0]}
    cards = map_cards.cards_of(everything, ids).decode()
    return found | {
        everything.titles[row] for row in range(len(everything)) if everything.titles[row] in cards
    }


STEPS = settings(
    max_examples=8,
    stateful_step_count=25,
    suppress_health_check=list(HealthCheck),
)

# To find one way through is enough; the shortest one is not asked for.
CONTROL = settings(STEPS, max_examples=60, phases=[Phase.generate])


def test_visitors_see_only_what_a_coordinator_saw():
    run_state_machine_as_test(Programme, settings=STEPS)


def test_without_the_guard_the_same_steps_find_a_way_through(monkeypatch):
    monkeypatch.setattr(editing, "_is_guarded", lambda *_: False)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Programme, settings=CONTROL)
