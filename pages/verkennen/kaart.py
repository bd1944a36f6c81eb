"""The map of all activities, with the list beside it."""

import streamlit as st

from ui import explore, html, resources, state
from ui.components import filters, notices
from ui.components.place_input import place_input
from ui.seeking.search import remember_place
from ui.words import plain, t

programme = resources.programme()
default = notices.edition_or_stop(programme)

html.show(html.head(plain("explore.title"), plain("explore.lead")))
explore.ways_in()
with st.container(key="filterbalk", horizontal=True, vertical_alignment="bottom"):
    place = place_input(key="kaart_plaats", label=t("explore.place"), parameter=state.PLACE)
    edition, wanted = filters.filter_bar(programme, notices.editions(), default, with_days=True)
if place is not None:
    remember_place(place, edition)
notices.about_edition(edition)
explore.welcome(edition)
explore.explore(programme, edition, wanted, place)
