"""What a page says when there is nothing to show yet, or when it shows something special."""

from __future__ import annotations

import streamlit as st

from domain.editions import Edition
from domain.times import to_local
from domain.vocabulary import EditionKind
from services import editions as editions_service
from services.programme import Programme
from ui import html, navigation, resources
from ui.words import plain, t


def editions() -> list[Edition]:
    """Every edition there is."""
    return editions_service.all_editions(resources.database())


def edition_or_stop(programme: Programme) -> Edition:
    """The edition that a newcomer should see; stops the page kindly when there is none at all."""
    today = to_local(resources.now()).date()
    found = editions_service.in_view(editions(), programme.edition_ids, today=today)
    if found is None:
        html.show(
            html.head(plain("notice.empty_title"), plain("notice.empty_lead"))
            + html.empty(plain("notice.empty_help"))
        )
        st.stop()
    return found


def about_edition(edition: Edition, *, over: str = "notice.over") -> None:
    """Say so when this is an example or history, is over, or has no days yet.

    `over` is the key of what to say of a week that is over.
    """
    if edition.kind is EditionKind.EXAMPLE:
        html.show(html.notice(plain("notice.example")))
    elif edition.kind is EditionKind.HISTORY:
        html.show(html.notice(plain("notice.history", name=edition.name)))
    elif edition.first_day is None:
        html.show(html.notice(plain("notice.no_days", name=edition.name)))
        organise_link()
    elif edition.is_over(to_local(resources.now()).date()):
        html.show(html.notice(plain(over, name=edition.name)))


def organise_link() -> None:
    """To where somebody puts an activity of their own on the map."""
    st.page_link(
        navigation.page("meedoen/organiseren.py"),
        label=t("notice.organise"),
        icon=":material/add_location_alt:",
    )
