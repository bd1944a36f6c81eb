"""One activity, by its own link."""

import streamlit as st

from domain.errors import NotFoundError
from services import activities
from ui import html, navigation, resources, state
from ui.components import activity as view
from ui.components import adoption, joining, showing
from ui.components.calendar_link import calendar_link
from ui.components.made_possible import made_possible
from ui.components.said_back import said_back
from ui.seeking import fit
from ui.words import plain, t

asked = st.query_params.get(state.ID, "")
kept = activities.kept(resources.database(), asked)
if kept is not None:
    st.query_params[state.ID] = asked = kept
    html.show(html.notice(plain("activity.was_merged")))
try:
    found = activities.detail(resources.database(), asked)
except NotFoundError:
    html.show(html.head(plain("activity.missing"), plain("activity.missing_help")))
    st.page_link(navigation.page("verkennen/kaart.py"), label=t("activity.to_map"))
    st.stop()

st.set_page_config(page_title=plain("shell.page_title", page=found.activity.title))
now = resources.now()
view.header(found, now=now)
joining.join(found.activity, now=now)
joining.form(found.activity, now=now)
fit.show(found.activity, now=now)
story, practical = st.columns([3, 2], gap="large")
with story:
    showing.photo(found.activity)
    view.story(found.activity)
    joining.tasks(found.activity, now=now)
    view.needs(found.activity)
    made_possible(found.activity, now=now)
    showing.told(found.activity)
    said_back(found.activity, now=now)
    adoption.offer(found.activity, resources.actor())
    view.questions(found.activity)
with practical:
    view.practical(found)
    calendar_link(found.activity)
    view.place_map(found.activity)
    view.pass_on(found)
