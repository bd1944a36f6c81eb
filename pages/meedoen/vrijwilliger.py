"""A volunteer: where, when and how, and what suits then."""

import streamlit as st

from domain.seekers import Seeker
from domain.vocabulary import Audience
from ui import html, resources, suggestions
from ui.components import filters, notices, wishes
from ui.components.place_input import place_input
from ui.words import plain, t

programme = resources.programme()
default = notices.edition_or_stop(programme)

html.show(html.head(plain("volunteer.title"), plain("volunteer.lead")))
left, right = st.columns(2, gap="medium")
more = st.expander(t("wish.more_questions"), icon=":material/add_circle:")
with more:
    edition = filters.edition_choice(notices.editions(), default)
with left:
    place = place_input(key="help_plaats", label=t("volunteer.place"))
    travel_mode = wishes.travel_input(key="help_reis")
    radius_km = wishes.radius_input(Audience.VOLUNTEER, travel_mode, key="help_straal")
with right:
    times = wishes.days_input(programme, edition, key="help_dagen")
    at_home = wishes.where_input(key="help_waar")
with more:
    branches = wishes.branches_input(key="help_branches")
    forms = wishes.forms_input(key="help_vormen")
    groups = wishes.groups_input(key="help_groepen")
weights = wishes.weights_input(Audience.VOLUNTEER, key="help_gewicht")

if place is None and not at_home:
    suggestions.invitation("volunteer.ask_place")
    st.stop()

seeker = Seeker(
    id="",
    audience=Audience.VOLUNTEER,
    point=place.point if place else None,
    travel_mode=travel_mode,
    radius_km=radius_km if place else None,
    branches=branches,
    forms=forms,
    groups=groups,
    times=times,
    at_home=at_home,
)
suggestions.show(seeker, place, programme, edition, weights=weights)
