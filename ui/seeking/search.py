"""What a visitor looks for, and remembered for as long as the visit lasts."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from domain.editions import Edition
from domain.places import Place
from domain.seekers import Seeker
from matching.weights import Weights
from ui import state


@dataclass(frozen=True, slots=True)
class Search:
    """Who looks, from where, in which edition, and what counts most. None as place: not said."""

    seeker: Seeker
    place: Place | None
    edition: Edition
    weights: Weights


def remember(search: Search) -> bool:
    """Keep it for the page of an activity. Whether it is another than the one before."""
    is_new = st.session_state.get(state.SEARCH) != search
    st.session_state[state.SEARCH] = search
    return is_new


def remembered() -> Search | None:
    """The last search of this visit; None when there was none."""
    found = st.session_state.get(state.SEARCH)
    return found if isinstance(found, Search) else None
