"""What a sponsor's help did, on screen, as a file and as a text to share."""

from __future__ import annotations

import streamlit as st

from domain.actors import Actor
from domain.people import Sponsor
from services import sponsoring
from services.addresses import Page, address
from services.sponsoring import Report, sheets
from ui import html, resources, state
from ui.components.cards import when, where
from ui.words import md, plain, t


def show(sponsor: Sponsor, actor: Actor) -> None:
    """The report of a sponsor with its files; a word of what will come before there is anything."""
    found = sponsoring.report(resources.database(), sponsor.id, actor=actor, now=resources.now())
    if not found.helped:
        html.show(html.empty(plain("report.none")))
        return
    st.header(t("report.title", name=sponsor.name), anchor=False)
    html.show(html.facts(sheets.figures(found, state.language())))
    for one in found.helped:
        st.subheader(md(one.activity.title), anchor=False)
        gifts = [sheets.given(gift, state.language()) for gift in one.gifts]
        html.show(html.lines(["; ".join(gifts), when(one.activity), where(one.activity)]))
        for words in (*one.thanks, one.story):
            if words:
                html.show(html.paragraph(words))
    st.markdown(t("report.privacy"))
    _files(found)
    _share(found)


def _files(found: Report) -> None:
    """Made only when they are asked for."""
    language, now = state.language(), resources.now()
    name = plain("report.file_name")
    with st.container(horizontal=True):
        st.download_button(
            t("report.download_pdf"),
            lambda: sheets.report_pdf(found, language, now=now),
            f"{name}.pdf",
            "application/pdf",
            on_click="ignore",
            icon=":material/picture_as_pdf:",
        )
        st.download_button(
            t("report.download_html"),
            lambda: sheets.report_html(found, language),
            f"{name}.html",
            "text/html",
            on_click="ignore",
            icon=":material/html:",
        )


def _share(found: Report) -> None:
    with st.expander(t("report.share"), icon=":material/share:"):
        words = plain(
            "report.share_text",
            activities=", ".join(one.activity.title for one in found.helped),
            edition=found.edition.name,
            link=address(resources.settings().public_url, Page.POWERED_BY),
            hashtag=found.edition.hashtag,
        )
        st.code(words.strip(), language=None, wrap_lines=True)
