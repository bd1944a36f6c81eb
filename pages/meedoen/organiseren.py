"""Put an activity on the map: what, where, when. Everything else may follow."""

import streamlit as st

from domain.contacts import LinkPurpose
from ui import html, organising
from ui.components import activity_form, activity_more
from ui.components.lost_link import lost_link
from ui.words import plain, t

edition = organising.edition_or_stop()
work = organising.work(edition)
if work.placed is not None:
    organising.done(work.placed, edition)
    st.stop()

html.show(html.head(plain("organise.title"), plain("organise.lead")))
organising.inspiration(work)
form, picture = st.columns([3, 2], gap="large")
with form:
    typed = activity_form.essentials(work.start, edition, key=work.key)
    organising.doubles(typed, work.start, edition)
    accepts, contact = organising.agreement(work)
    is_ready = st.button(
        t("organise.put_on_map"),
        type="primary",
        icon=":material/add_location_alt:",
        key="org_plaats",
    )
    answer = st.container()
    st.markdown(t("organise.more_lead"))
    told = activity_more.more(work.start, key=work.key)
with picture:
    typed = organising.preview(typed, told, edition, key=work.key)
if is_ready:
    with answer:
        organising.place(work, typed, told, accepts=accepts, contact=contact)
lost_link(LinkPurpose.ACTIVITY)
