"""What this is, the house rules, privacy, and where the facts come from."""

import streamlit as st

from ui import about, html
from ui.words import plain, t

html.show(html.head(plain("about.title"), plain("about.lead")))
week, privacy, access, sources = st.tabs(
    [t("about.week"), t("about.privacy"), t("about.accessibility"), t("about.sources")]
)
with week:
    about.week()
with privacy:
    about.privacy()
with access:
    about.accessibility()
with sources:
    about.sources()
