"""The list and the map: beside each other on a wide screen, one tap apart on a phone."""

from __future__ import annotations

from enum import StrEnum

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from i18n.texts import Language, text
from ui import bound, state
from ui.words import t


class View(StrEnum):
    """What a narrow screen shows."""

    LIST = "lijst"
    MAP = "kaart"


def _word(view: View, language: Language) -> str:
    return text(language, f"view.{view}")


def side_by_side(*, key: str, default: View = View.LIST) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Containers for the list and the map, in that order; `key` is unique on the page.

    The list comes first in the page, so that a keyboard or a screen reader meets it first; the
    style sheet decides by the containers' keys what a narrow screen shows.
    """
    with st.container(key="beeldkeuze"):
        chosen = st.segmented_control(
            t("view.label"),
            list(View),
            default=default,
            required=True,
            format_func=bound.words(state.VIEW, list(View), _word),
            key=state.VIEW,
            label_visibility="collapsed",
            bind="query-params",
            width="stretch",
        )
    with st.container(key=f"beeld_{chosen}"):
        list_side, map_side = st.columns([5, 7], gap="medium")
    return (
        list_side.container(key=f"lijstvak_{key}"),
        map_side.container(key=f"kaartvak_{key}"),
    )
