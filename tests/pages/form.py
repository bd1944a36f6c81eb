"""The form of an activity, filled in as a visitor does."""

from __future__ import annotations

from datetime import date

from ui import state


def key_of(test) -> str:
    (found,) = test.session_state[state.ORGANISING].values()
    return found.key


def filled(test, title="Soep voor de straat", place="Zwolle", day=date(2026, 12, 8)):
    key = key_of(test)
    test.text_input(key=f"{key}_wat").set_value(title)
    test.text_input(key=f"{key}_waar").set_value(place)
    test.date_input(key=f"{key}_andere_dag").set_value(day)
    test.checkbox(key=f"{key}_spelregels").set_value(True)
    return test.run()
