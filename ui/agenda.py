"""The agenda: a day, and what happens on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import streamlit as st

from domain.editions import Edition
from domain.times import to_local
from i18n import formats
from services import activities, editions, filters, listing, scope
from services.filters import Filter
from services.programme import Programme
from ui import bound, html, resources, state
from ui.components import notices
from ui.components.cards import activity_card
from ui.words import plain, t

_PER_PAGE = 12
_PILLS = 10


def day_choice(programme: Programme, edition: Edition) -> date | None:
    """The day to show: the chosen one, else that on which the week opens. None without days."""
    days = scope.days_of(programme, edition.id)
    if not days:
        return None
    today = to_local(resources.now()).date()
    default = editions.day_to_open(edition, days, today=today)
    if len(days) > _PILLS:
        return st.selectbox(
            t("filter.days"),
            days,
            index=days.index(default),
            format_func=bound.words(state.DAY, days, formats.day),
            key=state.DAY,
            bind="query-params",
        )
    return st.segmented_control(
        t("filter.days"),
        days,
        default=default,
        required=True,
        format_func=bound.words(state.DAY, days, formats.short_day),
        key=state.DAY,
        bind="query-params",
    )


def day_list(programme: Programme, edition: Edition, wanted: Filter, day: date) -> None:
    """Everything on `day` that fits, earliest first, a page at a time."""
    keep = filters.mask(replace(wanted, days=frozenset({day})), programme)
    rows = listing.on_day(programme, np.flatnonzero(keep), day)
    st.header(
        t("agenda.day", day=formats.day(day, state.language()), count=len(rows)), anchor=False
    )
    if not len(rows):
        html.show(html.empty(plain("agenda.nothing")))
        notices.organise_link()
        return
    pages = -(-len(rows) // _PER_PAGE)
    page = st.session_state.get(state.PAGE, 1) if pages > 1 else 1
    page = min(page, pages)
    shown = rows[(page - 1) * _PER_PAGE : page * _PER_PAGE]
    ids = [str(one) for one in programme.catalogue.ids[shown]]
    grid = st.grid(3, min_column_width=300)
    for activity in activities.listed(resources.database(), ids):
        with grid.cell():
            activity_card(activity, edition, key=f"agenda_{activity.id}", now=resources.now())
    if pages > 1:
        st.pagination(pages, key=state.PAGE)
