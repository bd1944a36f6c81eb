"""A picture for a report: bars or a line, with the same numbers as a table and as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from i18n import formats
from ui import html, state
from ui.desk.csv_button import csv_button
from ui.words import plain, t

_BAR_PIXELS = 26
_LEAST_PIXELS = 140
_LINE_PIXELS = 260
_SPREAD_PIXELS = 44
_MARK = 110
# A long name with its last word under it: a phone has no room for more beside a picture.
_IN_LINES = (
    "length(datum.label) > 18"
    " ? split(replace(datum.label, regexp(' (?=[^ ]*$)'), '|'), '|') : datum.label"
)
_TICKS = 6

# The colours of static/stijl.css; a picture is drawn on a canvas that style sheets do not reach.
_INK = {"light": "#0f5c63", "dark": "#8fd9da"}
_TEXT = {"light": "#22303a", "dark": "#f3eee4"}
_LINE = {"light": "#8a7f6c", "dark": "#5f7a76"}
_EMPTY = {"light": "#ffffff", "dark": "#1e2e2c"}

Rows = Sequence[tuple[str, int]]


def bars(title: str, what: str, rows: Rows, *, key: str) -> None:
    """Bars from left to right, in the order given; rows of nothing are left to the table."""
    shown = [row for row in rows if row[1]]
    with st.container(border=True):
        st.subheader(title, anchor=False)
        if not shown:
            html.show(html.empty(plain("desk.nothing_yet")))
            return
        frame = pd.DataFrame(shown, columns=["what", "count"])
        count = plain("desk.count")
        chart = (
            alt.Chart(frame, height=max(_LEAST_PIXELS, _BAR_PIXELS * len(shown)))
            .mark_bar(cornerRadiusEnd=4, color=_ink())
            .encode(
                x=alt.X("count:Q", title=None, axis=_axis(tickMinStep=1, format="d")),
                y=alt.Y(
                    "what:N", sort=None, title=None, axis=_axis(labelLimit=220, labelOverlap=False)
                ),
                tooltip=[
                    alt.Tooltip("what:N", title=what),
                    alt.Tooltip("count:Q", title=count),
                ],
            )
        )
        st.altair_chart(chart, key=f"{key}_beeld")
        _beside(title, what, rows, key=key)


def line(
    title: str,
    what: str,
    rows: Sequence[tuple[pd.Timestamp, str, int]],
    *,
    key: str,
    hint: str = "",
) -> None:
    """A line over days; a row is the day, the day in words and the number. `hint` says what to know."""
    with st.container(border=True):
        st.subheader(title, anchor=False)
        if not rows:
            html.show(html.empty(plain("desk.nothing_yet")))
            return
        frame = pd.DataFrame(rows, columns=["day", "words", "count"])
        # More ticks than days would name a day twice.
        days = max(1, min(_TICKS, (rows[-1][0] - rows[0][0]).days))
        chart = (
            alt.Chart(frame, height=_LINE_PIXELS)
            .mark_line(point={"color": _ink()}, interpolate="step-after", color=_ink())
            .encode(
                x=alt.X("day:T", title=None, axis=_axis(format="%d-%m", tickCount=days)),
                y=alt.Y("count:Q", title=None, axis=_axis(tickMinStep=1, format="d")),
                tooltip=[
                    alt.Tooltip("words:N", title=what),
                    alt.Tooltip("count:Q", title=plain("desk.count")),
                ],
            )
        )
        st.altair_chart(chart, key=f"{key}_beeld")
        if hint:
            html.show(html.hint(hint))
        _beside(title, what, [(words, count) for _, words, count in rows], key=key)


@dataclass(frozen=True, slots=True)
class Spread:
    """A share between `low` and `high`, beside what it is `now` and, if so, `proposed`; in percent.

    `words` say the same.
    """

    what: str
    low: float
    high: float
    now: float
    proposed: float | None
    words: str


def spreads(rows: Sequence[Spread], *, unit: str, key: str) -> None:
    """A bar for where each is, with a ring for now and a diamond for what is proposed."""
    frame = pd.DataFrame([asdict(row) for row in rows])
    names = _axis(labelOverlap=False, labelExpr=_IN_LINES)
    y = alt.Y("what:N", sort=None, title=None, axis=names)
    tooltip = alt.Tooltip("words:N", title=" ")
    axis = _axis(tickCount=_TICKS, labelExpr=f"datum.value + '{unit}'")
    x = alt.X("low:Q", title=None, axis=axis, scale=alt.Scale(domainMin=0))
    base = alt.Chart(frame, height=max(_LEAST_PIXELS, _SPREAD_PIXELS * len(rows))).encode(
        y=y, tooltip=tooltip
    )
    places = base.mark_bar(height=10, cornerRadius=5, color=_LINE[_theme()], opacity=0.75)
    now = base.mark_point(
        shape="circle", size=_MARK, opacity=1, strokeWidth=2.5, filled=False, color=_TEXT[_theme()]
    )
    layers = [places.encode(x=x, x2="high:Q"), now.encode(x="now:Q")]
    # A layer without marks would be a picture without words.
    if any(row.proposed is not None for row in rows):
        proposed = base.mark_point(
            shape="diamond", size=_MARK, opacity=1, filled=True, color=_ink()
        )
        layers.append(proposed.encode(x="proposed:Q"))
    st.altair_chart(alt.layer(*layers), key=f"{key}_beeld")


def colours() -> tuple[str, str, str]:
    """Of a map: outlines, most, and nothing."""
    theme = _theme()
    return _LINE[theme], _INK[theme], _EMPTY[theme]


def _axis(**settings: Any) -> alt.Axis:  # noqa: ANN401 - whatever an axis takes
    """Words that can be read: Vega's own grey is too light on paper."""
    return alt.Axis(labelColor=_TEXT[_theme()], labelFontSize=13, **settings)


def _ink() -> str:
    return _INK[_theme()]


def _theme() -> str:
    return "dark" if st.context.theme.type == "dark" else "light"


def _beside(title: str, what: str, rows: Rows, *, key: str) -> None:
    """The numbers, for who cannot see the picture or wants them elsewhere."""
    language = state.language()
    heads = [what, plain("desk.count")]
    with st.expander(t("desk.as_table"), icon=":material/table_rows:"):
        html.show(
            html.table(heads, [(words, formats.number(count, language)) for words, count in rows])
        )
        cells = [(words, str(count)) for words, count in rows]
        csv_button(heads, cells, name=title, key=f"{key}_csv")
