"""A proposal by its personal link: an activity that fits, and a yes or a no."""

import streamlit as st

from domain.actors import NotAllowedError
from services.planning import answering
from ui import proposal as view
from ui import resources, state

asked = st.query_params.get(state.ID, "")
try:
    mine = answering.mine(resources.database(), asked, actor=resources.actor(), now=resources.now())
except NotAllowedError:
    view.closed()
    st.stop()

view.header(mine)
with st.container(width=720):
    view.what(mine)
    view.answer(mine)
    view.less(mine)
