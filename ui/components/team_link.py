"""The way to a team's page."""

from __future__ import annotations

import streamlit as st

from domain.people import Team
from services import explanations
from ui import navigation, state
from ui.words import md


def team_link(team: Team, km: float) -> None:
    """A team that is `km` away."""
    distance = explanations.distance(km, state.language())
    st.page_link(
        navigation.page("verkennen/inspiratieteam.py"),
        label=f"{md(team.name)} ({md(distance)})",
        icon=":material/groups:",
        query_params={state.ID: team.id},
    )
