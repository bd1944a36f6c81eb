"""Putting an activity in one's own calendar."""

from __future__ import annotations

import streamlit as st

from domain.activities import Activity
from ui.words import t


def calendar_link(activity: Activity) -> None:
    """A link to the activity as a calendar file, while its time is known."""
    if not activity.slots:
        return
    st.link_button(
        t("my_sign_up.calendar"),
        f"activiteit/{activity.id}.ics",
        icon=":material/calendar_add_on:",
        type="tertiary",
    )
