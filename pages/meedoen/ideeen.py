"""Ideas for an activity: look for one, or see one worked out by its own link."""

import streamlit as st

from domain.errors import NotFoundError
from services import ideas
from ui import html, navigation, state
from ui import ideas as view
from ui.words import plain, t

if asked := st.query_params.get(state.IDEA_SHOWN):
    try:
        recipe = ideas.recipe(asked, state.language())
    except NotFoundError:
        html.show(html.head(plain("idea.missing"), plain("idea.missing_help")))
        st.page_link(navigation.page("meedoen/ideeen.py"), label=t("idea.to_ideas"))
        st.stop()
    st.set_page_config(page_title=plain("shell.page_title", page=recipe.title))
    view.worked_out(recipe)
    st.stop()

html.show(html.head(plain("idea.title"), plain("idea.lead")))
st.page_link(
    navigation.page("verkennen/gesprekskaarten.py"),
    label=t("idea.to_cards"),
    icon=":material/forum:",
)
view.library(view.search())
