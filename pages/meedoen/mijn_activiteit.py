"""My activity: change it, see who comes, write to them, thank them. Opened by a personal link."""

import streamlit as st

from ui import my_activity, resources, taking_part
from ui.components import adoption
from ui.components.pledges_of_activity import pledges_of_activity
from ui.words import t

mine = my_activity.found_or_stop()
my_activity.head(mine)
edit, people, given, after, rest = st.tabs(
    [
        t("mine.tab_edit"),
        t("mine.tab_people"),
        t("pledge.organiser_title"),
        t("mine.tab_after"),
        t("mine.tab_rest"),
    ],
    key="mijn_tabs",
)
with edit:
    my_activity.edit_tab(mine)
    my_activity.photo_part(mine)
with people:
    taking_part.people_tab(mine)
with given:
    pledges_of_activity(mine.activity, resources.actor())
    adoption.answers(mine.activity, resources.actor())
with after:
    taking_part.after_tab(mine)
with rest:
    my_activity.copy_tab(mine)
    my_activity.link_tab(mine)
    my_activity.cancel_part(mine)
