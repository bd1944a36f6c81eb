"""What a button brought, said once at the top of the page that is drawn after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from domain.errors import VerbindingError
from ui import state
from ui.words import sentence


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence for a Markdown place, and whether it says that something worked."""

    words: str
    has_worked: bool


def attempt(action: Callable[[], object], *, done: str) -> None:
    """Do `action` for a button's `on_click`, and remember `done`, or what would help instead."""
    try:
        action()
    except VerbindingError as error:
        st.session_state[state.SAID] = Said(sentence(error), has_worked=False)
    else:
        st.session_state[state.SAID] = Said(done, has_worked=True)


def say() -> None:
    """Say what the last button brought; once. A screen reader reads it at once."""
    said = st.session_state.pop(state.SAID, None)
    if isinstance(said, Said):
        (st.success if said.has_worked else st.warning)(said.words)
