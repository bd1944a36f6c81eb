"""What a volunteer may answer: where in sight, the rest folded away with its answer on the button.

What stays open costs nothing.
"""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from domain.editions import Edition
from domain.seekers import Seeker
from domain.vocabulary import Audience
from i18n.texts import labels
from matching.seekers import REACH_KM, USUAL_REACH_KM
from services.explanations import whole_km
from services.programme import Programme
from services.volunteering.words import spare_time
from ui import state
from ui.components import filters, notices, wishes
from ui.components.place_input import place_input
from ui.seeking.search import Search
from ui.words import t

_PLACE, _DAYS, _PARTS = "help_plaats", "help_dagen", "help_dagdelen"
_MINUTES, _TRAVEL, _RADIUS = "help_tijd", "help_reis", "help_straal"
_MORE = ("help_branches", "help_vormen", "help_groepen")


def has_place() -> bool:
    """Whether something stands in the field for the place."""
    return bool(st.session_state.get(_PLACE))


def ask(programme: Programme, default: Edition) -> Search | None:
    """The questions; None until a place is known or something from home is asked for."""
    place = place_input(key=_PLACE, label=t("volunteer.place"), with_location=True)
    with st.container(key="vragen", horizontal=True, gap="xsmall", vertical_alignment="center"):
        when, how_long, how_far = _first_folds()
        at_home = wishes.where_input(key="help_waar")
        more = _last_fold()
    with more:
        branches = wishes.branches_input(key=_MORE[0])
        forms = wishes.forms_input(key=_MORE[1])
        groups = wishes.groups_input(key=_MORE[2])
        edition = filters.edition_choice(notices.editions(), default)
        weights = wishes.weights_input(Audience.VOLUNTEER, key="help_gewicht")
    with when:
        times = wishes.times_input(programme, edition, days_key=_DAYS, parts_key=_PARTS)
    with how_long:
        minutes = wishes.minutes_input(key=_MINUTES)
    with how_far:
        travel_mode = wishes.travel_input(key=_TRAVEL)
        radius_km = wishes.radius_input(key=_RADIUS)
    if place is None and not at_home:
        return None
    seeker = Seeker(
        id="",
        audience=Audience.VOLUNTEER,
        point=place.point if place else None,
        travel_mode=travel_mode,
        radius_km=radius_km if place else None,
        branches=branches,
        forms=forms,
        groups=groups,
        times=times,
        at_home=at_home,
        minutes=minutes,
    )
    return Search(seeker, place, edition, weights)


def _first_folds() -> tuple[DeltaGenerator, DeltaGenerator, DeltaGenerator]:
    """Where the questions when, how long and how far go; the button of each says its answer."""
    return st.popover(_when()), st.popover(_how_long()), st.popover(_how_far())


def _last_fold() -> DeltaGenerator:
    """Where the questions go that may be skipped; its button counts those answered."""
    answered = sum(bool(st.session_state.get(key)) for key in _MORE)
    return st.popover(t("volunteer.more", count=answered))


def _when() -> str:
    days, parts = st.session_state.get(_DAYS), st.session_state.get(_PARTS)
    if parts and not days:
        return t("volunteer.when_part", parts=labels(state.language(), parts))
    return t("volunteer.when", count=len(days or []))


def _how_long() -> str:
    minutes = st.session_state.get(_MINUTES)
    if minutes is None:
        return t("volunteer.how_long_open")
    return t("volunteer.how_long", time=spare_time(minutes, state.language()))


def _how_far() -> str:
    limit = wishes.chosen_radius(_RADIUS)
    if limit is not None:
        return t("volunteer.at_most", distance=_kilometres(limit))
    travel_mode = st.session_state.get(_TRAVEL)
    usual = REACH_KM[travel_mode] if travel_mode else USUAL_REACH_KM[Audience.VOLUNTEER]
    return t("volunteer.how_far", distance=_kilometres(usual))


def _kilometres(km: float) -> str:
    return t("wish.km", km=whole_km(km, state.language()))
