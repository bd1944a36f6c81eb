"""What a coordinator sees of something in another part of the programme: whose it is, and nothing of it."""

from __future__ import annotations

import streamlit as st

from domain.accounts import OutsideScopeError
from ui import html, navigation
from ui.words import plain


def outside_scope(error: OutsideScopeError) -> None:
    """Say that another coordinator looks after it, and lead back to the own desk."""
    html.show(html.head(plain("sign_in.elsewhere"), plain(error.key)))
    st.page_link(navigation.page("beheer/overzicht.py"), icon=":material/dashboard:")
