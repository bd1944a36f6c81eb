"""The editions beside each other, and when what is kept about people goes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from domain.actors import Actor
from domain.editions import Edition
from domain.times import to_local
from domain.vocabulary import EditionKind
from i18n import formats
from services import retention
from services.desk import overview
from services.editions import coming_first
from services.programme import Programme
from ui import html, navigation, resources, state
from ui.components import filters, notices
from ui.words import plain, t


def choice() -> tuple[list[Edition], Edition | None]:
    """Every edition, the coming one first, and the one that was chosen; None when there is none."""
    every = coming_first(notices.editions(), today=to_local(resources.now()).date())
    return every, filters.edition_choice(every, every[0]) if every else None


def told(edition: Edition) -> None:
    """Until which day of this edition what is kept."""
    language = state.language()
    st.header(t("edition.goes"), anchor=False)
    html.show(html.lines([plain("edition.goes_lead")]))
    days = retention.goes_after(edition)
    if not days:
        html.show(html.notice(plain("edition.retention")))
        return
    rows = [
        (plain(f"edition.goes_rule.{name}"), formats.day(day, language))
        for name, day in days.items()
    ]
    html.show(html.table([plain("edition.goes_what"), plain("edition.goes_until")], rows))
    html.show(html.hint(plain("edition.goes_later")))


def beside(programme: Programme, every: Sequence[Edition], chosen: Edition, actor: Actor) -> None:
    """Every edition with its figures, and the ways to look at the chosen one."""
    st.header(t("edition.all"), anchor=False)
    heads = ("edition", "days", "activities", "places", "promised", "teams")
    rows = [_row(programme, one, actor) for one in every]
    html.show(html.table([plain(f"edition.{head}") for head in heads], rows))
    with st.container(horizontal=True):
        for file, key, icon in (
            ("beheer/overzicht.py", "edition.to_overview", ":material/dashboard:"),
            ("verkennen/kaart.py", "edition.to_map", ":material/map:"),
        ):
            st.page_link(
                navigation.page(file),
                label=t(key, name=chosen.name),
                icon=icon,
                query_params={state.EDITION: chosen.name},
            )


def _row(programme: Programme, edition: Edition, actor: Actor) -> tuple[str, ...]:
    found = overview.numbers(resources.database(), programme, edition.id, actor=actor)
    language = state.language()
    if not found.on_the_map and edition.is_over(to_local(resources.now()).date()):
        # A week from before this site: that nothing is known of it does not say that nothing was.
        return (edition.name, _days(edition), *[plain("edition.figures_unknown")] * 4)
    return (
        edition.name,
        _days(edition),
        formats.number(found.on_the_map, language),
        formats.number(found.places, language),
        formats.money(found.money_promised_cents, language),
        formats.number(found.teams, language),
    )


def _days(edition: Edition) -> str:
    if edition.first_day is None or edition.last_day is None:
        is_coming = not edition.is_over(to_local(resources.now()).date())
        is_week = edition.kind is EditionKind.WEEK
        return plain("edition.no_days_yet" if is_week and is_coming else "edition.days_unknown")
    language = state.language()
    last = formats.day(edition.last_day, language)
    if edition.first_day == edition.last_day:
        return last
    return plain("format.days", first=formats.short_day(edition.first_day, language), last=last)
