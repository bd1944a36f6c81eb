"""An InspiratieTeam: what near us still has nobody behind it?"""

import streamlit as st

from ui import html, resources, team_page
from ui.components import notices
from ui.seeking import results, team
from ui.words import plain

programme = resources.programme()
default = notices.edition_or_stop(programme)

html.show(html.head(plain("team.title"), plain("team.lead")))
with st.container(horizontal=True):
    team_page.ways()
search = team.ask(programme, default)
if search is None:
    results.invitation("team.ask_place")
    st.stop()

results.show(search, programme)
if search.seeker.point is not None:
    team_page.near(search.seeker.point, search.seeker.radius_km, search.edition)
