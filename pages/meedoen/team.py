"""An InspiratieTeam: what near us still has nobody behind it?"""

import streamlit as st

from domain.seekers import Seeker
from domain.vocabulary import Audience
from ui import html, resources, suggestions, team_page
from ui.components import filters, notices, wishes
from ui.components.place_input import place_input
from ui.words import plain, t

programme = resources.programme()
default = notices.edition_or_stop(programme)

html.show(html.head(plain("team.title"), plain("team.lead")))
with st.container(horizontal=True):
    team_page.ways()
left, right = st.columns(2, gap="medium")
more = st.expander(t("wish.more_questions"), icon=":material/add_circle:")
with more:
    edition = filters.edition_choice(notices.editions(), default)
with left:
    place = place_input(key="team_plaats", label=t("team.place"))
    travel_mode = wishes.travel_input(key="team_reis")
    radius_km = wishes.radius_input(Audience.TEAM, travel_mode, key="team_straal")
    size = st.number_input(
        t("team.size"), 1, 500, None, key="team_grootte", persist_state="session"
    )
with right:
    branches = wishes.branches_input(key="team_branches", label_key="team.branches")
    offers = wishes.offers_input(key="team_aanbod", label_key="team.offers")
with more:
    times = wishes.days_input(programme, edition, key="team_dagen")
    forms = wishes.forms_input(key="team_vormen")
    groups = wishes.groups_input(key="team_groepen")
weights = wishes.weights_input(Audience.TEAM, key="team_gewicht")

if place is None and not branches:
    suggestions.invitation("team.ask_place")
    st.stop()

seeker = Seeker(
    id="",
    audience=Audience.TEAM,
    point=place.point if place else None,
    travel_mode=travel_mode,
    radius_km=radius_km if place else None,
    branches=branches,
    forms=forms,
    groups=groups,
    times=times,
    offers=offers,
    size=int(size) if size else 1,
)
suggestions.show(seeker, place, programme, edition, weights=weights)
if place is not None and place.point is not None:
    team_page.near(place.point, radius_km, edition)
