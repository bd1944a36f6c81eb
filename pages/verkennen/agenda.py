"""What happens on which day."""

import streamlit as st

from ui import agenda, html, paper, resources
from ui.components import filters, notices
from ui.words import plain

programme = resources.programme()
default = notices.edition_or_stop(programme)

html.show(html.head(plain("agenda.title"), plain("agenda.lead")))
with st.container(horizontal=True, vertical_alignment="bottom", key="filterbalk"):
    edition, wanted = filters.filter_bar(programme, notices.editions(), default, with_days=False)
notices.about_edition(edition)
day = agenda.day_choice(programme, edition)
if day is None:
    html.show(html.empty(plain("agenda.no_days")))
    notices.organise_link()
    st.stop()
agenda.day_list(programme, edition, wanted, day)
paper.programme_sheet(programme, edition, wanted)
