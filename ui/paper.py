"""Sheets to print: made when the button is pressed, so that nobody waits for what nobody asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode

import numpy as np
import streamlit as st

from domain.editions import Edition
from domain.times import to_local
from services import activities, filters, listing, scope
from services.activities import ActivityDetail
from services.conversation import Deck
from services.filters import Filter
from services.printing import cards, poster, programme
from services.programme import Programme
from ui import resources, state
from ui.words import plain, t

_PASSING = {state.DAY, state.PAGE}  # what a link on paper leaves out


def activity_sheets(found: ActivityDetail) -> None:
    """A poster of one activity, and of its series the whole list."""
    settings, language, series = resources.settings(), state.language(), found.series
    link = f"{settings.public_url}/activiteit?{state.ACTIVITY}={found.activity.id}"
    _button(
        "print.poster",
        lambda: poster.poster(found, link=link, language=language, now=resources.now()),
        name=found.activity.title,
        key="poster",
        help_key="print.poster_help",
    )
    if series is None:
        return
    _button(
        "print.series_sheet",
        lambda: programme.sheet(
            activities.in_series(resources.database(), series.id),
            found.edition,
            title=plain("print.programme_of", name=series.title),
            link=settings.public_url,
            language=language,
            now=resources.now(),
        ),
        name=series.title,
        key="reeks",
    )


def programme_sheet(wanted: Filter, programme_now: Programme, edition: Edition) -> None:
    """The list on paper of all that fits a filter; days that are over are left out."""
    language = state.language()
    kept = {name: value for name, value in st.query_params.items() if name not in _PASSING}
    link = f"{resources.settings().public_url}/agenda?{urlencode(kept)}".rstrip("?")
    name = programme.heading(wanted, resources.gazetteer(), language)

    def made() -> bytes:
        now = resources.now()
        today = to_local(now).date()
        days = scope.days_of(programme_now, edition.id)
        ahead = frozenset(day for day in days if day >= today)
        chosen = ahead if ahead and len(ahead) < len(days) else frozenset()
        keep = filters.mask(replace(wanted, days=chosen), programme_now)
        rows = listing.by_time(programme_now, np.flatnonzero(keep), now=now)
        ids = [str(one) for one in programme_now.catalogue.ids[rows[: programme.MOST]]]
        return programme.sheet(
            activities.listed(resources.database(), ids),
            edition,
            title=name,
            about=programme.choices(wanted, language),
            days=chosen,
            total=len(rows),
            link=link,
            language=language,
            now=now,
        )

    _button("print.sheet", made, name=name, key="lijst", help_key="print.sheet_help")


def card_sheets(deck: Deck) -> None:
    """The cards of one deck, to cut."""
    language = state.language()
    _button(
        "conversation.print",
        lambda: cards.cards(deck, language=language, now=resources.now()),
        name=f"{plain('conversation.title')} {deck.group}",
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
