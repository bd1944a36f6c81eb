"""A sponsor: what is there to give, and what would it make possible?"""

from dataclasses import replace

import streamlit as st

from domain.vocabulary import Audience
from ui import html, looks, portfolio, resources
from ui.components import notices, wishes
from ui.seeking import results, sponsor
from ui.words import plain

programme = resources.programme()
default = notices.edition_or_stop(programme)

html.show(html.head(plain("sponsor.title"), plain("sponsor.lead")))
portfolio.begin_with_own()
sponsor.ways()
search = sponsor.ask(default)
if search is None:
    results.invitation("sponsor.ask_offer")
    st.stop()

if sponsor.wants_a_portfolio() and search.seeker.offers:
    question = portfolio.question_input(sponsor.within_region(search.seeker))
    looks.note(search.seeker, search.place, search.edition)
    portfolio.show(question, search.place, programme, search.edition)
else:
    weights = wishes.weights_input(Audience.SPONSOR, key="gift_gewicht")
    results.show(replace(search, weights=weights), programme)
