"""The edition: its days, its words, and what is published at once."""

import streamlit as st

from domain.actors import check_coordinator
from ui import html, resources
from ui.components import filters, notices
from ui.desk import edition_form, scope
from ui.words import plain, t

actor = resources.actor()
check_coordinator(actor)
html.show(html.head(plain("edition.title"), plain("edition.lead")))
scope.said(actor)
every = notices.editions()
if not actor.scope.is_national:
    html.show(html.notice(plain("edition.national_only")))
elif every:
    chosen = filters.edition_choice(every, every[0])
    edition_form.edition_form(chosen, actor)
    st.markdown(t("edition.retention"))
if actor.scope.is_national:
    edition_form.next_edition(actor)
