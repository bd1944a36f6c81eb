"""Lost your link: where to send it again. The answer is the same whoever asks."""

from __future__ import annotations

import streamlit as st

from domain.contacts import LinkPurpose
from domain.errors import VerbindingError
from services import resending
from services.contacts import EMAIL_LENGTH
from ui import resources
from ui.words import sentence, t


def lost_link(purpose: LinkPurpose) -> None:
    """Ask for a link of `purpose` again, folded away until somebody needs it."""
    with st.expander(t("link.lost"), icon=":material/key:"):
        link_form(purpose)


def link_form(purpose: LinkPurpose, *, sent: str | None = None) -> None:
    """An address, and a button that sends the links of `purpose` to it; `sent` is then said."""
    with st.form(f"link_{purpose}", border=False):
        email = st.text_input(
            t("contact.email"),
            max_chars=EMAIL_LENGTH,
            type="email",
            autocomplete="email",
            placeholder=t("contact.email_example"),
            key=f"link_{purpose}_email",
        )
        if not st.form_submit_button(t("link.send"), type="primary"):
            return
    try:
        resending.resend(
            resources.database(),
            purpose,
            email or "",
            source_address=resources.source_address(),
            now=resources.now(),
        )
    except VerbindingError as error:
        st.warning(sentence(error))
    else:
        st.success(sent or t("link.sent"))
