"""What a team may answer: where it is, how large, and what suits it."""

from __future__ import annotations

import streamlit as st

from domain.editions import Edition
from domain.seekers import Seeker
from domain.vocabulary import Audience
from services.programme import Programme
from ui.components import filters, notices, wishes
from ui.components.place_input import place_input
from ui.seeking.search import Search
from ui.words import t


def ask(programme: Programme, default: Edition) -> Search | None:
    """The questions; None until a place or a branch is known."""
    left, right = st.columns(2, gap="medium")
    with st.expander(t("wish.more_questions"), icon=":material/add_circle:"):
        edition = filters.edition_choice(notices.editions(), default)
        times = wishes.times_input(
            programme, edition, days_key="team_dagen", parts_key="team_dagdelen"
        )
        forms = wishes.forms_input(key="team_vormen")
        groups = wishes.groups_input(key="team_groepen")
    with left:
        place = place_input(key="team_plaats", label=t("team.place"))
        travel_mode = wishes.travel_input(key="team_reis")
        radius_km = wishes.radius_input(key="team_straal")
        size = st.number_input(
            t("team.size"), 1, 500, None, key="team_grootte", persist_state="session"
        )
    with right:
        branches = wishes.branches_input(key="team_branches", label_key="team.branches")
        offers = wishes.offers_input(key="team_aanbod", label_key="team.offers")
    weights = wishes.weights_input(Audience.TEAM, key="team_gewicht")
    if place is None and not branches:
        return None
    seeker = Seeker(
        id="",
        audience=Audience.TEAM,
        point=place.point if place else None,
        travel_mode=travel_mode,
        radius_km=radius_km if place else None,
        branches=branches,
        forms=forms,
        groups=groups,
        times=times,
        offers=offers,
        size=int(size) if size else 1,
    )
    return Search(seeker, place, edition, weights)
