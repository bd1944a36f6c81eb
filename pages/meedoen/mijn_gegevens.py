"""What is kept about somebody: to see, put right, take along and erase, by a link that was mailed."""

import streamlit as st

from domain.contacts import LinkPurpose
from services import my_data
from ui import html, resources, state
from ui import own_data as view
from ui.components.spoken import say

way_back = st.session_state.get(state.WAY_BACK)
if way_back:
    view.back_link(way_back)
    st.stop()

actor = resources.actor()
ids = actor.subjects(LinkPurpose.PERSON)
if not ids:
    view.ask_link()
    st.stop()

# Two people at one computer: the one whose link was opened is shown, the other after signing out.
mine = my_data.mine(resources.database(), ids[0], actor=actor)
html.show(view.greeting(mine))
say()
with st.container(width=720):
    view.taking_part(mine)
    view.who(mine)
    view.wishes(mine)
    view.how_often(mine)
    view.calendar(mine)
    view.everything(mine)
    view.stop(mine)
