"""What a visitor looks for, and remembered for as long as the visit lasts."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from domain.editions import Edition
from domain.places import Place
from domain.seekers import Seeker
from domain.vocabulary import Audience
from matching.weights import Weights, current
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


def remember_place(place: Place, edition: Edition) -> None:
    """Somebody said where they are, and not more than that: what they said before stays."""
    before = remembered()
    if before is None:
        seeker = Seeker("", Audience.VOLUNTEER, point=place.point)
        before = Search(seeker, place, edition, current(Audience.VOLUNTEER))
    remember(replace(before, seeker=replace(before.seeker, point=place.point), place=place))


def remembered() -> Search | None:
    """The last search of this visit; None when there was none."""
    found = st.session_state.get(state.SEARCH)
    return found if isinstance(found, Search) else None
