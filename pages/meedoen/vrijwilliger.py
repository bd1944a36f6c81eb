"""A volunteer: where, when and how, and what suits then."""

import streamlit as st

from domain.seekers import Seeker
from domain.vocabulary import Audience
from ui import ask_me, html, resources, suggestions
from ui import volunteer_questions as questions
from ui.components import notices, wishes
from ui.components.place_input import place_input
from ui.words import plain, t

programme = resources.programme()
default = notices.edition_or_stop(programme)

lead = "" if questions.has_place() else plain("volunteer.lead")  # the first result comes near
html.show(html.head(plain("volunteer.title"), lead))
place = place_input(key=questions.PLACE, label=t("volunteer.place"), with_location=True)
with st.container(key="vragen", horizontal=True, gap="xsmall", vertical_alignment="center"):
    when, how = questions.first_folds()
    at_home = wishes.where_input(key="help_waar")
    more = questions.last_fold()
with more:
    edition, branches, forms, groups = questions.more(default)
    weights = wishes.weights_input(Audience.VOLUNTEER, key="help_gewicht")
with when:
    times = wishes.days_input(programme, edition, key=questions.DAYS)
with how:
    travel_mode, radius_km = questions.how()

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
if place is None and not at_home:
    suggestions.invitation("volunteer.ask_place")
else:
    suggestions.show(seeker, place, programme, edition, weights=weights)
    ask_me.show(seeker, place)
