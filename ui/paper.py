"""Sheets to print: made when the button is pressed, so that nobody waits for what nobody asked for."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from domain.editions import Edition
from services import filters
from services.activities import ActivityDetail
from services.addresses import Page, address, query
from services.conversation import Deck
from services.filters import Filter
from services.printing import cards, lists, poster
from services.printing.programme import heading
from services.programme import Programme
from ui import resources, state
from ui.words import plain, t

_PASSING = {state.DAY, state.PAGE}  # what a link on paper leaves out


def activity_sheets(found: ActivityDetail) -> None:
    """A poster of one activity, and of its series the whole list."""
    site, language, series = resources.settings().public_url, state.language(), found.series
    link = address(site, Page.ACTIVITY, id=found.activity.id)
    _button(
        "print.poster",
        lambda: poster.poster(found, link=link, language=language, now=resources.now()),
        name=found.activity.title,
        key="poster",
        help_key="print.poster_help",
    )
    if series is not None:
        _button(
            "print.series_sheet",
            lambda: lists.of_series(
                series,
                found.edition,
                database=resources.database(),
                link=site,
                language=language,
                now=resources.now(),
            ),
            name=series.title,
            key="reeks",
        )


def programme_sheet(programme: Programme, edition: Edition, wanted: Filter) -> None:
    """The list on paper of all that fits a filter, when anything does."""
    if not filters.mask(wanted, programme).any():
        return
    language = state.language()
    asked = {name: value for name, value in st.query_params.items() if name not in _PASSING}
    link = address(resources.settings().public_url, Page.AGENDA) + query(asked)
    title = heading(wanted, resources.gazetteer(), language)
    _button(
        "print.sheet",
        lambda: lists.of_filter(
            wanted,
            edition,
            database=resources.database(),
            programme=programme,
            title=title,
            link=link,
            language=language,
            now=resources.now(),
        ),
        name=title,
        key="lijst",
        help_key="print.sheet_help",
    )


def card_sheets(deck: Deck) -> None:
    """The cards of one deck, to cut."""
    language = state.language()
    _button(
        "conversation.print",
        lambda: cards.cards(deck, language=language, now=resources.now()),
        name=cards.title(deck, language),
        key="kaarten",
        help_key="conversation.print_help",
    )


def _button(
    label_key: str, make: Callable[[], bytes], *, name: str, key: str, help_key: str | None = None
) -> None:
    st.download_button(
        t(label_key),
        make,
        file_name=f"{_file_name(name)}.pdf",
        mime="application/pdf",
        key=f"papier_{key}",
        help=t(help_key) if help_key else None,
        icon=":material/print:",
        on_click="ignore",
    )


def _file_name(words: str) -> str:
    """`words` as every system takes them in the name of a file."""
    kept = "".join(one if one.isalnum() or one in " -" else " " for one in words)
    return " ".join(kept.split())[:60].strip() or plain("shell.name")
