"""The frame around every page: settings, language switch, navigation, footer, and what a fault looks like."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from domain.actors import Actor, Role
from i18n.texts import Language
from ui import html, navigation, provider, resources, state
from ui.components.retention_notice import retention_notice
from ui.words import plain, t

_STATIC = Path(__file__).parent.parent / "static"


def run() -> None:
    """Draw the frame and run the page that the visitor asked for."""
    st.set_page_config(
        page_title=plain("shell.name"), page_icon=str(_STATIC / "icoon.svg"), layout="wide"
    )
    # Once for the frame; a page reads it anew, for it may change who is asking.
    actor = resources.actor()
    chosen = st.navigation(navigation.sections(actor), position="top")
    logo = "logo-donker.svg" if st.context.theme.type == "dark" else "logo.svg"
    st.logo(str(_STATIC / logo), size="large")
    st.set_page_config(page_title=plain("shell.page_title", page=chosen.title))
    _language_switch()
    # The foot comes first: a page that stops half-way would otherwise leave it out.
    page = st.container(key="pagina")
    _footer(actor)
    _without_zero_signs()
    with page:
        if navigation.is_desk(chosen):
            _desk_menu()
        retention_notice(actor)
        if provider.vouched() is not None and actor.role is not Role.COORDINATOR:
            html.show(html.notice(plain("sign_in.not_invited")))
        chosen.run()


def _without_zero_signs() -> None:
    """Take the zero sign out of what a link says: no id or word has one, and PostgreSQL takes none."""
    for name in list(st.query_params):
        if "\0" in st.query_params[name]:
            st.query_params[name] = st.query_params[name].replace("\0", "")


def _desk_menu() -> None:
    """The pages of the desk beside each other; the header has no room for all of them."""
    with st.container(horizontal=True, key="bureau"):
        for one in navigation.desk():
            # In the header its first page stands for the whole desk.
            st.page_link(one, label=t("desk.title") if one.title == plain("nav.desk") else None)


def _language_switch() -> None:
    # The key of the container tells the browser which language is on, also after a change of page.
    with st.container(key=f"taal_{state.language()}"):
        st.segmented_control(
            plain("shell.language"),
            list(Language),
            format_func=str,  # also what the link says: ?taal=en
            default=Language.NL,
            required=True,
            key=state.LANGUAGE,
            label_visibility="collapsed",
            bind="query-params",
            persist_state="session",
        )


def _footer(actor: Actor) -> None:
    with st.container(key="voet"):
        st.markdown(t("shell.footer"))
        with st.container(horizontal=True):
            for file in ("over/over.py", "meedoen/mijn_gegevens.py"):
                st.page_link(navigation.page(file))
            if actor.grants:
                html.show(html.link("uitloggen", plain("link.sign_out")))
            if not resources.settings().open_desk:
                _desk_door(actor)


def _desk_door(actor: Actor) -> None:
    """The way in for coordinators, and out again for who is in."""
    if provider.vouched() is not None:
        out = navigation.page("over/via_je_organisatie.py")
        st.page_link(out, label=plain("sign_in.out"))
        return
    is_in = actor.role is Role.COORDINATOR
    address, key = ("inloggen/uit", "sign_in.out") if is_in else ("inloggen", "sign_in.title")
    html.show(html.link(address, plain(key)))
