"""White spots on a map, on a board, and what to do about one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from domain.actors import Actor
from domain.branches import Branch
from domain.editions import Edition
from domain.places import Province
from i18n import formats
from i18n.texts import label
from matching.catalogue import minute
from services import editions, explanations
from services.addresses import Page, address
from services.desk import white_spots
from services.desk.white_spots import REACH_KM, Measure, Spot, Standing
from services.programme import Programme
from ui import html, navigation, resources, state
from ui.components.team_link import team_link
from ui.desk.csv_button import csv_button
from ui.desk.pictures import colours
from ui.words import plain, t

_MAP_PIXELS = 620
_TABLE_ROWS = 30
_EUROS = (250, 500, 1000, 2500)
_MEASURES = {
    Measure.ACTIVITIES: "spots.measure_activities",
    Measure.PER_INHABITANTS: "spots.measure_per_inhabitants",
    Measure.HANDS_SHORT: "spots.measure_hands_short",
    Measure.MONEY_SHORT: "spots.measure_money_short",
    Measure.UNUSED: "spots.measure_unused",
}
_SIGNS = {Standing.MOVING: "●", Standing.INTERESTED: "◐", Standing.EMPTY: "○"}


def spots_of(programme: Programme, edition: Edition, actor: Actor) -> list[Spot]:
    """Every municipality of this coordinator's part."""
    return white_spots.municipalities(
        resources.database(), programme, resources.gazetteer(), edition.id, actor=actor
    )


def shown(spots: Sequence[Spot]) -> None:
    """The map with its table: by province or municipality, one measure at a time.

    One province alone says nothing of where it is quiet; then municipalities come first.
    """
    left, right = st.columns(2, gap="medium")
    with left:
        measure = st.selectbox(
            t("spots.measure"),
            list(Measure),
            format_func=lambda one: t(_MEASURES[one]),
            key="vlek_maat",
        )
        measure = measure or Measure.ACTIVITIES
    with right:
        by_province = st.segmented_control(
            t("spots.by"),
            [True, False],
            default=len({spot.province for spot in spots}) > 1,
            required=True,
            format_func=lambda one: t("spots.by_province") if one else t("spots.by_municipality"),
            key="vlek_per",
        )
    rows = white_spots.provinces(spots) if by_province else list(spots)
    drawing, listing = st.columns([3, 2], gap="large")
    with drawing:
        st.altair_chart(_map(spots, measure, by_province=bool(by_province)), key="vlek_kaart")
        if measure is Measure.PER_INHABITANTS:
            html.show(html.notice(plain("spots.estimate")))
    with listing:
        _table(rows, measure)


def board(found: Mapping[Branch, Mapping[Province, Standing]]) -> None:
    """Branches by provinces, each with a sign and its word for who cannot see the sign."""
    language = state.language()
    if not found:
        return
    legend = [f"{_SIGNS[one]} {label(language, one)}" for one in Standing]
    html.show(html.badges(("", words) for words in legend))
    provinces = list(next(iter(found.values())))
    html.show(
        html.signs(
            plain("spots.branch"),
            [province.label for province in provinces],
            [
                (
                    label(language, branch),
                    [(_SIGNS[standing], label(language, standing)) for standing in row.values()],
                )
                for branch, row in found.items()
            ],
        )
    )


def one_spot(programme: Programme, edition: Edition, spots: Sequence[Spot], actor: Actor) -> None:
    """Choose a municipality; see who is near, what would help, and a text to send."""
    quietest = sorted(spots, key=lambda spot: (spot.per_inhabitants, -spot.inhabitants))
    spot = st.selectbox(
        t("spots.choose"), quietest, format_func=lambda one: one.name, key="vlek_gemeente"
    )
    if spot is None:
        return
    html.show(
        html.badges(
            [
                ("", plain("spots.activities", count=spot.activities)),
                (
                    "vraagt" if spot.hands_short else "",
                    plain("spots.hands", count=spot.hands_short),
                ),
                *_money_short(spot),
            ]
        )
    )
    left, right = st.columns(2, gap="large")
    with left:
        _near(spot, edition, actor)
    with right:
        _what_if(programme, edition, spot, actor)
        st.page_link(
            navigation.page("meedoen/ideeen.py"),
            label=t("spots.ideas"),
            icon=":material/lightbulb:",
        )
    _text(spot, edition)


