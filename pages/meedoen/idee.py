"""One idea worked out, by its own link."""

import streamlit as st

from domain.errors import NotFoundError
from services import ideas
from ui import html, navigation, state
from ui import ideas as view
from ui.words import plain, t

try:
    recipe = ideas.recipe(st.query_params.get(state.ID, ""), state.language())
except NotFoundError:
    html.show(html.head(plain("idea.missing"), plain("idea.missing_help")))
    st.page_link(navigation.page("meedoen/ideeen.py"), label=t("idea.to_ideas"))
    st.stop()

st.set_page_config(page_title=plain("shell.page_title", page=recipe.title))
view.worked_out(recipe)
