"""What a volunteer may answer beside where they are: folded away, each with its answer in sight.

"I do not know yet" is what stands there until somebody chooses, and it costs nothing.
"""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from domain.branches import Branch
from domain.editions import Edition
from domain.vocabulary import Audience, ConnectionForm, TargetGroup, TravelMode
from matching.seekers import REACH_KM, USUAL_REACH_KM
from ui.components import filters, notices, wishes
from ui.words import t

PLACE, DAYS, TRAVEL, RADIUS = "help_plaats", "help_dagen", "help_reis", "help_straal"
_MORE = ("help_branches", "help_vormen", "help_groepen")


def has_place() -> bool:
    """Whether something stands in the field for the place."""
    return bool(st.session_state.get(PLACE))


def first_folds() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Where the questions when and how go; the button of each says its answer."""
    days = st.session_state.get(DAYS) or []
    return st.popover(t("volunteer.when", count=len(days))), st.popover(_how_far())


def last_fold() -> DeltaGenerator:
    """Where the questions go that may be skipped; its button counts those answered."""
    answered = sum(bool(st.session_state.get(key)) for key in _MORE)
    return st.popover(t("volunteer.more", count=answered))


def how() -> tuple[TravelMode | None, float | None]:
    """How does somebody come, and how far at most?"""
    travel_mode = wishes.travel_input(key=TRAVEL)
    return travel_mode, wishes.radius_input(Audience.VOLUNTEER, travel_mode, key=RADIUS)


def more(
    default: Edition,
) -> tuple[Edition, frozenset[Branch], frozenset[ConnectionForm], frozenset[TargetGroup]]:
    """What may be skipped: which week, and what somebody likes and with whom."""
    branches = wishes.branches_input(key=_MORE[0])
    forms = wishes.forms_input(key=_MORE[1])
    groups = wishes.groups_input(key=_MORE[2])
    edition = filters.edition_choice(notices.editions(), default)
    return edition, branches, forms, groups


def _how_far() -> str:
    travel_mode = st.session_state.get(TRAVEL)
    usual = REACH_KM[travel_mode] if travel_mode else USUAL_REACH_KM[Audience.VOLUNTEER]
    km = st.session_state.get(f"{RADIUS}_{travel_mode}", round(usual))
    return t("volunteer.how_far", distance=wishes.distance_words(km))
