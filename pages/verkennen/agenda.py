"""What happens on which day."""

import streamlit as st

from ui import agenda, html, resources
from ui.components import filters, notices
from ui.words import plain

programme = resources.programme()
edition = notices.edition_or_stop(programme)

html.show(html.head(plain("agenda.title"), plain("agenda.lead")))
with st.container(horizontal=True, vertical_alignment="bottom", key="filterbalk"):
    words = filters.words_input()
    edition = filters.edition_choice(notices.editions(), edition)
    wanted = filters.filter_inputs(programme, edition, words=words, days=[])
day = agenda.day_choice(programme, edition)
if day is None:
    html.show(html.empty(plain("agenda.no_days")))
    st.stop()
agenda.day_list(programme, edition, wanted, day)
