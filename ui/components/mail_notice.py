"""Whether mail really goes out, said where somebody is told to look for it."""

from __future__ import annotations

import streamlit as st

from ui import resources
from ui.words import t


def mail_notice() -> None:
    """Say that no mail is sent while that is so, and at an open desk where it lies instead."""
    settings = resources.settings()
    if settings.smtp_url is not None:
        return
    if settings.open_desk:
        st.info(t("sign_up.mail_in_folder"), icon=":material/folder:")
    else:
        st.warning(t("sign_up.no_mail_yet"))
