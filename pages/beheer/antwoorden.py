"""What the answers to proposals say of the weights: beside those in use, and nothing switches."""

import streamlit as st

from domain.actors import check_coordinator
from services.desk.learning import told
from ui import html, resources
from ui.desk import learning
from ui.words import plain, t

actor = resources.actor()
check_coordinator(actor)
html.show(html.head(plain("learning.title"), plain("learning.lead")))
learning.of_the_country(actor)
with st.spinner(t("learning.busy")):
    found = told(resources.database(), actor=actor)
for one in found:
    learning.audience(one)
learning.nothing_switches()
