"""Two quick taps on one button do its work once, and what the first one did stays on screen."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from services.importing import Undone
from services.organising.many import Decided, Decision
from ui import import_history, state
from ui.components import moments_input
from ui.reviewing import many, merging


@pytest.fixture
def kept(monkeypatch):
    """What the visit keeps, with the desk's services replaced by ones that count."""
    kept: dict[str, object] = {"times": 0}

    def does(answer):
        def work(*_, **__):
            kept["times"] += 1
            return answer

        return work

    here = SimpleNamespace(database=str, actor=str, now=str)
    for module in (import_history, many, merging):
        monkeypatch.setattr(module, "st", SimpleNamespace(session_state=kept))
        monkeypatch.setattr(module, "resources", here)
    monkeypatch.setattr(many.many, "decide", does(Decided(("Soep",), ())))
    done = SimpleNamespace(activity=SimpleNamespace(title="Soep"))
    monkeypatch.setattr(merging.merging, "merge", does(done))
    monkeypatch.setattr(import_history.importing, "undo", does(Undone(1, ())))
    monkeypatch.setattr(import_history, "work", lambda: SimpleNamespace(outcome=None))
    return kept


def test_many_are_decided_on_once(kept):
    pending = many.Pending((), Decision.PUBLISH)
    kept[state.REVIEW_PENDING] = pending
    many._decide(pending, "")
    many._decide(pending, "")
    assert kept["times"] == 1
    assert kept[state.REVIEW_DECIDED].done == ("Soep",)


def test_two_are_merged_once(kept):
    kept[state.MERGING] = ("a", "b")
    one = SimpleNamespace(id="a", version=1)
    seen = SimpleNamespace(keep=one, drop=one)
    merging._merge(seen)
    merging._merge(seen)
    assert kept["times"] == 1
    assert kept[state.MERGED] == "Soep"


def test_an_import_is_taken_out_once(kept):
    kept[state.IMPORT_ASKED] = "i1"
    import_history._undo("i1")
    import_history._undo("i1")
    assert kept["times"] == 1
    assert kept[state.IMPORT_UNDONE].removed == 1


def test_a_moment_is_taken_away_once():
    shown = moments_input.Moments([0, 1, 2], 3)
    moments_input._drop(shown, 1)
    moments_input._drop(shown, 1)
    assert shown.numbers == [0, 2]
