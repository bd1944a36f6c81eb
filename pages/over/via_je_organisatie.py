"""Signing in by the provider of one's organisation, and what became of it."""

import streamlit as st

from domain.actors import Role
from ui import html, navigation, provider, resources
from ui.words import plain, t

html.show(html.head(plain("sign_in.by_provider"), plain("sign_in.by_provider_lead")))
if not provider.is_configured():
    html.show(html.notice(plain("sign_in.no_provider")))
    html.show(html.link("inloggen", plain("sign_in.with_password")))
    st.stop()
if provider.vouched() is None:
    st.button(t("sign_in.go"), on_click=st.login, type="primary", key="naar_aanbieder")
    st.login()
    st.stop()
if resources.actor().role is Role.COORDINATOR:
    html.show(html.notice(plain("sign_in.is_in")))
    st.page_link(navigation.page("beheer/overzicht.py"))
else:  # the frame says why
    st.button(t("sign_in.again"), on_click=st.login, type="primary", key="opnieuw")
# Not a callback: the page would run after it, and lead straight back in.
if st.button(t("sign_in.out"), key="uit_aanbieder"):
    provider.sign_out(resources.database())
