"""Which tests `script/check` chooses."""

from __future__ import annotations

import pytest

from script.touched_tests import MOST, chosen, near


@pytest.mark.parametrize(
    ("file", "test"),
    [
        ("services/desk/outbox.py", "tests/services/desk/test_outbox.py"),
        ("data/repositories/people.py", "tests/data/test_repositories.py"),
        ("data/tables/desk.py", "tests/data/test_privacy.py"),
        ("pages/verkennen/agenda.py", "tests/pages/test_pages.py"),
        ("tests/test_touched.py", "tests/test_touched.py"),
    ],
)
def test_a_change_is_tried_by_the_tests_that_mirror_it_or_open_it(file, test):
    assert test in near(file)


def test_the_tests_that_carry_the_name_come_first():
    assert near("services/signing_up/registering.py")[0] == (
        "tests/services/signing_up/test_registering.py"
    )


def test_what_no_test_imports_is_tried_through_what_imports_it():
    assert near("ui/components/pledge_steps.py") != []


def test_what_everything_imports_does_not_bring_everything():
    assert len(near("domain/vocabulary.py")) == MOST


def test_each_test_runs_once_and_a_removed_one_never():
    file = "services/desk/outbox.py"

    assert chosen([file, file]) == near(file)
    assert chosen(["tests/test_that_was_removed.py"]) == []
