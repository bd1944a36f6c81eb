"""The wall: who makes the week possible, as far as they wish to be named."""

import streamlit as st

from ui import html, navigation, resources, wall
from ui.components import filters, notices
from ui.words import plain, t

programme = resources.programme()
default = notices.edition_or_stop(programme)
html.show(html.head(plain("wall.title"), plain("wall.lead")))
edition = filters.edition_choice(notices.editions(), default)
notices.about_edition(edition)
wall.wall(edition)
st.page_link(
    navigation.page("meedoen/sponsor_worden.py"),
    label=t("sponsor.join"),
    icon=":material/redeem:",
)
