"""What the answers of an audience say: in words, as a picture and as a table."""

from __future__ import annotations

import streamlit as st

from domain.actors import Actor
from matching.learning import Lesson, Verdict
from services.desk import learning_words
from services.desk.learning import Told
from ui import html, state
from ui.desk import pictures
from ui.desk.csv_button import csv_button
from ui.desk.pictures import Spread
from ui.words import plain, t

_REASONS = 3


def of_the_country(actor: Actor) -> None:
    """Say to who sees a part that this is about the whole."""
    if not actor.scope.is_national:
        html.show(html.notice(plain("learning.nationwide")))


def audience(told: Told) -> None:
    """What is told of an audience; only words while there is nothing to draw."""
    st.header(t(f"learning.who.{told.audience}"), anchor=False)
    lesson = told.lesson
    verdict, *more = learning_words.sentences(told, state.language())
    if lesson is None:
        html.show(html.empty(verdict))
        return
    html.show(html.notice(verdict))
    html.show(html.items(more))
    if lesson.spread:
        _drawn(lesson)
        with st.expander(t("learning.how"), icon=":material/help:"):
            html.show(html.items(plain(f"learning.how_{number + 1}") for number in range(_REASONS)))
            html.show(html.items(learning_words.figures(lesson, state.language())))


def nothing_switches() -> None:
    """Say that this only tells."""
    html.show(html.hint(plain("learning.switch")))


def _drawn(lesson: Lesson) -> None:
    """The weights that answers spoke of as a picture, all of them as a table and a file."""
    language, key = state.language(), f"gewichten_{lesson.audience}"
    rows = learning_words.rows(lesson, language)
    with st.container(border=True):
        st.subheader(t("learning.picture"), anchor=False)
        html.show(html.hint(plain("learning.picture_help")))
        marks = ["now", "proposed", "range"]
        if lesson.verdict is not Verdict.BETTER:
            marks.remove("proposed")
        html.show(html.badges(("", plain(f"learning.legend_{mark}")) for mark in marks))
        unit = plain("learning.share", share="")
        pictures.spreads(_spreads(lesson, rows), unit=unit, key=key)
        with st.expander(t("desk.as_table"), icon=":material/table_rows:"):
            heads = learning_words.heads(lesson, language)
            html.show(html.table(heads, rows))
            csv_button(heads, rows, name=plain("learning.title"), key=f"{key}_csv")


def _spreads(lesson: Lesson, rows: list[list[str]]) -> list[Spread]:
    is_proposed = lesson.verdict is Verdict.BETTER
    words = dict(zip(lesson.current, rows, strict=True))
    return [
        Spread(
            what=learning_words.criterion(name, state.language()),
            low=100 * one.low,
            high=100 * one.high,
            now=100 * lesson.current[name],
            proposed=100 * lesson.learnt[name] if is_proposed else None,
            words=", ".join(words[name][1:]),
        )
        for name, one in lesson.spread.items()
    ]
