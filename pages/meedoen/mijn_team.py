"""A team for those who manage it, opened by their own link."""

import streamlit as st

from domain.accounts import OutsideScopeError
from domain.contacts import LinkPurpose
from domain.errors import VerbindingError
from services.teams import starting
from ui import html, own_team, resources, state, team_page
from ui.components.lost_link import lost_link
from ui.components.outside_scope import outside_scope
from ui.words import plain, t

actor = resources.actor()
mine = actor.subjects(LinkPurpose.TEAM)
team_id = st.query_params.get(state.ID) or (mine[0] if mine else "")
try:
    team = starting.own(resources.database(), team_id, actor=actor)
except OutsideScopeError as error:
    outside_scope(error)
    st.stop()
except VerbindingError:
    html.show(html.head(plain("team.not_open"), plain("team.not_open_help")))
    lost_link(LinkPurpose.TEAM)
    st.stop()

starting.confirm(resources.database(), team_id, actor=actor, now=resources.now())
html.show(html.head(team.name, plain("team.mine_lead")))
st.set_page_config(page_title=plain("shell.page_title", page=team.name))
asked, near, changed = st.tabs([t("team.tab_adoptions"), t("team.tab_near"), t("team.tab_change")])
with asked:
    own_team.adoptions(team, actor)
with near:
    own_team.near(team)
with changed:
    own_team.change(team, actor)
found = starting.own_page(resources.database(), team_id, actor=actor)
team_page.sparks(found)
team_page.share(team, found.edition)