def _map(
    spots: Sequence[Spot], measure: Measure, *, by_province: bool
) -> alt.LayerChart | alt.FacetChart:
    land = white_spots.outlines()
    outline, ink, empty = colours()
    here = {spot.code: spot for spot in white_spots.provinces(spots)}
    features = []
    for feature in land:
        spot = here.get(feature["properties"]["code"])
        features.append(
            feature
            | {
                "name": feature["properties"]["naam"],
                "value": spot.value(measure) if spot else None,
                "words": _value(spot, measure) if spot else plain("spots.not_yours"),
            }
        )
    base = alt.Chart(alt.InlineData(values=features)).mark_geoshape(stroke=outline)
    tooltip: list[Any] = [
        alt.Tooltip("name:N", title=plain("spots.place")),
        alt.Tooltip("words:N", title=t(_MEASURES[measure])),
    ]
    scale = alt.Scale(range=[empty, ink], interpolate="lab")
    if by_province:
        layers = [
            base.encode(color=alt.Color("value:Q", scale=scale, legend=None), tooltip=tooltip)
        ]
    else:
        frame = pd.DataFrame(
            [
                {
                    "name": spot.name,
                    "lat": spot.point.lat,
                    "lon": spot.point.lon,
                    "value": spot.value(measure),
                    "words": _value(spot, measure),
                }
                for spot in spots
            ]
        )
        dots = (
            alt.Chart(frame)
            .mark_circle(stroke=outline, strokeWidth=1, opacity=0.9)
            .encode(
                latitude="lat:Q",
                longitude="lon:Q",
                size=alt.Size("value:Q", scale=alt.Scale(range=[18, 500]), legend=None),
                color=alt.Color("value:Q", scale=scale, legend=None),
                tooltip=tooltip,
            )
        )
        layers = [base.encode(color=alt.value(empty)), dots]
    return alt.layer(*layers).project(type="mercator").properties(height=_MAP_PIXELS)


def _table(rows: Sequence[Spot], measure: Measure) -> None:
    """The emptiest first where empty is white, the shortest first where short is."""
    is_short = measure in {Measure.HANDS_SHORT, Measure.MONEY_SHORT, Measure.UNUSED}
    ordered = sorted(
        rows, key=lambda spot: (spot.value(measure) * (-1 if is_short else 1), spot.name)
    )
    heads = [plain("spots.place"), plain(_MEASURES[measure])]
    cells = [(spot.name, _value(spot, measure)) for spot in ordered]
    html.show(html.table(heads, cells[:_TABLE_ROWS]))
    if len(cells) > _TABLE_ROWS:
        html.show(html.notice(plain("spots.more_in_file", count=len(cells) - _TABLE_ROWS)))
    csv_button(heads, cells, name=plain("spots.title"), key="vlek_csv")


def _value(spot: Spot, measure: Measure) -> str:
    language = state.language()
    if measure is Measure.MONEY_SHORT:
        return formats.money(spot.money_short, language)
    return formats.number(round(spot.value(measure), 1), language)


def _money_short(spot: Spot) -> list[tuple[str, str]]:
    if not spot.money_short:
        return []
    amount = formats.money(spot.money_short, state.language())
    return [("vraagt", plain("spots.money", amount=amount))]


def _near(spot: Spot, edition: Edition, actor: Actor) -> None:
    language = state.language()
    found = white_spots.near(resources.database(), spot, edition.id, actor=actor)
    st.subheader(t("spots.near", km=round(REACH_KM)), anchor=False)
    for team, km in found.teams:
        team_link(team, km)
    html.show(
        html.items(
            f"{sponsor.name} ({explanations.distance(km, language)})"
            for sponsor, km in found.sponsors
        )
    )
    if not found.teams and not found.sponsors:
        html.show(html.empty(plain("spots.nobody_near")))
    count = found.volunteers
    words = (
        plain("spots.few_volunteers") if count is None else plain("spots.volunteers", count=count)
    )
    html.show(html.badges([("", words)]))


def _what_if(programme: Programme, edition: Edition, spot: Spot, actor: Actor) -> None:
    st.subheader(t("spots.what_if"), anchor=False)
    language = state.language()
    euros = st.segmented_control(
        t("spots.sum"),
        _EUROS,
        default=_EUROS[1],
        required=True,
        format_func=lambda one: formats.money(100 * one, language),
        key="vlek_bedrag",
    )
    now = editions.moment_in(edition, now=resources.now())
    found = white_spots.what_if(
        programme,
        spot,
        edition.id,
        100 * int(euros),
        actor=actor,
        now_minute=minute(now),
    )
    html.show(
        html.items(
            [
                plain(
                    "spots.with_money",
                    count=found.needs,
                    amount=formats.money(found.cents, language),
                ),
                plain("spots.with_team", count=found.without_team),
            ]
        )
    )


def _text(spot: Spot, edition: Edition) -> None:
    """Words to send to who is near."""
    st.subheader(t("spots.text"), anchor=False)
    link = address(resources.settings().public_url, Page.ORGANISE)
    words = plain("spots.invitation", place=spot.name, link=link, hashtag=edition.hashtag)
    st.code(words.strip(), language=None, wrap_lines=True)
