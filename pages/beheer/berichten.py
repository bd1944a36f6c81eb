"""Mail: what waits, went or did not go, and a message to the organisers of a selection."""

import streamlit as st

from domain.actors import check_coordinator
from ui import html, resources
from ui.components import filters, notices, spoken
from ui.desk import messages, outbox, scope
from ui.words import plain, t

actor = resources.actor()
check_coordinator(actor)
default = notices.edition_or_stop(resources.programme())
html.show(html.head(plain("messages.title"), plain("messages.lead")))
scope.said(actor)
spoken.say()
outbox.numbers(actor)
sent, writing = st.tabs([t("messages.mail"), t("messages.write")], key="berichten")
with sent:
    outbox.mail_list(actor)
with writing:
    messages.waiting(actor)
    edition = filters.edition_choice(notices.editions(), default)
    messages.writer(edition, actor)
