"""Counting a look, once a visit for whatever was answered."""

from __future__ import annotations

import streamlit as st

from domain.editions import Edition
from domain.looks import Look
from domain.places import Place
from domain.seekers import Seeker
from domain.times import to_local
from services import looks
from ui import resources, state


def note(seeker: Seeker, place: Place | None, edition: Edition) -> None:
    """Count that somebody looked and which questions they answered: each once in this visit."""
    counted: set[Look] = st.session_state.setdefault(state.LOOKED, set())
    today = to_local(resources.now()).date()
    province = place.province if place else None
    new = looks.made(seeker, province, edition, today=today) - counted
    if new:
        resources.look_book().count(new)
        counted |= new
