"""Who makes an activity possible, and the way for who wants to help: for the activity's own page."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from domain.activities import Activity
from services import sponsoring
from ui import html, navigation, resources, state
from ui.words import t


def made_possible(activity: Activity, *, now: datetime) -> None:
    """The sponsors that wish to be named, what helpers get in return, and a link to pledge."""
    shown = sponsoring.made_possible_by(resources.database(), activity)
    if shown:
        st.subheader(t("pledge.made_possible"), anchor=False)
        html.show(html.items(sponsor.name for sponsor in shown))
    if not activity.is_open(now) or not any(need.open for need in activity.needs):
        return
    if activity.return_favour:
        st.subheader(t("field.return_favour.name"), anchor=False)
        html.show(html.paragraph(activity.return_favour))
    st.page_link(
        navigation.page("meedoen/toezeggen.py"),
        label=t("pledge.here"),
        icon=":material/handshake:",
        query_params={state.ID: activity.id},
    )
