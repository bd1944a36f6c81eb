"""A sponsor for those who manage it, opened by their own link."""

import streamlit as st

from ui import own_sponsor, resources, sponsor_report
from ui.components import spoken
from ui.words import plain, t

actor = resources.actor()
found = own_sponsor.found_or_stop(actor)
st.set_page_config(page_title=plain("shell.page_title", page=found.sponsor.name))
own_sponsor.head(found)
spoken.say()
given, did, changed = st.tabs(
    [t("sponsor.tab_pledges"), t("sponsor.tab_report"), t("sponsor.tab_change")],
    key="sponsor_tabs",
)
with given:
    own_sponsor.pledges(found.sponsor, actor)
with did:
    sponsor_report.show(found.sponsor, actor)
with changed:
    own_sponsor.change(found.sponsor, actor)
own_sponsor.switch(actor, found.sponsor)
