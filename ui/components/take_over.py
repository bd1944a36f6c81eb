"""Take an idea over: the way from what somebody thought of to one's own activity."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ui import html, navigation
from ui.words import plain, t


def take_over(asked: Mapping[str, str]) -> None:
    """The way to a new activity that begins with what `asked` names: an idea, or an activity."""
    with st.container(key="neem_over"):
        st.page_link(
            navigation.page("meedoen/organiseren.py"),
            label=t("idea.take_over"),
            icon=":material/content_copy:",
            query_params=dict(asked),
        )
        html.show(html.lines(["", plain("idea.take_over_help")]))
