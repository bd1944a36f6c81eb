"""Ideas for an activity: look for one that fits your time, people and street."""

import streamlit as st

from ui import html, ideas, navigation
from ui.words import plain, t

html.show(html.head(plain("idea.title"), plain("idea.lead")))
st.page_link(
    navigation.page("verkennen/gesprekskaarten.py"),
    label=t("idea.to_cards"),
    icon=":material/forum:",
)
ideas.library(ideas.search())
