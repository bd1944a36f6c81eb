"""Whether mail really goes out, for where somebody is told to look for it."""

from __future__ import annotations

import streamlit as st

from services.mail import work
from services.mail.work import MailState
from ui import resources
from ui.words import t


def mail_state() -> MailState:
    """How it stands with sending now."""
    return work.state(resources.database(), resources.settings(), now=resources.now())


def mail_notice(mail: MailState) -> None:
    """Say so when mail is late or is not sent at all, and at an open desk where it lies instead."""
    if mail.has_server:
        if mail.late:
            st.info(t("sign_up.mail_is_late"))
    elif resources.settings().open_desk:
        st.info(t("sign_up.mail_in_folder"), icon=":material/folder:")
    else:
        st.warning(t("sign_up.no_mail_yet"))
