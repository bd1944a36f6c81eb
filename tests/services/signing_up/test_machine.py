"""Anything may happen in any order; what was promised about places, turns and mail holds throughout."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from data import tables
from data.database import FILE_NAME, open_database
from data.repositories import activities, people, signups
from data.repositories.signups import HOLDING
from data.settings import Settings
from domain.activities import ActivityClosedError
from domain.contacts import MailKind
from domain.people import SignUp
from domain.vocabulary import SignUpState
from services import signing_up
from services.limits import TooOftenError
from services.signing_up import PlacesLeftError, TooManyOpenError
from tests.services.signing_up.made_up import NOW, a_task, owner, stored
from tests.services.signing_up.made_up import sign_up as fill_in

EMAILS = [f"{name}@example.org" for name in ("an", "bo", "cas", "dee", "els", "fay")]
EXPECTED = (ActivityClosedError, PlacesLeftError, TooManyOpenError, TooOftenError)

emails, sizes, places = (
    st.sampled_from(EMAILS),
    st.sampled_from([1, 1, 2]),
    st.sampled_from([None, 0, 1]),
)
which = st.sampled_from([0, 0, 1])


class SigningUp(RuleBasedStateMachine):
    """Two activities, one of them with two tasks, and six people who change their minds."""

    def __init__(self, template: Path) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        shutil.copy(template, Path(self.folder.name) / FILE_NAME)
        self.database = open_database(Settings(var=Path(self.folder.name)))
        self.now = NOW
        self.known = [
            stored(self.database, capacity=2),
            stored(self.database, capacity=1, tasks=(a_task(1), a_task(2))),
        ]
        self.before: dict[str, SignUp] = {}
        self.became: Counter[tuple[str, SignUpState]] = Counter()

    def teardown(self) -> None:
        self.database.close()
        self.folder.cleanup()

    def sign_ups(self, activity) -> list[SignUp]:
        with self.database.read() as session:
            return signups.of_activity(session, activity.id)

    def of(self, number: int, email: str) -> SignUp | None:
        with self.database.read() as session:
            person = people.by_email(session, email)
            return person and signups.find(session, self.known[number].id, person.id)

    def task_id(self, number: int, place: int | None) -> str | None:
        tasks = self.known[number].tasks
        return tasks[place].id if tasks and place is not None else None

    def note(self) -> None:
        """Keep what is, to see what the next step changes."""
        self.before = {one.id: one for each in self.known for one in self.sign_ups(each)}

    @rule(number=which, email=emails, size=sizes, place=places)
    def signs_up(self, number, email, size, place):
        with contextlib.suppress(EXPECTED):
            fill_in(
                self.database,
                self.known[number],
                email,
                people=size,
                task_id=self.task_id(number, place),
                now=self.now,
            )

    @rule(number=which, email=emails, size=sizes, place=places)
    def comes(self, number, email, size, place):
        self.signs_up(number, email, size, place)
        self.says_yes(number, email)

    @rule(number=which, email=emails)
    def says_yes(self, number, email):
        if mine := self.of(number, email):
            with self.database.write() as session:
                people.confirm(session, mine.person_id, now=self.now)
            signing_up.confirm(self.database, mine.id, actor=owner(mine), now=self.now)

    @rule(number=which, email=emails)
    def calls_off(self, number, email):
        if mine := self.of(number, email):
            signing_up.cancel(self.database, mine.id, actor=owner(mine), now=self.now)

    @rule(number=which, email=emails, size=sizes, place=places)
    def changes(self, number, email, size, place):
        if mine := self.of(number, email):
            try:
                signing_up.change(
                    self.database,
                    mine.id,
                    people=size,
                    task_id=self.task_id(number, place),
                    actor=owner(mine),
                    now=self.now,
                )
            except EXPECTED:
                assert self.of(number, email).people == mine.people

    @rule(number=which, capacity=st.integers(1, 4))
    def organiser_changes_the_number_of_places(self, number, capacity):
        with self.database.write() as session:
            found = activities.get(session, self.known[number].id)
            if capacity < found.taken:
                return
            after = activities.save(session, replace(found, capacity=capacity))
            signing_up.activity_changed(session, found, after, self.now)

    @precondition(lambda self: self.now < NOW + timedelta(days=5))
    @rule(hours=st.sampled_from([1, 5, 24]))
    def time_passes(self, hours):  # never as far as the reminders
        self.now += timedelta(hours=hours)

    @rule()
    def the_job_runs(self):
        signing_up.release(self.database, now=self.now)
        for each in self.known:
            assert not [
                one for one in self.sign_ups(each) if one.hold_until and one.hold_until <= self.now
            ]

    @precondition(lambda self: self.before)
    @rule(email=emails)
    def asks_to_be_forgotten(self, email):
        with self.database.write() as session:
            if person := people.by_email(session, email):
                signing_up.leave(session, person.id, now=self.now)

    @invariant()
    def what_was_promised_holds(self):
        before = self.before
        self.note()
        self.now += timedelta(minutes=20)  # a step takes time: nobody is refused for haste
        self.places_are_those_of_who_holds_them_and_never_too_many()
        self.nobody_who_fits_is_left_waiting()
        for id, now in self.before.items():
            was = before.get(id)
            if was is None or was.state is not now.state:
                self.became[id, now.state] += 1
            elif was.hold_until and now.hold_until and was.hold_until < now.hold_until:
                self.became[id, SignUpState.CANCELLED] += 1  # ended and asked again in one step
            if was and was.state is SignUpState.WAITING and now.state is SignUpState.REGISTERED:
                self.nobody_who_would_fit_was_passed(before, now)
        self.every_mail_is_there_once()

    def places_are_those_of_who_holds_them_and_never_too_many(self):
        with self.database.read() as session:
            stored_now = [activities.get(session, each.id) for each in self.known]
        for activity in stored_now:
            found = [one for one in self.before.values() if one.activity_id == activity.id]
            assert len({one.person_id for one in found}) == len(found)
            held = Counter()
            for one in found:
                held[one.task_id] += one.people if one.state in HOLDING else 0
            assert activity.taken == held[None] <= activity.capacity
            for task in activity.tasks:
                assert task.taken == held[task.id] <= task.people

    def nobody_who_fits_is_left_waiting(self):
        with self.database.read() as session:
            for activity in self.known:
                room = signups.room(session, activity.id)
                for one in signups.waiting(session, activity.id):
                    assert one.people > room[one.task_id]
                    assert one.hold_until is None

    def nobody_who_would_fit_was_passed(self, before, moved):
        passed = [
            other
            for other in self.before.values()
            if (other.activity_id, other.task_id) == (moved.activity_id, moved.task_id)
            and other.state is SignUpState.WAITING
            and other.confirmed_at is not None
            and other == before.get(other.id)
            and signups.turn(other) < signups.turn(moved)
            and other.people <= moved.people
        ]
        assert passed == []

    def every_mail_is_there_once(self):
        columns = tables.outbox.c
        with self.database.read() as session:
            rows = session.execute(sa.select(columns.kind, columns.subject_id, columns.key)).all()
        told = Counter(
            (row.subject_id, row.kind) for row in rows if not row.key.startswith("again:")
        )
        for id, now in self.before.items():
            said_yes = now.state is SignUpState.CONFIRMED
            asked = now.state is SignUpState.REGISTERED and now.confirmed_at is not None
            ended = told[id, MailKind.HOLD_ENDED] + told[id, MailKind.SIGN_UP_CANCELLED]
            assert told[id, MailKind.REMINDER] == said_yes
            assert told[id, MailKind.SIGNED_UP] == self.became[id, SignUpState.CONFIRMED]
            assert told[id, MailKind.MOVED_UP] >= asked
            assert ended <= self.became[id, SignUpState.CANCELLED]


@pytest.mark.slow
def test_places_turns_and_mail_stay_right_whatever_happens(migrated_file):
    run_state_machine_as_test(
        lambda: SigningUp(migrated_file),
        settings=settings(
            max_examples=10,
            stateful_step_count=50,
            phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
