"""The chain of inspiration: who gave whom the spark, and how far it went."""

import streamlit as st

from domain.branches import Branch
from i18n.texts import label
from services.teams import starting
from services.teams.chain import chain, reach
from ui import html, navigation, resources, state, team_page
from ui.components import filters, notices
from ui.words import plain, t

programme = resources.programme()
default = notices.edition_or_stop(programme)
html.show(html.head(plain("chain.title"), plain("chain.lead")))
left, right = st.columns(2, gap="medium")
with left:
    edition = filters.edition_choice(notices.editions(), default)
with right:
    branch = st.selectbox(
        t("chain.one_branch"),
        list(Branch),
        index=None,
        format_func=lambda one: label(state.language(), one),
        placeholder=t("chain.every_branch"),
        key="keten_branche",
    )
st.page_link(
    navigation.page("meedoen/team_starten.py"),
    label=t("team.start"),
    icon=":material/local_fire_department:",
)
teams = starting.visible(resources.database(), edition.id)
links = chain([team for team in teams if branch is None or team.branch is branch])
if not links:
    html.show(html.empty(plain("chain.empty")))
    st.stop()
found = reach(links)
team_page.numbers(found)
team_page.tree(links)
team_page.spread(found)
