"""The state of an edition at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

import pandas as pd
import streamlit as st

from domain.actors import Actor
from domain.editions import Edition
from domain.places import Province
from domain.vocabulary import ActivityState
from i18n import formats
from i18n.texts import label
from services.desk import comparing, overview
from services.desk import waiting as waits
from services.desk.comparing import Measure
from services.desk.overview import WHOLE_DAY, Numbers, Pictures
from services.desk.waiting import Pile
from services.programme import Programme
from ui import html, navigation, resources, state
from ui.desk import comparison, pictures
from ui.words import plain, t

_Member = TypeVar("_Member", bound=StrEnum)
_PILES = {
    Pile.REVIEW: ("beheer/beoordelen.py", "desk.pile_review", ":material/rate_review:"),
    Pile.PLEDGES: ("beheer/toezeggingen.py", "desk.pile_pledges", ":material/handshake:"),
}


def waiting(edition: Edition, actor: Actor) -> None:
    """What waits for somebody, each with the way to it."""
    piles = waits.piles(
        resources.database(), edition_id=edition.id, actor=actor, now=resources.now()
    )
    st.header(t("desk.waiting"), anchor=False)
    if not piles:
        html.show(html.empty(plain("desk.nothing_waits")))
        return
    for pile in piles:
        file, key, icon = _PILES[pile.pile]
        words = t(key, count=pile.count)
        if pile.longest is not None:
            words += ". " + t("desk.longest", count=pile.longest.days)
        if pile.late:
            words += ". **" + t("desk.late", count=pile.late, days=pile.patience.days) + "**"
        st.page_link(
            navigation.page(file), label=words, icon=":material/alarm:" if pile.late else icon
        )


def numbers(programme: Programme, edition: Edition, actor: Actor) -> None:
    """What there is, in figures, and how that was in the edition before."""
    database = resources.database()
    found = overview.numbers(database, programme, edition.id, actor=actor)
    beside = comparing.compared(
        database, programme, edition, found, actor=actor, now=resources.now()
    )
    with st.container(horizontal=True, key="cijfers"):
        _figure("desk.on_the_map", found.on_the_map, comparison.growth(beside, Measure.ACTIVITIES))
        _figure("desk.places_filled", found.places - found.open_places)
        _figure("desk.places_open", found.open_places)
        _money("desk.money_asked", found.money_asked_cents)
        _money("desk.money_promised", found.money_promised_cents)
        _figure("desk.teams", found.teams, comparison.growth(beside, Measure.TEAMS))
        _figure("desk.without_team", found.without_team)
    html.show(html.badges(_states(found)))
    comparison.told(beside)


def drawn(programme: Programme, edition: Edition, actor: Actor) -> None:
    """The same in pictures."""
    found = overview.pictures(resources.database(), programme, edition.id, actor=actor)
    language = state.language()
    grown = max(found.over_time.values(), default=0)
    pictures.line(
        t("desk.over_time"),
        plain("desk.day"),
        [
            (pd.Timestamp(day), formats.day(day, language), count)
            for day, count in found.over_time.items()
        ],
        key="groei",
        hint=plain("desk.growth_known") if grown < sum(found.by_branch.values()) else "",
    )
    left, right = st.columns(2, gap="medium")
    with left:
        provinces = [(one.label, found.by_province[one]) for one in Province]
        pictures.bars(t("desk.by_province"), plain("desk.province"), provinces, key="provincie")
        _members("desk.by_form", "desk.form", found.by_form, key="vorm")
    with right:
        _members("desk.by_branch", "desk.branch", found.by_branch, key="branche")
        _members("desk.by_group", "desk.group", found.by_group, key="doelgroep")
    _days_and_hours(found)


def _figure(key: str, value: int, growth: int | None = None) -> None:
    language = state.language()
    st.metric(
        t(key),
        formats.number(value, language),
        None if growth is None else f"{growth:+d}",
        border=True,
    )


def _money(key: str, cents: int) -> None:
    st.metric(t(key), formats.money(cents, state.language()), border=True)


def _states(found: Numbers) -> list[tuple[str, str]]:
    language = state.language()
    return [
        ("vraagt" if one is ActivityState.SUBMITTED else "", f"{label(language, one)}: {count}")
        for one, count in found.by_state.items()
        if count
    ]


def _members(title: str, what: str, counts: Mapping[_Member, int], *, key: str) -> None:
    language = state.language()
    rows = [(label(language, member), count) for member, count in counts.items()]
    pictures.bars(t(title), plain(what), sorted(rows, key=lambda row: -row[1]), key=key)


def _days_and_hours(found: Pictures) -> None:
    language = state.language()
    by_day: dict[date, int] = {}
    by_hour = dict.fromkeys(range(WHOLE_DAY, 24), 0)
    for (day, hour), count in found.by_day_and_hour.items():
        by_day[day] = by_day.get(day, 0) + count
        by_hour[hour] += count
    left, right = st.columns(2, gap="medium")
    with left:
        days = [(formats.short_day(day, language), count) for day, count in by_day.items()]
        pictures.bars(t("desk.by_day"), plain("desk.day"), days, key="dag")
    with right:
        whole_day = plain("desk.whole_day")
        hours = [
            (whole_day if hour == WHOLE_DAY else f"{hour:02d}", count)
            for hour, count in by_hour.items()
        ]
        pictures.bars(t("desk.by_hour"), plain("desk.hour"), hours, key="uur")
