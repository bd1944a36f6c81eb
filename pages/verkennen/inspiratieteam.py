"""One InspiratieTeam, by its own link."""

import streamlit as st

from domain.errors import NotFoundError
from services.teams import starting
from ui import html, navigation, resources, state, team_page
from ui.words import plain, t

try:
    found = starting.page(resources.database(), st.query_params.get(state.ID, ""))
except NotFoundError:
    html.show(html.head(plain("team.missing"), plain("team.missing_help")))
    st.page_link(navigation.page("meedoen/team.py"), label=t("team.to_teams"))
    st.stop()

st.set_page_config(page_title=plain("shell.page_title", page=found.team.name))
st.page_link(
    navigation.page("verkennen/inspiratieketen.py"),
    label=t("team.to_chain"),
    icon=":material/arrow_back:",
)
team_page.header(found)
team_page.activities(found)
team_page.sparks(found)
team_page.share(found.team, found.edition)
