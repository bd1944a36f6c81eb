"""Start an InspiratieTeam in a minute."""

import streamlit as st

from domain.activities import new_id
from domain.contacts import LinkPurpose
from domain.errors import VerbindingError
from services.teams import starting
from ui import html, navigation, resources, state, team_form
from ui.components import contact_input, notices
from ui.components.lost_link import lost_link
from ui.words import plain, sentence, t

_FORM_WIDTH = 640  # pixels: a line that is easy to fill in

programme = resources.programme()
edition = notices.edition_or_stop(programme)
html.show(html.head(plain("team.start"), plain("team.start_lead")))
if state.TEAM_STARTED in st.session_state:
    team_form.started(st.session_state[state.TEAM_STARTED])
    st.stop()

# One id for as long as the form stands there: a double click makes one team.
team_id = st.session_state.setdefault(state.TEAM_DRAFT, new_id())
others = starting.visible(resources.database(), edition.id)
spark = st.query_params.get(state.SPARK)
inspired = next((one for one in others if one.id == spark), None)
if inspired:
    html.show(html.notice(plain("team.spark_welcome", team=inspired.name)))
with st.container(width=_FORM_WIDTH):
    team = team_form.team_fields(
        team_id, edition.id, others, start=None, key="nieuw_team", spark=spark
    )
    contact = contact_input.contact_fields(key="nieuw_team")
st.markdown(t("team.privacy"))
if st.button(t("team.start_button"), type="primary", icon=":material/local_fire_department:"):
    try:
        made = starting.start(
            resources.database(),
            team,
            contact,
            source_address=resources.source_address(),
            now=resources.now(),
        )
    except VerbindingError as error:
        st.error(sentence(error))
    else:
        st.session_state[state.TEAM_STARTED] = made
        st.session_state.pop(state.TEAM_DRAFT)
        st.rerun()
lost_link(LinkPurpose.TEAM)
st.page_link(
    navigation.page("verkennen/inspiratieketen.py"),
    label=t("team.to_chain"),
    icon=":material/account_tree:",
)
