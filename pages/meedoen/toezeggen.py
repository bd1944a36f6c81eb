"""Pledge towards one activity, as a sponsor whose link was opened here."""

import streamlit as st

from domain.errors import NotFoundError
from services import activities
from ui import html, navigation, pledge_form, resources, state
from ui.components.cards import activity_card
from ui.words import plain, t

try:
    found = activities.detail(resources.database(), st.query_params.get(state.ID, ""))
except NotFoundError:
    html.show(html.head(plain("activity.missing"), plain("activity.missing_help")))
    st.page_link(navigation.page("verkennen/kaart.py"), label=t("activity.to_map"))
    st.stop()

html.show(html.head(plain("pledge.title"), plain("pledge.lead")))
pledge_form.said()
give, what = st.columns([3, 2], gap="large")
with what:
    activity_card(
        found.activity, found.edition, key="toezeggen", now=resources.now(), with_sign_up=False
    )
    if found.activity.return_favour:
        st.subheader(t("field.return_favour.name"), anchor=False)
        html.show(html.paragraph(found.activity.return_favour))
with give:
    html.show(html.notice(plain("sponsor.no_payments")))
    actor = resources.actor()
    sponsor = pledge_form.sponsor_or_stop(actor)
    pledge_form.pledge_form(found.activity, sponsor, actor)
    st.page_link(
        navigation.page("meedoen/mijn_sponsor.py"),
        label=t("sponsor.mine"),
        icon=":material/redeem:",
        query_params={state.ID: sponsor.id},
    )
