"""A sponsor: what is there to give, and what would it make possible?"""

import streamlit as st

from domain.seekers import Seeker
from domain.vocabulary import Audience, NeedKind
from ui import html, navigation, portfolio, resources, suggestions
from ui.components import filters, notices, wishes
from ui.components.place_input import place_input
from ui.words import plain, t

programme = resources.programme()
default = notices.edition_or_stop(programme)

html.show(html.head(plain("sponsor.title"), plain("sponsor.lead")))
portfolio.begin_with_own()
with st.container(horizontal=True):
    for file, key in (
        ("meedoen/sponsor_worden.py", "sponsor.join"),
        ("meedoen/mijn_sponsor.py", "sponsor.mine"),
        ("verkennen/powered_by.py", "sponsor.wall"),
    ):
        st.page_link(navigation.page(file), label=t(key))
left, right = st.columns(2, gap="medium")
more = st.expander(t("wish.more_questions"), icon=":material/add_circle:")
with more:
    edition = filters.edition_choice(notices.editions(), default)
with left:
    offers = wishes.offers_input(key="gift_aanbod", label_key="sponsor.offers")
    euros = None
    if NeedKind.MONEY in offers:
        euros = st.number_input(
            t("sponsor.budget"), 0, 1_000_000, None, 50, key="gift_budget", persist_state="session"
        )
    shown = st.checkbox(t("sponsor.shown"), key="gift_zichtbaar", persist_state="session")
with right:
    place = place_input(key="gift_plaats", label=t("sponsor.place"))
    radius_km = wishes.radius_input(Audience.SPONSOR, None, key="gift_straal") if place else None
    branches = wishes.branches_input(key="gift_branches")
with more:
    forms = wishes.forms_input(key="gift_vormen")
    groups = wishes.groups_input(key="gift_groepen")

if not offers and place is None and not branches:
    suggestions.invitation("sponsor.ask_offer")
    st.stop()

seeker = Seeker(
    id="",
    audience=Audience.SPONSOR,
    point=place.point if place else None,
    radius_km=radius_km,
    branches=branches,
    forms=forms,
    groups=groups,
    offers=offers,
    budget_cents=None if euros is None else int(euros) * 100,
    wants_to_be_shown=shown or None,
)
how = st.pills(
    t("sponsor.how"),
    ["pakket", "lijst"],
    default="pakket",
    required=True,
    wrap=True,
    format_func=lambda one: t(f"sponsor.how_{one}"),
    key="gift_hoe",
    persist_state="session",
)
if how == "pakket" and offers:
    portfolio.show(portfolio.question_input(seeker), place, programme, edition)
else:
    weights = wishes.weights_input(Audience.SPONSOR, key="gift_gewicht")
    suggestions.show(seeker, place, programme, edition, weights=weights)
