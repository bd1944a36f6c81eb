"""Become a sponsor in a minute, without an account."""

import streamlit as st

from domain.activities import new_id
from domain.contacts import LinkPurpose
from domain.errors import VerbindingError
from services import sponsoring
from ui import html, resources, sponsor_form, state
from ui.components import notices
from ui.components.contact_input import contact_fields
from ui.components.lost_link import lost_link
from ui.words import plain, sentence, t

programme = resources.programme()
edition = notices.edition_or_stop(programme)
html.show(html.head(plain("sponsor.join_title"), plain("sponsor.join_lead")))
if state.SPONSOR_JOINED in st.session_state:
    sponsor_form.joined(st.session_state[state.SPONSOR_JOINED])
    st.stop()

html.show(html.notice(plain("sponsor.no_payments")))
# One id for as long as the form stands there: a double click makes one sponsor.
sponsor_id = st.session_state.setdefault(state.SPONSOR_DRAFT, new_id())
wanted = sponsor_form.sponsor_fields(sponsor_id, edition.id, start=None, key="nieuwe_sponsor")
st.header(t("sponsor.contact"), anchor=False)
contact = contact_fields(key="nieuwe_sponsor")
st.markdown(t("sponsor.privacy"))
if st.button(t("sponsor.join_button"), type="primary", icon=":material/redeem:"):
    try:
        made = sponsoring.join(
            resources.database(),
            wanted,
            contact,
            source_address=resources.source_address(),
            now=resources.now(),
        )
    except VerbindingError as error:
        st.error(sentence(error))
    else:
        st.session_state[state.SPONSOR_JOINED] = made
        st.session_state.pop(state.SPONSOR_DRAFT)
        st.rerun()
lost_link(LinkPurpose.SPONSOR)
