"""The desk: one look shows what happens and what waits."""

import streamlit as st

from domain.actors import check_coordinator
from ui import html, resources
from ui.components import filters, notices
from ui.components.sending_notice import sending_notice
from ui.desk import overview, scope
from ui.words import plain, t

actor = resources.actor()
check_coordinator(actor)
programme = resources.programme()
default = notices.edition_or_stop(programme)
html.show(html.head(plain("desk.title"), plain("desk.lead")))
scope.said(actor)
sending_notice()
edition = filters.edition_choice(notices.editions(), default)
overview.waiting(edition, actor)
overview.numbers(programme, edition, actor)
st.header(t("desk.pictures"), anchor=False)
overview.drawn(programme, edition, actor)
