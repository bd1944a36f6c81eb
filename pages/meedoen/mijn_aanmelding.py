"""A sign-up by its personal link: how it stands, and what can be done about it."""

import streamlit as st

from domain.accounts import OutsideScopeError
from domain.actors import NotAllowedError
from domain.errors import NotFoundError
from services import signing_up
from ui import own_sign_up as view
from ui import resources, state
from ui.components.outside_scope import outside_scope

asked = st.query_params.get(state.ID, "")
now = resources.now()
try:
    mine = signing_up.mine(resources.database(), asked, actor=resources.actor(), now=now)
except OutsideScopeError as error:
    outside_scope(error)
    st.stop()
except (NotAllowedError, NotFoundError):
    view.help_with_link()
    st.stop()

view.header(mine, now=now)
view.answer(mine, now=now)
view.thanks(mine, now=now)
view.practical(mine, now=now)
view.change(mine, now=now)
view.sign_off(mine, now=now)
