"""An edition beside the one before it, in words and as a table."""

from __future__ import annotations

import streamlit as st

from i18n import formats
from services.desk.comparing import Beside, Compared, Measure, Missing
from ui import html, state
from ui.words import plain, t

_MONEY = (Measure.MONEY_ASKED, Measure.MONEY_PROMISED)


def growth(found: Compared | Missing, measure: Measure) -> int | None:
    """How much more there is now; None when that is nothing or cannot be said."""
    if isinstance(found, Missing):
        return None
    beside = found.measures[measure]
    return None if beside.then is None or beside.at_least else beside.now - beside.then or None


def told(found: Compared | Missing) -> None:
    """What there was on the same day before the week, or why that is not known."""
    st.header(t("desk.beside"), anchor=False)
    if isinstance(found, Missing):
        html.show(html.notice(plain(f"desk.not_beside.{found.value}")))
        return
    language = state.language()
    key = "desk.days_before" if found.days_before > 0 else "desk.days_in"
    html.show(
        html.lines(
            [
                plain(key, count=abs(found.days_before)),
                plain(
                    "desk.same_day",
                    edition=found.earlier.name,
                    day=formats.day(found.day, language),
                ),
            ]
        )
    )
    heads = [plain("desk.measure"), found.earlier.name, plain("desk.now")]
    rows = [_row(measure, beside) for measure, beside in found.measures.items()]
    html.show(html.table(heads, rows))
    if any(one.then is None or one.at_least for one in found.measures.values()):
        html.show(html.hint(plain("desk.beginnings")))


def _row(measure: Measure, beside: Beside) -> tuple[str, str, str]:
    if beside.then is None:
        then = plain("desk.not_known")
    elif beside.at_least:
        then = plain("desk.at_least", number=_number(measure, beside.then))
    else:
        then = _number(measure, beside.then)
    return plain(f"desk.measures.{measure.value}"), then, _number(measure, beside.now)


def _number(measure: Measure, value: int) -> str:
    write = formats.money if measure in _MONEY else formats.number
    return write(value, state.language())
